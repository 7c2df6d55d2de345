// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.MemberStage;

/**
 * Puts back, once, the exact block that a disproven write replaced. Nothing is estimated for it: it undoes what was
 * approved, so neither evidence nor the interval between writes is asked for again. All that protects the meter is: the
 * registration and its policy, the maintenance window, holds, and the gateway's comparison with what the meter holds. Pure.
 */
final class Rollback {

    /** Behind a campaign's id: the scope of the orders that undo it. */
    private static final String SCOPE = "/rollback";

    private Rollback() {}

    /**
     * Scope of the holds on rollbacks of a campaign. A brake holds the campaign itself, and must not hold back what undoes
     * it; a hold on everything does.
     */
    static String scopeOf(String campaignId) {
        return campaignId + SCOPE;
    }

    /** The way back. */
    static CorrectionTarget target(CorrectionTarget written, int epoch) {
        return new CorrectionTarget(
                written.meterModel(),
                epoch,
                written.targetBlock(),
                written.targetChecksum(),
                written.baseBlock(),
                written.baseChecksum(),
                1 / written.correctionFactor());
    }

    /**
     * What keeps the order back now, or for good.
     *
     * @param hold why nothing may be released; null when no hold is in force
     */
    static GateDecision decide(Job job, JobMachine.Moment moment, @Nullable String hold) {
        Registration registration = moment.knowledge().registration();
        if (registration == null) {
            return new GateDecision.Wait(
                    GateDecision.WaitReason.REGISTRATION_UNKNOWN, "the meter's registration is not known");
        }
        MaintenanceWindow window = job.terms().window();
        Optional<GateDecision.RefusalReason> refusal = AdjustmentGate.permissionRefusal(
                        registration, job.member().target())
                .or(() -> AdjustmentGate.windowRefusal(registration, window));
        if (refusal.isPresent()) {
            return new GateDecision.Refuse(refusal.get());
        }
        if (hold != null) {
            return new GateDecision.Wait(GateDecision.WaitReason.HELD, hold);
        }
        return AdjustmentGate.isOpen(window, registration, moment.fieldNow())
                ? new GateDecision.Release()
                : new GateDecision.Wait(GateDecision.WaitReason.WINDOW_CLOSED, "the maintenance window is closed");
    }

    /** True when the meter was found with exactly the block from before the write, in a newer epoch. */
    static boolean isFound(Job job, int epoch, MeterKnowledge knowledge) {
        return knowledge.newestEpoch() > epoch
                && job.member().target().baseBlock().equals(knowledge.newestBlock());
    }

    static JobState.Ended done(String found, String how) {
        return new JobState.Ended(MemberStage.ROLLED_BACK, how + "; " + found);
    }

    /** What the meter holds is for a person to find out. */
    static JobState.Ended impossible(String found, String why) {
        return new JobState.Ended(MemberStage.NEEDS_PERSON, "disproven and not rolled back, " + why + "; " + found);
    }

    /**
     * The job after an outcome of an order to roll back.
     *
     * @param now wall-clock time
     */
    static Job after(Outcome outcome, Job job, Instant now, JobPolicy policy) {
        String found = switch (job.state()) {
            case JobState.Disproven disproven -> disproven.found();
            case JobState.RollbackReleased released -> released.found();
            default -> "";
        };
        if (outcome.isWritten()) {
            return job.to(done(found, "the block from before is in force again"));
        }
        if (!(job.state() instanceof JobState.RollbackReleased released)
                || !released.orderId().equals(outcome.orderId())) {
            return job;
        }
        if (outcome.isExpired() || outcome.result() == Outcome.Result.UNREACHABLE) {
            return attemptFailed(job, released, outcome.sentence(), now, policy);
        }
        return outcome.result() == Outcome.Result.HELD
                ? job.to(released.toRetry(now.plus(policy.retryDelay()), outcome.sentence()))
                : job.to(impossible(found, outcome.result() + " " + outcome.sentence()));
    }

    /** The job after an order to roll back that did not reach the meter. */
    static Job attemptFailed(
            Job job, JobState.RollbackReleased released, String reason, Instant now, JobPolicy policy) {
        Job failed = job.withFailedAttempt();
        return failed.failedAttempts() >= policy.attempts()
                ? failed.to(impossible(released.found(), reason))
                : failed.to(released.toRetry(
                        now.plus(policy.delayAfterFailures(failed.failedAttempts(), released.orderId())), reason));
    }
}

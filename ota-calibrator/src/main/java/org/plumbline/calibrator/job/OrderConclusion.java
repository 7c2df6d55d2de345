// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MemberStage;

/** What an outcome, a silence or an abort makes of a job. Pure. */
final class OrderConclusion {

    private OrderConclusion() {}

    /**
     * The job after an outcome of one of its orders. Only the newest order's outcome counts, but a write always does.
     *
     * @param now wall-clock time
     */
    static Job after(Outcome outcome, Job job, Instant now, JobPolicy policy) {
        if (job.isRollback(outcome.orderId())) {
            return Rollback.after(outcome, job, now, policy);
        }
        if (outcome.isWritten()) {
            return mayTurnOutWritten(job.state())
                    ? job.to(written(outcome, job.member().target()))
                    : job;
        }
        if (!(job.state() instanceof JobState.Released released)
                || !released.orderId().equals(outcome.orderId())) {
            return job;
        }
        if (outcome.isExpired()) {
            return attemptFailed(job, released, outcome.sentence(), now, policy);
        }
        return switch (outcome.result()) {
            case HELD ->
                job.aborted()
                        ? job.to(new JobState.Ended(MemberStage.ABORTED, outcome.sentence()))
                        : job.to(released.toHeld(now.plus(policy.retryDelay()), outcome.sentence()));
            case UNREACHABLE -> attemptFailed(job, released, outcome.sentence(), now, policy);
            case CONFLICT -> job.to(new JobState.Ended(MemberStage.CONFLICT, outcome.sentence()));
            case REFUSED -> job.to(new JobState.Ended(MemberStage.REFUSED, outcome.sentence()));
            case CORRUPT -> job.to(new JobState.Ended(MemberStage.NEEDS_PERSON, corrupt(outcome)));
            case FAILED, UNKNOWN ->
                job.to(new JobState.Ended(MemberStage.NEEDS_PERSON, outcome.result() + " " + outcome.sentence()));
            case APPLIED, ALREADY_APPLIED -> throw new IllegalStateException("handled before");
        };
    }

    /** A correction is to be proven by readings; a block that was proven before is only put back. */
    private static JobState written(Outcome outcome, CorrectionTarget target) {
        return TargetCheck.isRestore(target)
                ? new JobState.Ended(
                        MemberStage.RESTORED,
                        "the last proven block is in force again; its memory failed once, watch the meter")
                : new JobState.Verifying(outcome.newEpoch(), outcome.fieldTime(), "written and read back");
    }

    private static String corrupt(Outcome outcome) {
        return outcome.result() + " " + outcome.sentence()
                + " Have the meter examined, or restore its last proven block by a campaign (--restore) where its"
                + " restore policy allows that.";
    }

    /** A write that shows late is a write: it must be proven, whatever was thought of the order meanwhile. */
    private static boolean mayTurnOutWritten(JobState state) {
        return switch (state) {
            case JobState.Waiting ignored -> true;
            case JobState.Claimed ignored -> true;
            case JobState.Released ignored -> true;
            case JobState.Held ignored -> true;
            case JobState.Verifying ignored -> false;
            case JobState.Disproven ignored -> false;
            case JobState.RollbackReleased ignored -> false;
            case JobState.Ended ended ->
                ended.stage() != MemberStage.CORRECTED
                        && ended.stage() != MemberStage.RESTORED
                        && !ended.stage().isUnproven();
        };
    }

    /** The job after an attempt that did not reach the meter. */
    static Job attemptFailed(Job job, JobState.Released released, String reason, Instant now, JobPolicy policy) {
        Job failed = job.withFailedAttempt();
        if (failed.aborted()) {
            return failed.to(new JobState.Ended(MemberStage.ABORTED, reason));
        }
        return failed.failedAttempts() >= policy.attempts()
                ? failed.to(new JobState.Ended(MemberStage.UNREACHABLE, reason))
                : failed.to(released.toRetry(
                        now.plus(policy.delayAfterFailures(failed.failedAttempts(), released.orderId())), reason));
    }

    /** An order that is out, or a write to be proven, runs to its end; everything else ends now. */
    static Job aborted(Job job, String reason) {
        return switch (job.state()) {
            case JobState.Waiting ignored -> job.to(new JobState.Ended(MemberStage.ABORTED, reason));
            case JobState.Claimed ignored -> job.to(new JobState.Ended(MemberStage.ABORTED, reason));
            case JobState.Held ignored -> job.to(new JobState.Ended(MemberStage.ABORTED, reason));
            case JobState.Released ignored -> job;
            case JobState.Verifying ignored -> job;
            case JobState.Disproven ignored -> job;
            case JobState.RollbackReleased ignored -> job;
            case JobState.Ended ignored -> job;
        };
    }
}

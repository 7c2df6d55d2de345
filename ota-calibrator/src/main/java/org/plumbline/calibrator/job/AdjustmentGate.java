// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.job.GateDecision.Refuse;
import org.plumbline.calibrator.job.GateDecision.Release;
import org.plumbline.calibrator.job.GateDecision.Wait;
import org.plumbline.calibrator.job.GateDecision.WaitReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;

/**
 * Decides whether an order may be released. Every check must pass; a check that cannot be made is a failed check. The
 * thresholds are those of the decision rule before any write: |e| - 1.645 u_c > 0.5 MPE and u_c at most MPE/3; what the one
 * coefficient does and leaves is judged by {@link CorrectionGate}. Pure.
 */
public final class AdjustmentGate {

    private static final String PAIRED = "PAIRED";
    private static final double GUARD = 1.645;

    private AdjustmentGate() {}

    /** Judges a snapshot. What makes a write unlawful or wrong comes before what only delays it. */
    public static GateDecision decide(GateSnapshot snapshot, JobPolicy policy) {
        Optional<Wait> turn = notItsTurn(snapshot);
        if (turn.isPresent()) {
            return turn.get();
        }
        Registration registration = snapshot.knowledge().registration();
        if (registration == null) {
            return new Wait(WaitReason.REGISTRATION_UNKNOWN, "the meter's registration is not known");
        }
        Optional<CaseView> openCase =
                snapshot.knowledge().caseOf(snapshot.member().caseId());
        if (openCase.isEmpty()) {
            return new Wait(WaitReason.CASE_UNKNOWN, "the case is not known");
        }
        Estimate estimate = snapshot.knowledge().estimate();
        if (estimate == null) {
            return new Wait(WaitReason.ESTIMATE_UNKNOWN, "there is no estimate of the meter's error");
        }
        String referenceKind = snapshot.referenceKind();
        if (referenceKind == null) {
            return new Wait(WaitReason.REFERENCE_UNKNOWN, "the reference profile of the estimate is not known");
        }
        CorrectionTarget target = snapshot.member().target();
        Optional<RefusalReason> refusal = permissionRefusal(registration, target)
                .or(() -> windowRefusal(registration, snapshot.window()))
                .or(() -> TargetCheck.refusalOf(target))
                .or(() -> caseRefusal(openCase.get(), estimate, snapshot))
                .or(() -> referenceKind.equals(PAIRED) ? Optional.empty() : Optional.of(RefusalReason.NOT_PAIRED))
                .or(() -> evidenceRefusal(estimate, registration.maximumPermissibleErrorPercent(), snapshot, policy))
                .or(() -> capRefusal(estimate, registration.maximumPermissibleErrorPercent(), snapshot, policy));
        if (refusal.isPresent()) {
            return new Refuse(refusal.get());
        }
        return unlessHeld(snapshot, registration);
    }

    /** Why a job of the meter does not have its turn yet, whatever it would do. */
    static Optional<Wait> notItsTurn(GateSnapshot snapshot) {
        if (!snapshot.permitted()) {
            return Optional.of(new Wait(WaitReason.CAMPAIGN_NOT_RUNNING, "the campaign or the wave is not running"));
        }
        if (snapshot.meterBusy()) {
            return Optional.of(new Wait(WaitReason.METER_BUSY, "another job of the meter is active"));
        }
        return snapshot.outranked()
                ? Optional.of(new Wait(WaitReason.OUTRANKED, "a campaign of higher priority takes the meter first"))
                : Optional.empty();
    }

    /** What passed every other gate is released, unless a hold or the maintenance window keeps it back. */
    static GateDecision unlessHeld(GateSnapshot snapshot, Registration registration) {
        String hold = snapshot.hold();
        if (hold != null) {
            return new Wait(WaitReason.HELD, hold);
        }
        return isOpen(snapshot.window(), registration, snapshot.fieldNow())
                ? new Release()
                : new Wait(WaitReason.WINDOW_CLOSED, "the maintenance window is closed at the meter");
    }

    static Optional<RefusalReason> windowRefusal(Registration registration, MaintenanceWindow window) {
        return window.isWholeDay() || registration.zone() != null
                ? Optional.empty()
                : Optional.of(RefusalReason.TIME_ZONE_NOT_SET);
    }

    static boolean isOpen(MaintenanceWindow window, Registration registration, Instant fieldNow) {
        ZoneId zone = registration.zone();
        return window.isWholeDay() || (zone != null && window.isOpen(fieldNow, zone));
    }

    /** Why this meter may not be written at all. */
    static Optional<RefusalReason> permissionRefusal(Registration registration, CorrectionTarget target) {
        if (!registration.active()) {
            return Optional.of(RefusalReason.METER_NOT_ACTIVE);
        }
        Optional<RefusalReason> denied = switch (registration.policy()) {
            case OBSERVE, ADVISE -> Optional.of(RefusalReason.POLICY_DENIES);
            case ADJUST_UNVERIFIED ->
                registration.verification() == Registration.Verification.UNVERIFIED
                        ? Optional.empty()
                        : Optional.of(RefusalReason.METER_VERIFIED);
            case ADJUST_UNDER_AUTHORITY -> Optional.empty();
        };
        if (denied.isPresent()) {
            return denied;
        }
        if (registration.policyDocument().isBlank()) {
            return Optional.of(RefusalReason.POLICY_DOCUMENT_MISSING);
        }
        if (!isPositive(registration.limitPercent())) {
            return Optional.of(RefusalReason.LIMIT_NOT_SET);
        }
        if (!isPositive(registration.maximumPermissibleErrorPercent())) {
            return Optional.of(RefusalReason.MAXIMUM_PERMISSIBLE_ERROR_NOT_SET);
        }
        return registration.meterModel().equals(target.meterModel())
                ? Optional.empty()
                : Optional.of(RefusalReason.METER_MODEL_MISMATCH);
    }

    private static Optional<RefusalReason> caseRefusal(CaseView view, Estimate estimate, GateSnapshot snapshot) {
        Optional<RefusalReason> status = switch (view.status()) {
            case OPEN -> Optional.empty();
            case IN_CORRECTION ->
                view.campaignId().equals(snapshot.campaignId())
                        ? Optional.empty()
                        : Optional.of(RefusalReason.CASE_TAKEN);
            case DISMISSED -> Optional.of(RefusalReason.CASE_DISMISSED);
            case ENDED -> Optional.of(RefusalReason.CASE_NOT_OPEN);
        };
        if (status.isPresent()) {
            return status;
        }
        return isStillProposed(snapshot.member().target(), view.proposal(), estimate)
                ? Optional.empty()
                : Optional.of(RefusalReason.PROPOSAL_CHANGED);
    }

    /**
     * A wave waits for weeks, and meanwhile readings refine the proposals of later ones. What two people approved stands while
     * the newer proposal starts from the same octets of the same epoch and differs by no more than the dead band; what is
     * written is the approved target. Whether it still cures the newest error is judged besides.
     */
    private static boolean isStillProposed(
            CorrectionTarget approved, @Nullable CorrectionTarget proposed, Estimate estimate) {
        if (proposed == null
                || !proposed.meterModel().equals(approved.meterModel())
                || proposed.baseEpoch() != approved.baseEpoch()
                || !proposed.baseBlock().equals(approved.baseBlock())
                || proposed.baseChecksum() != approved.baseChecksum()) {
            return false;
        }
        return proposed.equals(approved) || CorrectionGate.isRefined(approved, proposed, estimate);
    }

    private static Optional<RefusalReason> evidenceRefusal(
            Estimate estimate, double mpePercent, GateSnapshot snapshot, JobPolicy policy) {
        CorrectionTarget target = snapshot.member().target();
        if (snapshot.knowledge().newestEpoch() != target.baseEpoch() || estimate.epoch() != target.baseEpoch()) {
            return Optional.of(RefusalReason.EPOCH_NOT_CURRENT);
        }
        if (!estimate.isSound()) {
            return Optional.of(RefusalReason.ESTIMATE_REFUSED);
        }
        double size = Math.abs(estimate.errorPercent());
        if (size <= estimate.deadBandPercent()) {
            return Optional.of(RefusalReason.WITHIN_DEAD_BAND);
        }
        if (size - GUARD * estimate.uncertaintyPercent() <= 0.5 * mpePercent) {
            return Optional.of(RefusalReason.NOT_SIGNIFICANT);
        }
        if (estimate.uncertaintyPercent() > mpePercent / 3) {
            return Optional.of(RefusalReason.UNCERTAINTY_TOO_LARGE);
        }
        if (estimate.quietDays() < policy.quietDays()) {
            return Optional.of(RefusalReason.NOT_QUIET);
        }
        if (!(estimate.coveredEnergyFraction() >= policy.coveredEnergyFraction())) {
            return Optional.of(RefusalReason.NOT_COVERED);
        }
        return CorrectionGate.effectRefusal(estimate, target, mpePercent);
    }

    private static Optional<RefusalReason> capRefusal(
            Estimate estimate, double mpePercent, GateSnapshot snapshot, JobPolicy policy) {
        CorrectionTarget target = snapshot.member().target();
        double cap = policy.capPercentFor(mpePercent);
        Optional<RefusalReason> step = CorrectionGate.stepRefusal(target, estimate, cap);
        if (step.isPresent()) {
            return step;
        }
        String certified = snapshot.certifiedBlock();
        if (certified != null && !TargetCheck.isSound(target.meterModel(), certified)) {
            return Optional.of(RefusalReason.CERTIFIED_BLOCK_UNSOUND);
        }
        Optional<RefusalReason> together = certified == null
                ? Optional.empty()
                : CorrectionGate.cumulativeRefusal(target, certified, estimate, cap);
        if (together.isPresent()) {
            return together;
        }
        Instant lastWrite = snapshot.lastWrite();
        return lastWrite != null && snapshot.fieldNow().isBefore(lastWrite.plus(policy.writeInterval()))
                ? Optional.of(RefusalReason.TOO_SOON)
                : Optional.empty();
    }

    private static boolean isPositive(double percent) {
        return percent > 0 && Double.isFinite(percent);
    }
}

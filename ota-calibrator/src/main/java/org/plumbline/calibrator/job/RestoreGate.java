// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.job.GateDecision.Refuse;
import org.plumbline.calibrator.job.GateDecision.Wait;
import org.plumbline.calibrator.job.GateDecision.WaitReason;
import org.plumbline.calibrator.member.CorrectionTarget;

/**
 * Decides whether the last proven block may be put in the place of one that the meter's memory broke (ERR-02). Nothing is
 * estimated for it, so no evidence is asked for; every other check must pass, and one that cannot be made is a failed one:
 * the policy of the meter, the block by the calibrator's own record, the broken block as it was read. Pure.
 */
final class RestoreGate {

    private RestoreGate() {}

    /**
     * Judges a member whose target is to be restored.
     *
     * @param jobs what the calibrator itself recorded of the meter
     */
    static GateDecision decide(GateSnapshot snapshot, MeterJobs jobs, JobPolicy policy) {
        Optional<Wait> turn = AdjustmentGate.notItsTurn(snapshot);
        if (turn.isPresent()) {
            return turn.get();
        }
        MeterKnowledge knowledge = snapshot.knowledge();
        Registration registration = knowledge.registration();
        if (registration == null) {
            return new Wait(WaitReason.REGISTRATION_UNKNOWN, "the meter's registration is not known");
        }
        if (knowledge.newestBlock() == null) {
            return new Wait(WaitReason.BLOCK_UNKNOWN, "the block that the meter holds is not known");
        }
        CorrectionTarget target = snapshot.member().target();
        Optional<RefusalReason> refusal = permissionRefusal(registration, target)
                .or(() -> AdjustmentGate.windowRefusal(registration, snapshot.window()))
                .or(() -> blockRefusal(target, knowledge, jobs))
                .or(() -> againRefusal(jobs.restoredAt(), snapshot.fieldNow(), policy));
        return refusal.isPresent() ? new Refuse(refusal.get()) : AdjustmentGate.unlessHeld(snapshot, registration);
    }

    private static Optional<RefusalReason> permissionRefusal(Registration registration, CorrectionTarget target) {
        if (!registration.active()) {
            return Optional.of(RefusalReason.METER_NOT_ACTIVE);
        }
        boolean allowed = switch (registration.restore()) {
            case NEVER -> false;
            case RESTORE_UNVERIFIED -> registration.verification() == Registration.Verification.UNVERIFIED;
            case RESTORE_UNDER_AUTHORITY -> true;
        };
        if (!allowed) {
            return Optional.of(RefusalReason.RESTORE_DENIED);
        }
        if (registration.policyDocument().isBlank()) {
            return Optional.of(RefusalReason.POLICY_DOCUMENT_MISSING);
        }
        return registration.meterModel().equals(target.meterModel())
                ? Optional.empty()
                : Optional.of(RefusalReason.METER_MODEL_MISMATCH);
    }

    private static Optional<RefusalReason> blockRefusal(
            CorrectionTarget target, MeterKnowledge knowledge, MeterJobs jobs) {
        if (!TargetCheck.isSound(target.meterModel(), target.targetBlock(), target.targetChecksum())) {
            return Optional.of(RefusalReason.TARGET_UNSOUND);
        }
        String proven = jobs.provenBlock();
        if (proven == null) {
            return Optional.of(RefusalReason.NO_PROVEN_BLOCK);
        }
        if (!proven.equals(target.targetBlock())) {
            return Optional.of(RefusalReason.NOT_THE_PROVEN_BLOCK);
        }
        MeterKnowledge.SoundBlock before = knowledge.sound();
        if (before == null || !before.block().equals(proven)) {
            return Optional.of(RefusalReason.NOT_THE_BLOCK_BEFORE);
        }
        Long shown = knowledge.newestChecksum();
        boolean asBroken = knowledge.newestEpoch() == target.baseEpoch()
                && target.baseBlock().equals(knowledge.newestBlock())
                && shown != null
                && shown == target.baseChecksum();
        // In force already: an order whose outcome was lost. The next one writes nothing, and looks at the meter's
        // errors.
        return asBroken || knowledge.isInForce(proven) ? Optional.empty() : Optional.of(RefusalReason.NOT_AS_BROKEN);
    }

    /** A memory that fails again and again is not to be written again and again. */
    private static Optional<RefusalReason> againRefusal(
            @Nullable Instant restoredAt, Instant fieldNow, JobPolicy policy) {
        return restoredAt != null && fieldNow.isBefore(restoredAt.plus(policy.writeInterval()))
                ? Optional.of(RefusalReason.RESTORED_BEFORE)
                : Optional.empty();
    }
}

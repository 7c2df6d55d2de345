// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

/** What the gates say. */
public sealed interface GateDecision {

    /** Every gate passed. */
    record Release() implements GateDecision {}

    /**
     * Not now.
     *
     * @param text one sentence
     */
    record Wait(WaitReason reason, String text) implements GateDecision {}

    /** Not this change. */
    record Refuse(RefusalReason reason) implements GateDecision {}

    /** Why to wait. */
    enum WaitReason {
        CAMPAIGN_NOT_RUNNING(false),
        METER_BUSY(false),
        OUTRANKED(false),
        HELD(false),
        WINDOW_CLOSED(false),
        REGISTRATION_UNKNOWN(true),
        BLOCK_UNKNOWN(true),
        CASE_UNKNOWN(true),
        ESTIMATE_UNKNOWN(true),
        REFERENCE_UNKNOWN(true);

        private final boolean missingEvidence;

        WaitReason(boolean missingEvidence) {
            this.missingEvidence = missingEvidence;
        }

        /** True when something that must be known is not; it may still be on its way, but not for ever. */
        boolean missingEvidence() {
            return missingEvidence;
        }
    }

    /** Why not. */
    enum RefusalReason {
        METER_NOT_ACTIVE("the meter is not in use"),
        POLICY_DENIES("the correction policy does not allow an adjustment"),
        METER_VERIFIED("the meter is, or may be, legally verified"),
        POLICY_DOCUMENT_MISSING("no document sets the limits and the policy"),
        LIMIT_NOT_SET("the limit of error is not set"),
        MAXIMUM_PERMISSIBLE_ERROR_NOT_SET("the class limit is not set"),
        TIME_ZONE_NOT_SET("the plan has a maintenance window and the registration no time zone"),
        METER_MODEL_MISMATCH("the target is for another meter model"),
        METER_MODEL_UNKNOWN("the meter model is not known"),
        TARGET_UNSOUND("base or target is no sound block of the model"),
        TARGET_NOT_ONE_COEFFICIENT("the target does not change exactly one kind of coefficient"),
        CASE_NOT_OPEN("the case is no longer open"),
        CASE_DISMISSED("a person dismissed the case"),
        CASE_TAKEN("another campaign took the case up"),
        PROPOSAL_CHANGED("the case no longer proposes this change, nor one that differs by no more than the dead band"),
        EPOCH_NOT_CURRENT("the calibration epoch of the evidence is over"),
        NOT_PAIRED("only a paired reference may lead to a write"),
        ESTIMATE_REFUSED("the newest estimate is a refusal"),
        WITHIN_DEAD_BAND("the error is within the dead band"),
        NOT_SIGNIFICANT("the error is not clearly above half the class limit"),
        UNCERTAINTY_TOO_LARGE("the uncertainty exceeds a third of the class limit"),
        NOT_QUIET("too few quiet days since the last change"),
        NOT_COVERED("covered loads carry too little of the energy"),
        NOT_A_CANDIDATE("the newest estimate no longer supports an adjustment"),
        CURVE_UNKNOWN("the estimate does not say the error over load"),
        ANGLE_NOT_MEASURED("the angle error is not measured"),
        POWER_FACTOR_NOT_COVERED("the power factors covered do not tell the angle well enough at power factor 0.5"),
        OFFSET_NOT_KNOWN("the estimate does not say which load an offset power would act on"),
        LOW_LOAD_NOT_COVERED("low load is not covered, where the offset shows"),
        RESIDUAL_TOO_LARGE(
                "the target would not leave the error that it states, within the dead band, or not a smaller one"),
        BEYOND_LIMIT_ELSEWHERE("the target may leave a load or power factor beyond the class limit"),
        CERTIFIED_BLOCK_UNSOUND("the block before the first write is no sound block of the meter model"),
        STEP_CAP("the step exceeds its cap"),
        CUMULATIVE_CAP("all steps together exceed their cap"),
        TOO_SOON("the last write is too recent"),
        RESTORE_DENIED(
                "the restore policy of the meter does not allow its block to be restored; have the meter examined"),
        NO_PROVEN_BLOCK("no block of this meter was ever written, read back and proven; have the meter examined"),
        NOT_THE_PROVEN_BLOCK("the target is not the last proven block; choose the meter anew"),
        NOT_THE_BLOCK_BEFORE(
                "another block than the proven one was in force when the memory failed; have the meter examined"),
        NOT_AS_BROKEN("the meter no longer holds the broken block that was to be replaced; choose the meter anew"),
        RESTORED_BEFORE(
                "the memory failed again within the interval between writes after a restore; have the meter exchanged");

        private final String sentence;

        RefusalReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason in words. */
        String sentence() {
            return sentence;
        }
    }
}

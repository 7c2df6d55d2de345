// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.HexFormat;
import java.util.Optional;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** Whether a target is a sound change of one kind of coefficient and of nothing else, by the meter model. */
final class TargetCheck {

    private static final double RATIO_TOLERANCE = 1e-9;

    private TargetCheck() {}

    static Optional<RefusalReason> refusalOf(CorrectionTarget target) {
        return MeterModels.named(target.meterModel())
                .map(model -> refusalOf(model, target))
                .orElse(Optional.of(RefusalReason.METER_MODEL_UNKNOWN));
    }

    /** Whether a block is one of the model: a meter that was registered anew has blocks of another. */
    static boolean isSound(String meterModel, String block) {
        return MeterModels.named(meterModel)
                .filter(model -> model.defectOf(octets(block)).isEmpty())
                .isPresent();
    }

    /** Whether a block is one of the model and the checksum that the meter shows bears it out. */
    static boolean isSound(String meterModel, String block, long checksum) {
        return isSound(meterModel, block)
                && !MeterModels.named(meterModel).orElseThrow().isBroken(octets(block), checksum);
    }

    /** Whether the base is a block that its checksum contradicts (ERR-02): then the target is to be put in its place. */
    static boolean isRestore(CorrectionTarget target) {
        return MeterModels.named(target.meterModel())
                .filter(model -> model.isBroken(octets(target.baseBlock()), target.baseChecksum()))
                .isPresent();
    }

    /** The coefficient that a sound target changes. */
    static Coefficient coefficientOf(CorrectionTarget target) {
        return CoefficientChange.kindOf(model(target), octets(target.baseBlock()), octets(target.targetBlock()))
                .orElseThrow();
    }

    /** What a sound target changes. */
    static CoefficientChange change(CorrectionTarget target) {
        return changeFrom(target, target.baseBlock());
    }

    /** What a sound target changes of another sound block of its model. */
    static CoefficientChange changeFrom(CorrectionTarget target, String fromBlock) {
        return CoefficientChange.between(model(target), octets(fromBlock), octets(target.targetBlock()));
    }

    private static MeterModel model(CorrectionTarget target) {
        return MeterModels.named(target.meterModel()).orElseThrow();
    }

    private static Optional<RefusalReason> refusalOf(MeterModel model, CorrectionTarget target) {
        byte[] base = octets(target.baseBlock());
        byte[] wanted = octets(target.targetBlock());
        boolean sound = model.defectOf(base).isEmpty()
                && model.defectOf(wanted).isEmpty()
                && model.checksumOf(base) == target.baseChecksum()
                && model.checksumOf(wanted) == target.targetChecksum()
                && Math.abs(model.gainRatio(base, wanted) - target.correctionFactor()) <= RATIO_TOLERANCE;
        if (!sound) {
            return Optional.of(RefusalReason.TARGET_UNSOUND);
        }
        return CoefficientChange.kindOf(model, base, wanted).isPresent()
                ? Optional.empty()
                : Optional.of(RefusalReason.TARGET_NOT_ONE_COEFFICIENT);
    }

    private static byte[] octets(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }
}

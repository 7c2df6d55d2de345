// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.HexFormat;
import java.util.Optional;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** Whether a target is a sound change of the gain and of nothing else, by the meter model. */
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

    /** Gain of the target over gain of a block, both sound; 1 = no change. */
    static double gainRatio(CorrectionTarget target, String fromBlock) {
        return MeterModels.named(target.meterModel())
                .orElseThrow()
                .gainRatio(octets(fromBlock), octets(target.targetBlock()));
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
        for (int at = 0; at < base.length; at++) {
            if (base[at] != wanted[at] && !isGainOrChecksum(model, at)) {
                return Optional.of(RefusalReason.TARGET_CHANGES_MORE_THAN_GAIN);
            }
        }
        return Optional.empty();
    }

    private static boolean isGainOrChecksum(MeterModel model, int at) {
        int gains = model.gains().offset();
        Integer checksum = model.checksum().storedAt();
        return (at >= gains && at < gains + Integer.BYTES * model.gains().count())
                || (checksum != null && at >= checksum && at < checksum + Integer.BYTES);
    }

    private static byte[] octets(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }
}

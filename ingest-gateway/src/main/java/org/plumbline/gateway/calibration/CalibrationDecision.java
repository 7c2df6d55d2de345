// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.Arrays;
import org.plumbline.gateway.calibration.CalibrationResult.Reason;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.MeterModel;

/** What to do, given an order and what the meter holds: pure, compare-and-set. */
public sealed interface CalibrationDecision {

    /** The target is active. */
    record TargetActive() implements CalibrationDecision {}

    /** The expected base is active. */
    record Write() implements CalibrationDecision {}

    record Refuse(Reason reason, String evidence) implements CalibrationDecision {}

    /**
     * Judges the order by itself, before any frame: both blocks sound, both checksums right, nothing changed but one kind
     * of coefficient and the checksum in the block. Of an order to restore the target alone is judged: what the memory made
     * of the base is no block.
     */
    static CalibrationDecision judge(CalibrationTask task, MeterModel model) {
        String defect = defect(task, model);
        return defect.isEmpty() ? new Write() : new Refuse(Reason.INVALID_TARGET, defect);
    }

    /** Judges the order against the meter. */
    static CalibrationDecision decide(CalibrationTask task, BlockState found) {
        boolean asExpected = found.block().equals(task.base()) && found.checksum() == task.baseChecksum();
        if (!found.checksumValid() && !asExpected) {
            return new Refuse(Reason.CORRUPT_CHECKSUM, "active block and checksum " + found.checksum() + " disagree");
        }
        if (found.checksumValid() && found.block().equals(task.target())) {
            return new TargetActive();
        }
        if (!asExpected) {
            return new Refuse(
                    Reason.BASE_CONFLICT,
                    "active checksum is " + found.checksum() + ", the order expects " + task.baseChecksum());
        }
        WriteIntent earlier = task.earlierIntent();
        if (earlier != null && earlier.asFound().changeCounter() != found.changeCounter()) {
            return new Refuse(
                    Reason.BASE_CONFLICT,
                    "change counter moved from " + earlier.asFound().changeCounter() + " to " + found.changeCounter()
                            + " since the write was begun");
        }
        return new Write();
    }

    private static String defect(CalibrationTask task, MeterModel model) {
        byte[] base = task.base().toArray();
        byte[] target = task.target().toArray();
        boolean restore = task.isRestore(model);
        String baseDefect = restore ? "" : model.defectOf(base).orElse("");
        if (!baseDefect.isEmpty()) {
            return "base: " + baseDefect;
        }
        String targetDefect = model.defectOf(target).orElse("");
        if (!targetDefect.isEmpty()) {
            return "target: " + targetDefect;
        }
        if (model.checksumOf(target) != task.targetChecksum()) {
            return "target checksum does not belong to the target block";
        }
        if (!restore
                && !Arrays.equals(base, target)
                && CoefficientChange.kindOf(model, base, target).isEmpty()) {
            return "target changes more than one kind of coefficient";
        }
        WriteIntent earlier = task.earlierIntent();
        if (earlier != null && !earlier.target().equals(task.target())) {
            return "journalled target differs from the order's";
        }
        return "";
    }
}

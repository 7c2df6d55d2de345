// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.record.Part;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** The coefficients of an order, as octets and as what the meter model says they mean. */
final class Coefficients {

    private Coefficients() {}

    static Part.Section section(@Nullable CoefficientTarget target) {
        if (target == null) {
            return new Part.Section(
                    "coefficients", "Coefficients", Part.fields("target", "Target", "the order names none"));
        }
        return Part.section(
                "coefficients",
                "Coefficients",
                Part.fields(
                        "meterModel",
                        "Meter model",
                        target.getMeterModel(),
                        "baseEpoch",
                        "Calibration epoch before",
                        Integer.toString(target.getBaseEpoch()),
                        "baseBlock",
                        "Block before, hexadecimal",
                        Figures.hex(target.getBaseBlock()),
                        "baseChecksum",
                        "Checksum before",
                        Figures.checksum(target.getBaseChecksum()),
                        "targetBlock",
                        "Block ordered, hexadecimal",
                        Figures.hex(target.getTargetBlock()),
                        "targetChecksum",
                        "Checksum ordered",
                        Figures.checksum(target.getTargetChecksum()),
                        "correctionFactor",
                        "Gain ordered over gain before",
                        Figures.exact(target.getCorrectionFactor())),
                values(target));
    }

    private static Part.Rows values(CoefficientTarget target) {
        List<List<String>> rows = new ArrayList<>();
        Optional<MeterModel> known = MeterModels.named(target.getMeterModel());
        if (known.isPresent()
                && fits(known.get(), target.getBaseBlock())
                && fits(known.get(), target.getTargetBlock())) {
            MeterModel model = known.get();
            double[] before = model.gainsOf(Figures.octets(target.getBaseBlock()));
            double[] ordered = model.gainsOf(Figures.octets(target.getTargetBlock()));
            for (int i = 0; i < before.length; i++) {
                rows.add(List.of(
                        before.length == 1 ? "gain" : "gain of phase " + (i + 1),
                        "1",
                        Figures.exact(model.gainLsb()),
                        Figures.exact(before[i]),
                        Figures.exact(ordered[i])));
            }
        }
        return new Part.Rows(
                "values",
                "What the octets mean to the meter model",
                Part.columns(
                        "coefficient",
                        "Coefficient",
                        "unit",
                        "Unit",
                        "resolution",
                        "Resolution",
                        "before",
                        "Before",
                        "ordered",
                        "Ordered"),
                rows);
    }

    private static boolean fits(MeterModel model, ByteBuffer block) {
        return block.remaining() == model.blockOctets();
    }
}

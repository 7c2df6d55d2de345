// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.adapter.record.CoefficientReading.Field;
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
        List<Field> fields = fields(target);
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
                        Figures.exact(target.getCorrectionFactor()),
                        "changed",
                        "What is changed",
                        changed(fields),
                        "errorAfterPercent",
                        "Error expected at the meter's own load after the write, %",
                        Figures.percent(target.getErrorAfterPercent())),
                values(fields));
    }

    private static Part.Rows values(List<Field> fields) {
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
                        "Ordered",
                        "change",
                        "Change"),
                fields.stream().map(Field::row).toList());
    }

    /** What is changed, in words. */
    private static String changed(List<Field> fields) {
        if (fields.isEmpty()) {
            return "not known: the octets are not those of a meter model that this version knows";
        }
        String changed = fields.stream()
                .filter(Field::isChanged)
                .map(field -> field.name() + " " + field.change())
                .collect(Collectors.joining(", "));
        return changed.isEmpty() ? "nothing" : changed;
    }

    /** Every coefficient of the blocks; empty where the model does not know them. */
    private static List<Field> fields(CoefficientTarget target) {
        Optional<MeterModel> model = MeterModels.named(target.getMeterModel());
        return model.isPresent()
                        && fits(model.get(), target.getBaseBlock())
                        && fits(model.get(), target.getTargetBlock())
                ? CoefficientReading.fields(
                        model.get(), Figures.octets(target.getBaseBlock()), Figures.octets(target.getTargetBlock()))
                : List.of();
    }

    private static boolean fits(MeterModel model, ByteBuffer block) {
        return block.remaining() == model.blockOctets();
    }
}

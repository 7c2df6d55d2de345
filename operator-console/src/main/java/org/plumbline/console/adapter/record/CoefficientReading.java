// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.plumbline.schema.model.CoefficientFields.Angles;
import org.plumbline.schema.model.CoefficientFields.Powers;
import org.plumbline.schema.model.MeterModel;

/** Two coefficient blocks, field by field, in the units that the layout of their meter model gives. Pure. */
final class CoefficientReading {

    private CoefficientReading() {}

    /**
     * One coefficient in both blocks, as text.
     *
     * @param unit 1, degree or W
     * @param resolution one LSB, in the unit
     * @param change in words
     */
    record Field(
            String name,
            String unit,
            String resolution,
            String before,
            String ordered,
            boolean isChanged,
            String change) {
        List<String> row() {
            return List.of(name, unit, resolution, before, ordered, change);
        }
    }

    /**
     * Gains, angles and offset powers of two blocks, in this order.
     *
     * @param before octets of the model's length
     * @param ordered likewise
     */
    static List<Field> fields(MeterModel model, byte[] before, byte[] ordered) {
        List<Field> fields = new ArrayList<>();
        addGains(fields, model, before, ordered);
        Angles angles = model.phases();
        if (angles != null) {
            addAngles(fields, angles, ByteBuffer.wrap(before), ByteBuffer.wrap(ordered));
        }
        Powers powers = model.offsets();
        if (powers != null) {
            addPowers(fields, powers, ByteBuffer.wrap(before), ByteBuffer.wrap(ordered));
        }
        return fields;
    }

    private static void addGains(List<Field> fields, MeterModel model, byte[] before, byte[] ordered) {
        double[] was = model.gainsOf(before);
        double[] becomes = model.gainsOf(ordered);
        for (int i = 0; i < was.length; i++) {
            boolean changed = was[i] != becomes[i];
            fields.add(new Field(
                    name("gain", i, was.length),
                    "1",
                    Figures.exact(model.gainLsb()),
                    Figures.exact(was[i]),
                    Figures.exact(becomes[i]),
                    changed,
                    changed ? String.format(Locale.ROOT, "multiplied by %.6f", becomes[i] / was[i]) : "unchanged"));
        }
    }

    private static void addAngles(List<Field> fields, Angles angles, ByteBuffer before, ByteBuffer ordered) {
        double lsbDegrees = Math.toDegrees(angles.lsbRadians());
        for (int i = 0; i < angles.count(); i++) {
            int at = angles.offset() + Short.BYTES * i;
            fields.add(field(
                    name("angle", i, angles.count()), "degree", lsbDegrees, before.getShort(at), ordered.getShort(at)));
        }
    }

    private static void addPowers(List<Field> fields, Powers powers, ByteBuffer before, ByteBuffer ordered) {
        for (int i = 0; i < powers.count(); i++) {
            int at = powers.offset() + Integer.BYTES * i;
            fields.add(field(
                    name("offset power", i, powers.count()),
                    "W",
                    powers.lsbWatts(),
                    before.getInt(at),
                    ordered.getInt(at)));
        }
    }

    private static Field field(String name, String unit, double lsb, int before, int ordered) {
        long steps = (long) ordered - before;
        return new Field(
                name,
                unit,
                decimal("%.6f", lsb),
                decimal("%.6f", before * lsb),
                decimal("%.6f", ordered * lsb),
                steps != 0,
                steps == 0 ? "unchanged" : "changed by " + decimal("%+.6f", steps * lsb) + " " + unit);
    }

    private static String decimal(String form, double figure) {
        // Adding 0 makes a negative zero a plain one.
        return String.format(Locale.ROOT, form, figure + 0.0);
    }

    private static String name(String kind, int index, int count) {
        return count == 1 ? kind : kind + " of phase " + (index + 1);
    }
}

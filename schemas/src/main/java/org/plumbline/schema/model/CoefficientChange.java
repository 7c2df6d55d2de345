// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a target changes of a base, both sound blocks of one model.
 *
 * @param gainRatio mean gain of the target over mean gain of the base; exactly 1 where no gain changes
 * @param phaseRadians mean angle of the target less that of the base
 * @param offsetWatts sum of the powers of the target less that of the base
 */
public record CoefficientChange(double gainRatio, double phaseRadians, double offsetWatts) {

    /** Error per tan(phi) of an angle is the angle times this, at power factor 0.5. */
    private static final double TANGENT_OF_HALF = Math.sqrt(3);

    /** What changes between two blocks. */
    public static CoefficientChange between(MeterModel model, byte[] base, byte[] target) {
        return new CoefficientChange(
                model.gainRatio(base, target),
                model.meanAngleRadians(target) - model.meanAngleRadians(base),
                model.offsetWatts(target) - model.offsetWatts(base));
    }

    /**
     * The one kind of coefficient that a target changes; empty where it changes none, more than one, or anything else
     * but the checksum.
     */
    public static Optional<Coefficient> kindOf(MeterModel model, byte[] base, byte[] target) {
        Set<Coefficient> kinds = EnumSet.noneOf(Coefficient.class);
        for (int at = 0; at < base.length; at++) {
            if (base[at] == target[at] || isChecksum(model, at)) {
                continue;
            }
            Optional<Coefficient> kind = kindAt(model, at);
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            kinds.add(kind.get());
        }
        return kinds.size() == 1 ? Optional.of(kinds.iterator().next()) : Optional.empty();
    }

    /**
     * Error after the change, in percent.
     *
     * @param errorPercent error before it
     * @param tangent tan(phi) of the load, positive inductive
     * @param meanWatts power of the load in W, above 0; infinite where no offset shows
     */
    public double errorAfterPercent(double errorPercent, double tangent, double meanWatts) {
        return (100 + errorPercent) * gainRatio - 100 + 100 * (phaseRadians * tangent + offsetWatts / meanWatts);
    }

    /** What the angle alone makes at power factor 0.5 inductive, in percent. */
    public double phaseEffectPercent() {
        return 100 * phaseRadians * TANGENT_OF_HALF;
    }

    private static Optional<Coefficient> kindAt(MeterModel model, int at) {
        if (within(at, model.gains().offset(), Integer.BYTES * model.gains().count())) {
            return Optional.of(Coefficient.GAIN);
        }
        CoefficientFields.Angles angles = model.phases();
        if (angles != null && within(at, angles.offset(), Short.BYTES * angles.count())) {
            return Optional.of(Coefficient.PHASE);
        }
        CoefficientFields.Powers powers = model.offsets();
        return powers != null && within(at, powers.offset(), Integer.BYTES * powers.count())
                ? Optional.of(Coefficient.OFFSET)
                : Optional.empty();
    }

    private static boolean isChecksum(MeterModel model, int at) {
        Integer storedAt = model.checksum().storedAt();
        return storedAt != null && within(at, storedAt, Integer.BYTES);
    }

    private static boolean within(int at, int from, int length) {
        return at >= from && at < from + length;
    }
}

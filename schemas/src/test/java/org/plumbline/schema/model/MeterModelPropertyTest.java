// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.schema.model.MeterModelTest.models;
import static org.plumbline.schema.model.MeterModelTest.sampleBlock;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class MeterModelPropertyTest {

    @Property(tries = 300)
    void scalingMultipliesEachGainToWithinHalfAnLsb(
            @ForAll @IntRange(max = 2) int index, @ForAll @DoubleRange(min = 0.95, max = 1.05) double k) {
        MeterModel model = models().toList().get(index);
        byte[] base = sampleBlock(model.name());
        byte[] target = model.scaled(base, k);
        assertTrue(model.defectOf(target).isEmpty());
        double[] before = model.gainsOf(base);
        double[] after = model.gainsOf(target);
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i] * k, after[i], 0.5000001 * model.gainLsb());
        }
        assertEquals(k, model.gainRatio(base, target), model.gainLsb());
    }

    @Property(tries = 300)
    void turningMovesTheAngleByItsLsbAndNothingElse(
            @ForAll @IntRange(max = 2) int index, @ForAll @DoubleRange(min = -0.02, max = 0.02) double radians) {
        MeterModel model = models().toList().get(index);
        byte[] base = sampleBlock(model.name());
        byte[] target = model.turned(base, radians);
        CoefficientChange change = CoefficientChange.between(model, base, target);
        double lsb = Objects.requireNonNull(model.phases()).lsbRadians();
        assertTrue(model.defectOf(target).isEmpty());
        assertEquals(radians, change.phaseRadians(), 0.5000001 * lsb);
        assertEquals(1, change.gainRatio());
        assertEquals(0, change.offsetWatts());
        assertEquals(
                Arrays.equals(base, target) ? Optional.empty() : Optional.of(Coefficient.PHASE),
                CoefficientChange.kindOf(model, base, target));
        assertEquals(
                1.7320508075688772 * 100 * change.phaseRadians(),
                change.errorAfterPercent(0, Math.sqrt(3), Double.POSITIVE_INFINITY),
                1e-9);
    }

    @Property(tries = 300)
    void offsetsMoveTheirSumByItsLsbAndNothingElse(
            @ForAll @IntRange(min = 1, max = 2) int index, @ForAll @DoubleRange(min = -4, max = 4) double watts) {
        MeterModel model = models().toList().get(index);
        byte[] base = sampleBlock(model.name());
        byte[] target = model.offsetBy(base, watts);
        CoefficientChange change = CoefficientChange.between(model, base, target);
        double lsb = Objects.requireNonNull(model.offsets()).lsbWatts();
        assertTrue(model.defectOf(target).isEmpty());
        assertEquals(watts, change.offsetWatts(), 0.5000001 * lsb);
        assertEquals(1, change.gainRatio());
        assertEquals(0, change.phaseRadians());
        assertEquals(
                Arrays.equals(base, target) ? Optional.empty() : Optional.of(Coefficient.OFFSET),
                CoefficientChange.kindOf(model, base, target));
        assertEquals(100 * change.offsetWatts() / 200, change.errorAfterPercent(0, 1, 200), 1e-9);
    }

    @Property(tries = 300)
    void twoKindsAtOnceOrAnythingElseAreNoKind(
            @ForAll @IntRange(max = 2) int index, @ForAll @IntRange(max = 63) int at) {
        MeterModel model = models().toList().get(index);
        byte[] base = sampleBlock(model.name());
        assertEquals(
                Optional.empty(), CoefficientChange.kindOf(model, base, model.turned(model.scaled(base, 1.01), 0.01)));
        byte[] other = base.clone();
        other[at % other.length] ^= 1;
        boolean checksum = model.checksum().storedAt() != null
                && at % other.length >= model.checksum().storedAt()
                && at % other.length < model.checksum().storedAt() + 4;
        Optional<Coefficient> kind = CoefficientChange.kindOf(model, base, other);
        boolean coefficient = model.gainRatio(base, other) != 1
                || model.meanAngleRadians(base) != model.meanAngleRadians(other)
                || model.offsetWatts(base) != model.offsetWatts(other);
        assertEquals(coefficient && !checksum, kind.isPresent());
    }
}

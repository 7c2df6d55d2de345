// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DayRegressionPropertyTest {
    /** Any arrival order and any duplicates of the same rows give the same bits. */
    @Property(tries = 60)
    void orderAndDuplicatesDoNotMatter(@ForAll long seed, @ForAll @IntRange(max = 40) int damaged) {
        Random chance = new Random(seed);
        DayFixture day = DayFixture.withGain(0.03 * chance.nextGaussian());
        for (int k = 0; k < damaged; k++) {
            damage(day.tested, chance);
            damage(day.reference, chance);
        }
        DayResult canonical = day.result();
        shuffleWithDuplicates(day.tested, chance);
        shuffleWithDuplicates(day.reference, chance);
        assertEquals(canonical, day.result());
    }

    /** Poor readings never throw; an estimate always has a positive, finite variance. */
    @Property(tries = 200)
    void anyRowsGiveAnEstimateOrARefusal(@ForAll long seed, @ForAll @IntRange(max = 120) int rows) {
        Random chance = new Random(seed);
        DayFixture day = new DayFixture();
        for (int k = 0; k < rows; k++) {
            day.tested.add(anyLevel(chance));
            day.reference.add(anyLevel(chance));
        }
        check(day.result());
        DayFixture damaged = DayFixture.withGain(0.01);
        for (int k = 0; k < rows; k++) {
            damage(damaged.tested, chance);
            damage(damaged.reference, chance);
        }
        check(damaged.result());
    }

    /** The register's content at midnight is arbitrary: only differences count, across the rollover too. */
    @Property(tries = 60)
    void startOfTheRegisterDoesNotMatter(@ForAll @LongRange(max = (1L << 32) - 1) long start) {
        DayFixture shifted = DayFixture.withGain(0.007)
                .changeTested(0, 97, level -> DayFixture.withRaw(level, (level.raw() + start) % (1L << 32)))
                .changeReference(0, 97, level -> DayFixture.withRaw(level, (level.raw() + 3 * start) % (1L << 32)));
        assertEquals(DayFixture.withGain(0.007).result(), shifted.result());
    }

    /** Ten times the energy on registers and a meter ten times as large: the same error, to rounding. */
    @Property(tries = 40)
    void tenTimesTheEnergyIsTheSameError(@ForAll long seed) {
        DayFixture day = noisy(seed);
        DayResult.Estimate small = day.estimate();
        RegisterFormat format = new RegisterFormat(32, 10 * DayFixture.FORMAT.maximumPowerWatts());
        PairedDay larger = new PairedDay(
                DayFixture.EPOCH_DAY,
                day.tested.stream()
                        .map(level -> DayFixture.withScaler(level, 1))
                        .toList(),
                day.reference.stream()
                        .map(level -> DayFixture.withScaler(level, 1))
                        .toList(),
                format,
                format,
                new TreeMap<>());
        DayResult.Estimate large = (DayResult.Estimate) DayRegression.estimate(larger);
        assertEquals(10 * small.referenceEnergyWattHours(), large.referenceEnergyWattHours(), 1e-6);
        assertEquals(small.gainErrorPercent(), large.gainErrorPercent(), 1e-9);
        assertEquals(small.gainVariance(), large.gainVariance(), 1e-9 * small.gainVariance());
        assertEquals(small.clockSkewSeconds(), large.clockSkewSeconds(), 1e-6);
    }

    /** A register that shows the same energies with a digit more: the same error, well within its uncertainty. */
    @Property(tries = 40)
    void finerUnitOfTheSameEnergiesIsTheSameError(@ForAll long seed) {
        DayFixture day = noisy(seed);
        DayResult.Estimate whole = day.estimate();
        day.changeTested(0, 97, level -> DayFixture.withScaler(DayFixture.withRaw(level, 10 * level.raw()), -1));
        DayResult.Estimate tenths = day.estimate();
        double u = Math.sqrt(whole.gainVariance());
        assertEquals(whole.gainErrorPercent(), tenths.gainErrorPercent(), 0.5 * u);
        assertEquals(whole.referenceEnergyWattHours(), tenths.referenceEnergyWattHours());
    }

    private static DayFixture noisy(long seed) {
        Random chance = new Random(seed);
        DayFixture day = DayFixture.withGain(0.03 * chance.nextGaussian());
        for (int k = 0; k < 97; k++) {
            long noise = chance.nextInt(5) - 2;
            day.changeTested(k, k + 1, level -> DayFixture.withRaw(level, level.raw() + noise));
        }
        return day;
    }

    private static void check(DayResult result) {
        switch (result) {
            case DayResult.Refusal refusal ->
                assertTrue(!refusal.reason().sentence().isBlank());
            case DayResult.Estimate estimate -> {
                assertTrue(estimate.gainVariance() > 0 && Double.isFinite(estimate.gainVariance()));
                assertTrue(Double.isFinite(estimate.gainErrorPercent()));
                assertTrue(estimate.pairs() >= 25);
            }
        }
    }

    private static RegisterLevel anyLevel(Random chance) {
        return new RegisterLevel(
                DayFixture.MIDNIGHT + 900L * (chance.nextInt(110) - 5),
                chance.nextBoolean() ? chance.nextLong() : chance.nextInt(100_000),
                chance.nextInt(20) == 0 ? chance.nextInt(12) - 8 : 0,
                chance.nextInt(10) == 0 ? chance.nextInt(256) : 0,
                chance.nextInt(3));
    }

    private static void damage(List<RegisterLevel> levels, Random chance) {
        int row = chance.nextInt(levels.size());
        RegisterLevel level = levels.get(row);
        switch (chance.nextInt(4)) {
            case 0 -> levels.set(row, DayFixture.withStatus(level, chance.nextInt(256)));
            case 1 -> levels.set(row, DayFixture.withEpoch(level, chance.nextInt(3)));
            case 2 -> levels.add(DayFixture.withRaw(level, level.raw() + chance.nextInt(3)));
            default -> levels.remove(row);
        }
    }

    private static void shuffleWithDuplicates(List<RegisterLevel> levels, Random chance) {
        for (RegisterLevel level : new ArrayList<>(levels)) {
            if (chance.nextInt(3) == 0) {
                levels.add(level);
            }
        }
        Collections.shuffle(levels, chance);
    }
}

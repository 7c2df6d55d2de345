// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.correction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;

class DayIncrementsPropertyTest {

    private static Level level(long second, long raw, int scaler, int status, int epoch) {
        return new Level(new RegisterLevel(second, raw, scaler, status, epoch), OptionalInt.empty());
    }

    private static List<Level> levels(List<Integer> steps, int scaler) {
        List<Level> levels = new ArrayList<>();
        long raw = 1_000_000;
        levels.add(level(0, raw, scaler, 0, 1));
        for (int step : steps) {
            raw += step;
            levels.add(level(900L * levels.size(), raw, scaler, 0, 1));
        }
        return levels;
    }

    /** Rounding does not add up: the sum is the corrected sum, to half a milliwatt hour. */
    @Property(tries = 200)
    void theSumIsTheRoundedSum(
            @ForAll @Size(min = 1, max = 96) List<@IntRange(min = 0, max = 100_000) Integer> steps,
            @ForAll @IntRange(min = -3, max = 3) int scaler,
            @ForAll @DoubleRange(min = -20, max = 20) double errorPercent) {
        double factor = 1 / (1 + errorPercent / 100);
        DayIncrements day = DayIncrements.of(levels(steps, scaler), 1, factor);
        long raw = day.increments().stream()
                .mapToLong(DayIncrements.Increment::raw)
                .sum();
        long corrected = day.increments().stream()
                .mapToLong(DayIncrements.Increment::correctedMilliwattHours)
                .sum();
        assertEquals(steps.stream().mapToLong(each -> each).sum(), raw);
        double exact = raw * Math.pow(10, scaler + 3) * factor;
        assertEquals(exact, corrected, 0.5 + 1e-12 * Math.abs(exact));
        assertEquals(0, day.leftOut());
        assertEquals(steps.size(), day.increments().size());
    }

    @Example
    void whatCannotBeReliedOnIsLeftOutAndCounted() {
        DayIncrements day = DayIncrements.of(
                List.of(
                        level(0, 100, 0, 0, 1),
                        level(900, 110, 0, 0b10, 1),
                        level(1_800, 120, 0, 0, 1),
                        level(2_700, 125, 0, 0, 1),
                        level(2_700, 130, 0, 0, 1),
                        level(3_600, 140, 0, 0, 2),
                        level(4_500, 150, 0, 0, 1),
                        level(5_400, 149, 0, 0, 1),
                        level(6_300, 159, 0, 0, 1)),
                1,
                0.5);
        assertEquals(
                List.of(
                        new DayIncrements.Increment(0, 1_800, 20, 10_000),
                        new DayIncrements.Increment(5_400, 6_300, 10, 5_000)),
                day.increments());
        assertEquals(1 + 2 + 2 + 1, day.leftOut());
    }

    @Example
    void stepsThatNoMeterMakesAreLeftOutAndDoNotOverflow() {
        DayIncrements day = DayIncrements.of(
                List.of(
                        level(0, 0, 0, 0, 1),
                        level(900, Long.MAX_VALUE, 0, 0, 1),
                        level(1_800, Long.MAX_VALUE, 18, 0, 1),
                        level(2_700, 5, 18, 0, 1),
                        level(3_600, 5, 18, 0, 1)),
                1,
                10);
        assertEquals(List.of(new DayIncrements.Increment(2_700, 3_600, 0, 0)), day.increments());
        assertEquals(3, day.leftOut());
    }

    @Example
    void levelsOfTwoScalersMeetInTheFinerUnit() {
        DayIncrements day = DayIncrements.of(List.of(level(0, 12, 1, 0, 1), level(900, 1_250, -1, 0, 1)), 1, 1);
        assertEquals(-1, day.rawScaler());
        assertEquals(List.of(new DayIncrements.Increment(0, 900, 50, 5_000)), day.increments());
    }

    @Property(tries = 50)
    void aStateIsReadAsItWasWritten(
            @ForAll @DoubleRange(min = -20, max = 20) double error, @ForAll byte[] levels, @ForAll boolean known) {
        CorrectedDayState state = new CorrectedDayState(
                levels,
                known
                        ? Optional.of(new DayEstimate(3, 19_990, 20_001, error, 0.1, "profile-ä", "00ff"))
                        : Optional.empty(),
                7,
                "abc");
        CorrectedDayState read = CorrectedDayState.decode(state.encode());
        assertArrayEquals(levels, read.levels());
        assertEquals(state.estimate(), read.estimate());
        assertEquals(7, read.revision());
        assertEquals("abc", read.told());
    }

    @Property(tries = 100)
    void theFactorTakesTheErrorAwayOutsideTheDeadBandAndIsOneInside(
            @ForAll @DoubleRange(min = -20, max = 20) double error, @ForAll @DoubleRange(max = 0.5) double combined) {
        double factor = new DayEstimate(1, 0, 1, error, combined, "", "").factor();
        if (Math.abs(error) <= Math.max(0.1, 2 * combined)) {
            assertEquals(1.0, factor);
        } else {
            assertEquals(1, (1 + error / 100) * factor, 1e-12);
        }
    }
}

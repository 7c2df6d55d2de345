// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class LevelLeverageTest {
    /** Each day rounds to 1e-6, which adds up over the memory of the rate. */
    private static final double ROUNDING = 1e-4;

    /** While every day is believed the filter is linear: what a constant adds is known without knowing it. */
    @Property(tries = 50)
    void constantTakenOutAfterwardsIsTakenOutOfEveryDay(
            @ForAll long seed, @ForAll @DoubleRange(min = -0.5, max = 0.5) double constant) {
        Random chance = new Random(seed);
        LevelFilter without = LevelFilter.diffuse();
        LevelFilter with = LevelFilter.diffuse();
        LevelLeverage leverage = LevelLeverage.NONE;
        for (int day = 0; day < 80; day++) {
            long elapsed = day == 0 ? 0 : 1 + chance.nextInt(3);
            double kelvins = 4 * chance.nextGaussian();
            double share = 0.2 + 0.02 * chance.nextGaussian();
            double variance = 0.04 * 0.04;
            double observed = 0.3 + 0.01 * chance.nextGaussian();
            without =
                    without.predict(elapsed).update(observed, variance, kelvins).next();
            LevelFilter.Update update = with.predict(elapsed).update(observed + constant * share, variance, kelvins);
            with = update.next();
            leverage = leverage.predict(elapsed).update(update.gains(), share, kelvins);
        }
        assertEquals(without.level(), with.level() - constant * leverage.level(), ROUNDING);
        assertEquals(without.rate(), with.rate() - constant * leverage.rate(), ROUNDING);
        assertEquals(
                without.temperatureCoefficient(),
                with.temperatureCoefficient() - constant * leverage.coefficient(),
                ROUNDING);
        assertEquals(without.errorAt(20).value(), with.errorAt(20).value() - constant * leverage.at(-3), ROUNDING);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The ratio against 40-digit arithmetic, and its uncertainty against what registers that round really do. */
class RatioSumsTest {
    private static final MathContext DIGITS = new MathContext(40);

    @Test
    void ratioUncertaintyAndBiasAreThoseOfFortyDigitArithmetic() {
        SplittableRandom random = new SplittableRandom(11);
        RatioSums sums = RatioSums.NONE;
        BigDecimal keptPerDay = new BigDecimal(Math.pow(2, -1.0 / 7));
        BigDecimal xx = BigDecimal.ZERO;
        BigDecimal xy = BigDecimal.ZERO;
        BigDecimal xb = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int day = 0; day < 20; day++) {
            sums = sums.after(1);
            xx = xx.multiply(keptPerDay, DIGITS);
            xy = xy.multiply(keptPerDay, DIGITS);
            xb = xb.multiply(keptPerDay, DIGITS);
            squares = squares.multiply(keptPerDay.pow(2, DIGITS), DIGITS);
            for (int k = 0; k < 12; k++) {
                double x = random.nextDouble(200, 6_000);
                double y = x * 0.004 + random.nextDouble(-0.5, 0.5);
                double variance = random.nextDouble(0.1, 2);
                double rounding = random.nextDouble(0.5, 3);
                sums = sums.plus(x, y, variance, rounding);
                BigDecimal w = BigDecimal.ONE.divide(new BigDecimal(variance), DIGITS);
                BigDecimal wx = w.multiply(new BigDecimal(x), DIGITS);
                xx = xx.add(wx.multiply(new BigDecimal(x), DIGITS));
                squares = squares.add(wx.multiply(new BigDecimal(x), DIGITS));
                xy = xy.add(wx.multiply(new BigDecimal(y), DIGITS));
                xb = xb.add(wx.multiply(new BigDecimal(rounding), DIGITS));
            }
        }
        double ratio = xy.divide(xx, DIGITS).doubleValue();
        assertEquals(ratio, sums.ratio(), Math.abs(ratio) * 1e-13);
        assertEquals(1, sums.scatter(), "half a watt is less than these variances");
        double u = squares.sqrt(DIGITS).divide(xx, DIGITS).doubleValue();
        assertEquals(u, sums.uncertainty(), u * 1e-12);
        assertEquals(xb.divide(xx, DIGITS).doubleValue(), sums.bias(), 1e-15);
    }

    /** 2,000 healthy meters of hundred polls each; rates of the normal distribution within binomial bounds. */
    @Test
    void roundedRegistersAreBeyondTwoAndThreeUncertaintiesAsOftenAsStated() {
        SplittableRandom random = new SplittableRandom(2026);
        int beyondTwo = 0;
        int beyondThree = 0;
        double largest = 0;
        int meters = 2_000;
        for (int meter = 0; meter < meters; meter++) {
            RatioSums sums = RatioSums.NONE;
            for (int poll = 0; poll < 100; poll++) {
                PowerSample power = PowerSample.of(Polls.of(
                                poll,
                                random.nextDouble(300, 6_000),
                                random.nextDouble(0.85, 1),
                                random.nextDouble(225, 235),
                                1))
                        .orElseThrow();
                sums = sums.plus(power.sensedWatts(), power.difference(), power.variance(), power.largestRounding());
            }
            double z = Math.abs(sums.ratio()) / sums.uncertainty();
            beyondTwo += z > 2 ? 1 : 0;
            beyondThree += z > 3 ? 1 : 0;
            largest = Math.max(largest, z);
            assertTrue(Math.abs(sums.ratio()) <= sums.bias() + Baseline.COVERAGE_FACTOR * sums.uncertainty());
            assertTrue(sums.uncertainty() < 0.0004, "0.02 % after about a hundred polls: " + sums.uncertainty());
        }
        // Normal: 4.55 % and 0.27 %; five binomial standard deviations of 2,000 are 2.3 % and 0.6 %. Birge only widens.
        assertTrue(beyondTwo <= meters * 0.068, "beyond 2 u: " + beyondTwo);
        assertTrue(beyondTwo >= meters * 0.015, "beyond 2 u: " + beyondTwo);
        assertTrue(beyondThree <= meters * 0.009, "beyond 3 u: " + beyondThree);
        assertTrue(largest < 5.5, "largest z " + largest);
    }

    @Test
    void oneLoadAgainAndAgainRoundsTheSameWayAndStaysWithinTheBias() {
        for (double watts = 400; watts < 402; watts += 0.0625) {
            RatioSums sums = RatioSums.NONE;
            for (int poll = 0; poll < 200; poll++) {
                PowerSample power =
                        PowerSample.of(Polls.of(poll, watts, 0.93, 230.04, 1)).orElseThrow();
                sums = sums.plus(power.sensedWatts(), power.difference(), power.variance(), power.largestRounding());
            }
            assertTrue(Math.abs(sums.ratio()) <= sums.bias(), watts + " W: " + sums);
        }
    }

    @Test
    void readingsThatScatterMoreThanTheirResolutionWidenTheUncertainty() {
        RatioSums calm = RatioSums.NONE;
        RatioSums wild = RatioSums.NONE;
        for (int k = 0; k < 50; k++) {
            calm = calm.plus(1_000, k % 2 == 0 ? 0.3 : -0.3, 0.09, 0.5);
            wild = wild.plus(1_000, k % 2 == 0 ? 3 : -3, 0.09, 0.5);
        }
        assertEquals(10 * calm.uncertainty(), wild.uncertainty(), calm.uncertainty() * 0.2);
    }
}

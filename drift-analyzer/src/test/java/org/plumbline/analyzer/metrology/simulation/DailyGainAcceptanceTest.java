// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;

/**
 * Daily gain of perfect meters on household load of about 10 kWh a day. "Mixed clocks": skew and jitter of each meter
 * are drawn up to 60 s.
 */
class DailyGainAcceptanceTest {
    private static final Path FIGURES = Path.of("..", "docs", "figures", "daily-gain.md");
    private static final String HEADING = """
            # Daily gain of perfect meters

            Household load of about 10 kWh a day with 4 % of days away from home, 15-minute levels of both meters; every
            deviation from zero is an error of the estimate. "Resolved" days state U (k = 2) of at most 0.1 %; "flagged"
            are those of them with a gain error above 0.1 %.

            Command: `mvn -pl drift-analyzer test -Dexcluded.test.groups= -Dtest=DailyGainAcceptanceTest`

            | registers and clocks | meter-days | bias, % | RMS, % | RMS over stated u | RMS of skew, s | resolved | flagged |
            |---|---|---|---|---|---|---|---|
            """;

    /**
     * Deviations from the truth over many meter-days.
     *
     * @param days estimates
     * @param refused days without
     * @param bias mean deviation, percent
     * @param rootMeanSquare percent
     * @param standardised root mean square of deviation over stated standard uncertainty
     * @param skewRootMeanSquare of the clock skew, s
     * @param resolved days with stated U (k = 2) of at most 0.1 %
     * @param flagged of these, days with a gain error above 0.1 %
     */
    private record Summary(
            int days,
            int refused,
            double bias,
            double rootMeanSquare,
            double standardised,
            double skewRootMeanSquare,
            int resolved,
            int flagged) {}

    @Test
    void dailyGainAtOneWattHour() {
        checkOneWattHour(simulate(40, 5, 0, 60, 60));
    }

    @Test
    void dailyGainAtTenWattHours() {
        checkTenWattHours(simulate(40, 5, 1, 60, 60));
    }

    @Test
    void perfectMetersAreNotFlagged() {
        assertEquals(0, simulate(30, 5, 1, 60, 0).flagged());
    }

    @Test
    @Tag("full")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void dailyGainFullSize() throws IOException {
        Summary fine = simulate(200, 30, 0, 60, 60);
        Summary coarse = simulate(200, 30, 1, 60, 60);
        Summary fineSkewed = simulate(100, 30, 0, 60, 0);
        Summary coarseSkewed = simulate(100, 30, 1, 60, 0);
        Files.createDirectories(FIGURES.getParent());
        Files.writeString(
                FIGURES,
                HEADING
                        + row("1 Wh, skew and jitter up to 60 s", fine)
                        + row("10 Wh, skew and jitter up to 60 s", coarse)
                        + row("1 Wh, skew up to 60 s", fineSkewed)
                        + row("10 Wh, skew up to 60 s", coarseSkewed));
        checkOneWattHour(fine);
        checkTenWattHours(coarse);
        for (Summary summary : List.of(fineSkewed, coarseSkewed)) {
            assertEquals(0, summary.flagged(), summary.toString());
            assertTrue(summary.resolved() > 0.9 * summary.days(), summary.toString());
        }
    }

    private static String row(String name, Summary summary) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %+.4f | %.4f | %.2f | %.1f | %d | %d |%n",
                name,
                summary.days(),
                summary.bias(),
                summary.rootMeanSquare(),
                summary.standardised(),
                summary.skewRootMeanSquare(),
                summary.resolved(),
                summary.flagged());
    }

    private static void checkOneWattHour(Summary summary) {
        assertTrue(Math.abs(summary.bias()) <= 0.002, summary.toString());
        assertTrue(summary.rootMeanSquare() <= 0.012, summary.toString());
        assertTrue(summary.skewRootMeanSquare() <= 12, summary.toString());
        assertHonest(summary);
    }

    private static void checkTenWattHours(Summary summary) {
        assertTrue(Math.abs(summary.bias()) <= 0.004, summary.toString());
        assertTrue(summary.rootMeanSquare() <= 0.025, summary.toString());
        assertHonest(summary);
    }

    /** The stated variance of the daily gain is neither a boast nor an excuse. */
    private static void assertHonest(Summary summary) {
        assertTrue(summary.standardised() > 0.7 && summary.standardised() < 1.2, summary.toString());
        assertEquals(0, summary.refused(), summary.toString());
    }

    private static Summary simulate(int meters, int days, int scaler, double skew, double jitter) {
        double sum = 0;
        double squares = 0;
        double standardised = 0;
        double skewSquares = 0;
        int count = 0;
        int refused = 0;
        int resolved = 0;
        int flagged = 0;
        for (int meter = 0; meter < meters; meter++) {
            SplittableRandom chance = new SplittableRandom(7_919L * meter + scaler);
            double trueSkew = skew * (2 * chance.nextDouble() - 1);
            SimulatedPair pair = new SimulatedPair(
                    new SimulatedPair.Setup(
                            LoadModel.Household.draw(chance, 1.08),
                            MeterPhysics.perfect(),
                            MeterPhysics.perfect(),
                            14_000,
                            scaler,
                            trueSkew,
                            jitter * chance.nextDouble()),
                    20_500,
                    chance.nextLong());
            for (int day = 0; day < days; day++) {
                switch (DayRegression.estimate(pair.next())) {
                    case DayResult.Refusal ignored -> refused++;
                    case DayResult.Estimate estimate -> {
                        double gain = estimate.gainErrorPercent();
                        count++;
                        sum += gain;
                        squares += gain * gain;
                        standardised += gain * gain / estimate.gainVariance();
                        skewSquares += Math.pow(estimate.clockSkewSeconds() - trueSkew, 2);
                        boolean resolves = 2 * Math.sqrt(estimate.gainVariance()) <= 0.1;
                        resolved += resolves ? 1 : 0;
                        flagged += resolves && Math.abs(gain) > 0.1 ? 1 : 0;
                    }
                }
            }
        }
        return new Summary(
                count,
                refused,
                sum / count,
                Math.sqrt(squares / count),
                Math.sqrt(standardised / count),
                Math.sqrt(skewSquares / count),
                resolved,
                flagged);
    }
}

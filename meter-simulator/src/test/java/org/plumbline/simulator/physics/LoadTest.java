// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Statistics of the load generators against the figures they were designed for. */
class LoadTest {
    private static final long MONDAY = LocalDate.parse("2026-01-05").toEpochDay();
    private static final int HOMES = 40;
    private static final int DAYS = 365;

    @Test
    void householdQuarterHoursHaveTheMeanAndSpreadOfRealHomes() {
        double sum = 0;
        double sumOfSquares = 0;
        long count = 0;
        for (int home = 0; home < HOMES; home++) {
            HouseholdLoad load = new HouseholdLoad(home, 3504, 13_800);
            for (int day = 0; day < DAYS; day += 9) {
                for (double wattHours : quarterHours(load.day(MONDAY + day))) {
                    sum += wattHours;
                    sumOfSquares += wattHours * wattHours;
                    count++;
                }
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(sumOfSquares / count - mean * mean);
        assertEquals(100, mean, 6);
        assertTrue(deviation > 115 && deviation < 160, "standard deviation " + deviation);
    }

    @Test
    void householdYearHasTheEnergyAskedFor() {
        DoubleSummaryStatistics years = new DoubleSummaryStatistics();
        for (int home = 0; home < HOMES; home++) {
            HouseholdLoad load = new HouseholdLoad(1000 + home, 3200, 13_800);
            years.accept(LongStream.range(MONDAY, MONDAY + DAYS)
                            .map(day -> load.day(day).totalMilliwattHours())
                            .sum()
                    / 1e6);
        }
        assertEquals(3200, years.getAverage(), 3200 * 0.04);
    }

    @Test
    void householdUsesMoreInWinterThanInSummerAndSomeDaysAreEmpty() {
        HouseholdLoad load = new HouseholdLoad(3, 3500, 13_800);
        double winter = meanOfDays(load, MONDAY, 60);
        double summer = meanOfDays(load, MONDAY + 170, 60);
        assertTrue(winter > summer, winter + " against " + summer);
        long empty = IntStream.range(0, 1000)
                .filter(day -> load.day(MONDAY + day).totalMilliwattHours() < 0.4 * winter)
                .count();
        assertTrue(empty > 10 && empty < 100, empty + " empty days of 1000");
    }

    @Test
    void commercialLoadFollowsOpeningHoursAndTheWeek() {
        CommercialLoad load = new CommercialLoad(9, 40_000, 69_000);
        double weekday = meanOfDays(load, MONDAY, 5);
        double saturday = load.day(MONDAY + 5).totalMilliwattHours();
        double sunday = load.day(MONDAY + 6).totalMilliwattHours();
        assertTrue(weekday > 1.4 * saturday && saturday > 1.2 * sunday);
        double[] quarters = quarterHours(load.day(MONDAY + 1));
        assertTrue(quarters[48] > 2.5 * quarters[8], "noon against two o'clock at night");
        double year = LongStream.range(MONDAY, MONDAY + DAYS)
                        .map(day -> load.day(day).totalMilliwattHours())
                        .sum()
                / 1e6;
        assertEquals(40_000, year, 40_000 * 0.03);
    }

    @Test
    void anyDayInAnyOrderIsTheSameAndDaysDiffer() {
        for (Load load : new Load[] {new HouseholdLoad(4, 3000, 13_800), new CommercialLoad(4, 30_000, 69_000)}) {
            long later = load.day(MONDAY + 30).totalMilliwattHours();
            long first = load.day(MONDAY).totalMilliwattHours();
            assertEquals(later, load.day(MONDAY + 30).totalMilliwattHours());
            assertEquals(first, load.day(MONDAY).totalMilliwattHours());
            assertTrue(later != first);
        }
    }

    @Test
    void applianceRunsGoOnOverMidnight() {
        HouseholdLoad load = new HouseholdLoad(21, 3500, 13_800);
        int crossing = 0;
        for (long day = MONDAY; day < MONDAY + 400; day++) {
            int last = load.day(day).minuteMilliwattHours(LoadDay.MINUTES - 1);
            int next = load.day(day + 1).minuteMilliwattHours(0);
            if (last > 20_000 && Math.abs(last - next) < 5_000) {
                crossing++;
            }
        }
        assertTrue(crossing > 0, "no run of more than 1.2 kW crossed midnight in 400 nights");
    }

    @Test
    void dynamisationHasItsPublishedValues() {
        assertEquals(1.242, Seasons.dynamisation(1), 0.001);
        assertEquals(0.785, Seasons.dynamisation(202), 0.001);
        double mean = LongStream.range(MONDAY, MONDAY + DAYS)
                .mapToDouble(Seasons::householdFactor)
                .average()
                .orElseThrow();
        assertEquals(1, mean, 0.001);
    }

    private static double meanOfDays(Load load, long first, int days) {
        return LongStream.range(first, first + days)
                .map(day -> load.day(day).totalMilliwattHours())
                .average()
                .orElseThrow();
    }

    private static double[] quarterHours(LoadDay day) {
        return IntStream.range(0, 96)
                .mapToDouble(k -> (day.milliwattHoursUntil((k + 1) * 900) - day.milliwattHoursUntil(k * 900)) / 1000.0)
                .toArray();
    }
}

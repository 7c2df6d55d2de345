// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/** Days of a meter whose registers resolve 100 Wh, at about 10 kWh a day. */
class JoinedDayTest {
    private static final long FIRST = 20_500;
    private static final RegisterFormat FORMAT = new RegisterFormat(32, 14_000);
    private static final int LEVELS = 96;

    /** Days in a row, of one load and one gain; {@code scaler} of both registers. */
    private static List<DayResult> days(long seed, int count, double gainPercent, int scaler) {
        SplittableRandom chance = new SplittableRandom(seed);
        double quantum = Math.pow(10, scaler);
        double energy = 1_000 * chance.nextDouble();
        double tested = 1_000 * chance.nextDouble();
        List<DayResult> results = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            List<RegisterLevel> testedLevels = new ArrayList<>();
            List<RegisterLevel> referenceLevels = new ArrayList<>();
            for (int k = 0; k <= LEVELS; k++) {
                long second = (FIRST + day) * 86_400 + k * 900L;
                testedLevels.add(new RegisterLevel(second, (long) (tested / quantum), scaler, 0, 1));
                referenceLevels.add(new RegisterLevel(second, (long) (energy / quantum), scaler, 0, 1));
                if (k < LEVELS) {
                    double step = 15 + 500 * Math.pow(chance.nextDouble(), 4);
                    energy += step;
                    tested += step * (1 + gainPercent / 100);
                }
            }
            results.add(DayRegression.estimate(
                    new PairedDay(FIRST + day, testedLevels, referenceLevels, FORMAT, FORMAT, new TreeMap<>())));
        }
        return results;
    }

    private static MeterTrack track(List<DayResult> days) {
        return MeterTrack.start().replay(days);
    }

    private static DayResult.Estimate estimate(DayResult day) {
        return (DayResult.Estimate) day;
    }

    @Test
    void threeDaysJoinedAreTwiceAsGoodAsTheMeanOfTheirGains() {
        double joined = 0;
        double mean = 0;
        for (int meter = 0; meter < 60; meter++) {
            List<DayResult> days = days(meter, 3, 0.4, 2);
            joined += Math.pow(track(days).error().value() - 0.4, 2);
            double gains = days.stream()
                    .mapToDouble(day -> estimate(day).gainErrorPercent())
                    .sum();
            mean += Math.pow(gains / 3 - 0.4, 2);
        }
        assertTrue(
                Math.sqrt(joined) < Math.sqrt(mean) / 2, Math.sqrt(joined / 60) + " against " + Math.sqrt(mean / 60));
    }

    @Test
    void statedUncertaintyOfJoinedDaysIsHonest() {
        double squares = 0;
        for (int meter = 0; meter < 60; meter++) {
            LevelFilter.Quantity error = track(days(meter, 14, -0.3, 2)).error();
            assertTrue(error.standardUncertainty() < 0.05, error.toString());
            squares += Math.pow((error.value() + 0.3) / error.standardUncertainty(), 2);
        }
        // The scatter of a real load mix is stated but not simulated here: the deviations are smaller than stated.
        assertTrue(Math.sqrt(squares / 60) < 1, "" + Math.sqrt(squares / 60));
    }

    @Test
    void finerRegistersAreLimitedByTheLoadMixAndStandAlone() {
        List<DayResult> days = days(1, 3, 0.4, 0);
        days.forEach(day -> assertTrue(estimate(day).link().isEmpty()));
        assertTrue(track(days).anchor().isEmpty());
    }

    @Test
    void daysAreJoinedOnlyAcrossAMidnightThatBothHold() {
        List<DayResult> days = days(2, 3, 0.4, 2);
        assertTrue(track(days.subList(0, 1)).anchor().isPresent());
        DayResult.Estimate second = estimate(days.get(1));
        assertTrue(second.link().orElseThrow().fromMidnight());

        MeterTrack first = track(days.subList(0, 1));
        MeterTrack apart = first.step(days.get(2));
        assertEquals(alone(first).step(days.get(2)), apart);
        MeterTrack refused = first.step(DayEstimates.refused(FIRST + 1, DayResult.RefusalReason.NO_ENERGY));
        assertTrue(refused.anchor().isEmpty());
    }

    @Test
    void changeOfHalfAPercentIsAlarmedAndEndsTheJoin() {
        List<DayResult> before = days(3, 30, 0, 2);
        MeterTrack track = track(before);
        int steps = 0;
        boolean broken = false;
        for (DayResult day : days(4, 8, 1, 2)) {
            DayResult.Estimate later = estimate(day);
            track = track.step(moved(later, FIRST + 30 + steps++));
            broken |= track.anchor().isEmpty();
            if (track.quietDays() == 0) {
                break;
            }
        }
        assertEquals(0, track.quietDays());
        assertTrue(broken);
        assertFalse(track.anchor().isPresent());
    }

    private static MeterTrack alone(MeterTrack track) {
        return new MeterTrack(
                track.calibrationEpoch(),
                track.referenceEpoch(),
                track.firstDay(),
                track.lastEstimateDay(),
                track.lastDay(),
                track.days(),
                track.refusedDays(),
                track.lastRefusal(),
                track.exclusions(),
                track.filter(),
                Optional.empty(),
                track.alarm(),
                track.load(),
                track.shape(),
                track.leverage(),
                track.phase(),
                track.temperatureEnergySum(),
                track.temperatureEnergy(),
                track.clockSkewSeconds());
    }

    private static DayResult.Estimate moved(DayResult.Estimate day, long epochDay) {
        return new DayResult.Estimate(
                epochDay,
                day.calibrationEpoch(),
                day.referenceEpoch(),
                day.gainErrorPercent(),
                day.gainVariance(),
                day.clockSkewSeconds(),
                day.clockSkewStandardUncertaintySeconds(),
                day.referenceEnergyWattHours(),
                day.pairs(),
                day.chiSquareReduced(),
                day.load(),
                day.shape(),
                day.meanTemperatureCelsius(),
                day.leverage(),
                day.link(),
                day.exclusions());
    }
}

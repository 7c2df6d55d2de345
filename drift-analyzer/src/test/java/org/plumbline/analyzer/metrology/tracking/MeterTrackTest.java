// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;

class MeterTrackTest {
    private static final int FIRST = 20_500;

    @Test
    void constantErrorIsFoundWithoutPullTowardsZero() {
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < 60; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 2.5, 0.01));
        }
        assertEquals(2.5, track.error().value(), 0.001);
        assertTrue(track.error().standardUncertainty() < 0.02);
        assertEquals(0, track.filter().rate(), 0.02);
        assertEquals(60, track.quietDays());
        assertEquals(60, track.days());
        assertEquals(20, track.operatingTemperatureCelsius(), 1e-9);
    }

    @Test
    void newEpochForgetsAllThatWasKnown() {
        MeterTrack old = MeterTrack.start();
        for (int day = 0; day < 40; day++) {
            old = old.step(DayEstimates.day(FIRST + day, 1.6, 0.01));
        }
        DayResult.Estimate first = DayEstimates.day(FIRST + 40, 2, 0.01, 0.01, OptionalDouble.of(20));
        assertEquals(MeterTrack.start().step(first), old.step(first));
    }

    @Test
    void dayThatIsNotLaterIsAFault() {
        MeterTrack track = MeterTrack.start().step(DayEstimates.day(FIRST, 0, 0.01));
        assertThrows(IllegalArgumentException.class, () -> track.step(DayEstimates.day(FIRST, 0, 0.01)));
        assertThrows(
                IllegalArgumentException.class,
                () -> track.step(DayEstimates.refused(FIRST - 1, RefusalReason.NO_ENERGY)));
    }

    @Test
    void refusedDaysAreCountedUntilTheNextEstimate() {
        MeterTrack track = MeterTrack.start()
                .step(DayEstimates.day(FIRST, 0.2, 0.01))
                .step(DayEstimates.refused(FIRST + 1, RefusalReason.NO_ENERGY))
                .step(DayEstimates.refused(FIRST + 2, RefusalReason.TOO_FEW_PAIRS));
        assertEquals(2, track.refusedDays());
        assertEquals(Optional.of(RefusalReason.TOO_FEW_PAIRS), track.lastRefusal());
        assertEquals(FIRST, track.lastEstimateDay());
        MeterTrack next = track.step(DayEstimates.day(FIRST + 3, 0.2, 0.01));
        assertEquals(0, next.refusedDays());
        assertEquals(Optional.empty(), next.lastRefusal());
        assertEquals(2, next.days());
    }

    @Test
    void registerThatWasResetOrExchangedStartsNewEvidence() {
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < 40; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 1.6, 0.01));
        }
        track = track.step(DayEstimates.refused(FIRST + 40, RefusalReason.REGISTER_DISCONTINUITY));
        assertEquals(0, track.days());
        assertEquals(Optional.of(RefusalReason.REGISTER_DISCONTINUITY), track.lastRefusal());
        DayResult.Estimate next = DayEstimates.day(FIRST + 41, 0.1, 0.01);
        assertEquals(MeterTrack.start().step(next), track.step(next));
    }

    @Test
    void temperatureIsToldFromDrift() {
        MeterTrack track = MeterTrack.start();
        Random chance = new Random(4);
        for (int day = 0; day < 200; day++) {
            double celsius = 14 + 9 * Math.sin(2 * Math.PI * day / 365.25) + 2 * chance.nextGaussian();
            double error = 0.3 + 0.02 * (celsius - 23) + 0.01 * chance.nextGaussian();
            track = track.step(DayEstimates.day(FIRST + day, 1, error, 0.01, OptionalDouble.of(celsius)));
        }
        assertEquals(0.02, track.filter().temperatureCoefficient(), 0.002);
        assertEquals(0.3, track.filter().errorAt(23).value(), 0.03);
        assertEquals(0.3 - 0.02 * 3, track.filter().errorAt(20).value(), 0.03);
        assertFalse(track.hasDrifted());
        assertTrue(track.quietDays() >= 200);
    }

    @Test
    void steadyDriftIsFlaggedBeforeItReachesAThirdOfAPercent() {
        MeterTrack track = MeterTrack.start();
        Random chance = new Random(5);
        int day = 0;
        while (!track.hasDrifted() && day < 365) {
            double celsius = 20 + 3 * chance.nextGaussian();
            double error = day / 365.25 + 0.03 * chance.nextGaussian();
            track = track.step(DayEstimates.day(FIRST + day, 1, error, 0.01, OptionalDouble.of(celsius)));
            day++;
        }
        assertTrue(track.hasDrifted());
        assertTrue(day / 365.25 < 0.35, "flagged after %d days".formatted(day));
    }

    @Test
    void meterWithoutTemperatureIsNeverSaidToDrift() {
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < 200; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 1, 0.005 * day, 0.01, OptionalDouble.empty()));
        }
        assertFalse(track.hasDrifted());
        assertEquals(23, track.operatingTemperatureCelsius());
    }

    /** A step is no drift: the days before its alarm, each beyond belief, say nothing about the rate. */
    @Test
    void stepLeavesTheRateWhereItWasAndOpensItsUncertainty() {
        for (double step : new double[] {0.5, -0.5}) {
            MeterTrack track = MeterTrack.start();
            Random chance = new Random(7);
            double rate = Double.NaN;
            int day = 0;
            do {
                rate = track.filter().rate();
                double error = (day < 20 ? 0 : step) + 0.03 * chance.nextGaussian();
                track = track.step(DayEstimates.day(FIRST + day, error, 0.01));
                day++;
            } while (track.quietDays() > 0);
            assertTrue(day > 20 && day < 25, "alarmed on day " + day);
            assertEquals(rate, track.filter().rate());
            assertTrue(track.filter().ratePerYear().standardUncertainty() > 0.5);
        }
    }

    @Test
    void stepOfHalfAPercentIsAlarmedWithinFourDaysAndFollowed() {
        MeterTrack track = MeterTrack.start();
        Random chance = new Random(6);
        for (int day = 0; day < 40; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 0.03 * chance.nextGaussian(), 0.01));
        }
        assertEquals(40, track.quietDays());
        for (int day = 40; day < 44; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 0.5 + 0.03 * chance.nextGaussian(), 0.01));
        }
        assertTrue(track.quietDays() < 4, "quiet for " + track.quietDays());
        for (int day = 44; day < 50; day++) {
            track = track.step(DayEstimates.day(FIRST + day, 0.5 + 0.03 * chance.nextGaussian(), 0.01));
        }
        assertEquals(0.5, track.error().value(), 0.05);
    }

    @Test
    void steadyMetersRaiseNoAlarmInFortyYears() {
        int alarms = 0;
        for (int meter = 0; meter < 40; meter++) {
            Random chance = new Random(meter);
            MeterTrack track = MeterTrack.start();
            for (int day = 0; day < 365; day++) {
                track = track.step(DayEstimates.day(FIRST + day, 0.3 + 0.03 * chance.nextGaussian(), 0.01));
                alarms += track.quietDays() == 0 ? 1 : 0;
            }
        }
        assertEquals(0, alarms);
    }
}

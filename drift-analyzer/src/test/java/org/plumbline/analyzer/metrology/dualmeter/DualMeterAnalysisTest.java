// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Anomaly;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Divergence;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Reservation;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

class DualMeterAnalysisTest {

    @Test
    void metersThatAgreeShowNothing() {
        DualMeterDay day = new WatchedDay(k -> 3_000, k -> 3_000).analysed();
        assertFalse(day.isFinding());
        assertEquals(List.of(), day.reservations());
        assertEquals(144, day.intervals());
        Divergence found = day.divergence().orElseThrow();
        assertEquals(144, found.comparedIntervals());
        assertEquals(0, found.e1Percent());
        assertEquals(0, found.e2Percent());
    }

    /** 0.7 % is allowed, more is not; either sign, either meter. */
    @ParameterizedTest
    @CsvSource({"3021,3000,0.7,false", "3022,3000,0.733,true", "3000,3022,0.733,true", "2979,3000,0.705,true"})
    void energyOfTheDayIsHeldAgainstSevenTenthsOfAPercent(long tested, long reference, double e2, boolean finding) {
        DualMeterDay day = new WatchedDay(k -> tested, k -> reference).analysed();
        assertEquals(e2, day.divergence().orElseThrow().e2Percent(), 0.0005);
        assertEquals(finding ? List.of(Anomaly.DAY_DIVERGENCE) : List.of(), day.anomalies());
    }

    @Test
    void worstIntervalIsHeldAgainstTenPercentAndNamed() {
        DualMeterDay at = new WatchedDay(k -> k == 50 ? 3_300 : 3_000, k -> 3_000).analysed();
        assertEquals(10, at.divergence().orElseThrow().e1Percent(), 1e-9);
        assertEquals(List.of(), at.anomalies());
        DualMeterDay above = new WatchedDay(k -> k == 50 ? 3_303 : 3_000, k -> 3_000).analysed();
        assertEquals(
                WatchedDay.DAY * 86_400 + 50 * 600L,
                above.divergence().orElseThrow().e1EpochSecond());
        assertEquals(List.of(Anomaly.INTERVAL_DIVERGENCE), above.anomalies());
    }

    @Test
    void differencesOfBothSignsCancelInTheEnergyOnly() {
        DualMeterDay day = new WatchedDay(k -> k % 2 == 0 ? 3_060 : 2_940, k -> 3_000).analysed();
        Divergence found = day.divergence().orElseThrow();
        assertEquals(0, found.e2Percent());
        assertEquals(2, found.meanAbsolutePercent(), 1e-9);
        assertFalse(day.isFinding());
    }

    /** Both powers have to lie in 0.1 Pn..1.2 Pn, limits included. */
    @ParameterizedTest
    @CsvSource({"600,600,true", "599,600,false", "600,599,false", "7200,7200,true", "7201,7200,false", "7200,7201,false"
    })
    void onlyIntervalsInTheRangeAreCompared(long tested, long reference, boolean compared) {
        DualMeterDay day = new WatchedDay(k -> k == 9 ? tested : 0, k -> k == 9 ? reference : 0).analysed();
        assertEquals(compared, day.divergence().isPresent());
        assertEquals(!compared, day.reservations().contains(Reservation.NO_INTERVAL_IN_RANGE));
    }

    /** The base is the smallest one in question: at 1.2 Pn the nominal power. */
    @Test
    void aboveTheNominalPowerTheNominalPowerIsTheBase() {
        DualMeterDay day = new WatchedDay(k -> 7_200, k -> 7_150).analysed();
        assertEquals(100.0 * 50 / 6_000, day.divergence().orElseThrow().e2Percent(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void meterThatRestsForThreeIntervalsIsFound(boolean testedRests) {
        for (int length = 2; length <= 3; length++) {
            int to = 30 + length;
            DualMeterDay day = new WatchedDay(
                            k -> testedRests && k >= 30 && k < to ? 0 : 100,
                            k -> !testedRests && k >= 30 && k < to ? 0 : 100)
                    .analysed();
            assertEquals(length, testedRests ? day.testedSilentIntervals() : day.referenceSilentIntervals());
            assertEquals(
                    length < 3 ? List.of() : List.of(testedRests ? Anomaly.TESTED_SILENT : Anomaly.REFERENCE_SILENT),
                    day.anomalies());
        }
    }

    /** Two missing levels leave three intervals open. */
    @Test
    void meterThatIsAbsentForThreeIntervalsIsFound() {
        assertEquals(
                2,
                new WatchedDay(k -> 100, k -> 100)
                        .withoutTested(30, 31)
                        .analysed()
                        .testedSilentIntervals());
        DualMeterDay day =
                new WatchedDay(k -> 100, k -> 100).withoutTested(30, 32).analysed();
        assertEquals(3, day.testedSilentIntervals());
        assertEquals(List.of(Anomaly.TESTED_SILENT), day.anomalies());
        assertEquals(141, day.intervals());
    }

    @Test
    void silenceCountsOnlyWhileTheOtherMeterIsAboveAHundredthOfTheNominalPower() {
        assertEquals(0, new WatchedDay(k -> 0, k -> 60).analysed().testedSilentIntervals());
        assertTrue(new WatchedDay(k -> 0, k -> 61).analysed().isFinding());
        assertFalse(new WatchedDay(k -> 0, k -> 0).analysed().isFinding());
    }

    @Test
    void silenceThatBeganTheDayBeforeIsFoundInTheDayOfItsThirdInterval() {
        assertTrue(new WatchedDay(k -> k < 1 ? 0 : 100, k -> 100).analysed().isFinding());
        assertFalse(new WatchedDay(k -> k < 0 ? 0 : 100, k -> 100).analysed().isFinding());
        assertFalse(new WatchedDay(k -> k >= 142 ? 0 : 100, k -> 100).analysed().isFinding());
    }

    /** Levels whose status forbids them, or that disagree about one time, are as good as absent. */
    @Test
    void levelsThatCannotBeReliedOnAreAbsent() {
        WatchedDay invalid = new WatchedDay(k -> 3_000, k -> 3_000);
        invalid.tested.replaceAll(level -> level.captureEpochSecond() % 86_400 == 6_000
                ? new RegisterLevel(level.captureEpochSecond(), level.raw(), 0, 0b10, 1)
                : level);
        assertEquals(142, invalid.analysed().intervals());
        WatchedDay disputed = new WatchedDay(k -> 3_000, k -> 3_000);
        RegisterLevel one = disputed.reference.get(40);
        disputed.reference.add(new RegisterLevel(one.captureEpochSecond(), one.raw() + 1, 0, 0, 1));
        assertEquals(142, disputed.analysed().intervals());
    }

    @Test
    void registerThatFellLeavesOneIntervalOpen() {
        WatchedDay day = new WatchedDay(k -> 3_000, k -> 3_000);
        for (int k = 70; k < day.reference.size(); k++) {
            RegisterLevel level = day.reference.get(k);
            day.reference.set(k, new RegisterLevel(level.captureEpochSecond(), level.raw() - 77, 0, 0, 1));
        }
        for (int k = 80; k < day.reference.size(); k++) {
            RegisterLevel level = day.reference.get(k);
            day.reference.set(k, new RegisterLevel(level.captureEpochSecond(), (k - 80) * 3_000L, 0, 0, 1));
        }
        assertEquals(143, day.analysed().intervals());
    }

    /** 100 Wh in ten minutes are 600 W: at 3.6 kW two such registers differ by up to a third. */
    @Test
    void coarseRegistersAreNotHeldAgainstTheWorstInterval() {
        DualMeterDay day = new WatchedDay(k -> k % 2 == 0 ? 7 : 6, k -> k % 2 == 0 ? 6 : 7, 2).analysed();
        assertEquals(100.0 * 1_200 / 3_600, day.e1ResolutionPercent(), 1e-9);
        assertTrue(day.divergence().orElseThrow().e1Percent() > 10);
        assertEquals(List.of(Reservation.REGISTER_TOO_COARSE), day.reservations());
        assertEquals(List.of(), day.anomalies());
    }

    @Test
    void coarseRegisterThatRestsIsNoSilence() {
        DualMeterDay day = new WatchedDay(k -> k % 8 == 0 ? 1 : 0, k -> k % 2 == 0 ? 1 : 0, 2).analysed();
        assertEquals(0, day.testedSilentIntervals());
    }

    @Test
    void singleIntervalInTheRangeIsTooLittleForTheEnergy() {
        DualMeterDay day = new WatchedDay(k -> k == 9 ? 610 : 0, k -> k == 9 ? 602 : 0).analysed();
        assertEquals(List.of(Reservation.TOO_LITTLE_ENERGY), day.reservations());
        assertTrue(day.divergence().orElseThrow().e2Percent() > 0.7);
        assertEquals(List.of(), day.anomalies());
    }

    @Test
    void nominalPowerHasToBePositive() {
        for (double nominal : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DualMeterAnalysis.analyse(
                            1, nominal, List.of(), List.of(), WatchedDay.FORMAT, WatchedDay.FORMAT));
        }
    }
}

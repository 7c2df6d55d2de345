// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.decision.Diagnosis.Factor;
import org.plumbline.analyzer.metrology.decision.Diagnosis.LoadPattern;
import org.plumbline.analyzer.metrology.decision.Symptom.State;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.DayEstimates;

class DiagnosticianTest {
    private static final CurveFit NO_FORM = new CurveFit(0, 0, 0.01, 0, 0.01);
    private static final int DAYS = 10;

    private static List<DayResult.Estimate> days(IntToDoubleFunction errorPercent) {
        List<DayResult.Estimate> days = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            days.add(DayEstimates.day(20_500 + day, errorPercent.applyAsDouble(day), 0.01));
        }
        return days;
    }

    private static DayResult.Estimate withClock(DayResult.Estimate day, double skew, double uncertainty) {
        return new DayResult.Estimate(
                day.epochDay(),
                day.calibrationEpoch(),
                day.referenceEpoch(),
                day.gainErrorPercent(),
                day.gainVariance(),
                skew,
                uncertainty,
                day.referenceEnergyWattHours(),
                day.pairs(),
                day.chiSquareReduced(),
                day.load(),
                day.shape(),
                day.meanTemperatureCelsius(),
                day.leverage(),
                day.link(),
                new TreeMap<>());
    }

    private static Diagnostician.Result diagnose(double errorPercent, List<DayResult.Estimate> days) {
        return Diagnostician.diagnose(
                new Diagnostician.Known(errorPercent, new UncertaintyBudget(0.015, 0.03, 0.033), 1, NO_FORM, days));
    }

    private static Diagnosis steady(double errorPercent) {
        return diagnose(errorPercent, days(day -> errorPercent)).diagnosis();
    }

    /** A meter that is 1.2 % off behind a wrong factor still shows the factor. */
    @ParameterizedTest
    @EnumSource(Factor.class)
    void factorOfAConfigurationIsNamedAndIsNotOfTheMeter(Factor factor) {
        double ratio = factor == Factor.STOPPED ? 0.001 : factor.value() * 1.012;
        Diagnosis.ConfigurationFactor found =
                assertInstanceOf(Diagnosis.ConfigurationFactor.class, steady(100 * (ratio - 1)));
        assertEquals(factor, found.factor());
        assertEquals(factor == Factor.STOPPED ? 0.1 : 1.2, found.remainderPercent(), 1e-6);
        assertTrue(!found.isOfTheMeter() && found.sentence().contains(factor.sentence()), found.sentence());
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "-1.6", "2.5", "-4", "8", "-9.9"})
    void whatDriftCanDoIsOfTheMeter(double errorPercent) {
        assertEquals(new Diagnosis.OfTheMeter(), steady(errorPercent));
    }

    @ParameterizedTest
    @CsvSource({"14", "-20", "30", "-45", "62", "150"})
    void grossErrorThatIsNoFactorIsUnexplained(double errorPercent) {
        Diagnosis found = steady(errorPercent);
        assertInstanceOf(Diagnosis.Unexplained.class, found);
        assertTrue(found.isOfTheMeter());
    }

    /** Uncertain numbers name nothing: half a register's worth of error cannot tell 2/3 from 0.58. */
    @Test
    void factorIsNotNamedWhileTheErrorIsTooUncertain() {
        Diagnostician.Result found = Diagnostician.diagnose(
                new Diagnostician.Known(-33, new UncertaintyBudget(4, 0.03, 0.033), 1, NO_FORM, days(day -> -33)));
        assertEquals(State.ABSENT, found.symptoms().getFirst().state());
    }

    @Test
    void bypassAtTimesPhaseMissingAndForeignLoadAreToldApart() {
        SplittableRandom chance = new SplittableRandom(7);
        assertPattern(LoadPattern.LOAD_BYPASSED, days(day -> day % 2 == 0 ? 0.1 : -15 - 5 * chance.nextDouble()));
        assertPattern(LoadPattern.PHASE_MISSING, days(day -> -45 + 25 * chance.nextDouble()));
        assertPattern(LoadPattern.REFERENCE_MISSES_LOAD, days(day -> 10 + 25 * chance.nextDouble()));
        assertPattern(LoadPattern.DIFFERENT_LOADS, days(day -> 80 * (chance.nextDouble() - 0.5)));
    }

    private static void assertPattern(LoadPattern pattern, List<DayResult.Estimate> days) {
        double mean = days.stream()
                .mapToDouble(DayResult.Estimate::gainErrorPercent)
                .average()
                .orElseThrow();
        Diagnosis.LoadNotShared found = assertInstanceOf(
                Diagnosis.LoadNotShared.class, diagnose(mean + 0.003, days).diagnosis());
        assertEquals(pattern, found.pattern());
        assertTrue(found.scatterPercent() > found.thresholdPercent() && !found.isOfTheMeter());
    }

    /** A meter that jumped by 5 % or drifts by 0.2 % a day sees its load all the same. */
    @Test
    void stepAndDriftOfAMeterAreNotAForeignLoad() {
        assertEquals(
                new Diagnosis.OfTheMeter(),
                diagnose(4, days(day -> day < 5 ? 0 : 5)).diagnosis());
        assertEquals(
                new Diagnosis.OfTheMeter(), diagnose(2, days(day -> 0.2 * day)).diagnosis());
    }

    /** Two thirds on average and all over the place: no phase of the tested meter is missing, the loads are not the same. */
    @Test
    void scatteringErrorThatMeetsAFactorIsNotThatFactor() {
        Diagnosis found = diagnose(-33.3, days(day -> day % 2 == 0 ? -60 : 20)).diagnosis();
        assertEquals(
                LoadPattern.DIFFERENT_LOADS,
                assertInstanceOf(Diagnosis.LoadNotShared.class, found).pattern());
    }

    /** Ten times the energy is ten times the noise of the daily error. */
    @Test
    void scatterOfAMeterWithAWrongScalerIsItsOwn() {
        Diagnosis found = diagnose(900, days(day -> day % 2 == 0 ? 902 : 898)).diagnosis();
        assertEquals(
                Factor.TEN,
                assertInstanceOf(Diagnosis.ConfigurationFactor.class, found).factor());
    }

    @Test
    void tooFewDaysSayNothingOfTheLoad() {
        List<DayResult.Estimate> few = days(day -> day % 2 == 0 ? 0 : -30).subList(0, 6);
        assertEquals(State.NOT_MEASURED, diagnose(-1, few).symptoms().get(1).state());
    }

    @ParameterizedTest
    @CsvSource({"61, 14.875, PRESENT", "-75, 3, PRESENT", "59, 3, ABSENT", "400, 15, NOT_MEASURED"})
    void clockIsEvidencedBySkewAndItsUncertainty(double skew, double uncertainty, State state) {
        List<DayResult.Estimate> days = days(day -> 0.2);
        days.set(DAYS - 1, withClock(days.getLast(), skew, uncertainty));
        Symptom clock = diagnose(0.2, days).symptoms().get(2);
        assertEquals("REG-04", clock.test().code());
        assertEquals(new Symptom(Symptom.Test.CLOCK, state, skew, uncertainty, 60), clock);
    }

    /** An hour of daylight saving on one meter shifts energy between days: their errors scatter, but nothing is stolen. */
    @Test
    void scatterFromAClockAnHourOffIsTheClocks() {
        SplittableRandom chance = new SplittableRandom(3);
        List<DayResult.Estimate> days = new ArrayList<>();
        days(day -> day % 2 == 0 ? 1.5 + 0.1 * chance.nextDouble() : -1.5)
                .forEach(day -> days.add(withClock(day, 2_000 + 500 * chance.nextDouble(), 200)));
        Diagnosis found = diagnose(0.1, days).diagnosis();
        assertInstanceOf(Diagnosis.ClocksApart.class, found);
        assertTrue(!found.isOfTheMeter());
    }
}

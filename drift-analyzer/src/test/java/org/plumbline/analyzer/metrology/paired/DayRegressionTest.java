// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;

class DayRegressionTest {
    /** A charger carries most of the energy in few levels, and the slope follows it: that is what the leverage says. */
    @Test
    void gainOfAMeterWithAnOffsetAndACurvatureIsWhatTheLeverageForetells() {
        DayFixture straight = DayFixture.charging(0, 0);
        FormLeverage leverage = straight.estimate().leverage();
        FormLeverage mean = FormLeverage.ofMean(
                straight.estimate().load(), straight.estimate().shape().squareLoadEnergy());
        assertTrue(leverage.curvature() - mean.curvature() > 0.01, leverage + " " + mean);
        for (double[] form : new double[][] {{0.5, 0}, {0, 0.3}, {-0.4, 0.2}}) {
            double foretold = form[0] * leverage.offset() + form[1] * leverage.curvature();
            double gain = DayFixture.charging(form[0], form[1]).estimate().gainErrorPercent();
            assertEquals(foretold, gain - straight.estimate().gainErrorPercent(), 0.005);
        }
    }

    private static final long MODULUS = 1L << 32;

    @ParameterizedTest
    @ValueSource(doubles = {-0.025, -0.001, 0, 0.004, 0.016})
    void gainErrorIsFoundInOneDay(double gain) {
        DayResult.Estimate estimate = DayFixture.withGain(gain).estimate();
        assertEquals(100 * gain, estimate.gainErrorPercent(), 0.003);
        assertEquals(97, estimate.pairs());
        assertTrue(estimate.exclusions().isEmpty());
        assertEquals(24_000, estimate.referenceEnergyWattHours(), 2);
        assertEquals(86_400, estimate.load().seconds(), 1e-6);
    }

    @Test
    void clockThatRunsAheadHasPositiveSkewAndLeavesTheGainAlone() {
        DayFixture day = DayFixture.withGain(0);
        for (int k = 0; k <= 96; k++) {
            day.tested.set(k, DayFixture.level(k, (long) (7_000.5 + DayFixture.trueWattHours(k * 900 - 40)), 1));
        }
        DayResult.Estimate estimate = day.estimate();
        assertEquals(40, estimate.clockSkewSeconds(), 3);
        assertEquals(0, estimate.gainErrorPercent(), 0.003);
        assertTrue(estimate.clockSkewStandardUncertaintySeconds() < 3);
    }

    @Test
    void rolloverOfTheRegisterIsNoJump() {
        DayFixture plain = DayFixture.withGain(0.01);
        DayFixture rolled = DayFixture.withGain(0.01)
                .changeTested(0, 97, level -> DayFixture.withRaw(level, (level.raw() + MODULUS - 15_000) % MODULUS));
        assertEquals(plain.estimate(), rolled.estimate());
    }

    @Test
    void registerThatRunsBackwardsIsRefused() {
        DayFixture day =
                DayFixture.withGain(0).changeTested(50, 97, level -> DayFixture.withRaw(level, level.raw() - 5_000));
        assertEquals(RefusalReason.REGISTER_DISCONTINUITY, day.refusal());
    }

    @Test
    void registerThatRunsFasterThanTheMeterCanIsRefused() {
        DayFixture day = DayFixture.withGain(0)
                .changeReference(50, 97, level -> DayFixture.withRaw(level, level.raw() + 50_000));
        assertEquals(RefusalReason.REGISTER_DISCONTINUITY, day.refusal());
    }

    @Test
    void registerOfOneKilowattHourIsRefused() {
        DayFixture day = DayFixture.withGain(0)
                .changeTested(0, 97, level -> DayFixture.withScaler(DayFixture.withRaw(level, level.raw() / 1000), 3));
        assertEquals(RefusalReason.REGISTER_TOO_COARSE, day.refusal());
    }

    @Test
    void registersOfDifferentResolutionAreComparedInWattHours() {
        DayFixture day = DayFixture.withGain(0.005)
                .changeTested(0, 97, level -> DayFixture.withScaler(DayFixture.withRaw(level, level.raw() / 10), 1));
        assertEquals(0.5, day.estimate().gainErrorPercent(), 0.03);
    }

    @Test
    void changeOfScalerWithinTheDayIsRefused() {
        DayFixture day = DayFixture.withGain(0)
                .changeTested(60, 97, level -> DayFixture.withScaler(DayFixture.withRaw(level, level.raw() / 10), 1));
        assertEquals(RefusalReason.SCALER_CHANGED, day.refusal());
    }

    @Test
    void implausibleScalerIsRefused() {
        DayFixture day = DayFixture.withGain(0).changeTested(0, 97, level -> DayFixture.withScaler(level, -9));
        assertEquals(RefusalReason.IMPLAUSIBLE_SCALER, day.refusal());
    }

    @Test
    void dayWithoutEnergyIsRefused() {
        DayFixture day = DayFixture.withGain(0)
                .changeTested(0, 97, level -> DayFixture.withRaw(level, 7_000))
                .changeReference(0, 97, level -> DayFixture.withRaw(level, 5_000));
        assertEquals(RefusalReason.NO_ENERGY, day.refusal());
    }

    @Test
    void dayOfFewRowsIsRefused() {
        DayFixture day = DayFixture.withGain(0);
        day.tested.subList(20, 97).clear();
        assertEquals(RefusalReason.TOO_FEW_PAIRS, day.refusal());
        assertEquals(Map.of(ExclusionReason.UNPAIRED, 77), day.result().exclusions());
    }

    @Test
    void emptyDayIsRefused() {
        DayFixture day = new DayFixture();
        assertEquals(RefusalReason.TOO_FEW_PAIRS, day.refusal());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 7})
    void rowsWithForbiddenStatusAreLeftOut(int bit) {
        DayFixture day = DayFixture.withGain(0.01)
                .changeTested(
                        10, 14, level -> DayFixture.withRaw(DayFixture.withStatus(level, 1 << bit), level.raw() + 200));
        assertEquals(1.0, day.estimate().gainErrorPercent(), 0.003);
        assertEquals(
                Map.of(
                        bit == 5 ? ExclusionReason.CLOCK_ADJUSTED : ExclusionReason.BAD_STATUS,
                        4,
                        ExclusionReason.UNPAIRED,
                        4),
                day.estimate().exclusions());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void daylightSavingAndRecoveredRowsCount(int bit) {
        DayFixture day =
                DayFixture.withGain(0.01).changeTested(10, 14, level -> DayFixture.withStatus(level, 1 << bit));
        assertEquals(97, day.estimate().pairs());
    }

    @Test
    void dayOfInvalidClockIsRefusedByThatName() {
        DayFixture day = DayFixture.withGain(0).changeTested(0, 90, level -> DayFixture.withStatus(level, 2));
        assertEquals(RefusalReason.BAD_STATUS, day.refusal());
    }

    @Test
    void intervalThatStraddlesAnEpochIsExcluded() {
        DayFixture day = DayFixture.withGain(0.02);
        long before = day.tested.get(9).raw();
        double energyBefore = DayFixture.trueWattHours(9 * 900);
        for (int k = 10; k <= 96; k++) {
            long raw = (long) (before + DayFixture.trueWattHours(k * 900) - energyBefore);
            day.tested.set(k, DayFixture.level(k, raw, 2));
        }
        DayResult.Estimate estimate = day.estimate();
        assertEquals(2, estimate.calibrationEpoch());
        assertEquals(87, estimate.pairs());
        assertEquals(0, estimate.gainErrorPercent(), 0.003);
        assertEquals(Map.of(ExclusionReason.OTHER_EPOCH, 10), estimate.exclusions());
    }

    @Test
    void dayThatEndsInANewEpochBelongsToTheOldOne() {
        DayFixture day = DayFixture.withGain(0.01).changeTested(96, 97, level -> DayFixture.withEpoch(level, 2));
        assertEquals(1, day.estimate().calibrationEpoch());
        assertEquals(96, day.estimate().pairs());
    }

    @Test
    void epochOfTheReferenceSplitsTheDayToo() {
        DayFixture day = DayFixture.withGain(0.01).changeReference(0, 30, level -> DayFixture.withEpoch(level, 7));
        assertEquals(1, day.estimate().referenceEpoch());
        assertEquals(67, day.estimate().pairs());
    }

    @Test
    void rowsOfUnknownEpochAreLeftOut() {
        DayFixture day = DayFixture.withGain(0.01).changeTested(0, 5, level -> DayFixture.withEpoch(level, 0));
        assertEquals(5, day.estimate().exclusions().get(ExclusionReason.UNKNOWN_EPOCH));
    }

    @Test
    void rowsThatDisagreeAboutOneTimeAreBothLeftOut() {
        DayFixture day = DayFixture.withGain(0.01);
        day.tested.add(DayFixture.withRaw(day.tested.get(40), day.tested.get(40).raw() + 300));
        assertEquals(96, day.estimate().pairs());
        assertEquals(1, day.estimate().exclusions().get(ExclusionReason.CONFLICTING_ROWS));
        assertEquals(1.0, day.estimate().gainErrorPercent(), 0.003);
    }

    @Test
    void rowsOfOtherDaysAreLeftOut() {
        DayFixture day = DayFixture.withGain(0.01);
        day.tested.add(DayFixture.level(97, 40_000, 1));
        assertEquals(Map.of(ExclusionReason.OUTSIDE_DAY, 1), day.estimate().exclusions());
    }

    @Test
    void oneWildRowHardlyMovesTheGain() {
        DayFixture day = DayFixture.withGain(0.01);
        day.tested.set(
                48, DayFixture.withRaw(day.tested.get(48), day.tested.get(48).raw() + 60));
        assertEquals(1.0, day.estimate().gainErrorPercent(), 0.01);
    }

    @Test
    void gapsInTheDayAreBridged() {
        DayFixture day = DayFixture.withGain(0.01);
        day.tested.subList(30, 50).clear();
        assertEquals(1.0, day.estimate().gainErrorPercent(), 0.003);
        assertEquals(77, day.estimate().pairs());
    }
}

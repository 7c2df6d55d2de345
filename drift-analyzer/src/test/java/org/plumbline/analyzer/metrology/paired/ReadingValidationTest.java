// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;

/** Every kind of row that must not become a number is known by its name and counted. The fixture runs 1 % fast. */
class ReadingValidationTest {
    private static final long MODULUS = 1L << 32;

    private final DayFixture day = DayFixture.withGain(0.01);

    private void assertOnePercent(Map<ExclusionReason, Integer> exclusions) {
        assertEquals(1.0, day.estimate().gainErrorPercent(), 0.005);
        assertEquals(exclusions, day.estimate().exclusions());
    }

    private void assertRefused(RefusalReason reason, Map<ExclusionReason, Integer> exclusions) {
        assertEquals(reason, day.refusal());
        assertEquals(exclusions, day.result().exclusions());
    }

    private void addToTested(int row, long wattHours) {
        day.changeTested(row, row + 1, level -> DayFixture.withRaw(level, level.raw() + wattHours));
    }

    @Test
    void duplicateOfEveryFieldIsTheSameRow() {
        day.tested.addAll(List.copyOf(day.tested.subList(10, 40)));
        assertOnePercent(Map.of());
        assertEquals(97, day.estimate().pairs());
    }

    @Test
    void duplicateWithAnotherStatusCountsOnceAndIsNamed() {
        for (int k = 10; k < 13; k++) {
            day.tested.add(DayFixture.withStatus(day.tested.get(k), 8));
        }
        assertOnePercent(Map.of(ExclusionReason.DUPLICATE, 3));
        assertEquals(97, day.estimate().pairs());
    }

    @Test
    void repeatedHourIsLeftOutWhole() {
        long gone = Math.round(1.01 * (DayFixture.trueWattHours(44 * 900) - DayFixture.trueWattHours(40 * 900)));
        for (int k = 40; k < 44; k++) {
            RegisterLevel again = day.tested.get(k);
            day.tested.add(DayFixture.withRaw(again, again.raw() + gone));
        }
        assertOnePercent(Map.of(ExclusionReason.REPEATED_HOUR, 4, ExclusionReason.UNPAIRED, 4));
    }

    @Test
    void quarterOfAnHourToldTwiceIsADisagreement() {
        RegisterLevel again = day.tested.get(40);
        day.tested.add(DayFixture.withRaw(again, again.raw() + 200));
        assertOnePercent(Map.of(ExclusionReason.CONFLICTING_ROWS, 1, ExclusionReason.UNPAIRED, 1));
    }

    @Test
    void hourToldTwiceInAnyOrderOfLevelsIsADisagreement() {
        for (int k = 40; k < 44; k++) {
            RegisterLevel again = day.tested.get(k);
            day.tested.add(DayFixture.withRaw(again, again.raw() + 10));
        }
        assertOnePercent(Map.of(ExclusionReason.CONFLICTING_ROWS, 4, ExclusionReason.UNPAIRED, 4));
    }

    @Test
    void rolloverIsNothingToLeaveOut() {
        day.changeTested(0, 97, level -> DayFixture.withRaw(level, (level.raw() + MODULUS - 15_000) % MODULUS));
        assertOnePercent(Map.of());
    }

    @Test
    void exchangedRegisterRefusesTheDay() {
        day.changeTested(60, 97, level -> DayFixture.withRaw(level, level.raw() + 700_000));
        assertRefused(RefusalReason.REGISTER_DISCONTINUITY, Map.of(ExclusionReason.OTHER_REGISTER, 37));
    }

    @Test
    void registerSetToZeroRefusesTheDay() {
        day.changeTested(60, 97, level -> DayFixture.withRaw(level, level.raw() - 20_000));
        assertRefused(RefusalReason.REGISTER_DISCONTINUITY, Map.of(ExclusionReason.NEGATIVE_INTERVAL, 37));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1_000, 3_000, 6_000})
    void registerSetBackALittleNeverBecomesANumber(int wattHours) {
        day.changeTested(60, 97, level -> DayFixture.withRaw(level, level.raw() - wattHours));
        assertEquals(RefusalReason.REGISTER_DISCONTINUITY, day.refusal());
    }

    @ParameterizedTest
    @ValueSource(longs = {90_000, -4_000})
    void spikeIsLeftOut(long wattHours) {
        addToTested(50, wattHours);
        assertOnePercent(Map.of(ExclusionReason.SPIKE, 1));
        assertEquals(96, day.estimate().pairs());
    }

    @Test
    void spikesOfTheReferenceAreLeftOutToo() {
        day.changeReference(30, 32, level -> DayFixture.withRaw(level, level.raw() + 90_000));
        assertOnePercent(Map.of(ExclusionReason.SPIKE, 2));
    }

    @Test
    void dayOfManySpikesIsRefused() {
        for (int k = 5; k < 95; k += 6) {
            addToTested(k, 90_000);
        }
        assertRefused(RefusalReason.REGISTER_DISCONTINUITY, Map.of(ExclusionReason.SPIKE, 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 90})
    void registerThatStoodStillWhileTheOtherCountedRefusesTheDay(int intervals) {
        long at = day.tested.get(0).raw();
        long lost = day.tested.get(intervals).raw() - at;
        day.changeTested(0, intervals + 1, level -> DayFixture.withRaw(level, at));
        day.changeTested(intervals + 1, 97, level -> DayFixture.withRaw(level, level.raw() - lost));
        assertRefused(RefusalReason.REGISTER_STOPPED, Map.of(ExclusionReason.ZERO_INTERVAL, intervals));
    }

    @Test
    void registerThatStoodStillAllDayIsAnErrorOfMinusHundredPercent() {
        day.changeTested(0, 97, level -> DayFixture.withRaw(level, 7_000));
        assertEquals(-100, day.estimate().gainErrorPercent(), 0.01);
    }

    @Test
    void twoZeroIntervalsAreNoStandstill() {
        long at = day.tested.get(48).raw();
        day.changeTested(48, 51, level -> DayFixture.withRaw(level, at));
        assertTrue(day.result() instanceof DayResult.Estimate);
    }

    @Test
    void missingTimesAreCounted() {
        day.tested.subList(30, 50).clear();
        day.reference.subList(30, 50).clear();
        assertOnePercent(Map.of(ExclusionReason.MISSING, 20));
    }

    @Test
    void timesThatOneMeterAloneHasAreUnpaired() {
        day.tested.subList(30, 50).clear();
        assertOnePercent(Map.of(ExclusionReason.UNPAIRED, 20));
    }

    @Test
    void clockAdjustmentIsToldFromOtherStatus() {
        day.changeTested(10, 12, level -> DayFixture.withStatus(level, 0b10_0000));
        day.changeTested(20, 23, level -> DayFixture.withStatus(level, 0b10_0001));
        assertOnePercent(
                Map.of(ExclusionReason.CLOCK_ADJUSTED, 2, ExclusionReason.BAD_STATUS, 3, ExclusionReason.UNPAIRED, 5));
    }

    @Test
    void everyRefusalSaysWhatIsMissing() {
        for (RefusalReason reason : RefusalReason.values()) {
            assertTrue(reason.remedy().length() > 10, reason.name());
        }
    }
}

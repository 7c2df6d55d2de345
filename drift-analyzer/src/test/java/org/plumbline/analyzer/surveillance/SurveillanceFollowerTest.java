// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.analyzer.surveillance.WatchedPoint.FIRST;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Anomaly;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.DayAnalysed;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.FindingChange;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.FindingChanged;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.OpenFinding;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.Refused;
import org.plumbline.analyzer.surveillance.WatchedPoint.Seen;

class SurveillanceFollowerTest {
    private final WatchedPoint point = new WatchedPoint();

    /** The meter under test runs 1 % fast on one day. */
    private static long fastOn(long fastDay, Side side, long day) {
        return side == Side.TESTED && day == fastDay ? 3_030 : 3_000;
    }

    @Test
    void everyDayThatBothMetersPassedIsToldOnce() {
        point.see(WatchedPoint.levels(3, (side, day, interval) -> 3_000));
        assertEquals(
                List.of(FIRST, FIRST + 1, FIRST + 2),
                point.told(DayAnalysed.class).stream()
                        .map(told -> told.day().epochDay())
                        .toList());
        assertEquals(List.of(), point.told(FindingChanged.class));
    }

    @Test
    void findingIsDueTwoWeeksAfterTheEndOfItsDayAndStaysOpen() {
        point.see(WatchedPoint.levels(20, (side, day, interval) -> fastOn(FIRST + 2, side, day)));
        FindingChanged opened = point.told(FindingChanged.class).getFirst();
        assertEquals(1, point.told(FindingChanged.class).size());
        assertEquals(FindingChange.OPENED, opened.change());
        assertEquals(OptionalLong.of(FIRST + 2), opened.now().sinceDay());
        assertEquals(OptionalLong.of(FIRST + 3 + 14), opened.now().dueDay());
        // Even after its day can no longer change.
        assertEquals(opened.now(), point.told(DayAnalysed.class).getLast().finding());
        assertEquals(FIRST + 2, point.state.settledFindingDay());
    }

    @Test
    void newBeginOfSurveillanceSettlesTheFinding() {
        List<Seen> levels = WatchedPoint.levels(30, (side, day, interval) -> fastOn(FIRST + 2, side, day));
        int half = levels.size() / 2;
        point.see(levels.subList(0, half));
        point.restart(FIRST + 15, "other");
        point.see(levels.subList(half, levels.size()));
        assertEquals(
                List.of(FindingChange.OPENED, FindingChange.SETTLED),
                point.told(FindingChanged.class).stream()
                        .map(FindingChanged::change)
                        .toList());
        assertEquals(OpenFinding.NONE, point.told(DayAnalysed.class).getLast().finding());
    }

    @Test
    void meterThatSaysNothingForTwoDaysIsFoundAndLateReadingsWithdrawIt() {
        List<Seen> levels = WatchedPoint.levels(6, (side, day, interval) -> 3_000);
        List<Seen> late = levels.stream()
                .filter(seen -> seen.side() == Side.TESTED && seen.level().epochDay() >= FIRST + 1)
                .toList();
        List<Seen> prompt = levels.stream().filter(seen -> !late.contains(seen)).toList();
        point.see(prompt);
        assertEquals(
                List.of(Anomaly.TESTED_SILENT),
                point.told(DayAnalysed.class).getLast().day().anomalies());
        point.see(late);
        assertEquals(
                FindingChange.WITHDRAWN,
                point.told(FindingChanged.class).getLast().change());
        assertEquals(OpenFinding.NONE, point.state.finding());
        WatchedPoint inOrder = new WatchedPoint().see(levels);
        assertEquals(inOrder.state, point.state);
    }

    @Test
    void outageOfAMonthIsMadeGood() {
        List<Seen> levels = WatchedPoint.levels(33, (side, day, interval) -> 3_000);
        point.see(levels.stream().filter(seen -> seen.side() == Side.REFERENCE).toList());
        assertTrue(point.state.finding().sinceDay().isPresent());
        point.see(levels.stream().filter(seen -> seen.side() == Side.TESTED).toList());
        assertEquals(OpenFinding.NONE, point.state.finding());
        assertTrue(point.state.recent().values().stream().allMatch(day -> day.intervals() == 144));
    }

    @Test
    void refusalIsToldOnceAndTheDaysAreAnalysedAfterwards() {
        point.point = new MeteringPoint.Refused("p", "other", "SAME_MAKER", "why");
        List<Seen> levels = WatchedPoint.levels(6, (side, day, interval) -> 3_000);
        int half = levels.size() / 2;
        point.see(levels.subList(0, half));
        assertEquals(1, point.told(Refused.class).size());
        assertEquals(List.of(), point.told(DayAnalysed.class));
        point.point = point.ready();
        point.see(levels.subList(half, levels.size()));
        assertEquals(6, point.told(DayAnalysed.class).size());
        assertEquals("", point.state.standingRefusal());
    }

    @Test
    void otherMeterInThePointWantsANewBegin() {
        List<Seen> levels = WatchedPoint.levels(8, (side, day, interval) -> 3_000);
        int half = levels.size() / 2;
        point.see(levels.subList(0, half));
        point.restart(FIRST, "exchanged");
        point.see(levels.subList(half, half + 400));
        assertEquals(
                "SURVEILLANCE_NOT_RESTARTED",
                point.told(Refused.class).getFirst().point().name());
        assertEquals("other", point.state.referenceMeterId());
        point.restart(FIRST + 6, "exchanged");
        point.see(levels.subList(half + 400, levels.size()));
        assertEquals("exchanged", point.state.referenceMeterId());
        assertEquals(FIRST + 7, point.told(DayAnalysed.class).getLast().day().epochDay());
        assertEquals(OpenFinding.NONE, point.state.finding());
    }

    /** A begin before the day of the finding says nothing about the finding. */
    @Test
    void exchangeSettlesAFindingOnlyWithABeginAfterIt() {
        List<Seen> levels = WatchedPoint.levels(9, (side, day, interval) -> fastOn(FIRST + 4, side, day));
        int half = levels.size() * 6 / 9;
        point.see(levels.subList(0, half));
        assertEquals(OptionalLong.of(FIRST + 4), point.state.finding().sinceDay());
        point.restart(FIRST + 4, "exchanged");
        point.see(levels.subList(half, half + 300));
        assertEquals(OptionalLong.of(FIRST + 4), point.state.finding().sinceDay());
        assertEquals("SURVEILLANCE_NOT_RESTARTED", point.state.standingRefusal());
        point.restart(FIRST + 7, "exchanged");
        point.see(levels.subList(half + 300, levels.size()));
        assertEquals(
                FindingChange.SETTLED,
                point.told(FindingChanged.class).getLast().change());
        assertEquals(OpenFinding.NONE, point.state.finding());
    }

    @Test
    void levelsOfAnotherMeterOffTheGridOrBeforeTheBeginAreNotLookedAt() {
        List<Seen> levels = WatchedPoint.levels(1, (side, day, interval) -> 3_000);
        point.see(levels.get(1), "stranger");
        point.restart(FIRST + 1, "other");
        point.see(levels.subList(0, 200));
        assertEquals(SurveillanceState.initial(), point.state);
        assertTrue(point.stored.isEmpty());
    }

    /** The meter was hung at noon: silence before the first whole day is none. */
    @Test
    void silenceBeforeTheFirstWholeDayDoesNotCount() {
        point.restart(FIRST + 1, "other");
        point.see(WatchedPoint.levels(
                2, (side, day, interval) -> side == Side.TESTED && (day == FIRST || interval < 1) ? 0 : 3_000));
        assertEquals(List.of(), point.told(DayAnalysed.class).getFirst().day().anomalies());
    }

    /** Two registers of 1 Wh, every ten minutes. */
    @Test
    void storedOctetsAreBounded() {
        point.see(WatchedPoint.levels(14, (side, day, interval) -> 3_000 + interval));
        int typical = octets();
        point.see(WatchedPoint.levels(50, (side, day, interval) -> side == Side.TESTED ? 2_000 : 2_001).stream()
                .filter(seen -> seen.side() == Side.REFERENCE || seen.level().epochDay() < FIRST + 15)
                .toList());
        assertTrue(typical < 20_000, "typical: " + typical);
        assertTrue(octets() < 48_000, "one meter away for a month: " + octets());
    }

    private int octets() {
        return SurveillanceCodec.encode(point.state).length
                + point.stored.values().stream().mapToInt(each -> each.length).sum();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;

class LowCurrentTest {
    private static final int HOUR = 3_600;

    /** A load that is on for less than one step of energy is met as often as stated, at most. */
    @Test
    void oddsOfStandstillAreNotSmallerThanHowOftenAHealthyMeterIsMetSo() {
        SplittableRandom random = new SplittableRandom(3);
        double watts = 150;
        double onSeconds = HOUR / watts * 0.999; // just not 1 Wh
        int met = 0;
        int polls = 200_000;
        for (int k = 0; k < polls; k++) {
            met += random.nextDouble(HOUR) < onSeconds ? 1 : 0;
        }
        double stated = Math.pow(10, -standstill(List.of(poll(HOUR / 2, watts)), levels(0, 0)));
        assertTrue(met / (double) polls <= stated, met + " of " + polls + ", stated " + stated);
        assertEquals(2 / watts, stated, 1e-4);
    }

    @Test
    void standstillNeedsARunAndOneHourThatCountsEndsIt() {
        List<PollSample> run = List.of(poll(1_800, 2_000), poll(1_801, 2_000), poll(1_802, 2_000), poll(1_803, 2_000));
        LowCurrent standing = LowCurrent.begin().after(run, levels(7, 7));
        assertEquals(Level.BEYOND, measured(standing.standstillFinding(run)).level());
        assertEquals(
                Level.CLEAR,
                measured(LowCurrent.begin()
                                .after(run.subList(0, 1), levels(7, 7))
                                .standstillFinding(run))
                        .level());
        LowCurrent moved = standing.after(List.of(poll(1_804, 2_000)), levels(7, 9));
        assertEquals(0, moved.standstill());
    }

    @Test
    void smallLoadsOfACoarseRegisterSayNothing() {
        List<HourLevel> coarse = List.of(new HourLevel(0, 5, 1, 1, true), new HourLevel(HOUR, 5, 1, 1, true));
        assertEquals(0, standstill(List.of(poll(1_800, 90)), coarse));
    }

    @Test
    void creepNeedsPowerAndEnergyWithoutAnyCurrent() {
        PollSample creeping = shown(25);
        List<PollSample> five = List.of(creeping, creeping, creeping, creeping, creeping);
        assertEquals(
                Level.BEYOND,
                measured(LowCurrent.begin().after(five, levels(0, 25)).creepFinding(five))
                        .level());
        LowCurrent standing = LowCurrent.begin().after(five, levels(0, 0));
        assertEquals(Level.CLEAR, measured(standing.creepFinding(five)).level(), "nothing is counted");
        LowCurrent right = LowCurrent.begin().after(five, levels(0, 25)).after(List.of(shown(0)), levels(25, 25));
        assertEquals(Level.CLEAR, measured(right.creepFinding(five)).level(), "no load, no power");
    }

    private static double standstill(List<PollSample> polls, List<HourLevel> levels) {
        return LowCurrent.begin().after(polls, levels).standstill();
    }

    private static PollSample poll(long second, double watts) {
        return Polls.of(second, watts, 1, 230, 1);
    }

    /** No current, and a power all the same. */
    private static PollSample shown(long watts) {
        Map<Quantity, PollSample.Register> registers =
                Polls.of(1_800, 0, 1, 230, 1).registers();
        registers.put(Quantity.POWER, new PollSample.Register(watts, 0));
        return PollSample.of(1_800, 1, registers);
    }

    private static List<HourLevel> levels(long below, long above) {
        return List.of(new HourLevel(0, below, 0, 1, true), new HourLevel(HOUR, above, 0, 1, true));
    }

    private static Measured measured(DayFinding finding) {
        return assertInstanceOf(Measured.class, finding);
    }
}

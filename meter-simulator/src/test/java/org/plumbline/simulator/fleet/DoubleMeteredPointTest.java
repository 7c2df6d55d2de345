// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.ProfileRow;
import org.plumbline.simulator.meter.SimulatedMeter;

class DoubleMeteredPointTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void pointStandsBehindAFleetThatStaysWhatItWas() {
        FleetPlan drawn = FleetPlanner.plan(5, 20, START);
        FleetPlan plan = DoubleMeteredPoint.addedTo(drawn);
        assertEquals(drawn.meters(), plan.meters().subList(0, 40));
        assertEquals(drawn.pairs(), plan.pairs().subList(0, 20));
        assertEquals(drawn.plants(), plan.plants());
        assertEquals(
                42, plan.meters().stream().map(MeterPlan::address).distinct().count());
        assertEquals(
                42,
                plan.meters().stream().map(MeterPlan::systemTitle).distinct().count());
    }

    @Test
    void twoMetersAreOfOneClassAndOfTwoTypesAndMakers() {
        List<MeterPlan> point = point(5);
        assertEquals(
                point.getFirst().rating().accuracyClass(),
                point.getLast().rating().accuracyClass());
        assertNotEquals(point.getFirst().model(), point.getLast().model());
        assertNotEquals(
                point.getFirst().systemTitle().substring(0, 6),
                point.getLast().systemTitle().substring(0, 6));
        assertEquals(point.getFirst().load(), point.getLast().load());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 4711})
    void theyDivergeBeyondTheRuleAfterSixWeeksAndNeverBeyondTheLimit(long seed) {
        SettableFieldClock clock = new SettableFieldClock(START);
        List<SimulatedMeter> meters = point(seed).stream()
                .map(plan -> new SimulatedMeter(plan, clock, new InMemoryLedger()))
                .toList();
        clock.advance(Duration.ofDays(75));
        int beyond = 0;
        for (int day = 1; day < 74; day++) {
            double divergence = 100.0 * energy(meters.getFirst(), day) / energy(meters.getLast(), day) - 100;
            assertTrue(divergence > 0.2 && divergence < 1.05, "day " + day + ": " + divergence);
            beyond += divergence > 0.7 ? 1 : 0;
            assertTrue(day > 30 || divergence < 0.7, "beyond the rule on day " + day);
        }
        assertTrue(beyond > 20, "beyond the rule on " + beyond + " days only");
    }

    @Test
    void profileHasARowEveryTenMinutesWithReactiveAndExportedEnergy() {
        SettableFieldClock clock = new SettableFieldClock(START);
        SimulatedMeter meter = new SimulatedMeter(point(5).getFirst(), clock, new InMemoryLedger());
        clock.advance(Duration.ofDays(1));
        List<ProfileRow> rows =
                meter.rowsByTime(START.getEpochSecond() + 1, clock.now().getEpochSecond() - 60);
        assertEquals(143, rows.size());
        for (int i = 1; i < rows.size(); i++) {
            assertEquals(600, rows.get(i).captureEpochSecond() - rows.get(i - 1).captureEpochSecond());
        }
        long active = rows.getLast().registerRaw() - rows.getFirst().registerRaw();
        long reactive = rows.getLast().extraRaw()[1] - rows.getFirst().extraRaw()[1];
        assertEquals(0, rows.getLast().extraRaw()[0], "the load feeds nothing back");
        assertEquals(0.35, (double) reactive / active, 0.001);
    }

    /** Energy of a day as the meter's own midnights bound it. */
    private static long energy(SimulatedMeter meter, int day) {
        return registerAt(meter, day + 1) - registerAt(meter, day);
    }

    private static long registerAt(SimulatedMeter meter, int day) {
        long midnight = START.plus(Duration.ofDays(day)).getEpochSecond();
        return meter.rowsByTime(midnight, midnight).getFirst().registerRaw();
    }

    private static List<MeterPlan> point(long seed) {
        List<MeterPlan> meters =
                DoubleMeteredPoint.addedTo(FleetPlanner.plan(seed, 20, START)).meters();
        return meters.subList(40, 42);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fleet.Plant.Kind;
import org.plumbline.simulator.fleet.Plant.WriteFault;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger.Level;

class FleetPlannerTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final double EXPECTED_UNCERTAINTY = 0.06;

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 4711})
    void plantsAreThoseTheDemoNeeds(long seed) {
        FleetPlan plan = FleetPlanner.plan(seed, 24, START);
        Map<Kind, List<Plant>> byKind = plan.plants().stream().collect(Collectors.groupingBy(Plant::kind));
        assertEquals(8, byKind.get(Kind.INSIDE_CAPS).size());
        assertEquals(2, byKind.get(Kind.INSIDE_LIMIT).size());
        assertEquals(1, byKind.get(Kind.BEYOND_CAPS).size());
        assertEquals(1, byKind.get(Kind.COARSE_REGISTER).size());

        Map<MeterModel, Integer> models = new EnumMap<>(MeterModel.class);
        byKind.get(Kind.INSIDE_CAPS).forEach(plant -> models.merge(model(plan, plant), 1, Integer::sum));
        assertTrue(models.values().stream().allMatch(count -> count >= 2) && models.size() == 3, models.toString());
        long high = byKind.get(Kind.INSIDE_CAPS).stream()
                .filter(plant -> plant.meanErrorPercent() > 0)
                .count();
        assertEquals(4, high);

        for (Plant plant : plan.plants()) {
            double error = Math.abs(plant.meanErrorPercent());
            switch (plant.kind()) {
                case INSIDE_CAPS ->
                    assertTrue(error >= 1 + 6 * EXPECTED_UNCERTAINTY && error <= 2 - 6 * EXPECTED_UNCERTAINTY);
                case INSIDE_LIMIT -> assertTrue(error >= 0.45 && error <= 0.6);
                case BEYOND_CAPS -> assertTrue(error >= 3.5 && error <= 6);
                case COARSE_REGISTER ->
                    assertEquals(3, meter(plan, plant).rating().registerScaler());
            }
        }
    }

    @Test
    void ordinaryMetersStayFarFromTheLimitAndCheckMetersWithinTheirCertificate() {
        FleetPlan plan = FleetPlanner.plan(43, 100, START);
        List<String> planted = plan.plants().stream().map(Plant::meterId).toList();
        plan.meanErrorPercent().forEach((meterId, error) -> {
            if (meterId.startsWith("CM")) {
                assertTrue(Math.abs(error) <= 0.06, meterId + " " + error);
            } else if (!planted.contains(meterId)) {
                assertTrue(Math.abs(error) <= 0.3, meterId + " " + error);
            }
        });
        double spread = plan.meanErrorPercent().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("CM"))
                .mapToDouble(entry -> entry.getValue() * entry.getValue())
                .average()
                .orElseThrow();
        assertEquals(0.03, Math.sqrt(spread), 0.008);
    }

    @Test
    void twoOfTheEightLoseTheirConnectionOrTheirPowerInMidWrite() {
        FleetPlan plan = FleetPlanner.plan(7, 20, START);
        Map<WriteFault, Plant> byFault = plan.plants().stream()
                .filter(plant -> plant.writeFault() != WriteFault.NONE)
                .collect(Collectors.toMap(Plant::writeFault, Function.identity()));
        assertEquals(2, byFault.size());
        byFault.values().forEach(plant -> assertEquals(Kind.INSIDE_CAPS, plant.kind()));
        assertEquals(2, plan.faults().size());
        plan.faults().forEach(rule -> {
            boolean drop = rule.action() instanceof FaultAction.DropAfter;
            Plant plant = byFault.get(drop ? WriteFault.CONNECTION_LOST : WriteFault.REBOOT);
            assertEquals(plant.meterId(), rule.meterId());
        });
    }

    @Test
    void metersHaveTheirOwnAddressesTitlesAndKeys() {
        FleetPlan plan = FleetPlanner.plan(7, 20, START);
        assertEquals(40, plan.meters().size());
        assertEquals(
                40, plan.meters().stream().map(MeterPlan::address).distinct().count());
        assertEquals(
                40,
                plan.meters().stream().map(MeterPlan::systemTitle).distinct().count());
        assertEquals(
                40,
                plan.meters().stream()
                        .map(meter -> meter.keys().fingerprint())
                        .distinct()
                        .count());
        assertEquals("127.10.0.1", FleetPlanner.address(0));
        assertEquals("127.10.0.250", FleetPlanner.address(249));
        assertEquals("127.10.1.50", FleetPlanner.address(299));
        assertEquals("127.10.247.250", FleetPlanner.address(2 * FleetPlanner.MAXIMUM_PAIRS - 1));
    }

    @Test
    void sameSeedGivesTheSameFleetAndAnotherSeedAnother() {
        FleetPlan plan = FleetPlanner.plan(7, 20, START);
        FleetPlan again = FleetPlanner.plan(7, 20, START);
        FleetPlan other = FleetPlanner.plan(8, 20, START);
        assertEquals(plan.plants(), again.plants());
        assertEquals(plan.meanErrorPercent(), again.meanErrorPercent());
        assertEquals(plan.meters().get(5).keys(), again.meters().get(5).keys());
        assertEquals(plan.meters().get(5).factoryBlock(), again.meters().get(5).factoryBlock());
        assertNotEquals(plan.plants(), other.plants());
        assertNotEquals(plan.meters().get(5).keys(), other.meters().get(5).keys());
    }

    @Test
    void metersReallyHaveTheErrorThatIsWrittenDown() {
        FleetPlan plan = FleetPlanner.plan(99, 20, START);
        SettableFieldClock clock = new SettableFieldClock(START);
        InMemoryLedger ledger = new InMemoryLedger();
        List<SimulatedMeter> meters = plan.meters().stream()
                .map(meter -> new SimulatedMeter(meter, clock, ledger))
                .toList();
        clock.advance(Duration.ofDays(FleetPlanner.MEAN_ERROR_DAYS));
        meters.forEach(SimulatedMeter::advance);
        for (MeterPlan meter : plan.meters()) {
            List<Level> levels = ledger.levelsOf(meter.meterId());
            long counted = levels.getLast().registeredMilliwattHours()
                    - levels.getFirst().registeredMilliwattHours();
            long truth =
                    levels.getLast().trueMilliwattHours() - levels.getFirst().trueMilliwattHours();
            double percent = 100 * ((double) counted / truth - 1);
            assertEquals(plan.meanErrorPercent().get(meter.meterId()), percent, 0.006, meter.meterId());
        }
    }

    @Test
    void fleetsTooSmallForThePlantsAreRefused() {
        assertThrows(SimulatorException.class, () -> FleetPlanner.plan(1, 19, START));
    }

    private static MeterModel model(FleetPlan plan, Plant plant) {
        return meter(plan, plant).model();
    }

    private static MeterPlan meter(FleetPlan plan, Plant plant) {
        return plan.meters().stream()
                .filter(meter -> meter.meterId().equals(plant.meterId()))
                .findFirst()
                .orElseThrow();
    }
}

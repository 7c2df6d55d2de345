// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** One owner goes, another comes: killed, fenced, or in order. */
class TakeOverIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);

    @Test
    void afterAKillInMidWriteNothingIsLostOrDoubledAndNoCounterComesTwice() throws Exception {
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("K-A", "127.52.0.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("K-B", "127.52.0.2", MeterModel.PLB_BETA, TestBed.START));
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(20)), plans)) {
            bed.simulator.addFault(new FaultRule(
                    "K-A",
                    new FaultTrigger.OnWriteStep(WriteKind.CHECKSUM_SET, 1),
                    new FaultAction.Delay(Duration.ofSeconds(20))));
            bed.registerAll();
            Process killed = GatewayProcess.start(bed);
            try {
                await().atMost(DEADLINE)
                        .until(() -> !bed.raw(Topics.METER_EVENTS).isEmpty());
                bed.send(
                        Topics.CALIBRATION_ORDERS,
                        "K-A",
                        SignedOrders.order(bed.keys.calibrator(), plans.getFirst(), 1, 0.99));
                await().atMost(DEADLINE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> bed.simulator.meter("K-A").changeCounter() == 1);
            } finally {
                killed.destroyForcibly().waitFor();
            }
            assertEquals(List.of(), outcomes(bed), "the order ended before the kill");
            try (Gateway heir = bed.startGateway()) {
                await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 1);
                PollingIT.awaitAllRows(bed);
                assertTrue(heir.alive());
            }
            CalibrationOutcome outcome = outcomes(bed).getFirst();
            assertEquals(OrderResult.APPLIED, outcome.getOutcome(), outcome::toString);
            assertEquals(2, outcome.getNewEpoch());
            assertEquals(1, bed.simulator.meter("K-A").changeCounter(), "written more than once");
            plans.forEach(plan -> assertNoCounterTwice(bed, plan.meterId()));
        }
    }

    @Test
    void anOwnerThatIsFencedStopsAndItsSuccessorGoesOnAboveItsCounters() throws Exception {
        List<MeterPlan> plans = List.of(MeterPlan.simple("Z-A", "127.52.1.1", MeterModel.PLB_ALPHA, TestBed.START));
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), plans);
                Gateway first = bed.startGateway()) {
            bed.registerAll();
            PollingIT.awaitAllRows(bed);
            long highestOfFirst = bed.simulator.meter("Z-A").highestClientCounter();
            // Another group: both believe that they own everything, as a zombie does.
            KafkaSettings otherGroup = KafkaSettings.of(bed.bootstrapServers, bed.prefix, bed.prefix + "other")
                    .withSessionTimeout(Duration.ofSeconds(6));
            try (Gateway second = Gateway.start(
                    TestBed.settings(otherGroup, plans, bed.keys.orderSigners(), bed.keys.commandSigners(), bed.clock),
                    bed.registry,
                    TestBed.SILENT)) {
                await().atMost(DEADLINE).until(second::ready);
                bed.clock.advance(Duration.ofDays(1));
                await().atMost(DEADLINE)
                        .until(() -> first.owners().values().stream().anyMatch(TakeOverIT::fenced));
                PollingIT.awaitAllRows(bed);
            }
            assertTrue(bed.ledger.countersOf("Z-A").stream()
                    .filter(counter -> counter.counter() > highestOfFirst)
                    .anyMatch(counter -> counter.counter() >= highestOfFirst + 1));
            assertNoCounterTwice(bed, "Z-A");
        }
    }

    @Test
    void instancesOfAGroupShareThePartitionsAndHandThemOverInOrder() throws Exception {
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("G-A", "127.52.2.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("G-B", "127.52.2.2", MeterModel.PLB_BETA, TestBed.START),
                MeterPlan.simple("G-C", "127.52.2.3", MeterModel.PLB_GAMMA, TestBed.START));
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), plans);
                Gateway first = bed.startGateway()) {
            bed.registerAll();
            PollingIT.awaitAllRows(bed);
            Gateway second = bed.startGateway();
            await().atMost(DEADLINE)
                    .until(() -> first.owners().size() == 1
                            && second.owners().size() == 1
                            && first.ready()
                            && second.ready());
            bed.clock.advance(Duration.ofDays(1));
            PollingIT.awaitAllRows(bed);
            second.close();
            await().atMost(DEADLINE).until(() -> first.owners().size() == TestBed.PARTITIONS && first.ready());
            bed.clock.advance(Duration.ofDays(1));
            PollingIT.awaitAllRows(bed);
            plans.forEach(plan -> assertNoCounterTwice(bed, plan.meterId()));
            plans.forEach(plan -> assertEquals(1, bed.ledger.maximumAssociationsOf(plan.meterId())));
            plans.forEach(plan -> awaitOnePollInEachSlot(bed, plan.meterId(), 3));
        }
    }

    /** Whoever takes a meter over knows which slot was polled. */
    private static void awaitOnePollInEachSlot(TestBed bed, String meterId, int slots) {
        await().atMost(DEADLINE)
                .untilAsserted(() ->
                        assertEquals(slots, PollingIT.snapshots(bed, meterId).size(), "polls of " + meterId));
    }

    private static boolean fenced(OwnerState state) {
        return state instanceof OwnerState.Stopped stopped && stopped.reason() == OwnerState.StopReason.FENCED;
    }

    private static List<CalibrationOutcome> outcomes(TestBed bed) {
        return bed.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class);
    }

    private static void assertNoCounterTwice(TestBed bed, String meterId) {
        Set<String> seen = new HashSet<>();
        for (TruthLedger.Counter counter : bed.ledger.countersOf(meterId)) {
            String use = counter.keyFingerprint() + ":" + counter.counter() + ":" + counter.use();
            assertTrue(seen.add(use), () -> "used twice: " + use);
        }
    }
}

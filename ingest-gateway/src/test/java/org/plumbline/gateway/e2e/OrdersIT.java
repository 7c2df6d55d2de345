// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Signed orders, carried out on simulated meters of all models. */
class OrdersIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final double FACTOR = 0.995;

    @Test
    void anOrderDeliveredThreeTimesIsWrittenOnceAndItsEpochShowsInTheReadings() throws Exception {
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("O-A", "127.51.0.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("O-B", "127.51.0.2", MeterModel.PLB_BETA, TestBed.START),
                MeterPlan.simple("O-C", "127.51.0.3", MeterModel.PLB_GAMMA, TestBed.START),
                MeterPlan.simple("O-D", "127.51.0.4", MeterModel.PLB_ALPHA, TestBed.START));
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), plans)) {
            bed.simulator.addFault(new FaultRule(
                    "O-B", new FaultTrigger.OnWriteStep(WriteKind.ACTIVATE, 1), new FaultAction.DropAfter()));
            bed.simulator.addFault(new FaultRule(
                    "O-C",
                    new FaultTrigger.OnWriteStep(WriteKind.IMAGE_BLOCK, 2),
                    new FaultAction.Reboot(3, Duration.ofMillis(300))));
            try (Gateway gateway = bed.startGateway()) {
                bed.registerAll();
                PollingIT.awaitAllRows(bed);
                for (MeterPlan plan : plans) {
                    CalibrationOrder order = SignedOrders.order(bed.keys.calibrator(), plan, 1, FACTOR);
                    for (int i = 0; i < 3; i++) {
                        bed.send(Topics.CALIBRATION_ORDERS, plan.meterId(), order);
                    }
                }
                await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 12);
                plans.forEach(plan -> assertWrittenOnce(bed, plan));

                bed.clock.advance(Duration.ofDays(1));
                PollingIT.awaitAllRows(bed);
                assertTrue(gateway.alive());
                assertReadingsCarryTheEpochOfTheirCapture(bed);
            }
        }
    }

    private static void assertWrittenOnce(TestBed bed, MeterPlan plan) {
        String meterId = plan.meterId();
        List<CalibrationOutcome> outcomes = outcomes(bed).stream()
                .filter(outcome -> outcome.getMeterId().equals(meterId))
                .toList();
        assertEquals(
                List.of(OrderResult.APPLIED, OrderResult.APPLIED, OrderResult.APPLIED),
                outcomes.stream().map(CalibrationOutcome::getOutcome).toList(),
                () -> outcomes.toString());
        assertEquals(
                List.of(false, true, true),
                outcomes.stream().map(CalibrationOutcome::getRepeated).toList());
        assertEquals(2, outcomes.getFirst().getNewEpoch());
        assertEquals(1, bed.simulator.meter(meterId).changeCounter(), "activations of " + meterId);
        byte[] asLeft = new byte[outcomes.getFirst().getAsLeftBlock().remaining()];
        outcomes.getFirst().getAsLeftBlock().duplicate().get(asLeft);
        assertArrayEquals(bed.simulator.meter(meterId).activeBlockBytes(), asLeft);
        List<MeterEvent> epochs = bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event ->
                        event.getMeterId().equals(meterId) && event.getCode().equals(EventCodes.EPOCH))
                .toList();
        assertEquals(2, epochs.size());
        assertEquals(EpochCause.ORDERED, epochs.getLast().getCalibration().getCause());
        assertEquals(
                outcomes.getFirst().getOrderId(),
                epochs.getLast().getCalibration().getOrderId());
        assertEquals(List.of("COEFFICIENTS_WRITTEN"), facts(bed, meterId));
        requireTold(bed, meterId, outcomes.getFirst());
    }

    /** The audit chain bears the outcome out to the octet. */
    private static void requireTold(TestBed bed, String meterId, CalibrationOutcome outcome) {
        Map<String, String> told = bed.all(Topics.AUDIT_FACTS, AuditFact.class).stream()
                .filter(fact -> fact.getSubjectId().equals(meterId))
                .flatMap(fact -> fact.getDetails().stream())
                .collect(Collectors.toMap(NamedValue::getName, NamedValue::getText));
        assertEquals(hex(outcome.getAsFoundBlock()), told.get("asFoundBlock"));
        assertEquals(hex(outcome.getAsLeftBlock()), told.get("asLeftBlock"));
        assertEquals(Long.toString(outcome.getAsFoundChecksum()), told.get("asFoundChecksum"));
        assertEquals(Long.toString(outcome.getAsLeftChecksum()), told.get("asLeftChecksum"));
        assertEquals(Long.toString(outcome.getChangeCounterBefore()), told.get("asFoundChangeCounter"));
        assertEquals(Long.toString(outcome.getChangeCounterAfter()), told.get("asLeftChangeCounter"));
        assertEquals(Integer.toString(outcome.getNewEpoch()), told.get("newEpoch"));
    }

    private static String hex(ByteBuffer block) {
        byte[] octets = new byte[block.remaining()];
        block.duplicate().get(octets);
        return HexFormat.of().formatHex(octets);
    }

    private static void assertReadingsCarryTheEpochOfTheirCapture(TestBed bed) {
        Instant written = TestBed.START.plus(Duration.ofDays(1));
        for (RegisterReading reading : bed.all(Topics.READINGS, RegisterReading.class)) {
            int expected = reading.getCaptureTime().isAfter(written) ? 2 : 1;
            assertEquals(expected, reading.getCalibrationEpoch(), reading::toString);
        }
    }

    @Test
    void forgedExpiredAndMisdirectedOrdersAreRefusedAndAudited() throws Exception {
        MeterPlan plan = MeterPlan.simple("R-A", "127.51.1.1", MeterModel.PLB_ALPHA, TestBed.START);
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), List.of(plan));
                Gateway gateway = bed.startGateway()) {
            bed.registerAll();
            PollingIT.awaitAllRows(bed);
            CalibrationOrder good = SignedOrders.order(bed.keys.calibrator(), plan, 1, FACTOR);
            bed.send(Topics.CALIBRATION_ORDERS, "R-A", SignedOrders.signed(bed.keys.console(), good));
            bed.send(
                    Topics.CALIBRATION_ORDERS,
                    "R-A",
                    CalibrationOrder.newBuilder(good).setSequence(9).build());
            bed.send(Topics.CALIBRATION_ORDERS, "R-Z", good);
            bed.sendRaw(Topics.CALIBRATION_ORDERS, "R-A", new byte[] {9, 9, 9});
            bed.send(
                    Topics.CALIBRATION_ORDERS,
                    "R-A",
                    SignedOrders.signed(
                            bed.keys.calibrator(),
                            CalibrationOrder.newBuilder(good)
                                    .setExpiresAt(Instant.EPOCH)
                                    .build()));
            bed.send(Topics.CALIBRATION_ORDERS, "R-A", SignedOrders.order(bed.keys.calibrator(), plan, 2, 1.04));

            await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 5);
            assertEquals(
                    List.of("EXPIRED", "METER_MISMATCH", "SIGNATURE_WRONG", "SIGNER_UNKNOWN", "TARGET_UNSOUND"),
                    outcomes(bed).stream()
                            .map(CalibrationOutcome::getReasonCode)
                            .sorted()
                            .toList());
            assertTrue(outcomes(bed).stream().allMatch(o -> o.getOutcome() == OrderResult.REFUSED));
            assertEquals(
                    List.of("ORDER_REFUSED", "ORDER_REFUSED", "ORDER_REFUSED", "ORDER_REFUSED"), facts(bed, "R-A"));
            await().atMost(DEADLINE).until(() -> bed.raw(Topics.DEAD_LETTERS).size() == 1);
            assertEquals(List.of(), bed.ledger.writesOf("R-A"), "something was written");
            assertTrue(gateway.alive());
        }
    }

    @Test
    void aStopStopsAndOnlyTheConsoleLiftsIt() throws Exception {
        MeterPlan plan = MeterPlan.simple("H-A", "127.51.2.1", MeterModel.PLB_ALPHA, TestBed.START);
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), List.of(plan));
                Gateway gateway = bed.startGateway()) {
            bed.registerAll();
            PollingIT.awaitAllRows(bed);
            Hold stop = SignedOrders.hold("*", true);
            bed.send(Topics.HOLDS, "*", stop);
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            bed.send(Topics.CALIBRATION_ORDERS, "H-A", SignedOrders.order(bed.keys.calibrator(), plan, 1, FACTOR));
            await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 1);
            assertEquals(OrderResult.HELD, outcomes(bed).getFirst().getOutcome());

            bed.send(Topics.HOLDS, "*", SignedOrders.signed(bed.keys.calibrator(), SignedOrders.liftOf(stop)));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            bed.send(Topics.CALIBRATION_ORDERS, "H-A", SignedOrders.order(bed.keys.calibrator(), plan, 2, FACTOR));
            await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 2);
            assertEquals(OrderResult.HELD, outcomes(bed).getLast().getOutcome(), "a stranger lifted the stop");
            assertEquals(List.of(), bed.ledger.writesOf("H-A"), "something was written under a stop");

            bed.send(Topics.HOLDS, "*", SignedOrders.signed(bed.keys.console(), SignedOrders.liftOf(stop)));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            bed.send(Topics.CALIBRATION_ORDERS, "H-A", SignedOrders.order(bed.keys.calibrator(), plan, 3, FACTOR));
            await().atMost(DEADLINE).until(() -> outcomes(bed).size() == 3);
            assertEquals(OrderResult.APPLIED, outcomes(bed).getLast().getOutcome());
            await().atMost(DEADLINE).until(gateway::ready);
        }
    }

    private static List<CalibrationOutcome> outcomes(TestBed bed) {
        return bed.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class);
    }

    private static List<String> facts(TestBed bed, String meterId) {
        return bed.all(Topics.AUDIT_FACTS, AuditFact.class).stream()
                .filter(fact -> fact.getSubjectId().equals(meterId))
                .map(AuditFact::getKind)
                .toList();
    }
}

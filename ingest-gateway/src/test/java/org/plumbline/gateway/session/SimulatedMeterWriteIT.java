// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.calibration.CalibrationProcedure;
import org.plumbline.gateway.calibration.CalibrationResult;
import org.plumbline.gateway.calibration.CalibrationTask;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.port.TruthLedger.Write;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Writing simulated meters of all three models over real sockets, undisturbed and with scripted faults. */
class SimulatedMeterWriteIT {

    private static final Map<String, String> MODELS = Map.of("A-1", "PLB-ALPHA", "B-1", "PLB-BETA", "G-1", "PLB-GAMMA");

    private SimulatedFleet fleet;
    private CountingCounters counters;
    private final List<WriteIntent> journal = new ArrayList<>();

    @BeforeEach
    void start() {
        fleet = new SimulatedFleet(Instant.parse("2026-01-02T00:00:00Z"));
        counters = new CountingCounters(1);
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-1", "B-1", "G-1"})
    void correctionIsWrittenOnceAndReadBack(String meterId) {
        byte[] base = fleet.server.meter(meterId).activeBlockBytes();

        CalibrationResult result = attempt(meterId, base, 1.0123, new ManualGate());

        CalibrationResult.Applied applied = assertInstanceOf(CalibrationResult.Applied.class, result, result::toString);
        assertEquals(Octets.of(base), applied.asFound().block());
        assertEquals(1.0123, fleet.server.meter(meterId).activeBlock().gain(), 1e-6);
        assertArrayEquals(
                applied.asLeft().block().toArray(), fleet.server.meter(meterId).activeBlockBytes());
        assertEquals(1, activations(meterId).size());
        assertEquals(1, fleet.server.meter(meterId).changeCounter());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-1", "B-1", "G-1"})
    void sameOrderAgainIsAlreadyApplied(String meterId) {
        byte[] base = fleet.server.meter(meterId).activeBlockBytes();
        attempt(meterId, base, 1.002, new ManualGate());
        journal.clear();

        CalibrationResult again = attempt(meterId, base, 1.002, new ManualGate());

        assertInstanceOf(CalibrationResult.AlreadyApplied.class, again);
        assertEquals(1, activations(meterId).size());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultInMidWriteEndsInExactlyOneActivation(String meterId, WriteKind step, FaultAction fault) {
        byte[] base = fleet.server.meter(meterId).activeBlockBytes();
        fleet.server.addFault(new FaultRule(meterId, new FaultTrigger.OnWriteStep(step, 1), fault));

        CalibrationResult first = attempt(meterId, base, 0.9931, new ManualGate());
        assertInstanceOf(CalibrationResult.Interrupted.class, first, first::toString);
        CalibrationResult last = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(MeterFaultException.class)
                .until(() -> attempt(meterId, base, 0.9931, new ManualGate()), result -> true);

        assertInstanceOf(CalibrationResult.Applied.class, last, last::toString);
        assertEquals(1, activations(meterId).size());
        assertEquals(0.9931, fleet.server.meter(meterId).activeBlock().gain(), 1e-6);
        assertEquals(1, fleet.server.meter(meterId).changeCounter());
    }

    static Stream<Arguments> faults() {
        List<FaultAction> actions = List.of(
                new FaultAction.DropBefore(),
                new FaultAction.DropAfter(),
                new FaultAction.Truncate(9),
                new FaultAction.Reboot(3, Duration.ofMillis(100)));
        Map<String, List<WriteKind>> steps = Map.of(
                "A-1", List.of(WriteKind.PENDING_SET, WriteKind.CHECKSUM_SET),
                "B-1", List.of(WriteKind.PENDING_SET, WriteKind.ACTIVATE),
                "G-1",
                        List.of(
                                WriteKind.IMAGE_INITIATE,
                                WriteKind.IMAGE_BLOCK,
                                WriteKind.IMAGE_VERIFY,
                                WriteKind.ACTIVATE));
        return steps.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .flatMap(step -> actions.stream().map(action -> Arguments.of(entry.getKey(), step, action))));
    }

    @Test
    void holdInForceWritesNothing() {
        ManualGate gate = new ManualGate();
        gate.shutChanges(new MeterFault.HoldActive("stop"));

        CalibrationResult result = attempt("A-1", fleet.server.meter("A-1").activeBlockBytes(), 1.01, gate);

        assertInstanceOf(CalibrationResult.Held.class, result);
        assertEquals(List.of(), fleet.ledger.writesOf("A-1"));
    }

    @Test
    void leaseLostBetweenTwoFramesStopsTheWriteAndTheMeterKeepsItsBlock() {
        byte[] base = fleet.server.meter("A-1").activeBlockBytes();
        ManualGate gate = new ManualGate();
        try (MeterSession session = fleet.connector.open(fleet.target("A-1"), counters, gate, NetworkUse.UNCOUNTED)) {
            gate.shutAfterFrames(6); // block, checksum, counter, log in two parts, and the SET of the pending block

            CalibrationResult result =
                    CalibrationProcedure.execute(task("A-1", base, 1.01, null), session.access(), gate, journal::add);

            CalibrationResult.Interrupted interrupted = assertInstanceOf(CalibrationResult.Interrupted.class, result);
            assertEquals(new MeterFault.LeaseLost(), interrupted.fault());
        }
        assertArrayEquals(base, fleet.server.meter("A-1").activeBlockBytes());
        assertEquals(List.of(WriteKind.PENDING_SET), kinds("A-1"));
    }

    @Test
    void baseReplacedBehindOurBackIsAConflict() {
        byte[] base = fleet.server.meter("B-1").activeBlockBytes();
        attempt("B-1", base, 1.01, new ManualGate());
        journal.clear();

        CalibrationResult result = attempt("B-1", base, 1.02, new ManualGate());

        CalibrationResult.Refused refused = assertInstanceOf(CalibrationResult.Refused.class, result);
        assertEquals(CalibrationResult.Reason.BASE_CONFLICT, refused.reason());
        assertEquals(1, activations("B-1").size());
    }

    @Test
    void aWriteThatIsDeniedNamesTheRightThatIsMissing() {
        fleet.server
                .meter("A-1")
                .happen(new Happening.RightWithdrawn(1, "0.128.96.14.81.255", 2, Happening.Right.WRITE));

        CalibrationResult result = attempt("A-1", fleet.server.meter("A-1").activeBlockBytes(), 1.01, new ManualGate());

        CalibrationResult.Refused refused = assertInstanceOf(CalibrationResult.Refused.class, result);
        assertEquals(CalibrationResult.Reason.METER_REFUSED, refused.reason());
        assertTrue(
                refused.evidence()
                        .endsWith("client 1 lacks WRITE on attribute 2 of 0.128.96.14.81.255 (class 1, access mode 1)"),
                refused.evidence());
    }

    private CalibrationResult attempt(String meterId, byte[] base, double factor, FrameGate gate) {
        WriteIntent earlier = journal.isEmpty() ? null : journal.getLast();
        try (MeterSession session = fleet.connector.open(fleet.target(meterId), counters, gate, NetworkUse.UNCOUNTED)) {
            return CalibrationProcedure.execute(
                    task(meterId, base, factor, earlier), session.access(), gate, journal::add);
        }
    }

    private static CalibrationTask task(String meterId, byte[] base, double factor, @Nullable WriteIntent earlier) {
        MeterModel model = MeterModels.named(MODELS.get(meterId)).orElseThrow();
        byte[] target = model.scaled(base, factor);
        return new CalibrationTask(
                "9d04c1aa".repeat(8),
                meterId,
                model.name(),
                Octets.of(base),
                model.checksumOf(base),
                Octets.of(target),
                model.checksumOf(target),
                earlier);
    }

    private List<Write> activations(String meterId) {
        return fleet.ledger.writesOf(meterId).stream()
                .filter(write -> write.kind() == WriteKind.ACTIVATE && write.accepted())
                .toList();
    }

    private List<WriteKind> kinds(String meterId) {
        List<WriteKind> kinds =
                fleet.ledger.writesOf(meterId).stream().map(Write::kind).toList();
        assertTrue(kinds.size() < 10);
        return kinds;
    }
}

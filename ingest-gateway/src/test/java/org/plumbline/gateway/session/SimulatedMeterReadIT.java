// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.dlms.ClockReading;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.PublicView;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.Level;

/** Reading simulated meters over real sockets: the whole path but Kafka. */
class SimulatedMeterReadIT {

    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");
    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final ObisCode TEMPERATURE = ObisCode.parse("0.0.96.9.0.255");
    private static final ObisCode CHANGE_COUNTER = ObisCode.parse("0.0.96.2.10.255");
    private static final Instant NOW =
            SimulatedFleet.START.plus(Duration.ofDays(21)).plusSeconds(7);

    private static SimulatedFleet fleet;

    @BeforeAll
    static void start() {
        fleet = new SimulatedFleet(NOW);
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A-1", "B-1", "G-1"})
    void profileReadInSlicesEqualsTheLedgerRowByRow(String meterId) {
        try (MeterSession session = open(meterId)) {
            ProfileLayout layout = session.profileLayout(PROFILE);
            List<ProfileRow> rows = all(session, layout, SimulatedFleet.START, NOW);

            List<Level> truth = fleet.ledger.levelsOf(meterId).stream()
                    .filter(level -> level.captureEpochSecond() <= NOW.getEpochSecond())
                    .toList();
            assertEquals(Duration.ofMinutes(15), layout.capturePeriod());
            assertTrue(truth.size() > 2 * SimulatedFleet.settings().maxProfileRows(), "several slices");
            assertEquals(truth.size(), rows.size());
            for (int i = 0; i < truth.size(); i++) {
                assertEquals(
                        truth.get(i).captureEpochSecond(),
                        rows.get(i).captureTime().getEpochSecond());
                assertEquals(truth.get(i).status(), rows.get(i).status());
                assertEquals(truth.get(i).registerRaw(), rows.get(i).values().get(layout.indexOf(ENERGY)));
                assertEquals(truth.get(i).changeCounter(), rows.get(i).values().get(layout.indexOf(CHANGE_COUNTER)));
                assertEquals(
                        truth.get(i).temperatureDecicelsius(),
                        rows.get(i).values().get(layout.indexOf(TEMPERATURE)).intValue());
            }
        }
    }

    @Test
    void identityClockRegisterScalersAndBlockAreRead() {
        try (MeterSession session = open("G-1")) {
            ProfileLayout layout = session.profileLayout(PROFILE);
            BlockState active = ActiveBlock.read(
                    session.access(), MeterModels.named("PLB-GAMMA").orElseThrow());

            assertEquals("SIMG-1", session.identity().serial());
            assertEquals("PLB-FW-1.0", session.identity().firmware());
            assertEquals(0, session.changeCounter());
            assertEquals(new ScalerUnit(1, 30), session.register(ENERGY).scalerUnit());
            assertEquals(
                    fleet.server.meter("G-1").snapshot().registerRaw(),
                    session.register(ENERGY).raw());
            assertEquals(
                    new ScalerUnit(-1, 9),
                    layout.registers().get(layout.indexOf(TEMPERATURE)).scalerUnit());
            assertEquals(Octets.of(fleet.server.meter("G-1").activeBlockBytes()), active.block());
            assertTrue(active.checksumValid());
        }
    }

    @Test
    void clockOffsetIsTheMetersSkew() {
        try (MeterSession session = open("B-1")) {
            ClockReading clock = session.clock();

            assertEquals(Duration.ofSeconds(17), clock.offset());
            assertTrue(clock.roundTrip().isPositive());
            assertTrue(clock.roundTrip().compareTo(Duration.ofSeconds(15)) < 0);
        }
    }

    @Test
    void publicClientSeesTheClockAndNoSerial() {
        try (MeterSession session = fleet.connector.open(
                fleet.target("A-1", null), new CountingCounters(0), new ManualGate(), NetworkUse.UNCOUNTED)) {
            assertEquals("", session.identity().serial());
            assertEquals(Duration.ZERO, session.clock().offset());
            MeterFaultException refused = assertThrows(MeterFaultException.class, session::changeCounter);
            assertInstanceOf(MeterFault.AccessRefused.class, refused.fault());
        }
    }

    @Test
    void sessionGoesOnAfterARefusedAccess() {
        try (MeterSession session = open("A-1")) {
            MeterFaultException refused =
                    assertThrows(MeterFaultException.class, () -> session.register(ObisCode.parse("1.0.10.8.0.255")));

            assertEquals(EventCode.PROTOCOL, refused.fault().eventCode());
            assertEquals(0, session.changeCounter());
        }
    }

    @Test
    void noCounterIsEverSentTwice() {
        CountingCounters counters = countersOf("A-1");
        int before = acceptedCounters("A-1").size();
        for (int i = 0; i < 3; i++) {
            fleet.connector
                    .open(fleet.target("A-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED)
                    .close();
        }
        List<Long> seen = acceptedCounters("A-1");
        assertEquals(
                counters.handedOut(),
                seen.subList(before, seen.size()).stream().sorted().toList());
        assertEquals(seen.size(), new HashSet<>(seen).size());
    }

    @Test
    void counterBehindTheMeterIsMovedUpOnceAndTheSessionOpens() {
        fleet.server.meter("B-1").noteChallengeCounter(500_000);
        CountingCounters counters = new CountingCounters(3);

        fleet.connector
                .open(fleet.target("B-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED)
                .close();

        assertEquals(List.of(500_000L), counters.raisedAbove());
    }

    @Test
    void counterFarAheadOnTheMeterIsRefusedAsSecurityEvent() {
        try (SimulatedFleet other = new SimulatedFleet(NOW)) {
            other.server.meter("A-1").noteChallengeCounter(1_500_000);
            CountingCounters counters = new CountingCounters(3);

            MeterFaultException refused = assertThrows(
                    MeterFaultException.class,
                    () -> other.connector.open(other.target("A-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED));

            assertInstanceOf(MeterFault.CounterJumpRefused.class, refused.fault());
            assertEquals("SEC-01", refused.fault().eventCode().code());
            assertEquals(List.of(), counters.raisedAbove());
        }
    }

    @Test
    void afterAJumpASecondOneIsRefusedUntilAnAssociationHasSucceeded() {
        try (SimulatedFleet other = new SimulatedFleet(NOW)) {
            other.server.meter("A-1").noteChallengeCounter(400_000);
            CountingCounters counters = new CountingCounters(3);
            counters.raiseAbove(300_000);

            MeterFaultException refused = assertThrows(
                    MeterFaultException.class,
                    () -> other.connector.open(other.target("A-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED));
            assertEquals("SEC-01", refused.fault().eventCode().code());
            assertEquals(List.of(300_000L), counters.raisedAbove());

            counters.proven();
            other.connector
                    .open(other.target("A-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED)
                    .close();
            assertEquals(List.of(300_000L, 400_000L), counters.raisedAbove());
            assertFalse(counters.jumpUnproven());
        }
    }

    @Test
    void counterNearItsEndIsNeverUsed() {
        CountingCounters counters = new CountingCounters(0xFFFF_FFFFL - 1_000);
        int before = fleet.ledger.countersOf("A-1").size();

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> fleet.connector.open(fleet.target("A-1"), counters, new ManualGate(), NetworkUse.UNCOUNTED));

        assertInstanceOf(MeterFault.CounterExhausted.class, refused.fault());
        assertEquals(before, fleet.ledger.countersOf("A-1").size());
    }

    @Test
    void wrongKeyIsASecurityEventAndNeverMovesOurCounter() {
        byte[] wrong = fleet.server.meter("A-1").plan().keys().encryptionKey();
        wrong[5] ^= 0x10;
        SecurityContext keys = new SecurityContext(
                SimulatedFleet.CLIENT_TITLE,
                wrong,
                fleet.server.meter("A-1").plan().keys().authenticationKey());
        CountingCounters counters = countersOf("A-1");

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> fleet.connector.open(
                        fleet.target("A-1", keys), counters, new ManualGate(), NetworkUse.UNCOUNTED));

        assertEquals(
                new MeterFault.ManagementRefused(
                        new MeterFault.AssociationRejected(1, 13), PublicView.COUNTER_NOT_AHEAD),
                refused.fault());
        assertEquals("SEC-01", refused.fault().eventCode().code());
        assertEquals(List.of(), counters.raisedAbove());
    }

    @Test
    void anotherMetersSerialIsRefused() {
        MeterTarget right = fleet.target("A-1");
        MeterTarget wrong = new MeterTarget("A-1", right.endpoint(), "SIMX-9", null, right.security());

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> fleet.connector.open(wrong, countersOf("A-1"), new ManualGate(), NetworkUse.UNCOUNTED));

        assertEquals(new MeterFault.WrongMeter("SIMX-9", "SIMA-1"), refused.fault());
    }

    @Test
    void unregisteredSystemTitleIsRefused() {
        MeterTarget right = fleet.target("A-1");
        MeterTarget wrong = new MeterTarget(
                "A-1", right.endpoint(), right.expectedSerial(), Octets.ofHex("0102030405060708"), right.security());

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> fleet.connector.open(wrong, countersOf("A-1"), new ManualGate(), NetworkUse.UNCOUNTED));

        assertInstanceOf(MeterFault.AuthenticationFailed.class, refused.fault());
    }

    @Test
    void lostLeaseSendsNothing() {
        ManualGate gate = new ManualGate();
        gate.shutFrames(new MeterFault.LeaseLost());
        int before = fleet.ledger.countersOf("G-1").size();

        MeterFaultException refused = assertThrows(
                MeterFaultException.class,
                () -> fleet.connector.open(fleet.target("G-1"), countersOf("G-1"), gate, NetworkUse.UNCOUNTED));

        assertEquals(new MeterFault.LeaseLost(), refused.fault());
        assertEquals(before, fleet.ledger.countersOf("G-1").size());
    }

    @Test
    void leaseLostInMidSessionStopsTheNextFrame() {
        ManualGate gate = new ManualGate();
        try (MeterSession session =
                fleet.connector.open(fleet.target("G-1"), countersOf("G-1"), gate, NetworkUse.UNCOUNTED)) {
            gate.shutAfterFrames(0);
            int before = fleet.ledger.countersOf("G-1").size();

            assertThrows(MeterFaultException.class, session::clock);

            assertEquals(before, fleet.ledger.countersOf("G-1").size());
        }
    }

    @Test
    void garbageFromTheMeterIsAGuardViolation() {
        try (SimulatedFleet other = new SimulatedFleet(NOW)) {
            other.server.addFault(new FaultRule("A-1", new FaultTrigger.OnRequest(4), new FaultAction.Garbage(200)));

            MeterFaultException refused = assertThrows(
                    MeterFaultException.class,
                    () -> other.connector.open(
                            other.target("A-1"), new CountingCounters(1), new ManualGate(), NetworkUse.UNCOUNTED));

            assertTrue(
                    refused.fault() instanceof MeterFault.GuardViolated
                            || refused.fault() instanceof MeterFault.ServiceRefused
                            || refused.fault() instanceof MeterFault.ManagementRefused,
                    refused.fault().toString());
        }
    }

    @Test
    void delayedReplyIsATimeoutNamedByLayer() {
        List<MeterPlan> plans =
                List.of(MeterPlan.simple("A-1", "127.40.0.1", MeterModel.PLB_ALPHA, SimulatedFleet.START));
        SessionSettings impatient = SimulatedFleet.settings(Duration.ofMillis(300));
        try (SimulatedFleet other = new SimulatedFleet(NOW, plans, impatient)) {
            other.server.addFault(
                    new FaultRule("A-1", new FaultTrigger.OnRequest(1), new FaultAction.Delay(Duration.ofSeconds(30))));

            MeterFaultException late = assertThrows(
                    MeterFaultException.class,
                    () -> other.connector.open(
                            other.target("A-1"), new CountingCounters(1), new ManualGate(), NetworkUse.UNCOUNTED));

            assertEquals(new MeterFault.AareMissing(Duration.ofMillis(300)), late.fault());
            assertEquals("COMM-09", late.fault().eventCode().code());
        }
    }

    @Test
    void truncatedReplyIsALostConnection() {
        try (SimulatedFleet other = new SimulatedFleet(NOW)) {
            other.server.addFault(new FaultRule("A-1", new FaultTrigger.OnRequest(3), new FaultAction.Truncate(11)));

            MeterFaultException lost = assertThrows(
                    MeterFaultException.class,
                    () -> other.connector.open(
                            other.target("A-1"), new CountingCounters(1), new ManualGate(), NetworkUse.UNCOUNTED));

            assertInstanceOf(MeterFault.ConnectionLost.class, lost.fault());
        }
    }

    private static MeterSession open(String meterId) {
        return fleet.connector.open(fleet.target(meterId), countersOf(meterId), new ManualGate(), NetworkUse.UNCOUNTED);
    }

    private static CountingCounters countersOf(String meterId) {
        return new CountingCounters(fleet.server.meter(meterId).highestClientCounter() + 1);
    }

    private static List<Long> acceptedCounters(String meterId) {
        return fleet.ledger.countersOf(meterId).stream()
                .filter(Counter::accepted)
                .map(Counter::counter)
                .toList();
    }

    private static List<ProfileRow> all(MeterSession session, ProfileLayout layout, Instant from, Instant to) {
        List<ProfileRow> rows = new ArrayList<>();
        Instant next = from;
        while (!next.isAfter(to)) {
            ProfileSlice slice = session.profile(layout, next, to);
            rows.addAll(slice.rows());
            next = slice.coveredTo().plus(layout.capturePeriod());
        }
        return rows;
    }
}

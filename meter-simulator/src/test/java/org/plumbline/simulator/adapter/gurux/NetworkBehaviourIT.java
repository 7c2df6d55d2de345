// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.network.SegmentWatch;
import org.plumbline.simulator.network.SegmentWatch.Excess;
import org.plumbline.simulator.network.SegmentWatch.Kind;
import org.plumbline.simulator.network.SegmentWatch.Limit;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.port.TruthLedger.Connection;
import org.plumbline.simulator.port.TruthLedger.ConnectionEvent;

/** Connections, faults on them, and the less common services, seen by a stock client. */
class NetworkBehaviourIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ENERGY = "1.0.1.8.0.255";

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan plan =
            MeterPlan.simple("SM-1", "127.32.0.1", MeterModel.PLB_ALPHA, START).withLoad(new ConstantLoad(600, 0));
    private SimulatorServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void scriptedConnectionFaultStrikesOnce() throws Exception {
        start(new FaultRule("SM-1", new FaultTrigger.OnConnection(1), new FaultAction.DropBefore()));
        try (var client = GuruxMeterClient.publicClient(plan, server.port())) {
            assertThrows(IOException.class, client::associate);
        }
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            client.release();
        }
    }

    @Test
    void scriptedRequestFaultsStrikeAtTheirRequest() throws Exception {
        start(
                new FaultRule("SM-1", new FaultTrigger.OnRequest(3), new FaultAction.Refuse()),
                new FaultRule("SM-1", new FaultTrigger.OnRequest(4), new FaultAction.DropBefore()));
        try (var client = management()) { // two requests
            assertEquals(2, client.errorOf(client.client().read(ENERGY, ObjectType.REGISTER, 2)));
            assertThrows(IOException.class, () -> client.read(ENERGY, ObjectType.REGISTER, 2));
        }
    }

    @Test
    void associationIsRefusedWhenTheScriptSaysSo() throws Exception {
        start(new FaultRule("SM-1", new FaultTrigger.OnRequest(1), new FaultAction.Refuse()));
        try (var client = GuruxMeterClient.managementClient(plan, server.port(), 1)) {
            assertThrows(GXDLMSException.class, client::associate);
        }
    }

    @Test
    void meterWithoutPowerAnswersNobodyUntilItIsBack() throws Exception {
        start(new FaultRule("SM-1", new FaultTrigger.OnRequest(3), new FaultAction.Reboot(0, Duration.ofSeconds(2))));
        long counter;
        try (var client = management()) {
            assertThrows(IOException.class, () -> client.read(ENERGY, ObjectType.REGISTER, 2));
            counter = server.meter("SM-1").highestClientCounter();
        }
        try (var client = GuruxMeterClient.publicClient(plan, server.port())) {
            assertThrows(IOException.class, client::associate);
        }
        try (var client = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(this::management, found -> true)) {
            assertTrue(server.meter("SM-1").highestClientCounter() > counter);
        }
    }

    @Test
    void resetAndTricklingResponsesReachTheClient() throws Exception {
        start(
                new FaultRule("SM-1", new FaultTrigger.OnRequest(1), new FaultAction.Trickle(Duration.ofMillis(5))),
                new FaultRule("SM-1", new FaultTrigger.OnRequest(2), new FaultAction.Reset()));
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            var reset = assertThrows(SocketException.class, () -> client.read("0.0.42.0.0.255", ObjectType.DATA, 2));
            assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
        }
    }

    @Test
    void randomFaultsStrikeUntilTheyRest() throws Exception {
        LinkFaults.Settings always = new LinkFaults.Settings(1, 0, 1, 0, 0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
        server = SimulatorServer.start(
                List.of(plan), SimulatorOptions.of(clock, ledger).withLinkFaults(always));
        try (var client = GuruxMeterClient.publicClient(plan, server.port())) {
            assertThrows(IOException.class, client::associate);
        }
        server.restLinkFaults(true);
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            client.release();
        }
    }

    @Test
    void segmentWatchSeesConnectionsThatAreOpenTogetherAndOnlyThose() throws Exception {
        SegmentWatch watch = new SegmentWatch(
                meterId -> "cell", Map.of("cell", new Limit(1, 1000, Duration.ofSeconds(1))), System::nanoTime);
        server = SimulatorServer.start(
                List.of(plan), SimulatorOptions.of(clock, ledger).withSegments(watch));
        for (int i = 0; i < 50; i++) { // one after the other, as fast as it goes
            GuruxMeterClient.publicClient(plan, server.port()).associate().close();
        }
        try (var next = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            next.release();
            assertEquals(List.of(), watch.excesses());
            try (var together =
                    GuruxMeterClient.publicClient(plan, server.port()).associate()) {
                together.release();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> !watch.excesses().isEmpty());
            }
        }
        assertEquals(List.of(new Excess("cell", Kind.CONCURRENT, 2, 1, "SM-1")), watch.excesses());
    }

    @Test
    void silentConnectionIsClosedByTheMeterAndFreesTheAssociation() throws Exception {
        server = SimulatorServer.start(
                List.of(plan), SimulatorOptions.of(clock, ledger).withInactivityTimeout(Duration.ofSeconds(1)));
        try (var silent = management()) {
            assertThrows(EOFException.class, silent::receive);
            try (var next = management()) {
                next.read(ENERGY, ObjectType.REGISTER, 2);
            }
        }
    }

    @Test
    void connectionToAnAddressWithoutMeterIsClosedAtOnce() throws Exception {
        start();
        MeterPlan nobody = MeterPlan.simple("X", "127.32.9.9", MeterModel.PLB_ALPHA, START);
        try (var client = GuruxMeterClient.publicClient(nobody, server.port())) {
            assertThrows(IOException.class, client::receive);
        }
    }

    @Test
    void oneConnectionCarriesOneAssociationAfterTheOther() throws Exception {
        start();
        for (int i = 0; i < 3; i++) {
            try (var client = management()) {
                client.release();
                client.associate();
                client.read(ENERGY, ObjectType.REGISTER, 2);
                client.release();
            }
        }
        List<ConnectionEvent> events =
                ledger.connectionsOf("SM-1").stream().map(Connection::event).toList();
        assertEquals(
                List.of(
                        ConnectionEvent.OPENED,
                        ConnectionEvent.ASSOCIATED_MANAGEMENT,
                        ConnectionEvent.RELEASED,
                        ConnectionEvent.ASSOCIATED_MANAGEMENT,
                        ConnectionEvent.RELEASED),
                events.subList(0, 5));
    }

    @Test
    void listOfAttributesIsReadInOneRequest() throws Exception {
        start();
        clock.advance(Duration.ofDays(1));
        try (var client = management()) {
            GXDLMSRegister energy = new GXDLMSRegister(ENERGY);
            GXDLMSData changes = new GXDLMSData("0.0.96.2.10.255");
            var wanted = List.of(
                    new SimpleEntry<GXDLMSObject, Integer>(energy, 3),
                    new SimpleEntry<GXDLMSObject, Integer>(energy, 2),
                    new SimpleEntry<GXDLMSObject, Integer>(changes, 2));
            GXReplyData reply = new GXReplyData();
            List<Object> values = new ArrayList<>();
            for (byte[] frame : client.client().readList(new ArrayList<>(wanted))) {
                client.send(frame);
                client.client().getData(new GXByteBuffer(client.receive()), reply);
                values.addAll((List<?>) reply.getValue());
            }
            client.client().updateValues(new ArrayList<>(wanted), values);
            assertEquals(14_400, ((Number) energy.getValue()).longValue()); // 600 W for a day
            assertEquals(0, ((Number) changes.getValue()).longValue());
        }
    }

    @Test
    void profileGivesEntriesByNumberAndChosenColumns() throws Exception {
        start();
        clock.advance(Duration.ofDays(1));
        try (var client = management()) {
            var profile = client.readInto(new GXDLMSProfileGeneric("1.0.99.1.0.255"), 3);
            List<?> rows = (List<?>) client.execute(client.client().readRowsByEntry(profile, 3, 2));
            // This client asks for 2 rows from the third on, as "from 3 to 4".
            assertEquals(2, rows.size());
            assertEquals(300, ((Number) ((List<?>) rows.get(0)).get(2)).intValue());
            var energyOnly = List.of(profile.getCaptureObjects().get(2));
            List<?> column = (List<?>) client.execute(client.client()
                    .readRowsByRange(
                            profile,
                            java.util.Date.from(START),
                            java.util.Date.from(START.plusSeconds(1800)),
                            new ArrayList<>(energyOnly)));
            assertEquals(
                    List.of(150L, 300L),
                    List.of(
                            ((Number) ((List<?>) column.get(1)).get(0)).longValue(),
                            ((Number) ((List<?>) column.get(2)).get(0)).longValue()));
        }
    }

    @Test
    void valueOfTheWrongTypeIsRefused() throws Exception {
        start();
        try (var client = management()) {
            assertEquals(12, set(client, "0.128.96.14.81.255", 5, DataType.UINT8));
            assertEquals(12, set(client, "0.128.96.14.81.255", new byte[7], DataType.OCTET_STRING));
            assertEquals(12, set(client, "0.128.96.14.83.255", 5, DataType.UINT32));
            assertEquals(3, set(client, ENERGY, 5, DataType.UINT32, ObjectType.REGISTER));
            assertEquals(4, set(client, "1.1.1.1.1.1", 5, DataType.UINT32));
        }
        assertTrue(ledger.writesOf("SM-1").stream().noneMatch(write -> write.accepted()));
    }

    @Test
    void manyMetersAreServedAtOnceWithFewThreads() throws Exception {
        List<MeterPlan> plans = IntStream.range(0, 60)
                .mapToObj(i -> MeterPlan.simple("M-" + i, "127.33.0." + (i + 1), MeterModel.values()[i % 3], START))
                .toList();
        server = SimulatorServer.start(plans, SimulatorOptions.of(clock, ledger));
        clock.advance(Duration.ofDays(5));
        List<Callable<Integer>> polls = new ArrayList<>();
        for (MeterPlan meter : plans) {
            polls.add(() -> {
                try (var client = GuruxMeterClient.managementClient(meter, server.port(), 1)
                        .associate()) {
                    var profile = client.readInto(new GXDLMSProfileGeneric("1.0.99.1.0.255"), 3);
                    return ((List<?>) client.execute(client.client().read(profile, 2))).size();
                }
            });
        }
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> rows : pool.invokeAll(polls)) {
                assertEquals(5 * 96 + 1, rows.get());
            }
        }
        long simulatorThreads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("meter-"))
                .count();
        assertTrue(simulatorThreads <= 5, simulatorThreads + " threads for 60 meters");
        plans.forEach(meter -> assertEquals(1, ledger.maximumAssociationsOf(meter.meterId())));
    }

    @Test
    void rowsDueWhenTheSimulatorIsStoppedAreInTheLedger() {
        start();
        clock.advance(Duration.ofDays(1));
        server.close();
        assertEquals(97, ledger.levelsOf("SM-1").size());
    }

    @Test
    void fleetsWithSharedAddressesOrFaultsForNobodyDoNotStart() {
        start();
        SimulatorOptions options = SimulatorOptions.of(clock, ledger);
        MeterPlan twin = MeterPlan.simple("SM-2", plan.address(), MeterModel.PLB_BETA, START);
        assertThrows(SimulatorException.class, () -> SimulatorServer.start(List.of(plan, twin), options));
        FaultRule stray = new FaultRule("SM-9", new FaultTrigger.OnConnection(1), new FaultAction.Refuse());
        assertThrows(
                SimulatorException.class,
                () -> SimulatorServer.start(List.of(plan), options.withFaults(List.of(stray))));
    }

    private void start(FaultRule... faults) {
        server = SimulatorServer.start(
                List.of(plan), SimulatorOptions.of(clock, ledger).withFaults(List.of(faults)));
    }

    private GuruxMeterClient management() throws Exception {
        long counter = server.meter("SM-1").highestClientCounter() + 1;
        return GuruxMeterClient.managementClient(plan, server.port(), counter).associate();
    }

    private static int set(GuruxMeterClient client, String obis, Object value, DataType type) throws Exception {
        return set(client, obis, value, type, ObjectType.DATA);
    }

    private static int set(GuruxMeterClient client, String obis, Object value, DataType type, ObjectType objectType)
            throws Exception {
        return client.errorOf(client.client().write(obis, value, type, objectType, 2));
    }
}

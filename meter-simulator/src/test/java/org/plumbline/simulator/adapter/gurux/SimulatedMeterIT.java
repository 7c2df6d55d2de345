// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXDLMSException;
import gurux.dlms.GXDLMSExceptionResponse;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.Level;

/** A meter of the fleet and a stock Gurux client, over TCP. */
class SimulatedMeterIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan plan = MeterPlan.simple("SM-0001", "127.30.0.1", MeterModel.PLB_ALPHA, START)
            .withLoad(new HouseholdLoad(7, 3500, 13_800))
            .withErrorCurve(ErrorCurve.ofGain(0.012))
            .withClockSkewSeconds(7);
    private SimulatorServer server;

    @BeforeEach
    void start() {
        server = SimulatorServer.start(List.of(plan), SimulatorOptions.of(clock, ledger));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publicClientReadsNameCounterAndClockOnly() throws Exception {
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            byte[] name = (byte[]) client.read("0.0.42.0.0.255", ObjectType.DATA, 2);
            assertEquals("PLBSIMSM-0001", new String(name, StandardCharsets.US_ASCII));
            assertEquals(0, ((Number) client.read("0.0.43.1.0.255", ObjectType.DATA, 2)).longValue());
            byte[] time = (byte[]) client.read("0.0.1.0.0.255", ObjectType.CLOCK, 2);
            assertArrayEquals(new byte[] {0x07, (byte) 0xEA, 1, 1, 4, 0, 0, 7, 0, 0, 0, 0}, time);
            var denied =
                    assertThrows(GXDLMSException.class, () -> client.read("1.0.1.8.0.255", ObjectType.REGISTER, 2));
            assertEquals(4, denied.getErrorCode());
            client.release();
        }
    }

    @Test
    void managementClientReadsRegisterScalerAndObjectList() throws Exception {
        clock.advance(Duration.ofDays(2));
        try (var client =
                GuruxMeterClient.managementClient(plan, server.port(), 1).associate()) {
            GXDLMSRegister energy = client.readInto(new GXDLMSRegister("1.0.1.8.0.255"), 3);
            assertEquals(1.0, energy.getScaler());
            long raw = ((Number) client.read("1.0.1.8.0.255", ObjectType.REGISTER, 2)).longValue();
            assertEquals(server.meter(plan.meterId()).snapshot().registerRaw(), raw);
            assertTrue(raw > 10_000, "two days of a household: " + raw);
            client.execute(client.client().getObjectsRequest());
            client.release();
        }
    }

    @Test
    void profileByRangeEqualsTheLedgerAlsoInSmallBlocks() throws Exception {
        clock.advance(Duration.ofDays(10));
        for (int pdu : new int[] {65_535, 1024, 128}) {
            long counter = server.meter(plan.meterId()).highestClientCounter() + 1;
            try (var client = GuruxMeterClient.managementClient(plan, server.port(), counter, plan.keys(), pdu)
                    .associate()) {
                var profile = client.readInto(new GXDLMSProfileGeneric("1.0.99.1.0.255"), 3);
                List<Level> rows =
                        rows(client, profile, START.plus(Duration.ofDays(3)), START.plus(Duration.ofDays(5)));
                List<Level> expected = ledger.levelsOf(plan.meterId()).stream()
                        .filter(level -> level.captureEpochSecond() >= START.getEpochSecond() + 3 * 86_400L
                                && level.captureEpochSecond() <= START.getEpochSecond() + 5 * 86_400L)
                        .toList();
                assertEquals(2 * 96 + 1, rows.size());
                for (int i = 0; i < rows.size(); i++) {
                    assertEquals(
                            expected.get(i).captureEpochSecond(), rows.get(i).captureEpochSecond());
                    assertEquals(expected.get(i).registerRaw(), rows.get(i).registerRaw());
                    assertEquals(
                            expected.get(i).temperatureDecicelsius(),
                            rows.get(i).temperatureDecicelsius());
                }
                client.release();
            }
        }
    }

    @Test
    void wrongKeyIsRejectedAndCounterDoesNotMove() throws Exception {
        MeterKeys wrong = new MeterKeys(new byte[16], plan.keys().authenticationKey());
        try (var client = GuruxMeterClient.managementClient(plan, server.port(), 1000, wrong, 65_535)) {
            assertThrows(GXDLMSException.class, client::associate);
        }
        assertEquals(0, server.meter(plan.meterId()).highestClientCounter());
    }

    @Test
    void staleCounterIsRefusedAndTheRefusalIsInTheLedger() throws Exception {
        try (var client =
                GuruxMeterClient.managementClient(plan, server.port(), 50).associate()) {
            client.release();
        }
        long highest = server.meter(plan.meterId()).highestClientCounter();
        try (var client = GuruxMeterClient.managementClient(plan, server.port(), 50)) {
            assertThrows(GXDLMSExceptionResponse.class, client::associate);
        }
        assertEquals(highest, server.meter(plan.meterId()).highestClientCounter());
        assertEquals(
                1,
                ledger.countersOf(plan.meterId()).stream()
                        .filter(counter -> !counter.accepted())
                        .count());
    }

    @Test
    void forgedAndReplayedFramesDoNotMoveTheCounterAndTheAssociationGoesOn() throws Exception {
        try (var client =
                GuruxMeterClient.managementClient(plan, server.port(), 1).associate()) {
            client.read("1.0.1.8.0.255", ObjectType.REGISTER, 2);
            byte[] genuine = client.lastFrame();
            long highest = server.meter(plan.meterId()).highestClientCounter();

            byte[] forged = genuine.clone();
            ByteBuffer.wrap(forged).putInt(11, 0x7FFF_FFFF); // wrapper 8, tag, length, security control
            client.send(forged);
            assertArrayEquals(new byte[] {(byte) 0xD8, 1, 5}, apdu(client.receive()));
            client.send(genuine);
            assertEquals((byte) 6, apdu(client.receive())[2]);

            assertEquals(highest, server.meter(plan.meterId()).highestClientCounter());
            client.read("1.0.1.8.0.255", ObjectType.REGISTER, 2);
        }
    }

    @Test
    void plaintextOnACipheredAssociationIsRefused() throws Exception {
        try (var client =
                GuruxMeterClient.managementClient(plan, server.port(), 1).associate()) {
            byte[] plainGet = {
                0, 1, 0, 1, 0, 1, 0, 13, (byte) 0xC0, 1, (byte) 0xC1, 0, 3, 1, 0, 1, 8, 0, (byte) 255, 2, 0
            };
            client.send(plainGet);
            assertArrayEquals(new byte[] {(byte) 0xD8, 1, 1}, apdu(client.receive()));
        }
    }

    @Test
    void unknownClientAndUnknownServerAddressCloseTheConnection() throws Exception {
        for (int[] saps : new int[][] {{17, 1}, {16, 2}}) {
            try (var client = GuruxMeterClient.publicClient(plan, server.port())) {
                byte[] frame = {0, 1, 0, (byte) saps[0], 0, (byte) saps[1], 0, 1, 0x60};
                client.send(frame);
                assertThrows(EOFException.class, client::receive);
            }
        }
    }

    @Test
    void secondAssociationIsRejectedWhileTheFirstIsOpen() throws Exception {
        try (var first =
                GuruxMeterClient.managementClient(plan, server.port(), 1).associate()) {
            try (var second = GuruxMeterClient.publicClient(plan, server.port())) {
                assertThrows(GXDLMSException.class, second::associate);
            }
            first.read("1.0.1.8.0.255", ObjectType.REGISTER, 2);
        }
        try (var third = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            third.release();
        }
        assertEquals(1, ledger.maximumAssociationsOf(plan.meterId()));
    }

    @Test
    void reusedCounterOfAStockClientIsSeenInTheLedger() throws Exception {
        var client = GuruxMeterClient.managementClient(plan, server.port(), 1);
        client.client().setIncreaseInvocationCounterForGMacAuthentication(false);
        try (client) {
            client.associate();
        }
        List<Long> counters = ledger.countersOf(plan.meterId()).stream()
                .map(TruthLedger.Counter::counter)
                .toList();
        assertEquals(List.of(1L, 2L, 2L), counters);
    }

    private static byte[] apdu(byte[] frame) {
        byte[] apdu = new byte[frame.length - 8];
        System.arraycopy(frame, 8, apdu, 0, apdu.length);
        return apdu;
    }

    private static List<Level> rows(GuruxMeterClient client, GXDLMSProfileGeneric profile, Instant from, Instant to)
            throws Exception {
        Object value = client.execute(client.client().readRowsByRange(profile, Date.from(from), Date.from(to)));
        List<Level> rows = new ArrayList<>();
        for (Object row : (List<?>) value) {
            List<?> columns = (List<?>) row;
            rows.add(new Level(
                    epochSecond((byte[]) columns.get(0)),
                    ((Number) columns.get(2)).longValue(),
                    0,
                    0,
                    ((Number) columns.get(4)).longValue(),
                    ((Number) columns.get(1)).intValue(),
                    ((Number) columns.get(3)).intValue()));
        }
        return rows;
    }

    private static long epochSecond(byte[] time) {
        ByteBuffer in = ByteBuffer.wrap(time);
        String text = "%04d-%02d-%02dT%02d:%02d:%02dZ"
                .formatted(in.getShort(), in.get(2), in.get(3), in.get(5), in.get(6), in.get(7));
        return Instant.parse(text).getEpochSecond();
    }
}

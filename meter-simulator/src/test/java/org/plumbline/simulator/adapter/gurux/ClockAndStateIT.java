// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXDLMSException;
import gurux.dlms.enums.AccessMode;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSObjectCollection;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.Checksums;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** Clock, state objects, logs and the object list, by a stock Gurux client. */
class ClockAndStateIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLOCK = "0.0.1.0.0.255";

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final MeterPlan plan =
            MeterPlan.simple("K", "127.35.0.1", MeterModel.PLB_ALPHA, START).withClockSkewSeconds(-100);
    private SimulatorServer server;

    @BeforeEach
    void start() {
        server = SimulatorServer.start(List.of(plan), SimulatorOptions.of(clock, ledger));
        clock.advance(Duration.ofHours(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void clockIsShiftedPresetAndSetAndTheEventLogTellsOfIt() throws Exception {
        try (var client = management()) {
            assertEquals(60, ((Number) client.read("1.0.0.9.11.255", ObjectType.REGISTER, 2)).intValue());
            assertEquals(0, shift(client, 40));
            assertEquals("07EA010104003B000000" + "0000", time(client)); // 00:59:00
            assertEquals(250, shift(client, 901));
            assertEquals(12, client.errorOf(client.client().method(CLOCK, ObjectType.CLOCK, 6, 5, DataType.INT32)));
            assertEquals(0, set(client, "07EA0101040100000000" + "0000"));
            assertEquals("07EA01010401000000000000", time(client));
            assertEquals(0, set(client, "07EA010104030000" + "00FF8800")); // 03:00 at UTC+2 is 01:00 UTC
            assertEquals("07EA01010401000000000000", time(client));
            assertEquals(12, client.errorOf(client.client().write(CLOCK, 5, DataType.UINT8, ObjectType.CLOCK, 2)));

            var log = client.readInto(new GXDLMSProfileGeneric("0.0.99.98.0.255"), 3);
            List<?> rows = (List<?>) client.execute(
                    client.client().readRowsByRange(log, Date.from(START), Date.from(START.plus(Duration.ofHours(2)))));
            assertEquals(
                    List.of(4, 5, 4, 5),
                    rows.stream()
                            .limit(4)
                            .map(row -> ((Number) ((List<?>) row).get(1)).intValue())
                            .toList());
            assertNull( // of this library, for an empty array
                    client.execute(client.client()
                            .readRowsByRange(
                                    log,
                                    Date.from(START.plus(Duration.ofHours(2))),
                                    Date.from(START.plus(Duration.ofHours(3))))));
        }
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            assertEquals(3, set(client, "07EA0101040100000000" + "0000"));
        }
    }

    @Test
    void presetTimeIsTakenByTheSecondMethod() throws Exception {
        try (var client = management()) {
            byte[] preset = HexFormat.of()
                    .parseHex("0203" + "090C07EA01010401000000000000" + "090C07EA01010400000000000000"
                            + "090C07EA01010402000000000000");
            assertEquals(250, method(client, 4, new byte[] {15, 0}));
            assertEquals(0, method(client, 5, preset));
            assertEquals(0, method(client, 4, new byte[] {15, 0}));
            assertEquals("07EA01010401000000000000", time(client));
        }
    }

    @Test
    void stateObjectsShowWhatHappened() throws Exception {
        server.meter("K").happen(new Happening.ErrorBits(0x400));
        server.meter("K").happen(new Happening.AlarmBits(0x400));
        server.meter("K").happen(new Happening.Tampered(Happening.Contact.METER_COVER));
        server.meter("K").happen(new Happening.FirmwareChanged("PLB-FW-2.0"));
        server.meter("K").happen(new Happening.TransformerRatioChanged(100, 5, Happening.Telling.COUNTED_AND_LOGGED));
        try (var client = management()) {
            assertEquals(0x400, number(client, "0.0.97.97.0.255"));
            assertEquals(0x400, number(client, "0.0.97.98.0.255"));
            assertEquals(1, number(client, "0.0.96.20.0.255"));
            assertEquals(0, number(client, "0.0.96.20.5.255"));
            assertEquals(2, number(client, "0.0.96.2.0.255"));
            assertEquals(1, number(client, "0.0.96.2.10.255"));
            assertEquals(100, number(client, "1.0.0.4.2.255"));
            assertEquals(5, number(client, "1.0.0.4.5.255"));
            assertEquals(1, number(client, "1.0.0.4.3.255"));
            byte[] firmware = (byte[]) client.read("1.0.0.2.0.255", ObjectType.DATA, 2);
            assertEquals("PLB-FW-2.0", new String(firmware, StandardCharsets.US_ASCII));
            byte[] changed = (byte[]) client.read("0.0.96.2.1.255", ObjectType.DATA, 2);
            assertEquals("07EA010104003A14", HexFormat.of().withUpperCase().formatHex(changed, 0, 8));
            assertEquals(
                    0,
                    client.errorOf(client.client().write("0.0.97.97.0.255", 0, DataType.UINT32, ObjectType.DATA, 2)));
            assertEquals(0, number(client, "0.0.97.97.0.255"));
            var fraud = client.readInto(new GXDLMSProfileGeneric("0.0.99.98.1.255"), 3);
            List<?> rows = (List<?>) client.execute(client.client().read(fraud, 2));
            assertEquals(44, ((Number) ((List<?>) rows.getFirst()).get(1)).intValue());
        }
    }

    @Test
    void certificationLogHoldsTheChecksumsOfAWrite() throws Exception {
        byte[] before = plan.factoryBlock().canonicalBytes();
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(1.01).canonicalBytes();
        try (var client = management()) {
            client.errorOf(
                    client.client().write("0.128.96.14.81.255", target, DataType.OCTET_STRING, ObjectType.DATA, 2));
            client.errorOf(client.client()
                    .write("0.128.96.14.83.255", Checksums.crc16X25(target, 8), DataType.UINT16, ObjectType.DATA, 2));
            var log = client.readInto(new GXDLMSProfileGeneric("1.0.99.99.0.255"), 3);
            List<?> row = (List<?>) ((List<?>) client.execute(client.client().read(log, 2))).getFirst();
            assertEquals(
                    List.of(1L, 1L, (long) Checksums.crc16X25(before, 8), (long) Checksums.crc16X25(target, 8)),
                    row.stream()
                            .skip(1)
                            .map(value -> ((Number) value).longValue())
                            .toList());
        }
    }

    @Test
    void objectListComesInBlocksAndShowsTheRights() throws Exception {
        server.meter("K").happen(new Happening.RightWithdrawn(1, "0.128.96.14.81.255", 2, Happening.Right.WRITE));
        server.meter("K").happen(new Happening.RightWithdrawn(3, "1.0.2.8.0.255", 2, Happening.Right.READ));
        try (var client = GuruxMeterClient.managementClient(plan, server.port(), 1, plan.keys(), 256)
                .associate()) {
            long before = server.meter("K").highestClientCounter();
            GXDLMSObjectCollection objects = client.objects();
            assertTrue(server.meter("K").highestClientCounter() - before > 5, "blocks");
            assertEquals(AccessMode.READ, access(objects, "1.0.1.8.0.255", 2));
            assertEquals(AccessMode.READ_WRITE, access(objects, CLOCK, 2));
            assertEquals(AccessMode.READ, access(objects, "0.128.96.14.81.255", 2));
            assertEquals(AccessMode.WRITE, access(objects, "0.128.96.14.83.255", 2));
            assertEquals(AccessMode.NO_ACCESS, access(objects, "1.0.2.8.0.255", 2));
            assertEquals(AccessMode.READ, access(objects, "1.0.2.8.0.255", 3));
            var refused =
                    assertThrows(GXDLMSException.class, () -> client.read("1.0.2.8.0.255", ObjectType.REGISTER, 2));
            assertEquals(3, refused.getErrorCode());
            assertEquals(
                    3,
                    client.errorOf(client.client()
                            .write("0.128.96.14.81.255", new byte[8], DataType.OCTET_STRING, ObjectType.DATA, 2)));
            client.release();
        }
        try (var client = GuruxMeterClient.publicClient(plan, server.port()).associate()) {
            GXDLMSObjectCollection objects = client.objects();
            assertEquals(
                    List.of("0.0.1.0.0.255", "0.0.40.0.0.255", "0.0.42.0.0.255", "0.0.43.1.0.255"),
                    objects.stream().map(GXDLMSObject::getLogicalName).sorted().toList());
            assertEquals(AccessMode.READ, access(objects, CLOCK, 2));
        }
    }

    @Test
    void exchangedMeterAnswersAtTheSameAddressWithTheSameKeys() throws Exception {
        server.meter("K").happen(new Happening.MeterExchanged("NEW-1"));
        try (var client = management()) {
            byte[] serial = (byte[]) client.read("0.0.96.1.0.255", ObjectType.DATA, 2);
            assertArrayEquals("NEW-1".getBytes(StandardCharsets.US_ASCII), serial);
            assertEquals(0, ((Number) client.read("1.0.1.8.0.255", ObjectType.REGISTER, 2)).longValue());
        }
    }

    private GuruxMeterClient management() throws Exception {
        long counter = server.meter("K").highestClientCounter() + 1;
        return GuruxMeterClient.managementClient(plan, server.port(), counter).associate();
    }

    private static AccessMode access(GXDLMSObjectCollection objects, String obis, int attribute) {
        return objects.findByLN(ObjectType.NONE, obis).getAccess(attribute);
    }

    private static long number(GuruxMeterClient client, String obis) throws Exception {
        return ((Number) client.read(obis, ObjectType.DATA, 2)).longValue();
    }

    private static String time(GuruxMeterClient client) throws Exception {
        byte[] time = (byte[]) client.read(CLOCK, ObjectType.CLOCK, 2);
        return HexFormat.of().withUpperCase().formatHex(Arrays.copyOf(time, 12));
    }

    private static int set(GuruxMeterClient client, String time) throws Exception {
        return client.errorOf(client.client()
                .write(CLOCK, HexFormat.of().parseHex(time), DataType.OCTET_STRING, ObjectType.CLOCK, 2));
    }

    private static int shift(GuruxMeterClient client, int seconds) throws Exception {
        return client.errorOf(client.client().method(CLOCK, ObjectType.CLOCK, 6, seconds, DataType.INT16));
    }

    private static int method(GuruxMeterClient client, int method, byte[] parameter) throws Exception {
        return client.errorOf(client.client().method(CLOCK, ObjectType.CLOCK, method, parameter, DataType.ARRAY));
    }
}

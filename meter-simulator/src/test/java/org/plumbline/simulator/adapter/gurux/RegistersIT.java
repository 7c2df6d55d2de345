// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXDLMSException;
import gurux.dlms.enums.Conformance;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.ConstantLoad;

/** Registers one by one and in lists, by a stock Gurux client. */
class RegistersIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final MeterPlan single =
            MeterPlan.simple("S", "127.34.0.1", MeterModel.PLB_ALPHA, START).withLoad(new ConstantLoad(2000, 0.5));
    private final MeterPlan three =
            MeterPlan.simple("T", "127.34.0.2", MeterModel.PLB_GAMMA, START).withLoad(new ConstantLoad(9000, 0.5));
    private SimulatorServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void threePhaseMeterHasAllRegistersWithTheirUnits() throws Exception {
        start(single, three);
        clock.advance(Duration.ofHours(10));
        try (var client = management(three, 65_535)) {
            assertEquals(90_000, value(client, "1.0.1.8.0.255", 1, 30));
            assertEquals(36_000, value(client, "1.0.1.8.1.255", 1, 30));
            assertEquals(54_000, value(client, "1.0.1.8.2.255", 1, 30));
            assertEquals(0, value(client, "1.0.2.8.0.255", 1, 30));
            assertEquals(45_000, value(client, "1.0.3.8.0.255", 1, 32));
            assertEquals(0, value(client, "1.0.4.8.0.255", 1, 32));
            assertEquals(100_623, value(client, "1.0.9.8.0.255", 1, 31));
            double phases = value(client, "1.0.21.8.0.255", 1, 30)
                    + value(client, "1.0.41.8.0.255", 1, 30)
                    + value(client, "1.0.61.8.0.255", 1, 30);
            assertEquals(90_000, phases, 3);
            assertEquals(9_000, value(client, "1.0.1.7.0.255", 1, 27));
            assertEquals(9_000, value(client, "1.0.16.7.0.255", 1, 27));
            assertEquals(4_500, value(client, "1.0.3.7.0.255", 1, 29));
            assertEquals(10_062, value(client, "1.0.9.7.0.255", 1, 28));
            assertEquals(0.894, value(client, "1.0.13.7.0.255", 0.001, 255));
            assertEquals(50, value(client, "1.0.14.7.0.255", 0.01, 44), 0.06);
            double power = 0;
            for (int phase = 0; phase < 3; phase++) {
                int step = 20 * phase;
                double volts = value(client, "1.0." + (32 + step) + ".7.0.255", 0.1, 35);
                double amperes = value(client, "1.0." + (31 + step) + ".7.0.255", 0.001, 33);
                power += volts * amperes * 0.894427;
                assertEquals(26.6, value(client, "1.0.81.7." + new int[] {4, 15, 26}[phase] + ".255", 0.1, 8));
            }
            assertEquals(9_000, power, 5);
        }
    }

    @Test
    void singlePhaseMeterHasNoPhaseRegisters() throws Exception {
        start(single, three);
        try (var client = management(single, 65_535)) {
            assertEquals(230, value(client, "1.0.32.7.0.255", 0.1, 35), 7);
            assertEquals(value(client, "1.0.31.7.0.255", 0.001, 33), value(client, "1.0.91.7.0.255", 0.001, 33));
            for (String absent : List.of("1.0.21.8.0.255", "1.0.52.7.0.255", "1.0.81.7.15.255")) {
                var refused = assertThrows(GXDLMSException.class, () -> client.read(absent, ObjectType.REGISTER, 2));
                assertEquals(4, refused.getErrorCode());
            }
        }
    }

    @Test
    void longListComesInBlocks() throws Exception {
        start(single, three);
        clock.advance(Duration.ofDays(3));
        List<EnergyQuantity> quantities =
                Arrays.stream(EnergyQuantity.values()).limit(10).toList();
        List<Map.Entry<GXDLMSObject, Integer>> wanted = new ArrayList<>();
        quantities.forEach(quantity -> wanted.add(new SimpleEntry<>(new GXDLMSRegister(quantity.obis()), 2)));
        List<Long> frames = new ArrayList<>();
        for (int pdu : new int[] {65_535, 64}) {
            try (var client = management(three, pdu)) {
                assertTrue(client.client().getNegotiatedConformance().contains(Conformance.MULTIPLE_REFERENCES));
                long before = server.meter("T").highestClientCounter();
                List<?> values = client.readList(wanted);
                assertEquals(wanted.size(), values.size());
                for (int i = 0; i < values.size(); i++) {
                    assertEquals(
                            server.meter("T").registerRaw(quantities.get(i)), ((Number) values.get(i)).longValue());
                }
                frames.add(server.meter("T").highestClientCounter() - before);
            }
        }
        assertTrue(frames.get(1) > frames.get(0), "blocks need more frames: " + frames);
    }

    /** Logical device name, a register the public client does not see, the counter: read, refused, read. */
    @Test
    void listTellsTheResultOfEachItem() throws Exception {
        start(single);
        try (var client = GuruxMeterClient.publicClient(single, server.port()).associate()) {
            client.send(frame("C003C103" + "000100002A0000FF0200" + "00030100010800FF0200" + "000100002B0100FF0200"));
            byte[] reply = client.receive();
            assertArrayEquals(
                    HexFormat.of().parseHex("C403C103" + "000907504C4253494D53" + "0104" + "000600000000"),
                    Arrays.copyOfRange(reply, 8, reply.length));
        }
    }

    @Test
    void meterWithoutListsDoesNotNegotiateThemAndRefusesThem() throws Exception {
        start(single.withFeatures(MeterFeatures.defaults().withListLimit(0)));
        try (var client = GuruxMeterClient.publicClient(single, server.port()).associate()) {
            assertTrue(!client.client().getNegotiatedConformance().contains(Conformance.MULTIPLE_REFERENCES));
            client.send(frame("C003C101" + "000100002A0000FF0200"));
            byte[] reply = client.receive();
            assertEquals((byte) 0xD8, reply[8]);
            client.read("0.0.42.0.0.255", ObjectType.DATA, 2);
        }
    }

    @Test
    void profileShowsTheColumnsOfThePlanAfterTheCommonOnes() throws Exception {
        start(three.withFeatures(MeterFeatures.defaults()
                .withExtraColumns(EnergyQuantity.REACTIVE_IMPORT, EnergyQuantity.ACTIVE_IMPORT_L2)));
        clock.advance(Duration.ofHours(1));
        try (var client = management(three, 65_535)) {
            var profile = client.readInto(new GXDLMSProfileGeneric("1.0.99.1.0.255"), 3);
            assertEquals(
                    List.of(
                            "0.0.1.0.0.255",
                            "0.0.96.10.1.255",
                            "1.0.1.8.0.255",
                            "0.0.96.9.0.255",
                            "0.0.96.2.10.255",
                            "1.0.3.8.0.255",
                            "1.0.41.8.0.255"),
                    profile.getCaptureObjects().stream()
                            .map(column -> column.getKey().getLogicalName())
                            .toList());
            List<?> rows = (List<?>) client.execute(client.client().read(profile, 2));
            assertEquals(4_500, ((Number) ((List<?>) rows.getLast()).get(5)).intValue());
            assertEquals(
                    server.meter("T").registerRaw(EnergyQuantity.ACTIVE_IMPORT_L2),
                    ((Number) ((List<?>) rows.getLast()).get(6)).longValue());
        }
    }

    @Test
    void meterWithoutProfileHasNoSuchObject() throws Exception {
        start(single.withFeatures(MeterFeatures.defaults().withoutLoadProfile()));
        try (var client = management(single, 65_535)) {
            var refused = assertThrows(
                    GXDLMSException.class, () -> client.read("1.0.99.1.0.255", ObjectType.PROFILE_GENERIC, 2));
            assertEquals(4, refused.getErrorCode());
        }
    }

    private void start(MeterPlan... plans) {
        server = SimulatorServer.start(List.of(plans), SimulatorOptions.of(clock, new InMemoryLedger()));
    }

    private GuruxMeterClient management(MeterPlan plan, int pdu) throws Exception {
        long counter = server.meter(plan.meterId()).highestClientCounter() + 1;
        return GuruxMeterClient.managementClient(plan, server.port(), counter, plan.keys(), pdu)
                .associate();
    }

    private static double value(GuruxMeterClient client, String obis, double scaler, int unit) throws Exception {
        GXDLMSRegister register = client.readInto(new GXDLMSRegister(obis), 3);
        assertEquals(scaler, register.getScaler(), 1e-12, obis);
        assertEquals(unit, register.getUnit().getValue(), obis);
        long raw = ((Number) client.read(obis, ObjectType.REGISTER, 2)).longValue();
        return raw / (double) Math.round(1 / scaler);
    }

    private static byte[] frame(String apdu) {
        return HexFormat.of().parseHex("000100100001" + "%04X".formatted(apdu.length() / 2) + apdu);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXStructure;
import gurux.dlms.GXUInt16;
import gurux.dlms.GXUInt32;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSImageTransfer;
import gurux.dlms.objects.GXDLMSScriptTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.Checksums;
import org.plumbline.simulator.meter.CoefficientBlock;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.port.TruthLedger.Level;
import org.plumbline.simulator.port.TruthLedger.Write;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Coefficient writes on each meter model by a stock Gurux client, whole, wrong, torn and resumed. */
class CoefficientWriteIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ALPHA_ACTIVE = "0.128.96.14.80.255";
    private static final String ALPHA_PENDING = "0.128.96.14.81.255";
    private static final String ALPHA_CHECKSUM = "0.128.96.14.82.255";
    private static final String ALPHA_PENDING_CHECKSUM = "0.128.96.14.83.255";
    private static final String BETA_ACTIVE = "1.128.96.50.10.255";
    private static final String BETA_PENDING = "1.128.96.50.11.255";
    private static final double OLD_GAIN = 1.0005;
    private static final double NEW_GAIN = 0.9875;

    private final SettableFieldClock clock = new SettableFieldClock(START);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<MeterPlan> plans = Stream.of(MeterModel.values())
            .map(model -> MeterPlan.simple("SM-" + model, "127.31.0." + (model.ordinal() + 1), model, START)
                    .withErrorCurve(ErrorCurve.ofGain(0.0125))
                    .withFactoryBlock(model.blockOfGain(OLD_GAIN)))
            .toList();
    private SimulatorServer server;

    @BeforeEach
    void start() {
        server = SimulatorServer.start(plans, SimulatorOptions.of(clock, ledger));
        clock.advance(Duration.ofDays(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void alphaActivatesWhenTheChecksumIsRight() throws Exception {
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(NEW_GAIN).canonicalBytes();
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            assertEquals(0, setOctets(client, ALPHA_PENDING, target));
            assertArrayEquals(target, (byte[]) client.read(ALPHA_PENDING, ObjectType.DATA, 2));
            assertEquals(0, setChecksum(client, Checksums.crc16X25(target, target.length)));

            assertArrayEquals(target, (byte[]) client.read(ALPHA_ACTIVE, ObjectType.DATA, 2));
            assertEquals(
                    Checksums.crc16X25(target, 8),
                    ((Number) client.read(ALPHA_CHECKSUM, ObjectType.DATA, 2)).intValue());
            assertEquals(0, ((byte[]) client.read(ALPHA_PENDING, ObjectType.DATA, 2)).length);
            assertEquals(1, changeCounter(client));
        }
        assertEquals(
                List.of(WriteKind.PENDING_SET, WriteKind.CHECKSUM_SET, WriteKind.ACTIVATE),
                ledger.writesOf("SM-PLB_ALPHA").stream().map(Write::kind).toList());
    }

    @Test
    void alphaRefusesAWrongChecksumAndForgetsThePendingBlock() throws Exception {
        byte[] before = meter(MeterModel.PLB_ALPHA).activeBlockBytes();
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(NEW_GAIN).canonicalBytes();
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            assertEquals(0, setOctets(client, ALPHA_PENDING, target));
            assertEquals(250, setChecksum(client, Checksums.crc16X25(target, 8) ^ 1));
            assertEquals(0, ((byte[]) client.read(ALPHA_PENDING, ObjectType.DATA, 2)).length);
            assertArrayEquals(before, (byte[]) client.read(ALPHA_ACTIVE, ObjectType.DATA, 2));
            assertEquals(3, setOctets(client, ALPHA_ACTIVE, target));
            assertEquals(0, changeCounter(client));
        }
    }

    @Test
    void betaStoresActivatesByScriptAndRefusesAWrongChecksum() throws Exception {
        byte[] target = MeterModel.PLB_BETA.blockOfGain(NEW_GAIN).canonicalBytes();
        byte[] corrupt = target.clone();
        corrupt[15] ^= 1;
        try (var client = connect(MeterModel.PLB_BETA)) {
            assertEquals(250, activateByScript(client, 1));
            assertEquals(250, setStructure(client, corrupt));
            assertEquals(0, setStructure(client, target));
            assertEquals(250, activateByScript(client, 2));
            assertEquals(0, activateByScript(client, 1));
            List<?> active = (List<?>) client.read(BETA_ACTIVE, ObjectType.DATA, 2);
            assertEquals((int) Math.round((NEW_GAIN - 1) * (1 << 24)), ((Number) active.get(1)).intValue());
            assertEquals(null, client.read(BETA_PENDING, ObjectType.DATA, 2));
            assertEquals(1, changeCounter(client));
        }
        assertArrayEquals(target, meter(MeterModel.PLB_BETA).activeBlockBytes());
    }

    @Test
    void gammaImageResumesAfterABrokenConnectionAndActivates() throws Exception {
        byte[] target = MeterModel.PLB_GAMMA.blockOfGain(NEW_GAIN).canonicalBytes();
        var image = new GXDLMSImageTransfer();
        image.setLogicalName("0.0.44.0.1.255");
        try (var client = connect(MeterModel.PLB_GAMMA)) {
            assertEquals(16, ((Number) client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 2)).intValue());
            assertEquals(0, client.errorOf(image.imageTransferInitiate(client.client(), "order-0123456789", 64)));
            assertEquals(0, sendBlock(client, target, 0));
            assertEquals(0, sendBlock(client, target, 1));
        }
        try (var client = connect(MeterModel.PLB_GAMMA)) {
            int next = ((Number) client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 4)).intValue();
            assertEquals(2, next);
            assertEquals(250, client.errorOf(image.imageVerify(client.client())), "not complete");
            assertEquals(0, sendBlock(client, target, 2));
            assertEquals(250, sendBlock(client, target, 4));
            assertEquals(0, sendBlock(client, target, 3));
            assertEquals(
                    "1111",
                    client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 3).toString());
            assertEquals(250, client.errorOf(image.imageActivate(client.client())), "not verified");
            assertEquals(0, client.errorOf(image.imageVerify(client.client())));
            assertEquals(3, ((Number) client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 6)).intValue());
            assertEquals(0, client.errorOf(image.imageActivate(client.client())));
            assertEquals(6, ((Number) client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 6)).intValue());
            assertArrayEquals(target, (byte[]) client.read("0.128.96.14.90.255", ObjectType.DATA, 2));
            assertEquals(1, changeCounter(client));
        }
    }

    @Test
    void gammaImageWithAWrongChecksumFailsVerification() throws Exception {
        byte[] corrupt = MeterModel.PLB_GAMMA.blockOfGain(NEW_GAIN).canonicalBytes();
        corrupt[63] ^= 1;
        var image = new GXDLMSImageTransfer();
        image.setLogicalName("0.0.44.0.1.255");
        try (var client = connect(MeterModel.PLB_GAMMA)) {
            client.errorOf(image.imageTransferInitiate(client.client(), "order-0123456789", 64));
            for (int block = 0; block < 4; block++) {
                assertEquals(0, sendBlock(client, corrupt, block));
            }
            assertEquals(250, client.errorOf(image.imageVerify(client.client())));
            assertEquals(4, ((Number) client.read("0.0.44.0.1.255", ObjectType.IMAGE_TRANSFER, 6)).intValue());
            assertEquals(250, client.errorOf(image.imageActivate(client.client())));
            assertEquals(0, changeCounter(client));
        }
    }

    @Test
    void rowsBeforeTheActivationKeepOldGainAndCounterAndTheRowsAfterItAreCorrect() throws Exception {
        clock.advance(Duration.ofSeconds(450)); // in the middle of an interval
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(OLD_GAIN / 1.0125).canonicalBytes();
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            setOctets(client, ALPHA_PENDING, target);
            setChecksum(client, Checksums.crc16X25(target, 8));
        }
        clock.advance(Duration.ofDays(1));
        server.captureDueRows();
        List<Level> levels = ledger.levelsOf("SM-PLB_ALPHA");
        int first = 96; // 00:00 of day 1, the last row with the old counter
        assertEquals(0, levels.get(first).changeCounter());
        assertEquals(1, levels.get(first + 1).changeCounter());
        assertEquals(1.0125, ratio(levels.get(0), levels.get(first)), 1e-6);
        assertEquals(1 + 0.0125 / 2, ratio(levels.get(first), levels.get(first + 1)), 1e-4);
        assertEquals(1.0, ratio(levels.get(first + 1), levels.getLast()), 1e-6);
    }

    @Test
    void lostResponseLeavesTheBlockStoredAndTheConnectionClosed() throws Exception {
        fault(MeterModel.PLB_ALPHA, WriteKind.PENDING_SET, 1, new FaultAction.DropAfter());
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(NEW_GAIN).canonicalBytes();
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            assertThrows(IOException.class, () -> setOctets(client, ALPHA_PENDING, target));
        }
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            assertArrayEquals(target, (byte[]) client.read(ALPHA_PENDING, ObjectType.DATA, 2));
            assertEquals(0, changeCounter(client));
        }
    }

    @Test
    void rebootWhileStoringAPendingBlockClearsItAndMarksTheNextRow() throws Exception {
        fault(MeterModel.PLB_BETA, WriteKind.PENDING_SET, 1, new FaultAction.Reboot(7, Duration.ofMillis(50)));
        byte[] before = meter(MeterModel.PLB_BETA).activeBlockBytes();
        byte[] target = MeterModel.PLB_BETA.blockOfGain(NEW_GAIN).canonicalBytes();
        try (var client = connect(MeterModel.PLB_BETA)) {
            assertThrows(IOException.class, () -> setStructure(client, target));
        }
        try (var client = reconnect(MeterModel.PLB_BETA)) {
            assertEquals(null, client.read(BETA_PENDING, ObjectType.DATA, 2));
            assertArrayEquals(before, meter(MeterModel.PLB_BETA).activeBlockBytes());
            assertEquals(0, setStructure(client, target));
            assertEquals(0, activateByScript(client, 1));
        }
        clock.advance(Duration.ofHours(1));
        server.captureDueRows();
        List<Level> levels = ledger.levelsOf("SM-PLB_BETA");
        assertEquals(0x80, levels.get(97).status());
        assertEquals(0, levels.get(98).status());
    }

    @Test
    void rebootDuringActivationGivesTheOldOrTheNewBlock() throws Exception {
        fault(MeterModel.PLB_GAMMA, WriteKind.ACTIVATE, 1, new FaultAction.Reboot(20, Duration.ZERO));
        byte[] before = meter(MeterModel.PLB_GAMMA).activeBlockBytes();
        byte[] target = MeterModel.PLB_GAMMA.blockOfGain(NEW_GAIN).canonicalBytes();
        var image = new GXDLMSImageTransfer();
        image.setLogicalName("0.0.44.0.1.255");
        try (var client = connect(MeterModel.PLB_GAMMA)) {
            client.errorOf(image.imageTransferInitiate(client.client(), "order-0123456789", 64));
            for (int block = 0; block < 4; block++) {
                sendBlock(client, target, block);
            }
            client.errorOf(image.imageVerify(client.client()));
            assertThrows(IOException.class, () -> client.errorOf(image.imageActivate(client.client())));
        }
        assertArrayEquals(before, meter(MeterModel.PLB_GAMMA).activeBlockBytes());
        try (var client = reconnect(MeterModel.PLB_GAMMA)) {
            assertEquals(0, client.errorOf(image.imageActivate(client.client())));
            assertEquals(1, changeCounter(client));
        }
        assertArrayEquals(target, meter(MeterModel.PLB_GAMMA).activeBlockBytes());
    }

    @Test
    void scriptedRefusalDelayTruncationAndGarbageReachTheClient() throws Exception {
        byte[] target = MeterModel.PLB_ALPHA.blockOfGain(NEW_GAIN).canonicalBytes();
        fault(MeterModel.PLB_ALPHA, WriteKind.PENDING_SET, 1, new FaultAction.Refuse());
        fault(MeterModel.PLB_ALPHA, WriteKind.PENDING_SET, 2, new FaultAction.Delay(Duration.ofMillis(30)));
        fault(MeterModel.PLB_ALPHA, WriteKind.PENDING_SET, 3, new FaultAction.Garbage(40));
        fault(MeterModel.PLB_ALPHA, WriteKind.PENDING_SET, 4, new FaultAction.Truncate(9));
        try (var client = connect(MeterModel.PLB_ALPHA)) {
            assertEquals(2, setOctets(client, ALPHA_PENDING, target));
            assertEquals(0, setOctets(client, ALPHA_PENDING, target));
            byte[][] frames = write(client, ALPHA_PENDING, target, DataType.OCTET_STRING);
            client.send(frames[0]);
            assertEquals(48, client.receive().length);
            client.send(write(client, ALPHA_PENDING, target, DataType.OCTET_STRING)[0]);
            assertThrows(IOException.class, client::receive);
        }
    }

    private GuruxMeterClient connect(MeterModel model) throws Exception {
        MeterPlan plan = plans.get(model.ordinal());
        return GuruxMeterClient.managementClient(
                        plan, server.port(), meter(model).highestClientCounter() + 1)
                .associate();
    }

    /** Tries until the meter has power again. */
    private GuruxMeterClient reconnect(MeterModel model) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> connect(model), c -> true);
    }

    private SimulatedMeter meter(MeterModel model) {
        return server.meter(plans.get(model.ordinal()).meterId());
    }

    private void fault(MeterModel model, WriteKind step, int nth, FaultAction action) {
        server.addFault(
                new FaultRule(plans.get(model.ordinal()).meterId(), new FaultTrigger.OnWriteStep(step, nth), action));
    }

    private static double ratio(Level from, Level to) {
        return (double) (to.registeredMilliwattHours() - from.registeredMilliwattHours())
                / (to.trueMilliwattHours() - from.trueMilliwattHours());
    }

    private static long changeCounter(GuruxMeterClient client) throws Exception {
        return ((Number) client.read("0.0.96.2.10.255", ObjectType.DATA, 2)).longValue();
    }

    private static int setOctets(GuruxMeterClient client, String obis, byte[] value) throws Exception {
        return client.errorOf(write(client, obis, value, DataType.OCTET_STRING));
    }

    private static int setChecksum(GuruxMeterClient client, int checksum) throws Exception {
        return client.errorOf(write(client, ALPHA_PENDING_CHECKSUM, checksum, DataType.UINT16));
    }

    private static int setStructure(GuruxMeterClient client, byte[] block) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(block);
        GXStructure structure = new GXStructure();
        structure.add(new GXUInt16(in.getShort()));
        structure.add(in.getInt());
        structure.add(in.getInt());
        structure.add(in.getShort());
        structure.add(new GXUInt32(in.getInt() & 0xFFFF_FFFFL));
        return client.errorOf(write(client, BETA_PENDING, structure, DataType.STRUCTURE));
    }

    private static byte[][] write(GuruxMeterClient client, String obis, Object value, DataType type) throws Exception {
        return client.client().write(obis, value, type, ObjectType.DATA, 2);
    }

    private static int activateByScript(GuruxMeterClient client, int script) throws Exception {
        return client.errorOf(client.client()
                .method(new GXDLMSScriptTable("0.0.10.0.128.255"), 1, new GXUInt16(script), DataType.UINT16));
    }

    private static int sendBlock(GuruxMeterClient client, byte[] image, int number) throws Exception {
        GXStructure block = new GXStructure();
        block.add(new GXUInt32(number));
        int from = number * 16;
        block.add(from < image.length ? Arrays.copyOfRange(image, from, from + 16) : new byte[16]);
        var transfer = new GXDLMSImageTransfer();
        transfer.setLogicalName("0.0.44.0.1.255");
        return client.errorOf(client.client().method(transfer, 2, block, DataType.STRUCTURE));
    }

    @Test
    void theThreeModelsHaveBlocksOfDifferentLength() {
        assertEquals(
                List.of(8, 16, 64),
                Stream.of(MeterModel.values())
                        .map(model -> model.blockOfGain(1))
                        .map(CoefficientBlock::canonicalBytes)
                        .map(block -> block.length)
                        .toList());
        assertTrue(server.port() > 0);
    }
}

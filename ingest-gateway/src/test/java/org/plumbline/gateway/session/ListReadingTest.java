// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.guard.FrameGuard;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.NetworkUse;

/** Lists of attributes on an open association: whole, in blocks, refused, and one by one. */
class ListReadingTest {

    private static final CosemAttribute CLOCK = new CosemAttribute(8, ObisCode.parse("0.0.1.0.0.255"), 2);
    private static final Instant METER_TIME = Instant.parse("2026-03-01T00:15:07Z");
    private static final int OBJECT_UNDEFINED = 4;

    private final Map<CosemAttribute, String> values = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int blockOctets = Integer.MAX_VALUE;
    private boolean listsRefused;
    private UnaryOperator<byte[]> falsified = UnaryOperator.identity();
    private byte[] pending = {};
    private int sent;

    @Test
    void refusedItemIsThatItemsAlone() {
        values.put(energy(1), "060000000a");
        values.put(energy(3), "060000001e");

        List<AccessOutcome> outcomes = association(32).get(List.of(energy(1), energy(2), energy(3)));

        assertEquals(
                List.of(
                        new AccessOutcome.Done(CosemValue.doubleLongUnsigned(10)),
                        new AccessOutcome.Refused(OBJECT_UNDEFINED),
                        new AccessOutcome.Done(CosemValue.doubleLongUnsigned(30))),
                outcomes);
        assertEquals(List.of("03"), requests);
    }

    @Test
    void longListsAreSplitToWhatOneRequestHolds() {
        List<CosemAttribute> asked =
                IntStream.range(0, 11).mapToObj(ListReadingTest::energy).toList();
        asked.forEach(attribute ->
                values.put(attribute, "06" + "%08x".formatted(attribute.obis().e())));

        List<AccessOutcome> outcomes = association(5).get(asked);

        assertEquals(
                IntStream.range(0, 11)
                        .mapToObj(
                                tariff -> (AccessOutcome) new AccessOutcome.Done(CosemValue.doubleLongUnsigned(tariff)))
                        .toList(),
                outcomes);
        assertEquals(List.of("03", "03", "01"), requests);
    }

    @Test
    void listThatComesInBlocksIsJoined() {
        blockOctets = 7;
        List<CosemAttribute> asked =
                IntStream.range(0, 4).mapToObj(ListReadingTest::energy).toList();
        asked.forEach(attribute ->
                values.put(attribute, "060000000" + attribute.obis().e()));

        List<AccessOutcome> outcomes = association(32).get(asked);

        assertEquals(new AccessOutcome.Done(CosemValue.doubleLongUnsigned(3)), outcomes.get(3));
        assertEquals(List.of("03", "02", "02", "02"), requests);
    }

    @Test
    void meterWithoutListsIsAskedOneByOne() {
        values.put(energy(1), "060000000a");

        List<AccessOutcome> outcomes = association(1).get(List.of(energy(1), energy(2)));

        assertEquals(new AccessOutcome.Done(CosemValue.doubleLongUnsigned(10)), outcomes.get(0));
        assertEquals(new AccessOutcome.Refused(OBJECT_UNDEFINED), outcomes.get(1));
        assertEquals(List.of("01", "01"), requests);
    }

    @Test
    void meterThatRefusesAListThoughItOffersThemIsAskedOneByOneFromThenOn() {
        listsRefused = true;
        values.put(energy(1), "060000000a");
        Association association = association(32);

        List<AccessOutcome> outcomes = association.get(List.of(energy(1), energy(1)));
        association.get(List.of(energy(1), energy(1)));

        assertEquals(new AccessOutcome.Done(CosemValue.doubleLongUnsigned(10)), outcomes.get(1));
        assertEquals(List.of("03", "01", "01", "01", "01"), requests);
    }

    @Test
    void listWithAnotherNumberOfResultsClosesTheLink() {
        values.put(energy(1), "1101");
        falsified = reply -> {
            reply[3] = 1;
            return Arrays.copyOf(reply, 7);
        };
        Association association = association(32);

        assertInstanceOf(
                MeterFault.GuardViolated.class,
                assertThrows(MeterFaultException.class, () -> association.get(List.of(energy(1), energy(2))))
                        .fault());
        assertInstanceOf(
                MeterFault.ConnectionLost.class,
                assertThrows(MeterFaultException.class, () -> association.get(energy(1)))
                        .fault());
    }

    @Test
    void registersComeWithTheMetersTimeAndTheirScalers() {
        clock();
        values.put(energy(1), "060000000a");
        values.put(scaler(1), "0202 0fff 161e");
        values.put(energy(2), "0901aa");
        values.put(scaler(2), "0202 0f00 161e");
        Map<ObisCode, ScalerUnit> scalers = new HashMap<>();
        Association association = association(32);

        Snapshot snapshot = SnapshotReader.read(
                association,
                CLOCK,
                new Snapshot.Request(
                        List.of(energy(9)),
                        List.of(energy(1).obis(), energy(2).obis(), energy(3).obis()),
                        Map.of()),
                scalers);

        assertEquals(List.of(new AccessOutcome.Refused(OBJECT_UNDEFINED)), snapshot.objects());
        assertEquals(METER_TIME, snapshot.meterTime());
        assertEquals(
                new RegisterOutcome.Read(new RegisterValue(energy(1).obis(), 10, new ScalerUnit(-1, 30))),
                snapshot.registers().get(0));
        assertInstanceOf(RegisterOutcome.Unusable.class, snapshot.registers().get(1));
        assertEquals(
                new RegisterOutcome.Refused(energy(3).obis(), OBJECT_UNDEFINED),
                snapshot.registers().get(2));
        assertEquals(List.of("03"), requests);
    }

    @Test
    void knownScalersAreNotReadAgain() {
        clock();
        values.put(energy(1), "060000000a");
        ScalerUnit known = new ScalerUnit(3, 30);

        Snapshot snapshot = SnapshotReader.read(
                association(32),
                CLOCK,
                new Snapshot.Request(
                        List.of(), List.of(energy(1).obis()), Map.of(energy(1).obis(), known)),
                new HashMap<>());

        assertEquals(
                List.of(new RegisterOutcome.Read(new RegisterValue(energy(1).obis(), 10, known))),
                snapshot.registers());
    }

    @Test
    void withoutRegistersNoTimeIsAskedFor() {
        Snapshot snapshot = SnapshotReader.read(
                association(32), CLOCK, new Snapshot.Request(List.of(energy(1)), List.of(), Map.of()), new HashMap<>());

        assertNull(snapshot.meterTime());
        assertEquals(List.of("01"), requests);
    }

    private void clock() {
        values.put(CLOCK, "090c" + HexFormat.of().formatHex(CosemDateTime.encode(METER_TIME)));
    }

    private static CosemAttribute energy(int tariff) {
        return new CosemAttribute(3, ObisCode.parse("1.0.1.8." + tariff + ".255"), 2);
    }

    private static CosemAttribute scaler(int tariff) {
        return new CosemAttribute(3, energy(tariff).obis(), 3);
    }

    private Association association(int listItems) {
        SessionSettings settings = SimulatedFleet.settings();
        FrameLine line = new FrameLine(
                new Meter(),
                new CountingCounters(1),
                new ManualGate(),
                System::nanoTime,
                NetworkUse.UNCOUNTED,
                settings);
        return new Association(
                line, null, FrameGuard.plain(settings.limits()), new GuruxApduCodec(1_024), listItems, settings);
    }

    /** Answers GETs of single values and of lists in plain, in blocks where the reply is long. */
    private final class Meter implements DlmsLink {

        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            requests.add("%02x".formatted(apdu[1]));
            return switch (apdu[1]) {
                case 1 -> bytes("c401" + id(apdu) + result(attribute(apdu, 3)));
                case 2 -> block(id(apdu));
                default -> listsRefused ? bytes("c401" + id(apdu) + "0103") : list(apdu);
            };
        }

        private byte[] list(byte[] apdu) {
            StringBuilder results = new StringBuilder("%02x".formatted(apdu[3]));
            for (int at = 4; at < apdu.length; at += 10) {
                results.append(result(attribute(apdu, at)));
            }
            pending = bytes(results.toString());
            sent = 0;
            return pending.length > blockOctets ? block(id(apdu)) : falsified.apply(bytes("c403" + id(apdu) + results));
        }

        private byte[] block(String id) {
            int from = sent * blockOctets;
            byte[] part = Arrays.copyOfRange(pending, from, Math.min(pending.length, from + blockOctets));
            sent++;
            boolean last = from + part.length == pending.length;
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(bytes("c402" + id + (last ? "01" : "00") + "%08x00%02x".formatted(sent, part.length)));
            out.writeBytes(part);
            return out.toByteArray();
        }

        private String result(CosemAttribute attribute) {
            String value = values.get(attribute);
            return value == null ? "01%02x".formatted(OBJECT_UNDEFINED) : "00" + value;
        }

        private static CosemAttribute attribute(byte[] apdu, int at) {
            int classId = (apdu[at] & 0xFF) << 8 | apdu[at + 1] & 0xFF;
            return new CosemAttribute(classId, ObisCode.of(Arrays.copyOfRange(apdu, at + 2, at + 8)), apdu[at + 8]);
        }

        private static String id(byte[] apdu) {
            return "%02x".formatted(apdu[2]);
        }

        private static byte[] bytes(String hex) {
            return HexFormat.of().parseHex(hex.replace(" ", ""));
        }

        @Override
        public void close() {
            // Nothing to release.
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.fault.MeterFaults;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterFeatures.ClockPlan;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;

class CodecPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property(tries = 200)
    void decodedValueIsTheEncodedOne(@ForAll("values") CosemData value) {
        assertEquals(value, CosemData.decode(new OctetReader(value.encoded())));
    }

    @Property(tries = 500)
    void anyOctetsGiveAValueOrAFormatError(@ForAll @Size(max = 60) byte[] octets) {
        try {
            assertNotNull(CosemData.decode(new OctetReader(octets)));
        } catch (DlmsFormatException expected) {
            assertNotNull(expected.getMessage());
        }
    }

    @Example
    void hostileLengthsAndDepthsAreRefusedBeforeAnythingIsAllocated() {
        for (String hostile :
                List.of("0184 7fffffff", "0984 7fffffff 00", "0484 7fffffff", "01".repeat(5) + "8400ffffff")) {
            byte[] octets = HexFormat.of().parseHex(hostile.replace(" ", ""));
            assertThrows(DlmsFormatException.class, () -> CosemData.decode(new OctetReader(octets)));
        }
        byte[] deep = HexFormat.of().parseHex("0201".repeat(2000) + "00");
        assertThrows(DlmsFormatException.class, () -> CosemData.decode(new OctetReader(deep)));
    }

    @Property(tries = 100)
    void dateTimeIsReadAsItWasWritten(@ForAll @LongRange(max = 7_000_000_000L) long epochSecond) {
        ClockPlan clock = MeterFeatures.defaults().clock();
        assertEquals(
                epochSecond,
                CosemDateTime.decode(CosemDateTime.encoded(epochSecond, clock, false), -1, ZoneOffset.UTC));
    }

    @Example
    void deviationIsAddedToLocalTimeAndAnOpenYearGivesTheBound() {
        byte[] helsinki = HexFormat.of().parseHex("07ea0101040c000000ff8880");
        assertEquals(
                Instant.parse("2026-01-01T10:00:00Z").getEpochSecond(),
                CosemDateTime.decode(helsinki, -1, ZoneOffset.UTC));
        byte[] unspecified = HexFormat.of().parseHex("07ea0101ff0cffffff800000");
        assertEquals(
                Instant.parse("2026-01-01T12:00:00Z").getEpochSecond(),
                CosemDateTime.decode(unspecified, -1, ZoneOffset.UTC));
        byte[] open = HexFormat.of().parseHex("ffffffffffffffffff8000ff");
        assertEquals(77, CosemDateTime.decode(open, 77, ZoneOffset.UTC));
        byte[] wrong = HexFormat.of().parseHex("07ea0d01040c000000000000");
        assertThrows(DlmsFormatException.class, () -> CosemDateTime.decode(wrong, 0, ZoneOffset.UTC));
    }

    @Example
    void theHourAfterSummerTimeIsTwiceOnTheClockAndOnlyTheDeviationTellsThemApart() {
        ZoneId zone = ZoneId.of("Europe/Helsinki");
        long summer = Instant.parse("2026-10-25T00:30:00Z").getEpochSecond();
        ClockPlan shown = MeterFeatures.defaults().withLocalTime(zone, true).clock();
        HexFormat hex = HexFormat.of();
        assertEquals("07ea0a1907031e0000ff4c80", hex.formatHex(CosemDateTime.encoded(summer, shown, false)));
        assertEquals("07ea0a1907031e0000ff8801", hex.formatHex(CosemDateTime.encoded(summer + 3600, shown, true)));
        ClockPlan silent = MeterFeatures.defaults().withLocalTime(zone, false).clock();
        byte[] first = CosemDateTime.encoded(summer, silent, false);
        assertEquals("07ea0a1907031e0000800000", hex.formatHex(first));
        assertArrayEquals(first, CosemDateTime.encoded(summer + 3600, silent, false));
        assertEquals(summer, CosemDateTime.decode(first, 0, zone));
    }

    /** The example of the Green Book: get-request for the clock, suite 0, authenticated encryption. */
    @Example
    void protectsAFrameAsTheGreenBookDoes() {
        HexFormat hex = HexFormat.of();
        MeterKeys keys = new MeterKeys(
                hex.parseHex("000102030405060708090a0b0c0d0e0f"), hex.parseHex("d0d1d2d3d4d5d6d7d8d9dadbdcdddedf"));
        byte[] title = hex.parseHex("4d4d4d0000bc614e");
        byte[] plain = hex.parseHex("c0010000080000010000ff0200");
        byte[] sealed = new Ciphering(keys).seal(title, 0x01234567L, plain);
        assertEquals("3001234567411312ff935a47566827c467bc7d825c3be4a77c3fcc056b6b", hex.formatHex(sealed));
        Ciphering.Opened opened = new Ciphering(keys).open(title, sealed);
        assertNotNull(opened);
        assertArrayEquals(plain, opened.plaintext());
        assertEquals(0x01234567L, opened.counter());
    }

    @Property(tries = 300)
    void sessionAnswersOrClosesWhateverItIsSent(@ForAll @Size(max = 80) byte[] octets, @ForAll boolean management) {
        MeterSession session = endpoint().open();
        int sap = management ? MeterSession.MANAGEMENT_SAP : MeterSession.PUBLIC_SAP;
        assertNotNull(session.onApdu(sap, octets, true));
    }

    @Property(tries = 300)
    void associatedPublicSessionAnswersOrClosesWhateverItIsSent(@ForAll("requests") byte[] octets) {
        MeterSession session = endpoint().open();
        byte[] association = HexFormat.of().parseHex("601da109060760857405080101be10040e01000000065f1f0400001e1dffff");
        session.onApdu(MeterSession.PUBLIC_SAP, association, true);
        assertNotNull(session.onApdu(MeterSession.PUBLIC_SAP, octets, true));
    }

    @Provide
    Arbitrary<byte[]> requests() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(rest -> {
            byte[] head = {(byte) 0xC0, 1, (byte) 0xC1, 0, 8, 0, 0, 1, 0, 0, (byte) 255};
            byte[] request = new byte[head.length + rest.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(rest, 0, request, head.length, rest.length);
            request[0] = (byte) (0xC0 + (rest.length > 0 ? rest[0] & 3 : 0));
            return request;
        });
    }

    @Provide
    Arbitrary<CosemData> values() {
        Arbitrary<CosemData> leaf = Arbitraries.oneOf(
                Arbitraries.just(new CosemData.Null()),
                Arbitraries.integers().between(0, 255).map(CosemData::unsigned),
                Arbitraries.integers().between(0, 65_535).map(CosemData::longUnsigned),
                Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(CosemData::doubleLongUnsigned),
                Arbitraries.integers().map(i -> new CosemData.Number(CosemData.DOUBLE_LONG, i)),
                Arbitraries.integers().between(-32_768, 32_767).map(i -> new CosemData.Number(CosemData.LONG, i)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(CosemData.Octets::new),
                Arbitraries.of(true, false).list().ofMaxSize(40).map(CosemData.Bits::new));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> inner.list().ofMaxSize(4).map(list -> new CosemData.Compound(CosemData.STRUCTURE, list)),
                0,
                3);
    }

    private static MeterEndpoint endpoint() {
        InMemoryLedger ledger = new InMemoryLedger();
        MeterPlan plan = MeterPlan.simple("M", "127.0.0.9", MeterModel.PLB_ALPHA, START);
        SimulatedMeter meter = new SimulatedMeter(plan, new SettableFieldClock(START), ledger);
        return new MeterEndpoint(meter, new ObjectModels(), new MeterFaults(List.of()), ledger, byte[]::new);
    }
}

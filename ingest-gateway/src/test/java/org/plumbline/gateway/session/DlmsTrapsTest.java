// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.gateway.session.ScriptedMeter.tlv;
import static org.plumbline.gateway.session.ScriptedMeter.value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.BiFunction;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.port.NetworkUse;

/**
 * What a hostile or broken meter may send, through the whole stack: handshake, line, guard, codec. Each ends with the
 * rule it broke, the connection closed and not one more frame sent. docs/dlms-traps.md is the index.
 */
class DlmsTrapsTest {

    private static final ObisCode ENERGY = ObisCode.parse("1.0.1.8.0.255");
    private static final CosemAttribute REGISTER = new CosemAttribute(3, ENERGY, 2);
    private static final String NUMBER = "06 000004d2";
    private static final String DEEP = "0201".repeat(4_000) + "00";

    private final ScriptedMeter meter = new ScriptedMeter();
    private final CountingCounters counters = new CountingCounters(10);
    private final Random random = new Random(5);

    @ParameterizedTest(name = "{0}")
    @MethodSource("injected")
    void injectedReplyEndsTheAssociation(
            String name, GuardRule rule, BiFunction<ScriptedMeter, byte[], byte[]> injection) {
        Association association = associated();
        assertInstanceOf(AccessOutcome.Done.class, association.get(REGISTER));
        meter.get = request -> injection.apply(meter, request);
        int sent = meter.received.size() + 1;

        MeterFault fault = faultOf(() -> association.get(REGISTER));

        assertEquals(
                rule, assertInstanceOf(MeterFault.GuardViolated.class, fault).rule(), fault::evidence);
        assertTrue(meter.closed);
        assertInstanceOf(MeterFault.ConnectionLost.class, faultOf(() -> association.get(REGISTER)));
        assertEquals(sent, meter.received.size(), "nothing more is asked");
    }

    static Stream<Arguments> injected() {
        return Stream.of(
                trap("plain reply", GuardRule.APDU_TAG, (meter, request) -> value(request, NUMBER)),
                trap("encrypted, not authenticated", GuardRule.SECURITY_CONTROL, protectedBy(0x20)),
                trap("authenticated, not encrypted", GuardRule.SECURITY_CONTROL, protectedBy(0x10)),
                trap("neither", GuardRule.SECURITY_CONTROL, protectedBy(0x00)),
                trap("another suite", GuardRule.SECURITY_CONTROL, protectedBy(0x31)),
                trap("broadcast key", GuardRule.SECURITY_CONTROL, protectedBy(0x70)),
                trap("compressed", GuardRule.SECURITY_CONTROL, protectedBy(0xB0)),
                trap("counter as before", GuardRule.INVOCATION_COUNTER, (meter, request) -> {
                    meter.counter--;
                    return meter.sealed(0xCC, value(request, NUMBER));
                }),
                trap("counter lower", GuardRule.INVOCATION_COUNTER, (meter, request) -> {
                    meter.counter -= 2;
                    return meter.sealed(0xCC, value(request, NUMBER));
                }),
                trap("another title", GuardRule.SYSTEM_TITLE, (meter, request) -> {
                    byte[] sealed = meter.protect(0x30, value(request, NUMBER));
                    return ScriptedMeter.concat(
                            hex("db08 4d4d4d0000bc614f"), new byte[] {(byte) sealed.length}, sealed);
                }),
                trap("tag does not verify", GuardRule.AUTHENTICATION_TAG, (meter, request) -> {
                    byte[] frame = meter.sealed(0xCC, value(request, NUMBER));
                    frame[frame.length - 1] ^= 1;
                    return frame;
                }),
                trap("content changed", GuardRule.AUTHENTICATION_TAG, (meter, request) -> {
                    byte[] frame = meter.sealed(0xCC, value(request, NUMBER));
                    frame[12] ^= 1;
                    return frame;
                }),
                trap("glo-set-response", GuardRule.APDU_TAG, sealedAs(0xCD, "c401%02x00" + NUMBER)),
                trap("ded-get-response", GuardRule.APDU_TAG, sealedAs(0xD4, "c401%02x00" + NUMBER)),
                trap("unknown APDU", GuardRule.APDU_TAG, (meter, request) -> hex("ff00000000")),
                trap("push", GuardRule.APDU_TAG, (meter, request) -> hex("0f00000001 00 0200")),
                trap("empty APDU", GuardRule.LENGTH, (meter, request) -> new byte[0]),
                trap("SET reply to a GET", GuardRule.APDU_TAG, sealedAs(0xCC, "c501%02x00")),
                trap("ACTION reply to a GET", GuardRule.APDU_TAG, sealedAs(0xCC, "c701%02x00")),
                trap("another invoke id", GuardRule.INVOKE_ID, (meter, request) -> {
                    request[2] ^= 1;
                    return meter.sealed(0xCC, value(request, NUMBER));
                }),
                trap("list for one value", GuardRule.RESPONSE_TYPE, sealedAs(0xCC, "c403%02x 84 7fffffff 00" + NUMBER)),
                trap("array of 2^31-1", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00 01 84 7fffffff 00")),
                trap("structure of 2^26", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00 02 84 04000000 00")),
                trap("octets of 2^31-1", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00 09 84 7fffffff 00")),
                trap("bits of 2^31-1", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00 04 84 7fffffff 00")),
                trap("nested 4,000 deep", GuardRule.NESTING, sealedAs(0xCC, "c401%02x00" + DEEP)),
                trap("value cut short", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00 06 0004d2")),
                trap("no value", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00")),
                trap("octets behind", GuardRule.LENGTH, sealedAs(0xCC, "c401%02x00" + NUMBER + "00")),
                trap("block 0", GuardRule.BLOCK_NUMBER, sealedAs(0xCC, "c402%02x 00 00000000 00 01 09")),
                trap("block 2 first", GuardRule.BLOCK_NUMBER, sealedAs(0xCC, "c402%02x 00 00000002 00 01 09")),
                trap("block 2^32-1", GuardRule.BLOCK_NUMBER, sealedAs(0xCC, "c402%02x 00 ffffffff 00 01 09")),
                trap("block shorter than it says", GuardRule.LENGTH, sealedAs(0xCC, "c402%02x 00 00000001 00 05 09")),
                trap("compact array", GuardRule.DATA_TYPE, sealedAs(0xCC, "c401%02x00 13 00")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d8", "d80909", "d8ffff", "d81430000000010203", "0e", "0effffff"})
    void refusalOfAnUnknownKindIsNamedAndEndsTheAssociation(String frame) {
        Association association = associated();
        meter.get = request -> hex(frame);

        assertInstanceOf(MeterFault.ServiceRefused.class, faultOf(() -> association.get(REGISTER)));
        assertTrue(meter.closed);
    }

    @Test
    void metersCounterIsNeverTakenBeyondItsEnd() {
        Association association = associated();
        meter.counter = 0xFFFF_FFFEL;
        assertInstanceOf(AccessOutcome.Done.class, association.get(REGISTER));

        MeterFault fault = faultOf(() -> association.get(REGISTER));

        assertEquals(
                GuardRule.INVOCATION_COUNTER,
                assertInstanceOf(MeterFault.GuardViolated.class, fault).rule());
    }

    @ParameterizedTest
    @CsvSource({"4294967295, 0", "4294901760, 0", "4294901759, 1"})
    void ourCounterIsNeverUsedNearItsEnd(long first, int framesSent) {
        CountingCounters nearTheEnd = new CountingCounters(first);

        assertInstanceOf(MeterFault.CounterExhausted.class, faultOf(() -> associate(nearTheEnd)));
        assertEquals(framesSent, meter.received.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6311800100", "63", "", "d80909", "c401c10000"})
    void releaseAnsweredByAnythingClosesQuietly(String frame) {
        Association association = associated();
        meter.releaseResponse = hex(frame);

        association.close();

        assertTrue(meter.closed);
    }

    @Test
    void generalProtectionAndDedicatedKeysAreNotProposed() {
        byte[] aarq = Aarq.publicClient(1_024);
        byte[] initiate = Arrays.copyOfRange(aarq, aarq.length - 14, aarq.length);

        assertEquals(0, initiate[1], "no dedicated key");
        assertEquals(0, initiate[9] & 0x60, "neither general protection nor general block transfer");
    }

    @Test
    void keysNeverReachALogEvenAtTheFinestLevel() {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(new SimpleFormatter().format(record));
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.FINEST);
        try {
            Logger.getLogger("gurux.dlms").finest("heard");
            Association association = associated();
            association.get(REGISTER);
            association.close();
        } finally {
            root.setLevel(before);
            root.removeHandler(handler);
        }
        assertTrue(logged.stream().anyMatch(line -> line.contains("heard")), "the finest level is listened to");
        for (String line : logged) {
            String digits = line.replaceAll("[^0-9a-fA-F]", "").toLowerCase(java.util.Locale.ROOT);
            assertFalse(digits.contains("000102030405060708090a0b0c0d0e0f"), "encryption key");
            assertFalse(digits.contains("d0d1d2d3d4d5d6d7d8d9dadbdcdddedf"), "authentication key");
        }
    }

    @Test
    void zoneOfTheMachineChangesNeitherRequestsNorTimes() {
        CosemAttribute buffer = new CosemAttribute(7, ObisCode.parse("1.0.99.1.0.255"), 2);
        Instant from = Instant.parse("2026-10-25T00:30:00Z");
        Instant to = Instant.parse("2026-10-25T01:30:00Z");
        byte[] inUtc = new GuruxApduCodec(1_024).getRange(buffer, from, to);
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Helsinki"));
        try {
            assertArrayEquals(inUtc, new GuruxApduCodec(1_024).getRange(buffer, from, to));
            assertEquals(from, CosemDateTime.decode(CosemDateTime.encode(from)).instant());
            // 03:30 comes twice that night: first with a deviation of -180 minutes, then of -120
            assertEquals(
                    from, CosemDateTime.decode(hex("07ea0a1907031e0000ff4c80")).instant());
            assertEquals(
                    to, CosemDateTime.decode(hex("07ea0a1907031e0000ff8800")).instant());
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0d99, 99", "0d00, 0", "0d42, 42"})
    void bcdIsTwoDecimalDigits(String data, long number) {
        assertEquals(number, Values.integer(ENERGY, CosemValueDecoder.decode(hex(data))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0d9a", "0da9", "0100", "09020102", "173f800000", "0a023132"})
    void registerThatHoldsNoIntegerIsUnexpectedContent(String data) {
        CosemValue value = CosemValueDecoder.decode(hex(data));

        assertInstanceOf(MeterFault.UnexpectedContent.class, faultOf(() -> Values.integer(ENERGY, value)));
    }

    @ParameterizedTest
    @CsvSource({"02020f80161e, -128", "02020f7f161e, 127", "02020ff4161e, -12"})
    void scalersAreKeptExactToTheirEnds(String data, int scaler) {
        assertEquals(new ScalerUnit(scaler, 30), Values.scalerUnit(ENERGY, CosemValueDecoder.decode(hex(data))));
    }

    @Test
    void registersKeepEveryDigit() {
        assertEquals(Long.MAX_VALUE, Values.integer(ENERGY, CosemValueDecoder.decode(hex("157fffffffffffffff"))));
        assertEquals(4_294_967_295L, Values.integer(ENERGY, CosemValueDecoder.decode(hex("06ffffffff"))));
    }

    private static Arguments trap(String name, GuardRule rule, BiFunction<ScriptedMeter, byte[], byte[]> injection) {
        return Arguments.of(name, rule, injection);
    }

    private static BiFunction<ScriptedMeter, byte[], byte[]> protectedBy(int control) {
        return (meter, request) -> tlv(0xCC, meter.protect(control, value(request, NUMBER)));
    }

    /** Under the right keys and counter; {@code %02x} stands for the request's invoke id. */
    private static BiFunction<ScriptedMeter, byte[], byte[]> sealedAs(int tag, String plain) {
        return (meter, request) -> meter.sealed(tag, hex(plain.formatted(request[2] & 0xFF)));
    }

    private Association associated() {
        return associate(counters);
    }

    private Association associate(CountingCounters from) {
        FrameLine line = new FrameLine(
                meter.connect(
                        new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1),
                        1,
                        SimulatedFleet.settings().connectTimeout(),
                        NetworkUse.UNCOUNTED),
                from,
                new ManualGate(),
                System::nanoTime,
                NetworkUse.UNCOUNTED,
                SimulatedFleet.settings());
        return new Associator(GuruxApduCodec::new, random, SimulatedFleet.settings())
                .management(line, ScriptedMeter.keys(), null);
    }

    private static MeterFault faultOf(Runnable action) {
        return assertThrows(MeterFaultException.class, action::run).fault();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.ApduCodec.Reply;

class GuruxApduCodecTest {

    private static final CosemAttribute SERIAL = new CosemAttribute(1, ObisCode.parse("0.0.96.1.0.255"), 2);
    private static final CosemAttribute PROFILE = new CosemAttribute(7, ObisCode.parse("1.0.99.1.0.255"), 2);

    private final GuruxApduCodec codec = new GuruxApduCodec(1_024);

    @Test
    void requestsCarryRisingInvokeIds() {
        byte[] first = codec.get(SERIAL);
        byte[] second = codec.get(SERIAL);

        assertEquals("00010000600100ff0200", hex(first, 3));
        assertEquals((first[2] & 0x0F) + 1, second[2] & 0x0F);
        assertEquals(first[2] & 0xF0, second[2] & 0xF0);
    }

    @Test
    void rangeIsAskedForInUtcWithDeviationZero() {
        Instant from = Instant.parse("2026-10-25T00:30:00Z");
        Instant to = Instant.parse("2026-10-25T01:30:00Z");

        byte[] request = codec.getRange(PROFILE, from, to);

        assertEquals("0007 0100630100ff 02 01 01".replace(" ", ""), hex(Arrays.copyOf(request, 14), 3));
        CosemValue.Structure range = assertInstanceOf(
                CosemValue.Structure.class, CosemValueDecoder.decode(Arrays.copyOfRange(request, 14, request.length)));
        assertEquals(
                new CosemValue.Structure(List.of(
                        CosemValue.longUnsigned(8),
                        new CosemValue.OctetString(Octets.ofHex("0000010000ff")),
                        new IntegerValue(IntegerType.INTEGER, 2),
                        CosemValue.longUnsigned(0))),
                range.elements().get(0));
        assertEquals(from, time(range.elements().get(1)));
        assertEquals(to, time(range.elements().get(2)));
        assertEquals(new CosemValue.Array(List.of()), range.elements().get(3));
    }

    @Test
    void imageBlockIsAStructureOfNumberAndOctets() {
        CosemValue parameter = new CosemValue.Structure(
                List.of(CosemValue.doubleLongUnsigned(3), CosemValue.OctetString.of(new byte[16])));

        byte[] request = codec.action(new CosemAttribute(18, ObisCode.parse("0.0.44.0.1.255"), 2), parameter);

        assertEquals("0012 00002c0001ff 02 01".replace(" ", ""), hex(Arrays.copyOf(request, 13), 3));
        assertEquals(parameter, CosemValueDecoder.decode(Arrays.copyOfRange(request, 13, request.length)));
    }

    @Test
    void valueOfANormalReplyIsHandedOverAsItCame() {
        byte[] request = codec.get(SERIAL);

        Reply reply = codec.decode(reply(request, "c401%02x00 0903414243"));

        assertEquals(new Reply.Complete(Octets.ofHex("0903414243")), reply);
    }

    @Test
    void nullDataIsAValueAndNotAMissingReply() {
        byte[] request = codec.get(SERIAL);

        assertEquals(new Reply.Complete(Octets.ofHex("00")), codec.decode(reply(request, "c401%02x00 00")));
    }

    @Test
    void refusalsCarryTheirCodeAlsoUnknownOnes() {
        assertEquals(new Reply.Refused(4), codec.decode(reply(codec.get(SERIAL), "c401%02x01 04")));
        assertEquals(new Reply.Refused(250), codec.decode(reply(codec.get(SERIAL), "c401%02x01 fa")));
        assertEquals(
                new Reply.Refused(3), codec.decode(reply(codec.set(SERIAL, CosemValue.unsigned(1)), "c501%02x 03")));
        assertEquals(
                new Reply.Refused(11),
                codec.decode(reply(codec.action(SERIAL, CosemValue.unsigned(1)), "c701%02x 0b")));
    }

    @Test
    void replyThatIsNeitherDataNorAResultIsAFault() {
        for (String odd : new String[] {"c401%02x02 04", "c402%02x 01 00000001 02 01 00", "c403%02x 01 00 1107"}) {
            byte[] request = codec.get(SERIAL);
            assertThrows(MeterFaultException.class, () -> codec.decode(reply(request, odd)), odd);
        }
    }

    @Test
    void blocksAreAskedForAndJoined() {
        byte[] request = codec.get(PROFILE);
        Reply.MoreBlocks more = assertInstanceOf(
                Reply.MoreBlocks.class, codec.decode(reply(request, "c402%02x 00 00000001 00 04 01020906")));
        assertEquals("c002", hex(Arrays.copyOf(more.nextRequest(), 2), 0));
        assertEquals("00000001", hex(more.nextRequest(), 3));
        assertEquals(request[2], more.nextRequest()[2]);
        more = assertInstanceOf(
                Reply.MoreBlocks.class, codec.decode(reply(more.nextRequest(), "c402%02x 00 00000002 00 03 010203")));

        Reply whole = codec.decode(reply(more.nextRequest(), "c402%02x 01 00000003 00 05 040506 1107"));

        assertEquals(new Reply.Complete(Octets.ofHex("01020906010203040506" + "1107")), whole);
    }

    @Test
    void actionReturnsItsValueOrNone() {
        CosemValue parameter = CosemValue.unsigned(1);

        assertEquals(
                new Reply.Complete(Octets.ofHex("0901aa")),
                codec.decode(reply(codec.action(SERIAL, parameter), "c701%02x 00 0100 0901aa")));
        assertEquals(
                new Reply.Complete(Octets.empty()),
                codec.decode(reply(codec.action(SERIAL, parameter), "c701%02x 00")));
        assertEquals(
                new Reply.Complete(Octets.empty()),
                codec.decode(reply(codec.action(SERIAL, parameter), "c701%02x 00 00")));
    }

    @Test
    void requestLargerThanTheMeterAcceptsIsRefusedNotSplit() {
        GuruxApduCodec small = new GuruxApduCodec(100);

        MeterFaultException refused = assertThrows(
                MeterFaultException.class, () -> small.set(SERIAL, CosemValue.OctetString.of(new byte[120])));

        assertInstanceOf(MeterFault.CodecFailed.class, refused.fault());
    }

    @Test
    void errorsOfTheCodecAreFaultsAlsoStackOverflow() {
        byte[] request = codec.action(SERIAL, CosemValue.unsigned(1));
        String nested = "c701%02x000100" + "0201".repeat(30_000);

        MeterFaultException failed =
                assertThrows(MeterFaultException.class, () -> codec.decode(reply(request, nested)));

        assertInstanceOf(MeterFault.CodecFailed.class, failed.fault());
    }

    @Test
    void unknownInterfaceClassIsAFault() {
        assertThrows(
                MeterFaultException.class,
                () -> codec.get(new CosemAttribute(60_000, ObisCode.parse("0.0.96.1.0.255"), 2)));
    }

    private static Instant time(CosemValue value) {
        CosemValue.OctetString octets = assertInstanceOf(CosemValue.OctetString.class, value);
        byte[] at = octets.octets().toArray();
        assertArrayEquals(new byte[] {0, 0}, Arrays.copyOfRange(at, 9, 11));
        return CosemDateTime.decode(at).instant();
    }

    private static byte[] reply(byte[] request, String pattern) {
        return HexFormat.of().parseHex(pattern.formatted(request[2] & 0xFF).replace(" ", ""));
    }

    private static String hex(byte[] octets, int from) {
        return HexFormat.of().formatHex(octets, from, octets.length);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.guard.FrameGuard;

public class FrameGuardFuzzTest {

    private static final List<byte[]> REQUESTS = List.of(
            HexFormat.of().parseHex("c001c100080000010000ff0200"),
            HexFormat.of().parseHex("c101c100010000600100ff020000"),
            HexFormat.of().parseHex("c301c1000f0000280000ff01010900"),
            HexFormat.of().parseHex("c003c10200010000600100ff020000080000010000ff0200"));
    private static final byte[] NEXT_BLOCK = HexFormat.of().parseHex("c002c100000001");

    private final ApduCipher client = Fixtures.client();

    /** The first octet chooses the request, then come the replies. */
    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyRepliesPassInPlainOrAreRefused(byte[] octets) {
        if (octets.length > 0) {
            Bounds.hold(octets.length, MeterFaultException.class, () -> replies(octets, false));
        }
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void sealedRepliesPassJustWhenTheyWouldInPlain(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        Optional<Integer> plain = Bounds.hold(octets.length, MeterFaultException.class, () -> replies(octets, false));
        Optional<Integer> sealed = Bounds.hold(octets.length, MeterFaultException.class, () -> replies(octets, true));
        assertTrue(plain.equals(sealed), () -> "in plain " + plain + ", sealed " + sealed);
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void nothingWithoutAValidTagPassesOnACipheredAssociation(byte[] octets) {
        assertTrue(Bounds.hold(octets.length, MeterFaultException.class, () -> {
                    FrameGuard guard = FrameGuard.ciphered(Fixtures.LIMITS, client, Fixtures.METER_TITLE, -1);
                    guard.expectReplyTo(REQUESTS.get(0));
                    return guard.admit(octets);
                })
                .isEmpty());
    }

    /** How many replies passed; a refusal is thrown. */
    private int replies(byte[] octets, boolean seal) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        byte[] request = REQUESTS.get((in.get() & 0xFF) % REQUESTS.size());
        FrameGuard guard = seal
                ? FrameGuard.ciphered(Fixtures.LIMITS, client, Fixtures.METER_TITLE, -1)
                : FrameGuard.plain(Fixtures.LIMITS);
        guard.expectReplyTo(request);
        ApduCipher meter = Fixtures.meter();
        int passed = 0;
        for (byte[] reply : Fixtures.frames(in)) {
            byte[] admitted = guard.admit(seal ? sealed(meter, request, passed, reply) : reply);
            assertArrayEquals(reply, admitted);
            passed++;
            if (reply[0] == (byte) 0xC4 && reply[1] == 2) {
                guard.expectReplyTo(NEXT_BLOCK);
            } else {
                guard.expectReplyTo(request);
            }
        }
        return passed;
    }

    private static byte[] sealed(ApduCipher meter, byte[] request, int counter, byte[] reply) {
        if (reply.length > 0 && (reply[0] == (byte) 0xD8 || reply[0] == 0x0E)) {
            return reply; // a meter sends these in plain
        }
        byte[] content = meter.protect(counter, reply);
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) (FrameGuard.gloTag(request) + 4))
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}

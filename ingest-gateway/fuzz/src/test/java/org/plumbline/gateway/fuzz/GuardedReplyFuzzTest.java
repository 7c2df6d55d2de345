// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.guard.FrameGuard;
import org.plumbline.gateway.port.ApduCodec;

/** The codec behind the guard, as a session uses them. */
public class GuardedReplyFuzzTest {

    private static final CosemAttribute PROFILE = new CosemAttribute(7, ObisCode.parse("1.0.99.1.0.255"), 2);
    private static final int OCTETS_FOR_A_FRAME = 64; // what the codec allocates for each frame, however short
    private static final int CALENDARS = 4; // Gurux makes one of each date, 7 kB for six octets, and nobody asks for it
    private static final int HEADER = 4; // tag, type, invoke id, choice

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void whatTheGuardPassesTheCodecReadsUnchanged(byte[] octets) {
        int frames = Fixtures.frames(ByteBuffer.wrap(octets)).size();
        Bounds.hold(
                CALENDARS * octets.length + frames * OCTETS_FOR_A_FRAME,
                MeterFaultException.class,
                () -> transfer(octets));
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void theCodecAloneThrowsNothingButItsFault(byte[] octets) {
        if (octets.length > 0) {
            GuruxApduCodec codec = new GuruxApduCodec(1_024);
            codec.get(PROFILE);
            try {
                codec.decode(octets);
            } catch (MeterFaultException declared) {
                assertEquals("PROT-01", declared.fault().eventCode().code());
            }
        }
    }

    private static Octets transfer(byte[] octets) {
        FrameGuard guard = FrameGuard.plain(Fixtures.LIMITS);
        ApduCodec codec = new GuruxApduCodec(1_024);
        byte[] request = codec.get(PROFILE);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        for (byte[] frame : Fixtures.frames(ByteBuffer.wrap(octets))) {
            if (frame.length > 2) {
                frame[2] = request[2];
            }
            guard.expectReplyTo(request);
            byte[] plain = guard.admit(frame);
            switch (codec.decode(plain)) {
                case ApduCodec.Reply.Complete(Octets data) -> {
                    byte[] expected = plain[1] == 1
                            ? Arrays.copyOfRange(plain, HEADER, plain.length)
                            : appended(blocks, plain).toByteArray();
                    assertArrayEquals(expected, data.toArray());
                    CosemValueDecoder.decode(data.toArray());
                    return data;
                }
                case ApduCodec.Reply.Refused(int code) -> {
                    assertEquals(plain[plain.length - 1] & 0xFF, code);
                    return Octets.empty();
                }
                case ApduCodec.Reply.MoreBlocks(byte[] next) -> {
                    appended(blocks, plain);
                    assertEquals(request[2], next[2], "one transfer has one invoke id");
                    request = next;
                }
            }
        }
        return Octets.empty();
    }

    private static ByteArrayOutputStream appended(ByteArrayOutputStream blocks, byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain).position(9); // last-block, block number, choice
        byte[] content = new byte[CosemValueDecoder.length(in)];
        in.get(content);
        blocks.writeBytes(content);
        return blocks;
    }
}

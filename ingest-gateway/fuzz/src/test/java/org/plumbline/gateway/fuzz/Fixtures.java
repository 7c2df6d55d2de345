// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.guard.GuardLimits;

/** Keys that no published frame is sealed with, and how one input holds several frames. */
final class Fixtures {

    static final GuardLimits LIMITS = new GuardLimits(16, 4_096, Duration.ofMinutes(1));
    static final byte[] METER_TITLE = HexFormat.of().parseHex("4d4d4d0000bc614e");

    private static final int MOST_FRAMES = 24;

    private Fixtures() {}

    /** Seals as the meter does and opens what the meter sealed. */
    static ApduCipher meter() {
        return cipher(METER_TITLE);
    }

    static ApduCipher client() {
        return cipher(HexFormat.of().parseHex("4d4d4d0000000001"));
    }

    private static ApduCipher cipher(byte[] title) {
        return new ApduCipher(new SecurityContext(
                title,
                HexFormat.of().parseHex("9c5e4a17b8d2036fe1a8704bc39d2f56"),
                HexFormat.of().parseHex("47f0d3928b6ac15e2e97b04c8d1f63a5")));
    }

    /** Frames, each after its length in two octets; the last one ends with the input. */
    static List<byte[]> frames(ByteBuffer in) {
        List<byte[]> frames = new ArrayList<>();
        while (in.remaining() >= 2 && frames.size() < MOST_FRAMES) {
            int length = in.getShort() & 0xFFFF;
            byte[] frame = new byte[Math.min(length, in.remaining())];
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    static byte[] remaining(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }
}

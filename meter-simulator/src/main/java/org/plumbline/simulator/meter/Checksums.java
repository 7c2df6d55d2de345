// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The three checksums of the meter models, over a range of octets. */
public final class Checksums {
    private Checksums() {}

    /** CRC-16/X-25 (CRC-16/IBM-SDLC): reflected 0x1021, initial and final 0xFFFF. */
    public static int crc16X25(byte[] octets, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= octets[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
            }
        }
        return crc ^ 0xFFFF;
    }

    /** CRC-32C (Castagnoli), 0..2^32-1. */
    public static long crc32c(byte[] octets, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, length);
        return crc.getValue();
    }

    /** CRC-32/ISO-HDLC, 0..2^32-1. */
    public static long crc32(byte[] octets, int length) {
        CRC32 crc = new CRC32();
        crc.update(octets, 0, length);
        return crc.getValue();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Checksum algorithms of coefficient blocks, by their names in the CRC catalogue of G. Cook (reveng). */
public enum Checksum {
    /** CRC-16/IBM-SDLC, also X-25; check value 0x906E. */
    CRC_16_X25,
    /** CRC-32C (Castagnoli), CRC-32/ISCSI; check value 0xE3069283. */
    CRC_32C,
    /** CRC-32/ISO-HDLC; check value 0xCBF43926. */
    CRC_32;

    /** The checksum of the first {@code length} octets, as an unsigned number. */
    public long of(byte[] octets, int length) {
        return switch (this) {
            case CRC_16_X25 -> crc16(octets, length);
            case CRC_32C -> {
                CRC32C crc = new CRC32C();
                crc.update(octets, 0, length);
                yield crc.getValue();
            }
            case CRC_32 -> {
                CRC32 crc = new CRC32();
                crc.update(octets, 0, length);
                yield crc.getValue();
            }
        };
    }

    /** Reflected polynomial 0x8408, initial value 0xFFFF, final complement. */
    private static long crc16(byte[] octets, int length) {
        int crc = 0xFFFF;
        for (int i = 0; i < length; i++) {
            crc ^= octets[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x8408;
            }
        }
        return ~crc & 0xFFFF;
    }
}

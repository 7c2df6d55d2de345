// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.Arrays;

/** Reads big-endian values from octets; every read beyond the end is a {@link DlmsFormatException}. */
final class OctetReader {
    private final byte[] octets;
    private final int end;
    private int position;

    OctetReader(byte[] octets) {
        this(octets, 0, octets.length);
    }

    private OctetReader(byte[] octets, int from, int end) {
        this.octets = octets;
        this.position = from;
        this.end = end;
    }

    int remaining() {
        return end - position;
    }

    int u8() {
        require(1);
        return octets[position++] & 0xFF;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    long u32() {
        return (long) u16() << 16 | u16();
    }

    /** Sign-extended integer of 1..8 octets. */
    long signed(int length) {
        long value = (byte) u8();
        for (int i = 1; i < length; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    /** Unsigned integer of 1..8 octets; eight octets are taken modulo 2^64. */
    long unsigned(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    byte[] take(int count) {
        require(count);
        byte[] taken = Arrays.copyOfRange(octets, position, position + count);
        position += count;
        return taken;
    }

    byte[] takeRest() {
        return take(remaining());
    }

    /** A length in A-XDR or BER: one octet below 0x80, otherwise the count of length octets (at most four). */
    int length() {
        int first = u8();
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7F;
        if (count < 1 || count > 4) {
            throw new DlmsFormatException("length of " + count + " octets");
        }
        long length = unsigned(count);
        if (length > Integer.MAX_VALUE) {
            throw new DlmsFormatException("length " + length);
        }
        return (int) length;
    }

    /** A reader for the next {@code count} octets, which this one skips. */
    OctetReader section(int count) {
        require(count);
        OctetReader section = new OctetReader(octets, position, position + count);
        position += count;
        return section;
    }

    private void require(int count) {
        if (count < 0 || count > end - position) {
            throw new DlmsFormatException("needs " + count + " octets, has " + (end - position));
        }
    }
}

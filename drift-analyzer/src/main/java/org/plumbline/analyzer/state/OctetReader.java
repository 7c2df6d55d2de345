// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads what {@link OctetWriter} wrote; never past the end and never more than there is. Malformed octets give a
 * {@link StateFormatException}. Not thread-safe.
 */
public final class OctetReader {
    private final byte[] octets;
    private int at;

    /** @param octets read from the first on; not changed */
    public OctetReader(byte[] octets) {
        this.octets = octets;
    }

    /** 0..255. */
    public int octet() {
        if (at >= octets.length) {
            throw new StateFormatException("ends after " + octets.length + " octets");
        }
        return octets[at++] & 0xFF;
    }

    /** A signed number. */
    public long number() {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            raw |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new StateFormatException("number is longer than ten octets");
    }

    /** A number that must fit an int. */
    public int integer() {
        long value = number();
        if (value != (int) value) {
            throw new StateFormatException("number out of range: " + value);
        }
        return (int) value;
    }

    /** A number of elements that follow, each at least one octet long. */
    public int count() {
        int count = integer();
        if (count < 0 || count > octets.length - at) {
            throw new StateFormatException("count out of range: " + count);
        }
        return count;
    }

    /** A double, bit by bit. */
    public double real() {
        return Double.longBitsToDouble(tail(8));
    }

    /** A number of its last octets, the highest first. */
    long tail(int count) {
        long bits = 0;
        for (int k = 0; k < count; k++) {
            bits = bits << 8 | octet();
        }
        return bits;
    }

    /** What {@link OctetWriter#hex} wrote. */
    String hex() {
        return flag() ? HexFormat.of().formatHex(octets()) : text();
    }

    /** UTF-8 text. */
    public String text() {
        int length = count();
        String value = new String(octets, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    /** Octets with their number before them. */
    public byte[] octets() {
        int length = count();
        byte[] value = Arrays.copyOfRange(octets, at, at + length);
        at += length;
        return value;
    }

    /** One octet, 1 or 0. */
    public boolean flag() {
        int value = octet();
        if (value > 1) {
            throw new StateFormatException("flag is " + value);
        }
        return value == 1;
    }

    int position() {
        return at;
    }

    /** Fails when octets are left. */
    public void end() {
        if (at != octets.length) {
            throw new StateFormatException((octets.length - at) + " octets after the end");
        }
    }
}

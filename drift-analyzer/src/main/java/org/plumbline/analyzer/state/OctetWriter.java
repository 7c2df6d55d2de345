// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Appends numbers and texts to a growing array. Signed numbers are zigzag varints. Not thread-safe. */
public final class OctetWriter {
    private byte[] octets;
    private int length;

    /** @param expectedOctets first size of the array */
    public OctetWriter(int expectedOctets) {
        octets = new byte[Math.max(16, expectedOctets)];
    }

    /** The low eight bits. */
    public OctetWriter octet(int value) {
        reserve(1);
        octets[length++] = (byte) value;
        return this;
    }

    /** Any signed number, small magnitudes in few octets. */
    public OctetWriter number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        reserve(10);
        while ((rest & ~0x7FL) != 0) {
            octets[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        octets[length++] = (byte) rest;
        return this;
    }

    /** The eight octets of a double, bit by bit. */
    public OctetWriter real(double value) {
        return tail(Double.doubleToRawLongBits(value), 8);
    }

    /** The last octets of a number, the highest first. */
    OctetWriter tail(long value, int count) {
        reserve(count);
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            octets[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A text that is mostly lower-case hexadecimal and takes half its length then; any other is kept as it is. */
    OctetWriter hex(String value) {
        if (value.length() % 2 != 0 || !value.chars().allMatch(OctetWriter::isHexDigit)) {
            return flag(false).text(value);
        }
        return flag(true).octets(HexFormat.of().parseHex(value));
    }

    private static boolean isHexDigit(int character) {
        return character >= '0' && character <= '9' || character >= 'a' && character <= 'f';
    }

    /** UTF-8 with its length before it. */
    public OctetWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length).raw(utf8, 0, utf8.length);
    }

    /** One octet, 1 or 0. */
    public OctetWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** Any octets with their number before them. */
    public OctetWriter octets(byte[] value) {
        return number(value.length).raw(value, 0, value.length);
    }

    OctetWriter raw(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, octets, length, count);
        length += count;
        return this;
    }

    /** What was written, as a new array. */
    public byte[] toOctets() {
        return Arrays.copyOf(octets, length);
    }

    private void reserve(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
        }
    }
}

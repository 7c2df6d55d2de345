// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.Arrays;

/** Writes big-endian values into a growing array. */
final class OctetWriter {
    private byte[] octets;
    private int size;

    OctetWriter() {
        this(64);
    }

    OctetWriter(int expectedOctets) {
        octets = new byte[expectedOctets];
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(octets, size);
    }

    OctetWriter u8(int value) {
        reserve(1);
        octets[size++] = (byte) value;
        return this;
    }

    OctetWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    OctetWriter u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    OctetWriter bytes(byte... values) {
        reserve(values.length);
        System.arraycopy(values, 0, octets, size, values.length);
        size += values.length;
        return this;
    }

    OctetWriter bytes(byte[] values, int from, int count) {
        reserve(count);
        System.arraycopy(values, from, octets, size, count);
        size += count;
        return this;
    }

    /** A length in its shortest form. */
    OctetWriter length(int length) {
        if (length < 0x80) {
            return u8(length);
        }
        if (length < 0x100) {
            return u8(0x81).u8(length);
        }
        return length < 0x10000 ? u8(0x82).u16(length) : u8(0x84).u32(length);
    }

    /** Tag, length, content. */
    OctetWriter tagged(int tag, byte... content) {
        return u8(tag).length(content.length).bytes(content);
    }

    private void reserve(int count) {
        if (size + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + count));
        }
    }
}

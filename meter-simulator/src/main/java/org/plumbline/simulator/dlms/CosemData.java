// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A COSEM value (A-XDR). Only the types that the simulated meters use. Octet arrays are not copied: do not change. */
sealed interface CosemData {
    int NULL = 0;
    int ARRAY = 1;
    int STRUCTURE = 2;
    int BOOLEAN = 3;
    int BIT_STRING = 4;
    int DOUBLE_LONG = 5;
    int DOUBLE_LONG_UNSIGNED = 6;
    int OCTET_STRING = 9;
    int VISIBLE_STRING = 10;
    int INTEGER = 15;
    int LONG = 16;
    int UNSIGNED = 17;
    int LONG_UNSIGNED = 18;
    int LONG64 = 20;
    int LONG64_UNSIGNED = 21;
    int ENUM = 22;

    int MAXIMUM_DEPTH = 8;
    int MAXIMUM_ELEMENTS = 4096;

    record Null() implements CosemData {}

    /** Any numeric type, boolean and enumeration; {@code tag} tells which. */
    record Number(int tag, long value) implements CosemData {}

    record Octets(byte[] octets) implements CosemData {
        @Override
        public boolean equals(Object other) {
            return other instanceof Octets(byte[] that) && Arrays.equals(octets, that);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    record Bits(List<Boolean> bits) implements CosemData {}

    /** Array or structure; {@code tag} tells which. */
    record Compound(int tag, List<CosemData> elements) implements CosemData {}

    static CosemData structure(CosemData... elements) {
        return new Compound(STRUCTURE, List.of(elements));
    }

    static CosemData array(List<CosemData> elements) {
        return new Compound(ARRAY, elements);
    }

    static CosemData unsigned(int value) {
        return new Number(UNSIGNED, value);
    }

    static CosemData longUnsigned(int value) {
        return new Number(LONG_UNSIGNED, value);
    }

    static CosemData doubleLongUnsigned(long value) {
        return new Number(DOUBLE_LONG_UNSIGNED, value);
    }

    static CosemData integer(int value) {
        return new Number(INTEGER, value);
    }

    static CosemData enumerated(int value) {
        return new Number(ENUM, value);
    }

    /** Encodes into the writer. */
    default void encode(OctetWriter out) {
        switch (this) {
            case Null nothing -> out.u8(NULL);
            case Number number -> {
                out.u8(number.tag());
                encodeNumber(number.value(), numberLength(number.tag()), out);
            }
            case Octets(byte[] octets) -> out.tagged(OCTET_STRING, octets);
            case Bits(List<Boolean> bits) -> encodeBits(bits, out);
            case Compound compound -> {
                out.u8(compound.tag()).length(compound.elements().size());
                compound.elements().forEach(element -> element.encode(out));
            }
        }
    }

    default byte[] encoded() {
        OctetWriter out = new OctetWriter();
        encode(out);
        return out.toByteArray();
    }

    /** Decodes one value; depth and number of elements are bounded. */
    static CosemData decode(OctetReader in) {
        return decode(in, 0);
    }

    private static CosemData decode(OctetReader in, int depth) {
        if (depth > MAXIMUM_DEPTH) {
            throw new DlmsFormatException("values nested deeper than " + MAXIMUM_DEPTH);
        }
        int tag = in.u8();
        return switch (tag) {
            case NULL -> new Null();
            case ARRAY, STRUCTURE -> decodeCompound(tag, in, depth);
            case OCTET_STRING, VISIBLE_STRING -> new Octets(in.take(in.length()));
            case BIT_STRING -> decodeBits(in);
            case DOUBLE_LONG, INTEGER, LONG, LONG64 -> new Number(tag, in.signed(numberLength(tag)));
            case BOOLEAN, DOUBLE_LONG_UNSIGNED, UNSIGNED, LONG_UNSIGNED, LONG64_UNSIGNED, ENUM ->
                new Number(tag, in.unsigned(numberLength(tag)));
            default -> throw new DlmsFormatException("data type " + tag);
        };
    }

    private static CosemData decodeCompound(int tag, OctetReader in, int depth) {
        int count = in.length();
        if (count > Math.min(MAXIMUM_ELEMENTS, in.remaining())) {
            throw new DlmsFormatException(count + " elements");
        }
        List<CosemData> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(decode(in, depth + 1));
        }
        return new Compound(tag, List.copyOf(elements));
    }

    private static CosemData decodeBits(OctetReader in) {
        int count = in.length();
        byte[] octets = in.take((int) Math.ceilDiv((long) count, 8));
        List<Boolean> bits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            bits.add((octets[i / 8] & 0x80 >> i % 8) != 0);
        }
        return new Bits(List.copyOf(bits));
    }

    private static void encodeBits(List<Boolean> bits, OctetWriter out) {
        byte[] octets = new byte[(bits.size() + 7) / 8];
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i)) {
                octets[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        out.u8(BIT_STRING).length(bits.size()).bytes(octets);
    }

    private static void encodeNumber(long value, int length, OctetWriter out) {
        for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
            out.u8((int) (value >> shift));
        }
    }

    private static int numberLength(int tag) {
        return switch (tag) {
            case BOOLEAN, INTEGER, UNSIGNED, ENUM -> 1;
            case LONG, LONG_UNSIGNED -> 2;
            case DOUBLE_LONG, DOUBLE_LONG_UNSIGNED -> 4;
            case LONG64, LONG64_UNSIGNED -> 8;
            default -> throw new IllegalArgumentException("not a number: " + tag);
        };
    }
}

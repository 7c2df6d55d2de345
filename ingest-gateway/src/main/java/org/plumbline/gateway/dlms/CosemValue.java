// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.util.List;

/** A COSEM data value (IEC 62056-6-2 clause 4.1.5) as far as meters of this fleet use it. */
public sealed interface CosemValue {

    record NullData() implements CosemValue {}

    record BooleanValue(boolean value) implements CosemValue {}

    /**
     * Any integer type. A long64-unsigned above 2^63-1 is refused when decoded.
     *
     * @throws IllegalArgumentException when the value does not fit the type
     */
    record IntegerValue(IntegerType type, long value) implements CosemValue {
        public IntegerValue {
            if (value < type.minimum() || value > type.maximum()) {
                throw new IllegalArgumentException(value + " does not fit " + type);
            }
        }
    }

    record OctetString(Octets octets) implements CosemValue {
        public static OctetString of(byte[] octets) {
            return new OctetString(Octets.of(octets));
        }
    }

    /** visible-string or utf8-string; the text is decoded as ISO 8859-1 or UTF-8. */
    record TextValue(String text) implements CosemValue {}

    /** @param octets bits left-aligned, the last octet padded with zeros */
    record BitString(int bits, Octets octets) implements CosemValue {}

    /** float32 or float64. */
    record FloatValue(double value) implements CosemValue {}

    /**
     * date-time (tag 25, 12 octets), date (26, 5 octets) or time (27, 4 octets).
     *
     * @param octets as they travel; see {@link CosemDateTime}
     */
    record TemporalValue(int tag, Octets octets) implements CosemValue {}

    record Structure(List<CosemValue> elements) implements CosemValue {
        public Structure {
            elements = List.copyOf(elements);
        }
    }

    record Array(List<CosemValue> elements) implements CosemValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** Integer types with their tag and size on the wire. */
    enum IntegerType {
        INTEGER(15, 1, true),
        LONG(16, 2, true),
        DOUBLE_LONG(5, 4, true),
        LONG64(20, 8, true),
        UNSIGNED(17, 1, false),
        LONG_UNSIGNED(18, 2, false),
        DOUBLE_LONG_UNSIGNED(6, 4, false),
        LONG64_UNSIGNED(21, 8, false),
        ENUM(22, 1, false),
        BCD(13, 1, false);

        private final int tag;
        private final int octets;
        private final boolean signed;

        IntegerType(int tag, int octets, boolean signed) {
            this.tag = tag;
            this.octets = octets;
            this.signed = signed;
        }

        public int tag() {
            return tag;
        }

        public int octets() {
            return octets;
        }

        public boolean signed() {
            return signed;
        }

        public long minimum() {
            return signed ? -1L << (octets * 8 - 1) : 0;
        }

        public long maximum() {
            if (octets == 8) {
                return Long.MAX_VALUE;
            }
            return signed ? (1L << (octets * 8 - 1)) - 1 : (1L << (octets * 8)) - 1;
        }
    }

    static IntegerValue unsigned(int value) {
        return new IntegerValue(IntegerType.UNSIGNED, value);
    }

    static IntegerValue longUnsigned(int value) {
        return new IntegerValue(IntegerType.LONG_UNSIGNED, value);
    }

    static IntegerValue doubleLongUnsigned(long value) {
        return new IntegerValue(IntegerType.DOUBLE_LONG_UNSIGNED, value);
    }
}

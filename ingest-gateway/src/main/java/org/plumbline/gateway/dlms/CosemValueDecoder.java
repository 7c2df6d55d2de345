// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;

/**
 * A-XDR decoder of COSEM data (IEC 62056-6-2 clause 4.1.5). Any octets give a value or a {@link MeterFaultException} with
 * {@link MeterFault.GuardViolated}; a count is believed only as far as the octets reach, so what is allocated is bounded
 * by a small multiple of the input, and nesting is bounded.
 */
public final class CosemValueDecoder {

    /** Deepest nesting of structures and arrays accepted; profile buffers need 2. */
    public static final int DEEPEST_NESTING = 8;

    private static final int TAG_NULL = 0;
    private static final int TAG_ARRAY = 1;
    private static final int TAG_STRUCTURE = 2;
    private static final int TAG_BOOLEAN = 3;
    private static final int TAG_BIT_STRING = 4;
    private static final int TAG_OCTET_STRING = 9;
    private static final int TAG_VISIBLE_STRING = 10;
    private static final int TAG_UTF8_STRING = 12;
    private static final int TAG_FLOAT32 = 23;
    private static final int TAG_FLOAT64 = 24;
    private static final int TAG_DATE_TIME = 25;
    private static final int TAG_DATE = 26;
    private static final int TAG_TIME = 27;
    private static final CosemValue NULL = new CosemValue.NullData();

    private CosemValueDecoder() {}

    /** Decodes exactly one value that takes all octets. */
    public static CosemValue decode(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        CosemValue value = decode(in);
        if (in.hasRemaining()) {
            throw violated(GuardRule.LENGTH, in.remaining() + " octets after the value");
        }
        return value;
    }

    /** Decodes one value and leaves the buffer behind it. */
    public static CosemValue decode(ByteBuffer in) {
        try {
            return value(in, 0);
        } catch (BufferUnderflowException cut) {
            throw new MeterFaultException(new MeterFault.GuardViolated(GuardRule.LENGTH, "value is cut short"), cut);
        }
    }

    /**
     * A-XDR or BER length: one octet, or 0x81..0x84 and that many octets. Never more than what remains.
     *
     * @throws MeterFaultException LENGTH
     */
    public static int length(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw violated(GuardRule.LENGTH, "length is missing");
        }
        int first = in.get() & 0xFF;
        long length = first;
        if (first >= 0x80) {
            int octets = first & 0x7F;
            if (octets < 1 || octets > 4 || in.remaining() < octets) {
                throw violated(GuardRule.LENGTH, "malformed length");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | (in.get() & 0xFF);
            }
        }
        if (length > in.remaining()) {
            throw violated(GuardRule.LENGTH, "length " + length + " where " + in.remaining() + " octets remain");
        }
        return (int) length;
    }

    private static CosemValue value(ByteBuffer in, int depth) {
        if (depth > DEEPEST_NESTING) {
            throw violated(GuardRule.NESTING, "nested deeper than " + DEEPEST_NESTING);
        }
        int tag = in.get() & 0xFF;
        return switch (tag) {
            case TAG_NULL -> NULL;
            case TAG_ARRAY -> new CosemValue.Array(elements(in, depth));
            case TAG_STRUCTURE -> new CosemValue.Structure(elements(in, depth));
            case TAG_BOOLEAN -> new CosemValue.BooleanValue(in.get() != 0);
            case TAG_BIT_STRING -> bitString(in);
            case TAG_OCTET_STRING -> new CosemValue.OctetString(octets(in, length(in)));
            case TAG_VISIBLE_STRING -> text(in, StandardCharsets.ISO_8859_1);
            case TAG_UTF8_STRING -> text(in, StandardCharsets.UTF_8);
            case TAG_FLOAT32 -> new CosemValue.FloatValue(in.getFloat());
            case TAG_FLOAT64 -> new CosemValue.FloatValue(in.getDouble());
            case TAG_DATE_TIME -> new CosemValue.TemporalValue(tag, octets(in, CosemDateTime.LENGTH));
            case TAG_DATE -> new CosemValue.TemporalValue(tag, octets(in, 5));
            case TAG_TIME -> new CosemValue.TemporalValue(tag, octets(in, 4));
            default -> integer(in, tag);
        };
    }

    private static List<CosemValue> elements(ByteBuffer in, int depth) {
        int count = length(in); // each element takes at least one octet
        List<CosemValue> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(value(in, depth + 1));
        }
        return elements;
    }

    private static CosemValue bitString(ByteBuffer in) {
        int bits = countOfBits(in);
        return new CosemValue.BitString(bits, octets(in, (bits + 7) / 8));
    }

    // A bit count may exceed the octets that remain, so length() does not fit.
    private static int countOfBits(ByteBuffer in) {
        int first = in.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        return switch (first) {
            case 0x81 -> in.get() & 0xFF;
            case 0x82 -> in.getShort() & 0xFFFF;
            default -> throw violated(GuardRule.LENGTH, "bit-string too long");
        };
    }

    private static CosemValue text(ByteBuffer in, Charset charset) {
        return new CosemValue.TextValue(new String(octets(in, length(in)).toArray(), charset));
    }

    private static CosemValue integer(ByteBuffer in, int tag) {
        for (IntegerType type : IntegerType.values()) {
            if (type.tag() == tag) {
                return new CosemValue.IntegerValue(type, number(in, type));
            }
        }
        throw violated(GuardRule.DATA_TYPE, "data type " + tag + " is not accepted");
    }

    private static long number(ByteBuffer in, IntegerType type) {
        long number = type.signed() ? in.get() : in.get() & 0xFF;
        for (int i = 1; i < type.octets(); i++) {
            number = number << 8 | (in.get() & 0xFF);
        }
        if (!type.signed() && number < 0) {
            throw violated(GuardRule.DATA_TYPE, "long64-unsigned above 2^63-1");
        }
        return number;
    }

    private static Octets octets(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw violated(GuardRule.LENGTH, length + " octets promised, " + in.remaining() + " remain");
        }
        byte[] content = new byte[length];
        in.get(content);
        return Octets.of(content);
    }

    private static MeterFaultException violated(GuardRule rule, String detail) {
        return new MeterFaultException(new MeterFault.GuardViolated(rule, detail));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a type of meter keeps its calibration coefficients, and what it measures, as data. The canonical octets of a block are the same on
 * every topic and in every service, whatever the COSEM type on the wire. Immutable and pure.
 *
 * @param name name used in registrations
 * @param blockOctets length of a block
 * @param fixed octets that every block of the model has
 * @param gains the gain fields
 * @param phases the angle fields; null where the model has none
 * @param offsets the offset power fields; null where the model has none
 * @param checksum how a block is checked
 * @param active attribute with the active block
 * @param activeChecksum attribute with its checksum; null where it is only in the block
 * @param encoding COSEM type of the block attributes
 * @param structure field types when the encoding is STRUCTURE, in the order of the octets; else empty
 * @param certificationLog logical name of the certification data log, with the columns clock, change counter afterwards,
 *     what changed (1 = coefficients), checksum before and after; null where the model has none
 * @param transfer how a block is written and activated
 * @param registers logical names of the class 3 objects that a poll reads beside the load profile: energies, then
 *     instantaneous values; a meter may lack some
 */
public record MeterModel(
        String name,
        int blockOctets,
        List<FixedOctets> fixed,
        GainFields gains,
        CoefficientFields.@Nullable Angles phases,
        CoefficientFields.@Nullable Powers offsets,
        BlockChecksum checksum,
        CosemAttribute active,
        @Nullable CosemAttribute activeChecksum,
        Encoding encoding,
        List<FieldType> structure,
        @Nullable String certificationLog,
        Transfer transfer,
        List<String> registers) {

    public MeterModel {
        registers = List.copyOf(registers);
    }

    /** COSEM type of a block attribute. */
    public enum Encoding {
        /** octet-string with the canonical octets. */
        OCTET_STRING,
        /** structure of the fields in {@link MeterModel#structure()}. */
        STRUCTURE
    }

    /** COSEM integer types of structure fields, with their width in octets. */
    public enum FieldType {
        LONG_UNSIGNED(2, false),
        LONG(2, true),
        DOUBLE_LONG_UNSIGNED(4, false),
        DOUBLE_LONG(4, true);

        private final int octets;
        private final boolean signed;

        FieldType(int octets, boolean signed) {
            this.octets = octets;
            this.signed = signed;
        }

        /** Width in octets. */
        public int octets() {
            return octets;
        }

        /** True for two's complement. */
        public boolean signed() {
            return signed;
        }
    }

    /** How a raw gain becomes a factor. */
    public enum GainLaw {
        /** raw / 2^n. */
        MULTIPLICATIVE,
        /** 1 + raw / 2^n. */
        ONE_PLUS
    }

    /** Octets (hexadecimal) that must stand at an offset. */
    public record FixedOctets(int offset, String octets) {}

    /** Adjacent 32-bit gain fields, big-endian. */
    public record GainFields(int offset, int count, boolean signed, GainLaw law, int fractionBits) {}

    /** The checksum over the first octets of a block; stored in the block at an offset, or kept elsewhere (null). */
    public record BlockChecksum(
            Checksum algorithm, int coveredOctets, @Nullable Integer storedAt) {}

    /** The model's checksum of a block, as an unsigned number. */
    public long checksumOf(byte[] block) {
        return checksum.algorithm().of(block, checksum.coveredOctets());
    }

    /**
     * Why octets are not a sound block of this model; empty when they are. A checksum kept outside the block is not
     * judged here.
     */
    public Optional<String> defectOf(byte[] block) {
        if (block.length != blockOctets) {
            return Optional.of("block has " + block.length + " octets, " + name + " has " + blockOctets);
        }
        for (FixedOctets part : fixed) {
            byte[] expected = HexFormat.of().parseHex(part.octets());
            if (!Arrays.equals(expected, 0, expected.length, block, part.offset(), part.offset() + expected.length)) {
                return Optional.of("octets at " + part.offset() + " are not " + part.octets());
            }
        }
        Integer storedAt = checksum.storedAt();
        if (storedAt != null && storedChecksum(block, storedAt) != checksumOf(block)) {
            return Optional.of("checksum in the block is wrong");
        }
        for (double gain : gainsOf(block)) {
            if (!(gain > 0)) {
                return Optional.of("gain " + gain + " is not positive");
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a block is contradicted by the checksum that the meter shows for it (ERR-02), or has another length than any
     * block of this model. An order that expects such a block is one to restore: it can be nothing else.
     *
     * @param shown checksum as read from the meter, unsigned
     */
    public boolean isBroken(byte[] block, long shown) {
        return block.length != blockOctets || checksumOf(block) != shown;
    }

    /** The gain factors of a block, nominal 1, one for each gain field. */
    public double[] gainsOf(byte[] block) {
        ByteBuffer buffer = ByteBuffer.wrap(block);
        double[] factors = new double[gains.count()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = factor(buffer.getInt(gains.offset() + 4 * i));
        }
        return factors;
    }

    /**
     * The block with every gain multiplied by {@code k} and rounded to the coefficient's LSB, checksum renewed, all other
     * octets as they were.
     *
     * @throws IllegalArgumentException when a gain would leave its field
     */
    public byte[] scaled(byte[] block, double k) {
        byte[] result = block.clone();
        ByteBuffer buffer = ByteBuffer.wrap(result);
        for (int i = 0; i < gains.count(); i++) {
            int at = gains.offset() + 4 * i;
            buffer.putInt(at, rawOf(factor(buffer.getInt(at)) * k));
        }
        return sealed(result);
    }

    /**
     * The block with an angle added to every angle field, rounded to the coefficient's LSB, checksum renewed, all other
     * octets as they were.
     *
     * @throws IllegalArgumentException when the model has no angles, or one would leave its field
     */
    public byte[] turned(byte[] block, double radians) {
        CoefficientFields.Angles fields = phases;
        if (fields == null) {
            throw new IllegalArgumentException(name + " has no phase coefficient");
        }
        byte[] result = block.clone();
        ByteBuffer buffer = ByteBuffer.wrap(result);
        long steps = Math.round(radians / fields.lsbRadians());
        for (int i = 0; i < fields.count(); i++) {
            int at = fields.offset() + Short.BYTES * i;
            buffer.putShort(
                    at, (short) checked(buffer.getShort(at) + steps, Short.MIN_VALUE, Short.MAX_VALUE, "phase"));
        }
        return sealed(result);
    }

    /**
     * The block with a power added to the sum of its offsets, rounded to the coefficient's LSB and shared out evenly,
     * checksum renewed, all other octets as they were.
     *
     * @throws IllegalArgumentException when the model has no offsets, or one would leave its field
     */
    public byte[] offsetBy(byte[] block, double watts) {
        CoefficientFields.Powers fields = offsets;
        if (fields == null) {
            throw new IllegalArgumentException(name + " has no offset coefficient");
        }
        byte[] result = block.clone();
        ByteBuffer buffer = ByteBuffer.wrap(result);
        long steps = Math.round(watts / fields.lsbWatts());
        for (int i = 0; i < fields.count(); i++) {
            int at = fields.offset() + Integer.BYTES * i;
            long share = Math.floorDiv(steps + i, (long) fields.count());
            buffer.putInt(at, (int) checked(buffer.getInt(at) + share, Integer.MIN_VALUE, Integer.MAX_VALUE, "offset"));
        }
        return sealed(result);
    }

    /** Mean of the angles of a block in radians; 0 where the model has none. */
    public double meanAngleRadians(byte[] block) {
        CoefficientFields.Angles fields = phases;
        if (fields == null) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(block);
        long sum = 0;
        for (int i = 0; i < fields.count(); i++) {
            sum += buffer.getShort(fields.offset() + Short.BYTES * i);
        }
        return sum * fields.lsbRadians() / fields.count();
    }

    /** Sum of the offset powers of a block in W; 0 where the model has none. */
    public double offsetWatts(byte[] block) {
        CoefficientFields.Powers fields = offsets;
        if (fields == null) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(block);
        long sum = 0;
        for (int i = 0; i < fields.count(); i++) {
            sum += buffer.getInt(fields.offset() + Integer.BYTES * i);
        }
        return sum * fields.lsbWatts();
    }

    /** True where a block of this model has such coefficients. */
    public boolean has(Coefficient coefficient) {
        return switch (coefficient) {
            case GAIN -> true;
            case PHASE -> phases != null;
            case OFFSET -> offsets != null;
        };
    }

    private byte[] sealed(byte[] block) {
        Integer storedAt = checksum.storedAt();
        if (storedAt != null) {
            ByteBuffer.wrap(block).putInt(storedAt, (int) checksumOf(block));
        }
        return block;
    }

    private long checked(long raw, long low, long high, String field) {
        if (raw < low || raw > high) {
            throw new IllegalArgumentException(field + " " + raw + " does not fit the field of " + name);
        }
        return raw;
    }

    /** One LSB of the gain field, as a factor relative to 1. */
    public double gainLsb() {
        return StrictMath.scalb(1.0, -gains.fractionBits());
    }

    /** Mean gain of the target over mean gain of the base: what the energy is multiplied by. */
    public double gainRatio(byte[] base, byte[] target) {
        return Arrays.stream(gainsOf(target)).sum()
                / Arrays.stream(gainsOf(base)).sum();
    }

    private double factor(int rawBits) {
        double raw = gains.signed() ? rawBits : Integer.toUnsignedLong(rawBits);
        double scaled = raw * gainLsb();
        return switch (gains.law()) {
            case MULTIPLICATIVE -> scaled;
            case ONE_PLUS -> 1 + scaled;
        };
    }

    private int rawOf(double factor) {
        double scaled = switch (gains.law()) {
            case MULTIPLICATIVE -> factor;
            case ONE_PLUS -> factor - 1;
        };
        long raw = Math.round(scaled / gainLsb());
        long low = gains.signed() ? Integer.MIN_VALUE : 0;
        long high = gains.signed() ? Integer.MAX_VALUE : 0xFFFF_FFFFL;
        if (raw < low || raw > high) {
            throw new IllegalArgumentException("gain " + factor + " does not fit the field of " + name);
        }
        return (int) raw;
    }

    private static long storedChecksum(byte[] block, int at) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(block).getInt(at));
    }
}

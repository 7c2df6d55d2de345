// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

/**
 * Octets of a fixed number of doubles, given those of the record before; bit by bit the same when read. Two bits each say
 * how a double follows: as before, a whole number (its difference to the one before), or its octets, without the first
 * where that is as before: sign and magnitude seldom change from day to day, the digits of a fit always do.
 */
final class PackedReals {
    private static final int AS_BEFORE = 0;
    private static final int WHOLE = 1;
    private static final int SEVEN_OCTETS = 2;
    private static final int EIGHT_OCTETS = 3;
    private static final int SHORT_OCTETS = 3;
    private static final int KIND_BITS = 2;
    private static final int KINDS_PER_OCTET = 4;

    /** Whole numbers up to this magnitude are exact doubles, and so are their differences as longs. */
    private static final double LARGEST_WHOLE = 1L << 52;

    private PackedReals() {}

    /** @param before as many as there are values */
    static void write(OctetWriter out, double[] values, double[] before) {
        write(out, values, before, 0);
    }

    /** @param shorts bit k is set where value k has five digits: it takes three octets where it is not as before */
    static void write(OctetWriter out, double[] values, double[] before, int shorts) {
        for (int from = 0; from < values.length; from += KINDS_PER_OCTET) {
            int kinds = 0;
            for (int k = from; k < Math.min(from + KINDS_PER_OCTET, values.length); k++) {
                kinds |= kind(values, before, k, shorts) << KIND_BITS * (k - from);
            }
            out.octet(kinds);
        }
        for (int k = 0; k < values.length; k++) {
            switch (kind(values, before, k, shorts)) {
                case WHOLE -> out.number((long) values[k] - whole(before[k]));
                case SEVEN_OCTETS -> out.tail(Double.doubleToRawLongBits(values[k]), 7);
                case EIGHT_OCTETS -> {
                    if (!isShort(k, shorts)) {
                        out.real(values[k]);
                    } else {
                        out.tail(Float.floatToRawIntBits((float) values[k]) >>> Byte.SIZE, SHORT_OCTETS);
                    }
                }
                default -> {}
            }
        }
    }

    /** As many as there were before. */
    static double[] read(OctetReader in, double[] before) {
        return read(in, before, 0);
    }

    /** @param shorts as when they were written */
    static double[] read(OctetReader in, double[] before, int shorts) {
        double[] values = new double[before.length];
        int[] kinds = new int[before.length];
        for (int from = 0; from < kinds.length; from += KINDS_PER_OCTET) {
            int octet = in.octet();
            for (int k = from; k < Math.min(from + KINDS_PER_OCTET, kinds.length); k++) {
                kinds[k] = octet >>> KIND_BITS * (k - from) & EIGHT_OCTETS;
            }
        }
        for (int k = 0; k < values.length; k++) {
            values[k] = switch (kinds[k]) {
                case AS_BEFORE -> before[k];
                case WHOLE -> (double) (in.number() + whole(before[k]));
                case SEVEN_OCTETS ->
                    Double.longBitsToDouble(
                            in.tail(7) | Double.doubleToRawLongBits(before[k]) & 0xFF00_0000_0000_0000L);
                default ->
                    !isShort(k, shorts) ? in.real() : Float.intBitsToFloat((int) in.tail(SHORT_OCTETS) << Byte.SIZE);
            };
        }
        return values;
    }

    private static int kind(double[] values, double[] before, int k, int shorts) {
        if (!isShort(k, shorts)) {
            return kind(values[k], before[k]);
        }
        return isSame(values[k], before[k]) ? AS_BEFORE : EIGHT_OCTETS;
    }

    private static boolean isShort(int k, int shorts) {
        return (shorts >>> k & 1) != 0;
    }

    private static boolean isSame(double value, double before) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(before);
    }

    private static int kind(double value, double before) {
        long bits = Double.doubleToRawLongBits(value);
        long changed = bits ^ Double.doubleToRawLongBits(before);
        if (changed == 0) {
            return AS_BEFORE;
        }
        if (isWhole(value)) {
            return WHOLE;
        }
        return changed >>> 56 == 0 ? SEVEN_OCTETS : EIGHT_OCTETS;
    }

    /** The negative zero is none: it would lose its sign. */
    private static boolean isWhole(double value) {
        return Math.abs(value) <= LARGEST_WHOLE
                && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits((double) (long) value);
    }

    private static long whole(double value) {
        return isWhole(value) ? (long) value : 0;
    }
}

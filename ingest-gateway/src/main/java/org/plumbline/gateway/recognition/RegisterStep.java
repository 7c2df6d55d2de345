// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ScalerUnit;

/**
 * An energy register that is lower than it was one row before, and what that means. Pure.
 *
 * @param from capture time of the row before
 * @param rawFrom register content before the scaler
 * @param modulus what the register counts up to, where it rolled over; else 0
 */
public record RegisterStep(
        Kind kind, ObisCode register, Instant from, Instant to, long rawFrom, long rawTo, long modulus) {

    /** What happened to the register. */
    public enum Kind {
        /** It passed its greatest content and went on from zero. */
        ROLLOVER,
        /** It began again from about zero. */
        RESET,
        /** It fell, though not to zero; energy does not. */
        FALL
    }

    private static final int ENERGY_INTEGRAL = 8; // value group D: time integral 1
    private static final int NET_ENERGY = 16; // value group C: import minus export, which may fall
    private static final List<Integer> ENERGY_UNITS = List.of(30, 31, 32); // Wh, VAh, varh
    /** 4 to 12 decimal digits, and the unsigned integers. */
    private static final long[] MODULI = LongStream.concat(
                    LongStream.iterate(10_000L, power -> power <= 1_000_000_000_000L, power -> power * 10),
                    LongStream.of(1L << 16, 1L << 24, 1L << 32))
            .sorted()
            .toArray();
    /** A register that rolls over makes a step of at most that part of its range, or of a tenth for large loads. */
    private static final int ROLLOVER_PART = 1_000;

    private static final int LARGEST_PART = 10;
    private static final int LARGEST_TIMES_USUAL = 10;
    /** A register that fell to less than that part of itself began again. */
    private static final int RESET_PART = 100;

    /** @param rows by capture time, each of another time */
    public static List<RegisterStep> falling(ProfileLayout layout, List<ProfileRow> rows) {
        List<RegisterStep> steps = new ArrayList<>();
        for (int column = 0; column < layout.registers().size(); column++) {
            if (countsEnergy(layout.registers().get(column))) {
                falling(layout.registers().get(column).obis(), column, rows, steps);
            }
        }
        return steps;
    }

    private static boolean countsEnergy(ProfileLayout.Column column) {
        ScalerUnit scaler = column.scalerUnit();
        ObisCode obis = column.obis();
        return scaler != null
                && ENERGY_UNITS.contains(scaler.unit())
                && obis.a() == 1
                && obis.d() == ENERGY_INTEGRAL
                && obis.c() != NET_ENERGY;
    }

    private static void falling(ObisCode register, int column, List<ProfileRow> rows, List<RegisterStep> steps) {
        ProfileRow before = null;
        for (ProfileRow row : rows) {
            Long to = row.values().get(column);
            if (to == null) {
                continue;
            }
            Long from = before == null ? null : before.values().get(column);
            if (before != null && from != null && to < from) {
                long usual = largestRise(column, rows);
                steps.add(judged(register, before.captureTime(), row.captureTime(), from, to, usual));
            }
            before = row;
        }
    }

    /** @param usual largest rise from one row to the next nearby, 0 where there is none */
    static RegisterStep judged(ObisCode register, Instant from, Instant to, long rawFrom, long rawTo, long usual) {
        long modulus = modulusOf(rawFrom, rawTo, usual);
        boolean nearZero = rawTo <= Math.max(rawFrom / RESET_PART, usual);
        Kind kind = modulus > 0 ? Kind.ROLLOVER : nearZero ? Kind.RESET : Kind.FALL;
        return new RegisterStep(kind, register, from, to, rawFrom, rawTo, modulus);
    }

    /** 0 when no usual register width explains the step. */
    private static long modulusOf(long from, long to, long usual) {
        for (long modulus : MODULI) {
            long step = modulus - from + to;
            long largest =
                    Math.max(modulus / ROLLOVER_PART, Math.min(usual * LARGEST_TIMES_USUAL, modulus / LARGEST_PART));
            if (from < modulus && step <= largest) {
                return modulus;
            }
        }
        return 0;
    }

    private static long largestRise(int column, List<ProfileRow> rows) {
        long largest = 0;
        Long before = null;
        for (ProfileRow row : rows) {
            Long now = row.values().get(column);
            if (before != null && now != null) {
                largest = Math.max(largest, now - before);
            }
            before = now;
        }
        return largest;
    }
}

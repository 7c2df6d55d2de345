// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a meter answered in one poll, as integers with the scalers of their registers. Immutable; equal content is equal.
 */
public final class PollSample {
    /** Time first; the rest only makes the order total. */
    public static final Comparator<PollSample> ORDER = Comparator.comparingLong(PollSample::second)
            .thenComparingInt(PollSample::epoch)
            .thenComparing(sample -> sample.raws, Arrays::compare)
            .thenComparing(sample -> sample.scalers, Arrays::compare)
            .thenComparingInt(sample -> sample.present);

    private static final int LARGEST_SCALER = 9;

    private final long second;
    private final int epoch;
    private final int present;
    private final long[] raws;
    private final byte[] scalers;

    /**
     * One register.
     *
     * @param raw attribute 2 as an integer
     * @param scaler power of ten, -9..9
     */
    public record Register(long raw, int scaler) {
        public Register {
            if (Math.abs(scaler) > LARGEST_SCALER) {
                throw new IllegalArgumentException("scaler " + scaler);
            }
        }
    }

    private PollSample(long second, int epoch, int present, long[] raws, byte[] scalers) {
        this.second = second;
        this.epoch = epoch;
        this.present = present;
        this.raws = raws;
        this.scalers = scalers;
    }

    /**
     * A sample of the registers that the meter gave.
     *
     * @param second by the meter's clock, since 1970-01-01T00:00:00Z
     * @param epoch calibration epoch, 0 where it is unknown
     */
    public static PollSample of(long second, int epoch, Map<Quantity, Register> registers) {
        long[] raws = new long[Quantity.values().length];
        byte[] scalers = new byte[raws.length];
        int present = 0;
        for (Map.Entry<Quantity, Register> given : registers.entrySet()) {
            present |= given.getKey().bit();
            raws[given.getKey().ordinal()] = given.getValue().raw();
            scalers[given.getKey().ordinal()] = (byte) given.getValue().scaler();
        }
        return new PollSample(second, epoch, present, raws, scalers);
    }

    /** The registers of {@link #of}. */
    public Map<Quantity, Register> registers() {
        Map<Quantity, Register> registers = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            if (has(quantity)) {
                registers.put(quantity, new Register(raw(quantity), scaler(quantity)));
            }
        }
        return registers;
    }

    /** By the meter's clock, since 1970-01-01T00:00:00Z. */
    public long second() {
        return second;
    }

    public int epoch() {
        return epoch;
    }

    public boolean has(Quantity quantity) {
        return (present & quantity.bit()) != 0;
    }

    boolean hasAll(Iterable<Quantity> quantities) {
        for (Quantity quantity : quantities) {
            if (!has(quantity)) {
                return false;
            }
        }
        return true;
    }

    /** 0 where the register is not there. */
    public long raw(Quantity quantity) {
        return raws[quantity.ordinal()];
    }

    public int scaler(Quantity quantity) {
        return scalers[quantity.ordinal()];
    }

    /** In the unit of the quantity; 0 where the register is not there. */
    double value(Quantity quantity) {
        return raw(quantity) * resolution(quantity);
    }

    /** One step of the register, in the unit of the quantity. */
    double resolution(Quantity quantity) {
        return Decimal.power(scaler(quantity));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PollSample sample && ORDER.compare(this, sample) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(second) * 31 + Arrays.hashCode(raws);
    }

    @Override
    public String toString() {
        return "PollSample[" + second + ", epoch " + epoch + ", " + registers() + "]";
    }
}

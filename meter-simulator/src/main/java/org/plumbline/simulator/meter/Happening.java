// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.time.Instant;

/** Something that happens to a meter in the field, by script. What it does: {@code docs/meter-models.md}. */
public sealed interface Happening {

    /** At a field instant, on a meter of the fleet. */
    record Scheduled(String meterId, Instant at, Happening what) {}

    /** How much a meter tells of a change that somebody made. */
    enum Telling {
        /** The change counter rises and the certification data log has a row. */
        COUNTED_AND_LOGGED,
        /** Only the change counter rises. */
        COUNTED,
        /** Nothing tells of it but the values themselves. */
        SILENT
    }

    /** Which tamper contact opened. */
    enum Contact {
        METER_COVER,
        TERMINAL_COVER,
        MAGNETIC_FIELD,
        METROLOGY
    }

    /** Which right. */
    enum Right {
        READ,
        WRITE
    }

    /** Another meter at the same address, with the same keys: registers from zero, empty profile, true clock. */
    record MeterExchanged(String newSerialNumber) implements Happening {}

    /** All energy registers go to zero. */
    record RegistersReset() implements Happening {}

    /** The active import goes to a content in mWh, the others to zero; to bring a rollover near. */
    record RegistersSet(long milliwattHours) implements Happening {}

    /** The next rows are not captured. */
    record RowsMissing(int count) implements Happening {}

    /** The next rows stand in the profile twice. */
    record RowsDuplicated(int count) implements Happening {}

    /** The clock jumps; with {@code told} as if it had been set, otherwise nothing tells of it (a repeated hour). */
    record ClockJumped(int seconds, boolean told) implements Happening {}

    record ClockValidity(boolean valid) implements Happening {}

    record FirmwareChanged(String firmware) implements Happening {}

    /** The meter multiplies with another current transformer ratio from now on. */
    record TransformerRatioChanged(int numerator, int denominator, Telling telling) implements Happening {
        public TransformerRatioChanged {
            if (numerator < 1 || denominator < 1) {
                throw new IllegalArgumentException("ratio " + numerator + "/" + denominator);
            }
        }
    }

    /** Somebody else multiplied the gains in force. */
    record CoefficientsChanged(double gainFactor, Telling telling) implements Happening {}

    /** Bits of the error register, 32 at most; rows are marked as of a critical error while any is set. */
    record ErrorBits(long mask) implements Happening {}

    /** Bits of the alarm register, 32 at most. */
    record AlarmBits(long mask) implements Happening {}

    record Tampered(Contact contact) implements Happening {}

    /** A current transformer (phase 1..3) is turned round, or right again. */
    record CurrentTransformerReversed(int phase, boolean reversed) implements Happening {}

    /**
     * The memory of the energy path is corrupted: power and energy are worked out with a factor and an offset that the
     * coefficients do not tell of. Voltage, current, angle and power factor stay right.
     */
    record EnergyPathCorrupted(double factor, long offsetMilliwatts) implements Happening {
        public EnergyPathCorrupted {
            if (!(factor >= 0) || !Double.isFinite(factor)) {
                throw new IllegalArgumentException("factor must be 0 or more: " + factor);
            }
        }
    }

    /**
     * The non-volatile memory of the coefficients loses bits: of the octet {@code at} of the active block (counted from the
     * front, over and over), or of the checksum of it, those of {@code mask} (8 bits, at least one) turn over. The meter
     * finds that block and checksum disagree (ERR-02), says so, and counts with nominal coefficients until a sound block is
     * activated.
     */
    record MemoryCorrupted(Part part, int at, int mask) implements Happening {
        public MemoryCorrupted {
            if (at < 0 || mask < 1 || mask > 0xFF) {
                throw new IllegalArgumentException("octet " + at + " with mask " + mask);
            }
        }
    }

    /** What of the coefficients' memory. */
    enum Part {
        BLOCK,
        CHECKSUM
    }

    /** An energy register shows the same content from now on, or again what was counted meanwhile. */
    record RegisterStuck(EnergyQuantity quantity, boolean stuck) implements Happening {}

    /** The sensor in the neutral conductor reads more by this share with every day from now on. */
    record NeutralSensorDrifts(double sharePerDay) implements Happening {}

    /** From now on the load profile's energy column lies off the register. */
    record ProfileShifted(long milliwattHours) implements Happening {}

    /** The management client loses a right on one attribute, which the object list shows. */
    record RightWithdrawn(int classId, String obis, int attribute, Right right) implements Happening {}
}

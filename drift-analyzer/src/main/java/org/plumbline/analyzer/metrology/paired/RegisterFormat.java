// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * What a register can do: where it rolls over and how fast it can run.
 *
 * @param bits width of the unsigned register, 8..63; a double-long-unsigned has 32
 * @param maximumPowerWatts active power at Imax, nominal voltage and power factor 1, all phases; positive. Also the
 *     base of all load fractions.
 */
public record RegisterFormat(int bits, double maximumPowerWatts) {
    /** Checks both ranges. */
    public RegisterFormat {
        if (bits < 8 || bits > 63) {
            throw new IllegalArgumentException("bits must be in 8..63: " + bits);
        }
        if (!(maximumPowerWatts > 0) || Double.isInfinite(maximumPowerWatts)) {
            throw new IllegalArgumentException("maximumPowerWatts must be positive: " + maximumPowerWatts);
        }
    }

    /** A double-long-unsigned register of a meter with this voltage, maximum current and number of phases. */
    public static RegisterFormat doubleLongUnsigned(double nominalVolts, double maximumAmperes, int phases) {
        return new RegisterFormat(32, nominalVolts * maximumAmperes * phases);
    }

    long modulus() {
        return 1L << bits;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.math.BigDecimal;

/**
 * Power factor of a load: cos phi of active energy, or sin phi of reactive energy.
 *
 * @param function what of phi is stated
 * @param magnitude its magnitude, 0 &lt; magnitude &lt;= 1
 * @param side which way the current is shifted; NEITHER at cos phi = 1 and with sin phi
 */
public record LoadFactor(Function function, double magnitude, Side side) {
    /** cos phi = 1. */
    public static final LoadFactor UNITY = new LoadFactor(Function.COS, 1, Side.NEITHER);

    /** Checks the range. */
    public LoadFactor {
        if (!(magnitude > 0 && magnitude <= 1)) {
            throw new IllegalArgumentException("factor must be above 0 and at most 1: " + magnitude);
        }
        if ((function == Function.COS && magnitude < 1) == (side == Side.NEITHER)) {
            throw new IllegalArgumentException(function + " phi = " + magnitude + " with the current " + side);
        }
    }

    /** What of the angle between voltage and current is stated. */
    public enum Function {
        /** Power factor of active energy. */
        COS,
        /** The same of reactive energy. */
        SIN
    }

    /** Which way the current is shifted. */
    public enum Side {
        /** Not at all, or either way. */
        NEITHER,
        /** Lagging. */
        INDUCTIVE,
        /** Leading. */
        CAPACITIVE
    }

    /** cos phi with the current lagging; 1 is {@link #UNITY}. */
    public static LoadFactor inductive(double magnitude) {
        return magnitude == 1 ? UNITY : new LoadFactor(Function.COS, magnitude, Side.INDUCTIVE);
    }

    /** cos phi with the current leading; 1 is {@link #UNITY}. */
    public static LoadFactor capacitive(double magnitude) {
        return magnitude == 1 ? UNITY : new LoadFactor(Function.COS, magnitude, Side.CAPACITIVE);
    }

    /** sin phi, either way. */
    public static LoadFactor reactive(double magnitude) {
        return new LoadFactor(Function.SIN, magnitude, Side.NEITHER);
    }

    /** Place on a line from inductive (negative) over 1 (zero) to capacitive (positive). */
    double position() {
        return side == Side.CAPACITIVE ? 1 - magnitude : magnitude - 1;
    }

    @Override
    public String toString() {
        String number = BigDecimal.valueOf(magnitude).stripTrailingZeros().toPlainString();
        return switch (side) {
            case NEITHER -> function == Function.SIN ? "sin " + number : number;
            case INDUCTIVE -> number + "i";
            case CAPACITIVE -> number + "c";
        };
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.math.BigDecimal;

/** A limit as a row states it. Immutable. */
public sealed interface LimitExpression {
    /**
     * Numbers.
     *
     * @param upperPercent limit of positive errors, positive
     * @param lowerPercent limit of negative errors without its sign, positive
     */
    record Fixed(double upperPercent, double lowerPercent) implements LimitExpression {
        @Override
        public String toString() {
            return upperPercent == lowerPercent
                    ? plain(upperPercent)
                    : "+" + plain(upperPercent) + "/-" + plain(lowerPercent);
        }
    }

    /**
     * Grows as the current falls: percent times a named current over the current.
     *
     * @param percent limit at the named current, positive
     * @param name the named current
     */
    record Inverse(double percent, CurrentName name) implements LimitExpression {
        @Override
        public String toString() {
            return plain(percent) + " x " + name.word() + "/I";
        }
    }

    /**
     * A multiple of the limit of the meter's class under the same conditions.
     *
     * @param factor the multiple, positive
     */
    record TimesClassLimit(double factor) implements LimitExpression {
        @Override
        public String toString() {
            return plain(factor) + " x MPE";
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.math.BigDecimal;

/**
 * A current as tables state it, e.g. {@code 0.05Iref}.
 *
 * @param factor multiple of the named current, positive
 * @param name the named current
 */
public record CurrentBound(double factor, CurrentName name) {
    private static final double TRANSITION_DIRECT = 0.1;
    private static final double TRANSITION_CT = 0.05;

    /** Lowest value over the reference current that a meter of this wiring can have; 0 is never reached. */
    double lowest(Wiring wiring) {
        return factor
                * switch (name) {
                    case IST, IMIN -> 0;
                    case ITR -> transition(wiring);
                    case IREF, IMAX -> 1;
                };
    }

    /** Highest value over the reference current that a meter of this wiring can have. */
    double highest(Wiring wiring) {
        return factor
                * switch (name) {
                    case IST, IMIN, ITR -> transition(wiring);
                    case IREF -> 1;
                    case IMAX -> Double.POSITIVE_INFINITY;
                };
    }

    /** True when some meter of this wiring has this current below the other. */
    boolean mayBeBelow(CurrentBound other, Wiring wiring) {
        if (name == other.name) {
            return factor < other.factor;
        }
        if (name == CurrentName.IMIN && other.name == CurrentName.IST && factor >= other.factor) {
            return false;
        }
        return lowest(wiring) < other.highest(wiring);
    }

    /** True when some meter of this wiring has this current at or above the other. */
    boolean mayReach(CurrentBound other, Wiring wiring) {
        return name == other.name ? factor >= other.factor : highest(wiring) >= other.lowest(wiring);
    }

    /** True when both are the same current for every meter of this wiring. */
    boolean isSameAs(CurrentBound other, Wiring wiring) {
        return equals(other) || !mayBeBelow(other, wiring) && !other.mayBeBelow(this, wiring);
    }

    boolean isMaximum() {
        return factor == 1 && name == CurrentName.IMAX;
    }

    static double transition(Wiring wiring) {
        return wiring == Wiring.CT ? TRANSITION_CT : TRANSITION_DIRECT;
    }

    @Override
    public String toString() {
        return factor == 1
                ? name.word()
                : BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString() + name.word();
    }
}

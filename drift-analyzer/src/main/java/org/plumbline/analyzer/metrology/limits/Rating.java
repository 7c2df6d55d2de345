// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.OptionalDouble;

/**
 * Rated currents of a meter, in A.
 *
 * @param wiring DIRECT or CT
 * @param referenceAmperes Iref, positive
 * @param maximumAmperes Imax, at least Iref
 * @param minimumAmperes Imin; empty where it is not stated
 * @param startingAmperes Ist; empty where it is not stated
 */
public record Rating(
        Wiring wiring,
        double referenceAmperes,
        double maximumAmperes,
        OptionalDouble minimumAmperes,
        OptionalDouble startingAmperes) {
    /** Checks the ranges. */
    public Rating {
        if (wiring == Wiring.ANY) {
            throw new IllegalArgumentException("a meter is connected one way");
        }
        if (!(referenceAmperes > 0) || !(maximumAmperes >= referenceAmperes) || Double.isInfinite(maximumAmperes)) {
            throw new IllegalArgumentException(
                    "reference current %s A, maximum current %s A".formatted(referenceAmperes, maximumAmperes));
        }
    }

    /** A rating without Imin and Ist. */
    public static Rating of(Wiring wiring, double referenceAmperes, double maximumAmperes) {
        return new Rating(wiring, referenceAmperes, maximumAmperes, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The same with Imin. */
    public Rating withMinimum(double amperes) {
        return new Rating(wiring, referenceAmperes, maximumAmperes, OptionalDouble.of(amperes), startingAmperes);
    }

    /** A named current in A; empty where it is not stated. */
    public OptionalDouble amperes(CurrentName name) {
        return switch (name) {
            case IST -> startingAmperes;
            case IMIN -> minimumAmperes;
            case ITR -> OptionalDouble.of(CurrentBound.transition(wiring) * referenceAmperes);
            case IREF -> OptionalDouble.of(referenceAmperes);
            case IMAX -> OptionalDouble.of(maximumAmperes);
        };
    }
}

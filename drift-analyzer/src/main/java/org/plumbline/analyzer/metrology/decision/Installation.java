// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.analyzer.metrology.limits.Wiring;

/**
 * How a meter is built in, as far as its registration says.
 *
 * @param maximumPowerWatts active power at Imax, nominal voltage and power factor 1, all phases; positive
 * @param referenceOverMaximumCurrent Iref / Imax, above 0, at most 1; empty where Iref is not stated
 * @param wiring DIRECT or CT; empty where not stated
 * @param phases 1 or 3; 0 where not stated
 */
public record Installation(
        double maximumPowerWatts, OptionalDouble referenceOverMaximumCurrent, Optional<Wiring> wiring, int phases) {
    /** Checks the ranges. */
    public Installation {
        double fraction = referenceOverMaximumCurrent.orElse(1);
        if (!(maximumPowerWatts > 0) || Double.isInfinite(maximumPowerWatts) || !(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "maximum power %s W, Iref / Imax %s".formatted(maximumPowerWatts, fraction));
        }
    }

    /** One of which only the maximum power is known. */
    public static Installation of(double maximumPowerWatts) {
        return new Installation(maximumPowerWatts, OptionalDouble.empty(), Optional.empty(), 0);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/**
 * Conditions under which an error is judged.
 *
 * @param amperes current, positive
 * @param factor power factor
 * @param load balance of the load, BALANCED or SINGLE_PHASE
 * @param temperatureCelsius ambient temperature
 */
public record LoadPoint(double amperes, LoadFactor factor, LoadBalance load, double temperatureCelsius) {
    /** Checks the range. */
    public LoadPoint {
        if (!(amperes > 0) || Double.isInfinite(amperes)) {
            throw new IllegalArgumentException("current must be positive: " + amperes);
        }
        if (load == LoadBalance.ANY) {
            throw new IllegalArgumentException("a load is spread one way");
        }
    }

    /** Balanced, power factor 1, 23 degrees Celsius. */
    public static LoadPoint of(double amperes) {
        return new LoadPoint(amperes, LoadFactor.UNITY, LoadBalance.BALANCED, Temperatures.REFERENCE_CELSIUS);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * Where the running difference of both registers stands at the end of the newest day: true minus read, in Wh, with its
 * covariances with the state of the {@link LevelFilter}. It is what joins days of coarse registers into one regression.
 *
 * @param wattHours true minus read difference, Wh
 * @param withLevel covariance with the level, Wh percent
 * @param withRate covariance with the rate
 * @param withCoefficient covariance with the temperature coefficient
 * @param withStart covariance with the start
 * @param variance Wh^2
 */
public record Anchor(
        double wattHours,
        double withLevel,
        double withRate,
        double withCoefficient,
        double withStart,
        double variance) {
    /** Standard uncertainty of an anchor of which nothing is known, Wh. */
    private static final double UNKNOWN_WATT_HOURS = 10_000;

    static Anchor unknown() {
        return new Anchor(0, 0, 0, 0, 0, UNKNOWN_WATT_HOURS * UNKNOWN_WATT_HOURS);
    }

    /** The same when the level has moved at its rate for some years. */
    Anchor predict(double years) {
        return new Anchor(wattHours, withLevel + years * withRate, withRate, withCoefficient, withStart, variance);
    }
}

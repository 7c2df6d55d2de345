// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Optional;

/**
 * What a ratio was when watching began.
 *
 * @param ratio as a fraction, or an offset in W
 * @param uncertainty standard uncertainty of it
 */
public record Baseline(double ratio, double uncertainty) {
    /** Days with readings before a baseline is taken. */
    static final int DAYS = 14;

    /** Readings before a baseline is taken. */
    static final int READINGS = 60;

    /** Standard uncertainties between a healthy meter and a failure; a healthy one is there once in 10^9 evaluations. */
    static final double COVERAGE_FACTOR = 6;

    static Optional<Baseline> of(double ratio, double uncertainty, int days, int readings) {
        return days >= DAYS && readings >= READINGS ? Optional.of(new Baseline(ratio, uncertainty)) : Optional.empty();
    }

    /** Distance from the baseline that is beyond doubt. */
    double threshold(double guard, double otherUncertainty) {
        return guard + COVERAGE_FACTOR * Math.hypot(uncertainty, otherUncertainty);
    }
}

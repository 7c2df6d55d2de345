// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

/**
 * The state in which a meter left its last calibration. Immutable.
 *
 * @param errorPercent error e by certificate, in percent
 * @param standardUncertaintyPercent of it, k = 1, positive
 * @param epochDay day of the calibration, days since 1970-01-01
 * @param source certificate in words
 */
public record AsLeft(double errorPercent, double standardUncertaintyPercent, long epochDay, String source) {
    /** Checks the ranges. */
    public AsLeft {
        if (!Double.isFinite(errorPercent)
                || !(standardUncertaintyPercent > 0)
                || Double.isInfinite(standardUncertaintyPercent)) {
            throw new IllegalArgumentException(
                    "error %s, standard uncertainty %s".formatted(errorPercent, standardUncertaintyPercent));
        }
    }
}

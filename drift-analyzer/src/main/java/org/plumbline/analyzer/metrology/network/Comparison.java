// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

/**
 * What readings say about one meter against another, whatever certificates say. Immutable.
 *
 * @param testedMeterId meter that was compared
 * @param referenceMeterId meter it was compared with, another one
 * @param relativePercent (tested - reference) / reference, in percent; above -100
 * @param standardUncertaintyPercent of it, without anything of a certificate, k = 1, positive
 * @param day last day compared, days since 1970-01-01
 */
public record Comparison(
        String testedMeterId,
        String referenceMeterId,
        double relativePercent,
        double standardUncertaintyPercent,
        long day) {
    /** Checks the ranges. */
    public Comparison {
        if (testedMeterId.equals(referenceMeterId)
                || !(relativePercent > -100)
                || !Double.isFinite(relativePercent)
                || !(standardUncertaintyPercent > 0)
                || !Double.isFinite(standardUncertaintyPercent)) {
            throw new IllegalArgumentException("comparison of " + testedMeterId + " with " + referenceMeterId + ": "
                    + relativePercent + ", " + standardUncertaintyPercent);
        }
    }
}

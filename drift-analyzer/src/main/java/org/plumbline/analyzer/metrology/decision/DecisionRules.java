// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * Thresholds and caps.
 *
 * @param minimumDays closed days of the epoch before anything is judged, at least 1
 * @param requiredQuietDays closed days without change alarm before an adjustment is proposed
 * @param minimumCoveredEnergyFraction share of energy in covered bands before an adjustment is proposed, 0..1
 * @param largestCapPercent upper bound of the caps on one step and on the sum of all steps; the caps are the smaller of
 *     this and twice the class MPE
 */
public record DecisionRules(
        int minimumDays, int requiredQuietDays, double minimumCoveredEnergyFraction, double largestCapPercent) {
    /** Checks the ranges. */
    public DecisionRules {
        if (minimumDays < 1
                || requiredQuietDays < 0
                || !(minimumCoveredEnergyFraction >= 0 && minimumCoveredEnergyFraction <= 1)
                || !(largestCapPercent > 0 && largestCapPercent <= 100)) {
            throw new IllegalArgumentException("days %d, quiet days %d, covered fraction %s, cap %s"
                    .formatted(minimumDays, requiredQuietDays, minimumCoveredEnergyFraction, largestCapPercent));
        }
    }

    /** 7 days, 14 quiet days, 90 % of the energy covered, caps of at most 3 %. */
    public static DecisionRules defaults() {
        return new DecisionRules(7, 14, 0.9, 3.0);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the readings of one calibration epoch say about a meter's error. All errors and uncertainties in percent.
 *
 * @param refusal name of the refusal; empty when there is an estimate
 * @param errorPercent (measured − reference) / reference; null with a refusal, as is all that follows from it
 * @param uncertainty null with a refusal
 * @param intervalLowPercent lower end of the 95 % interval
 * @param coveredEnergyFraction share of the energy carried at covered loads, 0..1
 * @param correctionFactor K = 1 / (1 + e/100); null where there is none
 * @param explanation what stands behind it; null in the estimates that a case holds
 */
public record Estimate(
        String meterId,
        String profileId,
        int calibrationEpoch,
        Instant windowFrom,
        Instant windowTo,
        int closedDays,
        String refusal,
        String refusalText,
        @Nullable Double errorPercent,
        @Nullable Uncertainty uncertainty,
        @Nullable Double intervalLowPercent,
        @Nullable Double intervalHighPercent,
        @Nullable Double ratePercentPerYear,
        @Nullable Double rateStandardUncertaintyPercentPerYear,
        double clockSkewSeconds,
        List<LoadPoint> curve,
        double coveredEnergyFraction,
        int quietDays,
        String verdict,
        double limitPercent,
        double maximumPermissibleErrorPercent,
        boolean met02,
        boolean adjustCandidate,
        String action,
        String actionReason,
        @Nullable Double correctionFactor,
        List<Exclusion> exclusions,
        @Nullable Explanation explanation)
        implements FleetRecord {

    public Estimate {
        curve = List.copyOf(curve);
        exclusions = List.copyOf(exclusions);
    }

    /** Standard uncertainties (k = 1) by cause, in percent of the energy. */
    public record Uncertainty(
            double combinedPercent, double estimationPercent, double referencePercent, double structurePercent) {}

    /** Error at one load; {@code covered} = readings cover this load. */
    public record LoadPoint(
            double fractionOfMaximumCurrent, double errorPercent, double standardUncertaintyPercent, boolean covered) {}

    /** Number of intervals left out for a reason. */
    public record Exclusion(String reason, long intervals) {}

    public boolean isRefused() {
        return !refusal.isEmpty();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import java.util.List;
import java.util.Optional;

/**
 * What one UTC day of a double-metered point shows under annexe 8. With P and P' the mean powers of the two meters per
 * interval of ten minutes, over the intervals in which both lie in 0.1 Pn..1.2 Pn:
 *
 * <pre>
 * e1 = max |P - P'| / min(P, P', Pn)
 * e2 = |sum (P - P')| / min(sum P, sum P', n Pn)
 * </pre>
 *
 * <p>To verify: the published text of the rule holds these two formulas as an image only. The reading chosen takes e1
 * as the worst interval (against gross faults, 10 %) and e2 as the day's energy (against drift, 0.7 %), each over the
 * smallest of the bases in question, so that no choice of base gives more; the mean absolute divergence is told besides.
 *
 * @param epochDay days since 1970-01-01
 * @param nominalPowerWatts Pn, W
 * @param intervals intervals with a mean power of both meters, 0..144
 * @param divergence of the compared intervals; empty where none was
 * @param e1ResolutionPercent what both registers' resolution alone can bring to e1 at 0.1 Pn, percent
 * @param testedSilentIntervals longest run of intervals that ends in this day in which the meter under test was zero or
 *     absent while the other was above 0.01 Pn
 * @param referenceSilentIntervals the same of the other meter
 * @param anomalies what of the rule the day exceeds, distinct and in order
 * @param reservations why figures are not judged, distinct and in order
 */
public record DualMeterDay(
        long epochDay,
        double nominalPowerWatts,
        int intervals,
        Optional<Divergence> divergence,
        double e1ResolutionPercent,
        int testedSilentIntervals,
        int referenceSilentIntervals,
        List<Anomaly> anomalies,
        List<Reservation> reservations) {

    /** Copies the lists. */
    public DualMeterDay {
        anomalies = List.copyOf(anomalies);
        reservations = List.copyOf(reservations);
    }

    /** True when a meter of the point has to be tested or repaired for this day. */
    public boolean isFinding() {
        return !anomalies.isEmpty();
    }

    /**
     * Divergence over the compared intervals.
     *
     * @param comparedIntervals at least 1
     * @param e1Percent of the worst interval, percent
     * @param e1EpochSecond begin of that interval; of equals the first
     * @param e2Percent of the energies, percent
     * @param meanAbsolutePercent sum |P - P'| over the base of e2, percent; told, not judged
     * @param e2ResolutionPercent three standard deviations of what both registers' resolution alone brings to e2, percent
     */
    public record Divergence(
            int comparedIntervals,
            double e1Percent,
            long e1EpochSecond,
            double e2Percent,
            double meanAbsolutePercent,
            double e2ResolutionPercent) {}

    /** What of the rule a day exceeds. */
    public enum Anomaly {
        /** e1 above 10 %. */
        INTERVAL_DIVERGENCE,
        /** e2 above 0.7 %. */
        DAY_DIVERGENCE,
        /** The meter under test was zero or absent on three consecutive intervals. */
        TESTED_SILENT,
        /** The other meter was. */
        REFERENCE_SILENT
    }

    /** Why a figure is not judged. */
    public enum Reservation {
        /** No interval had both powers in 0.1 Pn..1.2 Pn: neither e1 nor e2. */
        NO_INTERVAL_IN_RANGE,
        /** The resolution of the registers alone can bring more than a third of the limit of e1. */
        REGISTER_TOO_COARSE,
        /** The resolution of the registers alone can bring more than a third of the limit of e2 on a day like this. */
        TOO_LITTLE_ENERGY
    }
}

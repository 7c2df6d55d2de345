// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.bench;

import java.util.List;

/**
 * What a test bench found. Immutable.
 *
 * @param laboratory who measured
 * @param wattHoursPerPulse Kh, energy of one pulse in Wh, positive
 * @param coverageFactor k of every expanded uncertainty, at least 1
 * @param asFound as the meter came; may be empty
 * @param asLeft as the meter left; at least one point
 */
public record BenchResult(
        String laboratory, double wattHoursPerPulse, double coverageFactor, List<Point> asFound, List<Point> asLeft) {
    /** More load points have no bench. */
    public static final int MOST_POINTS = 64;

    /** Stated errors are rounded; more than this is no rounding, in percent. */
    private static final double ROUNDING_PERCENT = 0.01;

    /** Copies the lists. */
    public BenchResult {
        asFound = List.copyOf(asFound);
        asLeft = List.copyOf(asLeft);
    }

    /**
     * One load point.
     *
     * @param amperes current per phase in A
     * @param powerFactor 1, or a number with i (inductive) or c (capacitive)
     * @param pulses of the meter that were counted
     * @param referenceWattHours energy by the reference standard in Wh
     * @param errorPercent (pulses x Kh - reference) / reference, in percent
     * @param expandedUncertaintyPercent U of that error, in percent
     */
    public record Point(
            double amperes,
            String powerFactor,
            long pulses,
            double referenceWattHours,
            double errorPercent,
            double expandedUncertaintyPercent) {
        /** True at power factor 1. */
        public boolean isUnity() {
            return powerFactor.equals("1");
        }
    }

    /** True when the numbers can be those of a bench and each error follows from its pulses and its energy. */
    public boolean isConsistent() {
        return wattHoursPerPulse > 0
                && coverageFactor >= 1
                && Double.isFinite(wattHoursPerPulse + coverageFactor)
                && asFound.size() <= MOST_POINTS
                && asLeft.size() <= MOST_POINTS
                && asLeft.stream().anyMatch(Point::isUnity)
                && asFound.stream().allMatch(this::isConsistent)
                && asLeft.stream().allMatch(this::isConsistent);
    }

    private boolean isConsistent(Point point) {
        double error =
                100 * (point.pulses() * wattHoursPerPulse - point.referenceWattHours()) / point.referenceWattHours();
        return point.amperes() > 0
                && point.pulses() > 0
                && point.referenceWattHours() > 0
                && point.expandedUncertaintyPercent() > 0
                && Double.isFinite(point.amperes() + point.expandedUncertaintyPercent())
                && Math.abs(error - point.errorPercent()) <= ROUNDING_PERCENT;
    }
}

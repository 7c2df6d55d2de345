// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.model.Coefficient;

/**
 * How an error depends on load and power factor, and what the analyzer would adjust.
 *
 * @param adjusts coefficient that the analyzer's action is to adjust; null where it is none
 * @param points errors over load; empty where they are not known
 * @param angle null where it is not measured
 * @param offset null where it is not known
 */
public record ErrorForm(
        @Nullable Coefficient adjusts,
        List<Point> points,
        @Nullable Angle angle,
        @Nullable Offset offset) {

    /** Copies the list. */
    public ErrorForm {
        points = List.copyOf(points);
    }

    /**
     * Error at one load.
     *
     * @param fractionOfMaximum of the power at Imax, above 0
     * @param covered false where the curve is extrapolated
     */
    public record Point(
            double fractionOfMaximum, double errorPercent, double standardUncertaintyPercent, boolean covered) {}

    /**
     * A measured error of the angle between voltage and current.
     *
     * @param percentPerTangent error per unit of tan(phi)
     * @param meanTangent tan(phi) of the meter's own energy, positive inductive
     */
    public record Angle(double percentPerTangent, double standardUncertaintyPercentPerTangent, double meanTangent) {}

    /**
     * What an offset power is held against.
     *
     * @param meanPowerWatts of the meter's own load
     * @param maximumPowerWatts at Imax
     */
    public record Offset(double meanPowerWatts, double maximumPowerWatts) {}
}

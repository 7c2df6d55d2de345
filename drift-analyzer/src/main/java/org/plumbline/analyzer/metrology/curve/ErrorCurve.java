// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import java.util.List;
import org.plumbline.analyzer.metrology.paired.LoadBand;

/**
 * Error of a meter at 10, 50 and 100 % of maximum power.
 *
 * @param points one point per {@link LoadBand}, in that order
 * @param coveredEnergyFraction share of the meter's energy carried in bands whose point is covered, 0..1
 */
public record ErrorCurve(List<Point> points, double coveredEnergyFraction) {
    /** Copies the list. */
    public ErrorCurve {
        points = List.copyOf(points);
    }

    /**
     * One point of the curve.
     *
     * @param band the band it stands for
     * @param errorPercent error at that load and the operating temperature, in percent
     * @param standardUncertaintyPercent combined standard uncertainty, in percent
     * @param coverage whether readings cover this load
     * @param energyFraction share of the meter's energy in the band, 0..1
     */
    public record Point(
            LoadBand band,
            double errorPercent,
            double standardUncertaintyPercent,
            Coverage coverage,
            double energyFraction) {
        /** The point's load as a fraction of maximum power. */
        public double loadFraction() {
            return band.pointFraction();
        }
    }

    /** What stands behind a point. */
    public enum Coverage {
        /** Loads near the point were seen and determine it. */
        COVERED,
        /** The fitted curve is evaluated outside what was seen. */
        EXTRAPOLATED
    }
}

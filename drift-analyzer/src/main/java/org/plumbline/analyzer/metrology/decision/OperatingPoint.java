// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/**
 * Where the evidence of a meter lies, energy-weighted.
 *
 * @param loadFraction root mean square load over maximum power, above 0, at most 1
 * @param temperatureCelsius mean temperature; 23 where it was never measured
 */
public record OperatingPoint(double loadFraction, double temperatureCelsius) {
    private static final double SMALLEST_LOAD = 1e-6;

    /** Checks the range. */
    public OperatingPoint {
        if (!(loadFraction > 0 && loadFraction <= 1) || !Double.isFinite(temperatureCelsius)) {
            throw new IllegalArgumentException("load %s, %s degrees".formatted(loadFraction, temperatureCelsius));
        }
    }

    /** The point of a track; full load before it holds energy. */
    public static OperatingPoint of(MeterTrack track) {
        double energy = track.load().energyWattHours();
        double meanSquare = energy > 0 ? track.shape().squareLoadEnergy() / energy : 1;
        return new OperatingPoint(
                Math.clamp(Math.sqrt(meanSquare), SMALLEST_LOAD, 1), track.operatingTemperatureCelsius());
    }
}

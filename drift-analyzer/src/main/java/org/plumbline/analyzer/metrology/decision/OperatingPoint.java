// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.analyzer.metrology.limits.LoadFactor;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/**
 * Where the evidence of a meter lies, energy-weighted.
 *
 * @param loadFraction root mean square load over maximum power, above 0, at most 1
 * @param temperatureCelsius mean temperature; 23 where it was never measured
 * @param tangent tan(phi) of the energy, positive inductive; empty where the reactive energy is not known
 */
public record OperatingPoint(double loadFraction, double temperatureCelsius, OptionalDouble tangent) {
    /** Test benches set power factor 1 to about this (to verify). */
    private static final double UNITY_FROM = 0.98;

    private static final double SMALLEST_LOAD = 1e-6;

    /** Checks the range. */
    public OperatingPoint {
        if (!(loadFraction > 0 && loadFraction <= 1) || !Double.isFinite(temperatureCelsius)) {
            throw new IllegalArgumentException("load %s, %s degrees".formatted(loadFraction, temperatureCelsius));
        }
    }

    /** Where the power factor is not known. */
    public OperatingPoint(double loadFraction, double temperatureCelsius) {
        this(loadFraction, temperatureCelsius, OptionalDouble.empty());
    }

    /** Power factor of the energy to two decimals; empty where it is not known. */
    public Optional<LoadFactor> factor() {
        if (tangent.isEmpty()) {
            return Optional.empty();
        }
        double factor = 1 / Math.hypot(1, tangent.getAsDouble());
        double rounded = Math.max(1, Math.round(100 * factor)) / 100.0;
        if (rounded >= UNITY_FROM) {
            return Optional.of(LoadFactor.UNITY);
        }
        return Optional.of(tangent.getAsDouble() < 0 ? LoadFactor.capacitive(rounded) : LoadFactor.inductive(rounded));
    }

    /** The point of a track; full load before it holds energy. */
    public static OperatingPoint of(MeterTrack track) {
        double energy = track.load().energyWattHours();
        double meanSquare = energy > 0 ? track.shape().squareLoadEnergy() / energy : 1;
        return new OperatingPoint(
                Math.clamp(Math.sqrt(meanSquare), SMALLEST_LOAD, 1),
                track.operatingTemperatureCelsius(),
                track.phase().tangent(energy));
    }
}

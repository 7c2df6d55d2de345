// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

/**
 * Power that a meter counts whatever its load.
 *
 * @param watts b in W, positive where too much is counted
 * @param standardUncertaintyWatts of b, W
 * @param meanPowerWatts mean power of the meter's own load, above 0
 * @param maximumPowerWatts power at Imax, nominal voltage and power factor 1, all phases, above 0
 */
public record OffsetPower(
        double watts, double standardUncertaintyWatts, double meanPowerWatts, double maximumPowerWatts) {
    /** What it adds to the error at the meter's own load, percent. */
    public double sharePercent() {
        return 100 * watts / meanPowerWatts;
    }
}

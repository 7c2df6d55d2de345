// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;

/**
 * The newest estimate of a meter's error.
 *
 * @param epoch calibration epoch of all readings used
 * @param profileId reference profile used
 * @param windowTo end of the last closed day used, field time
 * @param closedDays closed days used
 * @param refusal name of the refusal; empty when there is an estimate
 * @param errorPercent error in percent
 * @param uncertaintyPercent combined standard uncertainty u_c in percent; NaN where it is not stated
 * @param quietDays closed days since the last change alarm
 * @param coveredEnergyFraction share of the energy at covered loads, 0..1
 * @param adjustCandidate true when the analyzer's rule for an adjustment holds
 * @param adjustGain true when the analyzer's action is to adjust the gain
 */
public record Estimate(
        int epoch,
        String profileId,
        Instant windowTo,
        int closedDays,
        String refusal,
        double errorPercent,
        double uncertaintyPercent,
        int quietDays,
        double coveredEnergyFraction,
        boolean adjustCandidate,
        boolean adjustGain) {

    private static final double DEAD_BAND_PERCENT = 0.1;

    /** True when the numbers can be used. */
    public boolean isSound() {
        return refusal.isEmpty()
                && Double.isFinite(errorPercent)
                && uncertaintyPercent > 0
                && Double.isFinite(uncertaintyPercent);
    }

    /** max(0.1 %, 2 u_c), in percent: an error within it is not distinguishable from none. */
    public double deadBandPercent() {
        return Math.max(DEAD_BAND_PERCENT, 2 * uncertaintyPercent);
    }

    /** Error in percent once the gain is multiplied by the factor. */
    public double errorAfterPercent(double factor) {
        return ((1 + errorPercent / 100) * factor - 1) * 100;
    }

    boolean isNewerThan(Estimate other) {
        return epoch != other.epoch ? epoch > other.epoch : !windowTo.isBefore(other.windowTo);
    }
}

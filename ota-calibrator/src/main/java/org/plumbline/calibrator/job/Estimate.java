// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.model.Coefficient;

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
 * @param form how the error depends on load and power factor; null where that is not known
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
        boolean adjustGain,
        @Nullable ErrorForm form) {

    private static final double DEAD_BAND_PERCENT = 0.1;

    /** True when the numbers can be used. */
    public boolean isSound() {
        return refusal.isEmpty()
                && Double.isFinite(errorPercent)
                && uncertaintyPercent > 0
                && Double.isFinite(uncertaintyPercent);
    }

    /** True when the analyzer's action is to adjust that coefficient. */
    boolean adjusts(Coefficient coefficient) {
        return switch (coefficient) {
            case GAIN -> adjustGain;
            case PHASE, OFFSET -> form != null && form.adjusts() == coefficient;
        };
    }

    /** max(0.1 %, 2 u_c), in percent: an error within it is not distinguishable from none. */
    public double deadBandPercent() {
        return Math.max(DEAD_BAND_PERCENT, 2 * uncertaintyPercent);
    }

    boolean isNewerThan(Estimate other) {
        return epoch != other.epoch ? epoch > other.epoch : !windowTo.isBefore(other.windowTo);
    }
}

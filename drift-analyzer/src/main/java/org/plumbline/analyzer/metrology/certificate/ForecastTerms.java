// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;

/**
 * What a forecast is worked out from, but for the meter's days. Immutable.
 *
 * @param asLeft where the meter starts
 * @param drift how fast it may move, at reference temperature
 * @param activationEnergyElectronvolts Ea of its ageing, positive
 * @param limit what |e| must not exceed; both sides set
 * @param risk probability of exceeding the limit at which calibration is due, above 0, below 0.5
 */
public record ForecastTerms(
        AsLeft asLeft, DriftPrior drift, double activationEnergyElectronvolts, Limit limit, double risk) {
    /** Risk unless the profile states another. */
    public static final double DEFAULT_RISK = 0.05;

    /** Checks the ranges. */
    public ForecastTerms {
        if (!(activationEnergyElectronvolts > 0)
                || Double.isInfinite(activationEnergyElectronvolts)
                || !(limit.upperPercent() > 0)
                || !(limit.lowerPercent() > 0)
                || !(risk > 0 && risk < 0.5)) {
            throw new IllegalArgumentException("activation energy %s eV, limit +%s/-%s %%, risk %s"
                    .formatted(activationEnergyElectronvolts, limit.upperPercent(), limit.lowerPercent(), risk));
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate lets expect of a meter: a forecast, no comparison with a reference. Figures in percent, k = 1; they
 * mean nothing with a refusal.
 *
 * @param basis CERTIFICATE or SELF_TEST
 * @param asOf end of the last closed day, field time
 * @param refusal name of the refusal; empty when there is a forecast
 * @param dueAt first day on which the probability of exceeding the limit is above the risk; null with a refusal, and when
 *     it is more than 40 years after the calibration
 * @param heatAcceleration how many times faster than at 23 degrees Celsius the meter ages, at least 1
 * @param source certificate and drift prior in words
 * @param selfTest null for a certificate alone and with a refusal
 */
public record Forecast(
        String meterId,
        String profileId,
        String basis,
        Instant asOf,
        String refusal,
        String refusalText,
        double errorPercent,
        double standardUncertaintyPercent,
        double certificatePercent,
        double driftPercent,
        double temperaturePercent,
        double upperLimitPercent,
        double lowerLimitPercent,
        String limitSource,
        double exceedanceProbability,
        double risk,
        @Nullable Instant dueAt,
        boolean overdue,
        double heatAcceleration,
        String source,
        @Nullable SelfTest selfTest)
        implements FleetRecord {

    /** What the meter's own test of its sensor path says; {@code conditions} hold before anybody writes to the meter. */
    public record SelfTest(
            double changePercent,
            double standardUncertaintyPercent,
            int days,
            String blindTo,
            String proposal,
            List<String> conditions) {
        public SelfTest {
            conditions = List.copyOf(conditions);
        }
    }
}

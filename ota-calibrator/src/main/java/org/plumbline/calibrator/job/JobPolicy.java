// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Duration;

/**
 * Bounds of corrections.
 *
 * @param capOverMaximumPermissibleError cap of one step and of all together, as a multiple of the class MPE
 * @param capPercent cap whatever the MPE, in percent
 * @param writeInterval at most one write in this much field time
 * @param quietDays closed days without a change alarm
 * @param coveredEnergyFraction share of the energy that covered loads must carry, 0..1
 * @param proofDays closed days of the new epoch from which an error within the dead band proves the correction
 * @param failureDays closed days of the new epoch from which an error beyond the dead band disproves it
 * @param verificationDeadline field time after which a write without an estimate is not proven
 * @param orderValidity wall time from issue to expiry of an order
 * @param outcomeGrace wall time after expiry in which an outcome may still arrive
 * @param retryDelay wall time before the next order after a failed or held one
 * @param evidencePatience wall time to wait for missing evidence once orders are permitted
 * @param attempts failed attempts after which a meter is unreachable
 * @param maximumOrders orders of one job, whatever became of them
 * @param maximumJobs campaigns of one meter that are remembered
 */
public record JobPolicy(
        double capOverMaximumPermissibleError,
        double capPercent,
        Duration writeInterval,
        int quietDays,
        double coveredEnergyFraction,
        int proofDays,
        int failureDays,
        Duration verificationDeadline,
        Duration orderValidity,
        Duration outcomeGrace,
        Duration retryDelay,
        Duration evidencePatience,
        int attempts,
        int maximumOrders,
        int maximumJobs) {

    /** Checks the ranges. */
    public JobPolicy {
        if (!(capOverMaximumPermissibleError > 0 && capPercent > 0)
                || attempts < 1
                || maximumOrders < 1
                || maximumJobs < 1) {
            throw new IllegalArgumentException("caps and counts must be positive");
        }
        if (proofDays < 1 || failureDays < proofDays) {
            throw new IllegalArgumentException("failure cannot be judged before proof");
        }
        if (!orderValidity.isPositive() || !evidencePatience.isPositive() || retryDelay.isNegative()) {
            throw new IllegalArgumentException("durations must be positive");
        }
    }

    /** 2 x MPE, at most 3 %; one write per 90 days; 14 quiet days; 90 % covered; proof by 7 days,
     * failure by 14; orders of 10 minutes. */
    public static JobPolicy defaults() {
        return new JobPolicy(
                2,
                3,
                Duration.ofDays(90),
                14,
                0.9,
                7,
                14,
                Duration.ofDays(45),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(2),
                3,
                16,
                16);
    }

    /** The cap on one step and on all together, in percent. */
    double capPercentFor(double maximumPermissibleErrorPercent) {
        return Math.min(capOverMaximumPermissibleError * maximumPermissibleErrorPercent, capPercent);
    }
}

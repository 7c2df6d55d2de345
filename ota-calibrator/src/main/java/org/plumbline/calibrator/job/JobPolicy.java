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
 * @param retryDelay wall time before the next order after a held one; after failed attempts it grows
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

    private static final double GROWTH = 6;
    private static final double JITTER = 0.25;

    /** Fibonacci hashing: ids that differ a little lie far apart. */
    private static final int SCATTER = 0x9E37_79B9;

    private static final double UNSIGNED_RANGE = 0x1p32;

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

    /**
     * Wall time before the next order after attempts that failed: six times as long with each, at most as long as an order
     * is valid, and spread over 75 % to 125 % by the order's id, so that meters that failed together are not tried
     * together. A meter that keeps the association of a client that has gone answers nobody for minutes.
     *
     * @param failures at least 1
     */
    Duration delayAfterFailures(int failures, String orderId) {
        double grown = retryDelay.toMillis() * Math.pow(GROWTH, failures);
        double bounded = Math.min(grown, Math.max(retryDelay.toMillis(), orderValidity.toMillis()));
        double chance = Integer.toUnsignedLong(orderId.hashCode() * SCATTER) / UNSIGNED_RANGE;
        return Duration.ofMillis(Math.round(bounded * (1 - JITTER + 2 * JITTER * chance)));
    }

    /** The cap on one step and on all together, in percent. */
    double capPercentFor(double maximumPermissibleErrorPercent) {
        return Math.min(capOverMaximumPermissibleError * maximumPermissibleErrorPercent, capPercent);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * Two-sided CUSUM over normalised innovations (Page 1954; reference value k = 0.5, watch at h = 8, alarm at h = 10;
 * in-control run lengths for white input 9 480 and 70 100 days), with the tracked autocorrelation of the innovations.
 * Immutable.
 *
 * @param upper upper sum, in standard deviations, not negative
 * @param lower lower sum, not negative
 * @param innovationVariance exponentially weighted mean square of the normalised innovations
 * @param innovationCovariance the same of products of neighbours
 * @param lastInnovation newest normalised innovation, clipped
 * @param quietDays closed days since the last alarm or since the epoch began
 * @param watch true while a sum is above the watch threshold
 */
public record ChangeAlarm(
        double upper,
        double lower,
        double innovationVariance,
        double innovationCovariance,
        double lastInnovation,
        int quietDays,
        boolean watch) {
    private static final double REFERENCE_VALUE = 0.5;
    private static final double WATCH = 8;
    private static final double ALARM = 10;
    private static final double SUM_CLIP = 5;
    private static final double STATISTICS_CLIP = 2.5;
    private static final double FORGETTING = 1.0 / 30;
    private static final double LARGEST_CORRELATION = 0.8;

    static ChangeAlarm quiet() {
        return new ChangeAlarm(0, 0, 1, 0, 0, 0, false);
    }

    /** Lag-one autocorrelation of the innovations, 0..0.8. */
    double correlation() {
        return Math.clamp(innovationCovariance / innovationVariance, 0, LARGEST_CORRELATION);
    }

    /** One more innovation, in standard deviations. */
    ChangeAlarm step(double normalised) {
        double sumInput = Math.clamp(normalised / Math.sqrt(Math.max(1, innovationVariance)), -SUM_CLIP, SUM_CLIP);
        double nextUpper = Math.max(0, upper + sumInput - REFERENCE_VALUE);
        double nextLower = Math.max(0, lower - sumInput - REFERENCE_VALUE);
        double clipped = Math.clamp(normalised, -STATISTICS_CLIP, STATISTICS_CLIP);
        double variance = innovationVariance + FORGETTING * (clipped * clipped - innovationVariance);
        double covariance = innovationCovariance + FORGETTING * (clipped * lastInnovation - innovationCovariance);
        double largest = Math.max(nextUpper, nextLower);
        if (largest > ALARM) {
            return new ChangeAlarm(0, 0, variance, covariance, clipped, 0, true);
        }
        return new ChangeAlarm(nextUpper, nextLower, variance, covariance, clipped, quietDays + 1, largest > WATCH);
    }

    /** True right after an alarm. */
    boolean raised() {
        return quietDays == 0 && watch;
    }

    /** A day that only positions the filter: counts as quiet, leaves the sums alone. */
    ChangeAlarm settling() {
        return new ChangeAlarm(
                upper, lower, innovationVariance, innovationCovariance, lastInnovation, quietDays + 1, watch);
    }
}

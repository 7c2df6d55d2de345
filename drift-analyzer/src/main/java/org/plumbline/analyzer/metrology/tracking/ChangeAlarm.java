// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * Two-sided CUSUM over normalised innovations (Page 1954), with the tracked autocorrelation of the innovations.
 * Immutable.
 *
 * @param upper upper sum, in standard deviations, not negative
 * @param lower lower sum, not negative
 * @param innovationVariance exponentially weighted mean square of the normalised innovations
 * @param innovationCovariance the same of neighbours
 * @param lastInnovation newest normalised innovation
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
        boolean watch) {}

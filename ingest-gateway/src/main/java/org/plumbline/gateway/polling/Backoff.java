// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;

/**
 * Exponential back-off with a bound and jitter.
 *
 * @param first delay after the first failure, positive
 * @param longest bound of the delay before jitter
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;
    private static final double JITTER = 0.25;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off needs 0 < first <= longest: " + first + ", " + longest);
        }
    }

    /**
     * Delay after a number of failures in a row.
     *
     * @param failures at least 1
     * @param chance uniform in [0, 1): spreads the delay over 75 % to 125 %
     */
    public Duration delay(int failures, double chance) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long bounded = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(bounded * (1 - JITTER + 2 * JITTER * chance)));
    }
}

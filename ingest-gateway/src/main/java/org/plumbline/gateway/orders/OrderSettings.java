// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.time.Duration;
import org.plumbline.gateway.polling.Backoff;

/**
 * Bounds of the execution of one order.
 *
 * @param attempts most sessions
 * @param deadline monotonic time after which no further session begins
 * @param backoff between sessions
 * @param holdsWait how long a fresh view of the holds is waited for before the first session
 */
public record OrderSettings(int attempts, Duration deadline, Backoff backoff, Duration holdsWait) {

    public OrderSettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }
        if (!deadline.isPositive() || holdsWait.isNegative()) {
            throw new IllegalArgumentException("deadline must be positive and holdsWait not negative");
        }
    }

    /** Seven sessions with a minute of waiting between them: meters keep the association of a client that has gone. */
    public static OrderSettings defaults() {
        return new OrderSettings(
                7,
                Duration.ofMinutes(2),
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(40)),
                Duration.ofSeconds(10));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.time.Duration;
import org.plumbline.gateway.guard.GuardLimits;

/**
 * Deadlines and bounds of a session.
 *
 * @param connectTimeout TCP connect
 * @param exchangeTimeout one complete reply, the AARE included
 * @param releaseTimeout how long to wait for the answer to a release
 * @param maxReceivePdu largest APDU we offer to receive, 128..65535 octets
 * @param limits bounds of one block transfer
 * @param maxProfileRows rows asked for at once, at least 1
 * @param maxCounterJump how far a counter read through the public client may move ours up
 * @param counterMargin invocation counters kept back before 2^32
 */
public record SessionSettings(
        Duration connectTimeout,
        Duration exchangeTimeout,
        Duration releaseTimeout,
        int maxReceivePdu,
        GuardLimits limits,
        int maxProfileRows,
        long maxCounterJump,
        long counterMargin) {

    public SessionSettings {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(exchangeTimeout, "exchangeTimeout");
        requirePositive(releaseTimeout, "releaseTimeout");
        if (maxReceivePdu < 128 || maxReceivePdu > 65_535) {
            throw new IllegalArgumentException("maxReceivePdu must be in 128..65535: " + maxReceivePdu);
        }
        if (maxProfileRows < 1) {
            throw new IllegalArgumentException("maxProfileRows must be positive: " + maxProfileRows);
        }
        if (maxCounterJump < 0 || counterMargin < 0) {
            throw new IllegalArgumentException("counter bounds must not be negative");
        }
    }

    public static SessionSettings defaults() {
        return new SessionSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                8_192,
                new GuardLimits(256, 1 << 20, Duration.ofMinutes(5)),
                960,
                1_000_000,
                65_536);
    }

    /** The same, with another bound of the connect and of each reply. */
    public SessionSettings withTimeouts(Duration timeout) {
        return new SessionSettings(
                timeout, timeout, releaseTimeout, maxReceivePdu, limits, maxProfileRows, maxCounterJump, counterMargin);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }
}

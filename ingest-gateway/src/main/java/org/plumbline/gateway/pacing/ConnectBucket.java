// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * Token bucket of new connections. Depth and refill are chosen so that no second, wherever it begins, sees more than the
 * limit: depth d = a tenth of the limit, at least 1; refill = limit - d + 1 per second. A limit above 1 is rounded down to
 * whole connections, so that the shares of several instances never add up to more. Tokens are counted in the time that
 * they take to come, in whole ns: no rounding lets one go early. Not safe for many threads.
 */
final class ConnectBucket {

    private static final double NANOS = 1e9;
    private static final double DEPTH_SECONDS = 0.1;

    private double perSecond;
    private long nanosPerToken = 1;
    private long depth; // tokens
    private long saved; // ns
    private long filledAt;

    /** @param limitPerSecond positive; below 1 it is one connection in 1 / limit seconds */
    ConnectBucket(double limitPerSecond, long now) {
        filledAt = now;
        setLimit(limitPerSecond, now);
        saved = depth * nanosPerToken;
    }

    /** What is saved stays so, as far as there is room for it. */
    void setLimit(double limitPerSecond, long now) {
        fill(now);
        double tokens = (double) saved / nanosPerToken;
        double limit = limitPerSecond < 1 ? limitPerSecond : Math.floor(limitPerSecond);
        depth = Math.max(1, (long) (limit * DEPTH_SECONDS));
        perSecond = limit - depth + 1;
        nanosPerToken = (long) Math.ceil(NANOS / perSecond);
        saved = Math.min(depth * nanosPerToken, (long) (tokens * nanosPerToken));
    }

    boolean tryTake(long now) {
        if (!available(now)) {
            return false;
        }
        saved -= nanosPerToken;
        return true;
    }

    boolean available(long now) {
        fill(now);
        return saved >= nanosPerToken;
    }

    /** When the next token is there; now or later. */
    long nextAt(long now) {
        fill(now);
        return now + Math.max(0, nanosPerToken - saved);
    }

    double perSecond() {
        return perSecond;
    }

    private void fill(long now) {
        if (now > filledAt) {
            saved = Math.min(depth * nanosPerToken, saved + (now - filledAt));
            filledAt = now;
        }
    }
}

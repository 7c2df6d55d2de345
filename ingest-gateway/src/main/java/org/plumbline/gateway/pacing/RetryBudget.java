// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * How many retries a segment bears: a fifth of the first attempts, and a tenth of its connection limit besides, so that a
 * segment without first attempts still gets its meters back. At most {@link #MOST} are saved up. Not safe for many
 * threads.
 */
final class RetryBudget {

    static final double PER_FIRST_ATTEMPT = 0.2;
    static final double OF_CONNECTS = 0.1;
    static final double MOST = 10;
    private static final double NANOS = 1e9;
    private static final double ROUNDING = 1e-9;

    private double perSecond;
    private double saved = MOST;
    private long filledAt;

    RetryBudget(double connectsPerSecond, long now) {
        perSecond = connectsPerSecond * OF_CONNECTS;
        filledAt = now;
    }

    void setLimit(double connectsPerSecond, long now) {
        fill(now);
        perSecond = connectsPerSecond * OF_CONNECTS;
    }

    void firstAttempt() {
        saved = Math.min(MOST, saved + PER_FIRST_ATTEMPT);
    }

    boolean tryTake(long now) {
        fill(now);
        if (saved < 1 - ROUNDING) {
            return false;
        }
        saved = Math.max(0, saved - 1);
        return true;
    }

    /** When the next retry may go without any first attempt before it. */
    long nextAt(long now) {
        fill(now);
        return now + (long) Math.ceil(Math.max(0, 1 - saved) / perSecond * NANOS);
    }

    private void fill(long now) {
        if (now > filledAt) {
            saved = Math.min(MOST, saved + (now - filledAt) / NANOS * perSecond);
            filledAt = now;
        }
    }
}

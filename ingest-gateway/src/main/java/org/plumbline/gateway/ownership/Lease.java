// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The right to speak to the meters of the partitions owned, on the monotonic clock. It ends by itself a margin before the
 * group coordinator could give the partitions to another instance. Safe for many threads.
 */
public final class Lease {

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final long validNanos;
    private final AtomicLong renewedAtNanos = new AtomicLong(NEVER);

    /**
     * @param nanoTime monotonic clock
     * @param sessionTimeout after which the coordinator gives the partitions away
     * @param margin by which the lease ends before that; shorter than the session timeout
     */
    public Lease(LongSupplier nanoTime, Duration sessionTimeout, Duration margin) {
        if (margin.isNegative() || margin.compareTo(sessionTimeout) >= 0) {
            throw new IllegalArgumentException("lease margin must be shorter than the session timeout");
        }
        this.nanoTime = nanoTime;
        this.validNanos = sessionTimeout.minus(margin).toNanos();
    }

    /**
     * The coordinator confirmed the membership.
     *
     * @param askedAtNanos monotonic time at which it was asked, not when it answered
     */
    public void renew(long askedAtNanos) {
        renewedAtNanos.accumulateAndGet(
                askedAtNanos, (known, asked) -> known == NEVER || asked - known > 0 ? asked : known);
    }

    /** The membership is over; until the next renewal nothing may be sent. */
    public void end() {
        renewedAtNanos.set(NEVER);
    }

    /** True while frames may be sent. */
    public boolean held() {
        long renewedAt = renewedAtNanos.get();
        return renewedAt != NEVER && nanoTime.getAsLong() - renewedAt < validNanos;
    }
}

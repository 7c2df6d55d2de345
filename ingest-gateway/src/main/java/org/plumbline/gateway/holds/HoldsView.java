// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The holds in force, as last read. A view that was not complete within the last second allows nothing. Safe for many
 * threads.
 */
public final class HoldsView {

    /** Scope that holds everything. */
    public static final String EVERYTHING = "*";

    /** A view older than this allows nothing. */
    public static final Duration FRESH = Duration.ofSeconds(1);

    private static final long NEVER = Long.MIN_VALUE;

    private record Hold(String reason, Instant issuedAt) {}

    private final LongSupplier nanoTime;
    private final Map<String, Hold> holdByScope = new ConcurrentHashMap<>();
    private final AtomicLong completeAtNanos = new AtomicLong(NEVER);

    /** @param nanoTime monotonic clock */
    public HoldsView(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A hold was set; whoever set it, it counts.
     *
     * @param issuedAt wall-clock time; a lift issued before it does not lift it
     */
    public void set(String scope, String reason, Instant issuedAt) {
        holdByScope.put(scope, new Hold(reason, issuedAt));
    }

    /** A hold was lifted by someone who may; an old lift sent again lifts nothing newer. */
    public void lift(String scope, Instant issuedAt) {
        holdByScope.computeIfPresent(scope, (key, hold) -> issuedAt.isBefore(hold.issuedAt()) ? hold : null);
    }

    /** Everything that stood on the topic at {@code nanos} of the monotonic clock has been applied. */
    public void completeAsOf(long nanos) {
        completeAtNanos.set(nanos);
    }

    /** True when {@link #decide} rests on a view of the last second. */
    public boolean fresh() {
        long completeAt = completeAtNanos.get();
        return completeAt != NEVER && nanoTime.getAsLong() - completeAt <= FRESH.toNanos();
    }

    /** May a meter be changed for this campaign now? */
    public HoldDecision decide(String campaignId) {
        if (!fresh()) {
            return new HoldDecision.Unknown();
        }
        Hold everything = holdByScope.get(EVERYTHING);
        if (everything != null) {
            return new HoldDecision.Held(EVERYTHING, everything.reason());
        }
        Hold campaign = holdByScope.get(campaignId);
        return campaign != null ? new HoldDecision.Held(campaignId, campaign.reason()) : new HoldDecision.Free();
    }
}

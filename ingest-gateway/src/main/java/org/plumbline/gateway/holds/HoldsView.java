// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
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

    private final LongSupplier nanoTime;
    private final Map<String, String> reasonByScope = new HashMap<>();
    /** Newest stop or honoured lift of each scope; outlives the hold, so that no lift counts twice. */
    private final Map<String, Instant> newestByScope = new HashMap<>();

    private long completeAtNanos = NEVER;

    /** @param nanoTime monotonic clock */
    public HoldsView(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A hold was set; whoever set it, it counts.
     *
     * @param issuedAt wall-clock time; a lift must be issued after it, and after every earlier stop and lift
     */
    public synchronized void set(String scope, String reason, Instant issuedAt) {
        reasonByScope.put(scope, reason);
        newestByScope.merge(scope, issuedAt, (known, next) -> next.isAfter(known) ? next : known);
    }

    /** A hold was lifted by someone who may; a lift that is not the newest word on its scope lifts nothing. */
    public synchronized void lift(String scope, Instant issuedAt) {
        Instant newest = newestByScope.get(scope);
        if (newest == null || issuedAt.isAfter(newest)) {
            reasonByScope.remove(scope);
            newestByScope.put(scope, issuedAt);
        }
    }

    /** The topic is about to be read from its beginning: until it is complete again, nothing is known. */
    public synchronized void restart() {
        completeAtNanos = NEVER;
        reasonByScope.clear();
        newestByScope.clear();
    }

    /** Everything that stood on the topic at {@code nanos} of the monotonic clock has been applied. */
    public synchronized void completeAsOf(long nanos) {
        completeAtNanos = nanos;
    }

    /** True when {@link #decide} rests on a view of the last second. */
    public synchronized boolean fresh() {
        return completeAtNanos != NEVER && nanoTime.getAsLong() - completeAtNanos <= FRESH.toNanos();
    }

    /** Number of scopes that are held; empty when that is not known as of the last second. */
    public synchronized OptionalInt inForce() {
        return fresh() ? OptionalInt.of(reasonByScope.size()) : OptionalInt.empty();
    }

    /** May a meter be changed for this campaign now? */
    public synchronized HoldDecision decide(String campaignId) {
        if (!fresh()) {
            return new HoldDecision.Unknown();
        }
        String everything = reasonByScope.get(EVERYTHING);
        if (everything != null) {
            return new HoldDecision.Held(EVERYTHING, everything);
        }
        String campaign = reasonByScope.get(campaignId);
        return campaign != null ? new HoldDecision.Held(campaignId, campaign) : new HoldDecision.Free();
    }
}

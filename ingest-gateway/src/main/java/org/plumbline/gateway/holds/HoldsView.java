// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.plumbline.schema.hold.HoldState;

/**
 * The holds in force, as last read ({@link HoldState}). A view that was not complete within the last second allows nothing.
 * Safe for many threads.
 */
public final class HoldsView {

    /** Scope that holds everything. */
    public static final String EVERYTHING = "*";

    /** A view older than this allows nothing. */
    public static final Duration FRESH = Duration.ofSeconds(1);

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final Map<String, HoldState> byScope = new HashMap<>();
    private long completeAtNanos = NEVER;

    /** @param nanoTime monotonic clock */
    public HoldsView(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A record of the topic.
     *
     * @param scope campaignId, a campaign's rollbacks, or {@link #EVERYTHING}
     * @return why a lift lifted nothing, as a named reason; empty for a stop and for a lift that counted
     */
    public synchronized String apply(String scope, HoldState.News news) {
        HoldState.Step step = HoldState.after(byScope.get(scope), news);
        byScope.put(scope, step.state());
        return step.refusal();
    }

    /** The topic is about to be read from its beginning: until it is complete again, nothing is known. */
    public synchronized void restart() {
        completeAtNanos = NEVER;
        byScope.clear();
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
        return fresh()
                ? OptionalInt.of((int)
                        byScope.values().stream().filter(HoldState::active).count())
                : OptionalInt.empty();
    }

    /** May a meter be changed for this campaign now? */
    public synchronized HoldDecision decide(String campaignId) {
        if (!fresh()) {
            return new HoldDecision.Unknown();
        }
        HoldState everything = byScope.get(EVERYTHING);
        if (everything != null && everything.active()) {
            return new HoldDecision.Held(EVERYTHING, everything.reason());
        }
        HoldState campaign = byScope.get(campaignId);
        return campaign != null && campaign.active()
                ? new HoldDecision.Held(campaignId, campaign.reason())
                : new HoldDecision.Free();
    }
}

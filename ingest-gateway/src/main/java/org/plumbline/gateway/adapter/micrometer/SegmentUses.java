// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.plumbline.gateway.pacing.SegmentStatus;

/** What is taken of the network segments, by the label that they are counted under; looked at once a second at most. */
final class SegmentUses {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Use of all segments of one label.
     *
     * @param dead segments whose circuit is open
     */
    record Use(int sessions, int pollsWaiting, int ordersWaiting, int dead) {

        static final Use NONE = new Use(0, 0, 0, 0);

        Use plus(Use other) {
            return new Use(
                    sessions + other.sessions,
                    pollsWaiting + other.pollsWaiting,
                    ordersWaiting + other.ordersWaiting,
                    dead + other.dead);
        }

        static Use of(SegmentStatus status) {
            return new Use(status.sessions(), status.pollsWaiting(), status.ordersWaiting(), status.dead() ? 1 : 0);
        }
    }

    private final Supplier<List<SegmentStatus>> segments;
    private final UnaryOperator<String> labels;
    private final LongSupplier nanoTime;
    private Map<String, Use> byLabel = Map.of();
    private long lookedAtNanos;
    private boolean looked;

    SegmentUses(Supplier<List<SegmentStatus>> segments, UnaryOperator<String> labels, LongSupplier nanoTime) {
        this.segments = segments;
        this.labels = labels;
        this.nanoTime = nanoTime;
    }

    synchronized Use of(String label) {
        long now = nanoTime.getAsLong();
        if (!looked || now - lookedAtNanos >= LOOK_NANOS) {
            looked = true;
            lookedAtNanos = now;
            Map<String, Use> sums = new HashMap<>();
            segments.get().forEach(status -> sums.merge(labels.apply(status.name()), Use.of(status), Use::plus));
            byLabel = sums;
        }
        return byLabel.getOrDefault(label, Use.NONE);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Counts the connections of every network segment, as the meters see them, and notes every excess of a limit for a test
 * to look at. Safe for concurrent use.
 *
 * <p>A client may close one connection and open the next before the meter's side has seen the first one end. So an
 * excess of concurrent connections counts only when it is {@linkplain #confirm confirmed}: as many of those that were
 * open at that moment are still open after everything that had arrived has been read.
 */
public final class SegmentWatch {
    private final UnaryOperator<String> segmentOf;
    private final Map<String, Limit> limits;
    private final LongSupplier nanoTime;
    private final Map<String, Segment> segments = new HashMap<>();
    private final List<Excess> excesses = new ArrayList<>();
    private long tickets;

    /**
     * What a segment carries.
     *
     * @param concurrent connections open at once
     * @param opened new connections in any window of that length
     */
    public record Limit(int concurrent, int opened, Duration window) {}

    /** Which limit. */
    public enum Kind {
        CONCURRENT,
        OPENED
    }

    /** A limit that was exceeded. */
    public record Excess(String segment, Kind kind, int count, int limit, String meterId) {}

    /**
     * A connection.
     *
     * @param toConfirm whether it seems to exceed the limit of concurrent connections
     */
    public record Ticket(String meterId, String segment, long number, boolean toConfirm) {}

    private static final class Segment {
        private final TreeSet<Long> open = new TreeSet<>();
        private final Deque<Long> openedAt = new ArrayDeque<>();
        private int mostOpen;
        private int mostOpened;
    }

    /**
     * A watch.
     *
     * @param segmentOf segment of a meter id
     * @param limits by segment; a segment without one is counted only
     * @param nanoTime monotonic nanoseconds
     */
    public SegmentWatch(UnaryOperator<String> segmentOf, Map<String, Limit> limits, LongSupplier nanoTime) {
        this.segmentOf = segmentOf;
        this.limits = Map.copyOf(limits);
        this.nanoTime = nanoTime;
    }

    /** Counts nothing against any limit. */
    public static SegmentWatch unlimited() {
        return new SegmentWatch(meterId -> "all", Map.of(), () -> 0);
    }

    /** A connection to a meter was opened. */
    public synchronized Ticket opened(String meterId) {
        String name = segmentOf.apply(meterId);
        Segment segment = segments.computeIfAbsent(name, unknown -> new Segment());
        tickets++;
        segment.open.add(tickets);
        segment.mostOpen = Math.max(segment.mostOpen, segment.open.size());
        Limit limit = limits.get(name);
        if (limit == null) {
            return new Ticket(meterId, name, tickets, false);
        }
        countOpened(name, segment, limit, meterId);
        return new Ticket(meterId, name, tickets, segment.open.size() > limit.concurrent());
    }

    /** A connection ended. */
    public synchronized void closed(Ticket ticket) {
        Segment segment = segments.get(ticket.segment());
        if (segment != null) {
            segment.open.remove(ticket.number());
        }
    }

    /** Looks again at a connection that seemed to exceed the limit, after all that had arrived has been read. */
    public synchronized void confirm(Ticket ticket) {
        Segment segment = segments.get(ticket.segment());
        Limit limit = limits.get(ticket.segment());
        if (segment == null || limit == null) {
            return;
        }
        int together = segment.open.headSet(ticket.number(), true).size();
        if (together > limit.concurrent()) {
            excesses.add(new Excess(ticket.segment(), Kind.CONCURRENT, together, limit.concurrent(), ticket.meterId()));
        }
    }

    /** Every excess so far. */
    public synchronized List<Excess> excesses() {
        return List.copyOf(excesses);
    }

    /** The most connections of a segment that were ever counted at once, closings not yet seen included. */
    public synchronized int mostOpen(String name) {
        Segment segment = segments.get(name);
        return segment == null ? 0 : segment.mostOpen;
    }

    /** The most connections of a segment that were ever opened in one window of its limit. */
    public synchronized int mostOpened(String name) {
        Segment segment = segments.get(name);
        return segment == null ? 0 : segment.mostOpened;
    }

    private void countOpened(String name, Segment segment, Limit limit, String meterId) {
        long now = nanoTime.getAsLong();
        while (!segment.openedAt.isEmpty()
                && now - segment.openedAt.getFirst() >= limit.window().toNanos()) {
            segment.openedAt.removeFirst();
        }
        segment.openedAt.addLast(now);
        segment.mostOpened = Math.max(segment.mostOpened, segment.openedAt.size());
        if (segment.openedAt.size() > limit.opened()) {
            excesses.add(new Excess(name, Kind.OPENED, segment.openedAt.size(), limit.opened(), meterId));
        }
    }
}

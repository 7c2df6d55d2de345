// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** State of one segment; guarded by the pacer's lock. Times are ns since the pacer began. */
final class Segment {

    static final long NEVER = Long.MAX_VALUE;

    final String name;
    final int number;
    final Slots slots;
    final ConnectBucket connects;
    final RetryBudget retries;
    final Circuit circuit = new Circuit();
    final FrameLoss loss = new FrameLoss(); // guards itself
    final Deque<SessionPermit> connecting = new ArrayDeque<>(); // at most one for each session
    final Set<Lane> inRing = EnumSet.noneOf(Lane.class);
    boolean inConnectRing;
    /** Sessions granted that have not connected yet. */
    int ahead;

    long wakeAt = NEVER;
    private final Map<Lane, Deque<Claim>> firstAttempts = new EnumMap<>(Lane.class); // at most one claim for each meter
    private final Deque<Claim> retrying = new ArrayDeque<>();
    private final SegmentLimits limits;
    private Lane last = Lane.POLL;

    Segment(String name, int number, SegmentLimits limits, Share share, long now) {
        this.name = name;
        this.number = number;
        this.limits = limits;
        this.slots = new Slots(share.sessions(limits.maxSessions()));
        double perSecond = share.perSecond(limits.connectsPerSecond());
        this.connects = new ConnectBucket(perSecond, now);
        this.retries = new RetryBudget(perSecond, now);
        for (Lane lane : Lane.values()) {
            firstAttempts.put(lane, new ArrayDeque<>());
        }
    }

    void share(Share share, long now) {
        slots.resize(share.sessions(limits.maxSessions()));
        double perSecond = share.perSecond(limits.connectsPerSecond());
        connects.setLimit(perSecond, now);
        retries.setLimit(perSecond, now);
    }

    private Deque<Claim> queue(Claim claim) {
        return claim.retry() && claim.lane() == Lane.POLL ? retrying : waitingFirst(claim.lane());
    }

    private Deque<Claim> waitingFirst(Lane lane) {
        Deque<Claim> waiting = firstAttempts.get(lane);
        if (waiting == null) {
            throw new IllegalStateException("every lane has a queue");
        }
        return waiting;
    }

    void add(Claim claim) {
        queue(claim).add(claim);
    }

    int waiting(Lane lane) {
        return waitingFirst(lane).size() + (lane == Lane.POLL ? retrying.size() : 0);
    }

    /** Takes the claims out for which the condition holds. */
    void remove(Predicate<Claim> unwanted, Consumer<Claim> removed) {
        Predicate<Claim> taken = claim -> {
            boolean out = unwanted.test(claim);
            if (out) {
                removed.accept(claim);
            }
            return out;
        };
        firstAttempts.values().forEach(queue -> queue.removeIf(taken));
        retrying.removeIf(taken);
    }

    /** At most a second's worth of connections is waited for inside sessions, the rest waits outside. */
    boolean roomToConnect() {
        return ahead < Math.max(1, connects.perSecond());
    }

    /** True when the other lane has waited through the last session of a segment that bears only one. */
    boolean othersTurn(Lane lane) {
        return slots.size() == 1 && last == lane && waiting(lane.other()) > 0;
    }

    /** The next claim of the lane, or null when only retries wait and the budget has none. */
    @Nullable
    Claim next(Lane lane, long now) {
        Deque<Claim> first = waitingFirst(lane);
        boolean probing = circuit.state() != Circuit.State.CLOSED;
        if (lane == Lane.POLL && !retrying.isEmpty()) {
            if (probing ? first.isEmpty() : retries.tryTake(now)) {
                return retrying.poll();
            }
        }
        Claim claim = first.poll();
        if (claim != null) {
            retries.firstAttempt();
        }
        return claim;
    }

    SessionPermit grant(Lane lane, Pacer pacer, Object holder) {
        slots.take(lane);
        ahead++;
        last = lane;
        int probe = circuit.state() == Circuit.State.CLOSED ? Circuit.NO_PROBE : circuit.probe();
        return new SessionPermit(pacer, this, lane, probe, holder);
    }
}

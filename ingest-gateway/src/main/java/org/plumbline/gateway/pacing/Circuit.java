// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Circuit breaker of one segment. {@link State#CLOSED}: everybody may try. It opens when {@link #EVIDENCE} meters that
 * answered last time have failed one after the other within {@link #WINDOW_NANOS} and none has answered meanwhile; a meter
 * known to be dead is no evidence. {@link State#OPEN}: nobody may, until a time that backs off with each failed probe.
 * {@link State#PROBING}: one may, the others wait for its result. Any answer of any meter closes it. Not safe for many
 * threads.
 */
final class Circuit {

    /** Many enough not to be chance, few enough to be quick. */
    static final int EVIDENCE = 5;

    static final int NO_PROBE = 0;

    static final long WINDOW_NANOS = 300_000_000_000L;
    static final long FIRST_PAUSE_NANOS = 5_000_000_000L;
    static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

    enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private record Failure(String meterId, long at) {}

    private final Deque<Failure> evidence = new ArrayDeque<>(EVIDENCE); // at most EVIDENCE
    private State state = State.CLOSED;
    private int failedProbes;
    private long probeAt;
    private int probe; // number of the last probe; an older one has nothing to say any more

    State state() {
        return state;
    }

    /** True when a session may begin now; when the circuit is not closed that session is the probe. */
    boolean allows(long now) {
        return state == State.CLOSED || (state == State.OPEN && now >= probeAt);
    }

    long probeAt() {
        return probeAt;
    }

    /** @return number of the probe that goes now */
    int probe() {
        state = State.PROBING;
        return ++probe;
    }

    /** The probe ended without having tried the segment: the next one may go at once. */
    void probeUnused(int number, long now) {
        if (state == State.PROBING && number == probe) {
            state = State.OPEN;
            probeAt = now;
        }
    }

    /** @return true when this closed the circuit */
    boolean answered() {
        evidence.clear();
        boolean closed = state != State.CLOSED;
        state = State.CLOSED;
        failedProbes = 0;
        return closed;
    }

    /**
     * A meter did not answer at all.
     *
     * @param answeredLastTime whether the meter's attempt before was answered, or there was none
     * @param number of the probe, or {@link #NO_PROBE}
     * @param chance uniform in [0, 1)
     */
    Blame silent(String meterId, boolean answeredLastTime, int number, long now, double chance) {
        if (state != State.CLOSED) {
            if (state == State.PROBING && number == probe) {
                failedProbes++;
                open(now, chance);
            }
            return new Blame.Segment();
        }
        if (!answeredLastTime) {
            return new Blame.Meter();
        }
        evidence.removeIf(old -> old.meterId().equals(meterId) || now - old.at() > WINDOW_NANOS);
        evidence.add(new Failure(meterId, now));
        if (evidence.size() < EVIDENCE) {
            return new Blame.Meter();
        }
        evidence.clear();
        open(now, chance);
        return new Blame.SegmentFound(EVIDENCE);
    }

    /** Between half and all of the pause, which doubles with each failed probe. */
    private void open(long now, double chance) {
        state = State.OPEN;
        long pause = Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << Math.min(failedProbes, 10));
        probeAt = now + pause / 2 + (long) (pause / 2 * chance);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which meters of a partition are to be looked at now. A meter that waits for a time costs nothing until then, one that
 * waits for an event nothing until it has happened. {@link Place#changed} is for many threads, everything else for the
 * owner's.
 */
public final class PollRota {

    /** Keeps the owner's thread free for its other work; the rest has its turn the next time. */
    static final int MOST_PER_TURN = 10_000;

    /** What a meter waits for before its next poll. */
    public sealed interface Turn {

        /** Nothing: it asks for a session now. */
        record Now() implements Turn {}

        record FieldTime(Instant due) implements Turn {}

        /** @param nanos monotonic time */
        record MonotonicTime(long nanos) implements Turn {}

        /** An event, after which its place is told. */
        record Event() implements Turn {}
    }

    /** A meter as the rota sees it. */
    public interface Member {

        Turn turn(Instant fieldTime, long nanos);

        /** Asks for a session; called after {@link Turn.Now}. */
        void claimSession();
    }

    /** Where one meter stands. */
    public static final class Place {

        private final Member member;
        private final Queue<Place> changes;
        private final AtomicBoolean told = new AtomicBoolean();
        /** In ms of field time or in monotonic ns, as the heap it stands in. */
        long due;

        int index;

        @Nullable
        DueHeap heap;

        private Place(Member member, Queue<Place> changes) {
            this.member = member;
            this.changes = changes;
        }

        /** The meter may have become due, or not due any more. */
        public void changed() {
            if (!told.getAndSet(true)) {
                changes.add(this);
            }
        }
    }

    /** Field time that steps back by more than this was wrong before: every meter is looked at anew. */
    private static final long STEP_BACK_MILLIS = 60_000;

    private static final Duration AFTER_DEFECT = Duration.ofMinutes(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(PollRota.class);

    private final Queue<Place> changes = new ConcurrentLinkedQueue<>(); // each place at most once
    private final DueHeap byFieldTime = new DueHeap();
    private final DueHeap byMonotonicTime = new DueHeap();
    private long newestFieldMillis = Long.MIN_VALUE + STEP_BACK_MILLIS;

    /** A place for a meter; it is looked at in the next turn. */
    public Place join(Member member) {
        Place place = new Place(member, changes);
        place.changed();
        return place;
    }

    /** Looks at all meters of which something has changed or whose time has come. */
    public void turn(Instant fieldTime, long nanos) {
        long fieldMillis = fieldTime.toEpochMilli();
        if (fieldMillis < newestFieldMillis - STEP_BACK_MILLIS) {
            byFieldTime.drain(Place::changed);
            newestFieldMillis = fieldMillis;
        }
        newestFieldMillis = Math.max(newestFieldMillis, fieldMillis);
        for (int looked = 0; looked < MOST_PER_TURN; looked++) {
            Place place = next(fieldMillis, nanos);
            if (place == null) {
                return;
            }
            look(place, fieldTime, nanos);
        }
    }

    /** A meter on which the gateway itself fails is looked at again later; the others have their turn. */
    private void look(Place place, Instant fieldTime, long nanos) {
        try {
            settle(place, place.member.turn(fieldTime, nanos));
        } catch (RuntimeException defect) {
            LOGGER.atError().setCause(defect).log("the gateway failed on a meter's turn");
            byMonotonicTime.add(place, nanos + AFTER_DEFECT.toNanos());
        }
    }

    private @Nullable Place next(long fieldMillis, long nanos) {
        Place changed = changes.poll();
        if (changed != null) {
            changed.told.set(false);
            if (changed.heap != null) {
                changed.heap.remove(changed);
            }
            return changed;
        }
        Place due = byMonotonicTime.pollDue(nanos);
        return due != null ? due : byFieldTime.pollDue(fieldMillis);
    }

    private void settle(Place place, Turn turn) {
        switch (turn) {
            case Turn.Now now -> place.member.claimSession();
            case Turn.FieldTime(Instant due) ->
                byFieldTime.add(place, due.plusNanos(999_999).toEpochMilli());
            case Turn.MonotonicTime(long nanos) -> byMonotonicTime.add(place, nanos);
            case Turn.Event event -> {}
        }
    }
}

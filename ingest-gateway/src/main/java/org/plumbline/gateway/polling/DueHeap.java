// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Places by due time, the earliest first; a place knows where it stands, so taking it out costs no search. Times are
 * compared by their difference, as monotonic time asks for. Not safe for many threads.
 */
final class DueHeap {

    private static final int FIRST_CAPACITY = 16;

    private PollRota.@Nullable Place[] places = new PollRota.Place[FIRST_CAPACITY];
    private int size;

    void add(PollRota.Place place, long due) {
        if (size == places.length) {
            places = Arrays.copyOf(places, size * 2);
        }
        place.due = due;
        place.heap = this;
        put(place, size++);
        rise(place);
    }

    void remove(PollRota.Place place) {
        PollRota.Place last = at(--size);
        places[size] = null;
        place.heap = null;
        if (place != last) {
            put(last, place.index);
            rise(last);
            sink(last);
        }
    }

    /** Takes out the earliest if it is due; null otherwise. */
    PollRota.@Nullable Place pollDue(long now) {
        if (size == 0 || at(0).due - now > 0) {
            return null;
        }
        PollRota.Place first = at(0);
        remove(first);
        return first;
    }

    /** Takes all out, in no order. */
    void drain(Consumer<PollRota.Place> taken) {
        while (size > 0) {
            PollRota.Place last = at(size - 1);
            remove(last);
            taken.accept(last);
        }
    }

    int size() {
        return size;
    }

    private void rise(PollRota.Place place) {
        while (place.index > 0) {
            PollRota.Place parent = at((place.index - 1) / 2);
            if (parent.due - place.due <= 0) {
                return;
            }
            swap(parent, place);
        }
    }

    private void sink(PollRota.Place place) {
        while (2 * place.index + 1 < size) {
            PollRota.Place child = at(2 * place.index + 1);
            if (child.index + 1 < size && at(child.index + 1).due - child.due < 0) {
                child = at(child.index + 1);
            }
            if (place.due - child.due <= 0) {
                return;
            }
            swap(place, child);
        }
    }

    private void swap(PollRota.Place one, PollRota.Place other) {
        int index = one.index;
        put(one, other.index);
        put(other, index);
    }

    private void put(PollRota.Place place, int index) {
        places[index] = place;
        place.index = index;
    }

    private PollRota.Place at(int index) {
        PollRota.Place place = places[index];
        if (place == null) {
            throw new IllegalStateException("nothing stands at " + index);
        }
        return place;
    }
}

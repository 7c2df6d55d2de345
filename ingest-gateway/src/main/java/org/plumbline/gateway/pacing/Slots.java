// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/**
 * Concurrent sessions by lane. With two or more, a quarter (at least one) is kept back from each lane for the other; a
 * single one is for both in turn. Not safe for many threads.
 */
final class Slots {

    private static final int RESERVED_SHARE = 4;

    private int size;
    private final int[] taken = new int[Lane.values().length];

    Slots(int size) {
        resize(size);
    }

    /** What is taken stays taken: after a reduction nothing is free until enough has been given back. */
    void resize(int newSize) {
        if (newSize < 1) {
            throw new IllegalArgumentException("at least one session: " + newSize);
        }
        size = newSize;
    }

    boolean free(Lane lane) {
        return taken() < size && taken[lane.ordinal()] < most();
    }

    private int most() {
        return size == 1 ? 1 : size - Math.max(1, size / RESERVED_SHARE);
    }

    void take(Lane lane) {
        taken[lane.ordinal()]++;
    }

    void giveBack(Lane lane) {
        if (--taken[lane.ordinal()] < 0) {
            throw new IllegalStateException("more sessions given back than taken");
        }
    }

    int taken() {
        return taken[0] + taken[1];
    }

    int size() {
        return size;
    }
}

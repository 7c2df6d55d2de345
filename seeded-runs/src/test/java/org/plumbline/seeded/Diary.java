// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** The last things that happened, for whoever has to understand a seed that failed. */
final class Diary {

    private static final int KEPT = Integer.getInteger("plumbline.seed.diary", 60);
    private static final int LONGEST_TEXT = 200;

    private final Deque<String> entries = new ArrayDeque<>();
    private final LongSupplier nowNanos;

    Diary(LongSupplier nowNanos) {
        this.nowNanos = nowNanos;
    }

    void note(String who, String what) {
        if (entries.size() >= KEPT) {
            entries.removeFirst();
        }
        String text = what.length() > LONGEST_TEXT ? what.substring(0, LONGEST_TEXT) : what;
        entries.addLast("\n  " + nowNanos.getAsLong() / 1_000_000 + " ms " + who + ": " + text);
    }

    @Override
    public String toString() {
        return String.join("", entries);
    }
}

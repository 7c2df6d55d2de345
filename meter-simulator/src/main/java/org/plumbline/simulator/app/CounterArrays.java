// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;

/** The invocation counters seen by one meter, in eight octets each. Not thread-safe. */
final class CounterArrays {
    private static final int INITIAL_COUNTERS = 32;
    private static final long CHALLENGE = 1L << 32;
    private static final long REFUSED = 1L << 33;
    private static final int KEY_SHIFT = 34;

    private final String meterId;
    private final List<String> keys = new ArrayList<>(1);
    private long[] seen = new long[INITIAL_COUNTERS];
    private int size;

    CounterArrays(String meterId) {
        this.meterId = meterId;
    }

    void add(Counter counter) {
        if (size == seen.length) {
            seen = Arrays.copyOf(seen, size + Math.max(INITIAL_COUNTERS, size / 2));
        }
        int key = keys.indexOf(counter.keyFingerprint());
        if (key < 0) {
            key = keys.size();
            keys.add(counter.keyFingerprint());
        }
        seen[size] = counter.counter()
                | (counter.use() == CounterUse.CHALLENGE ? CHALLENGE : 0)
                | (counter.accepted() ? 0 : REFUSED)
                | (long) key << KEY_SHIFT;
        size++;
    }

    List<Counter> all() {
        List<Counter> counters = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            counters.add(counter(seen[i]));
        }
        return counters;
    }

    /** Counters that were seen more than once with one key, in whatever use, accepted or not. */
    List<Counter> repeated() {
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = seen[i] & ~(CHALLENGE | REFUSED);
        }
        Arrays.sort(sorted);
        List<Counter> repeated = new ArrayList<>();
        for (int i = 1; i < size; i++) {
            if (sorted[i] == sorted[i - 1] && (i == 1 || sorted[i - 1] != sorted[i - 2])) {
                repeated.add(counter(sorted[i]));
            }
        }
        return repeated;
    }

    private Counter counter(long packed) {
        return new Counter(
                meterId,
                keys.get((int) (packed >>> KEY_SHIFT)),
                packed & 0xFFFF_FFFFL,
                (packed & CHALLENGE) == 0 ? CounterUse.FRAME : CounterUse.CHALLENGE,
                (packed & REFUSED) == 0 ? "" : "not above those before");
    }
}

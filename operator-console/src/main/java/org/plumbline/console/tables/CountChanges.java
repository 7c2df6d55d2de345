// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the counts change by a batch; what comes to nothing is not in it. Not safe for many threads. */
public final class CountChanges {
    private final SortedMap<CountKey, Measures> changes = new TreeMap<>();

    /** A meter was as {@code before} and is as {@code after}. */
    public void moved(MeterLine before, MeterLine after) {
        before.countedIn().forEach(key -> add(key, before.measures().negated()));
        after.countedIn().forEach(key -> add(key, after.measures()));
    }

    public void plus(CountKey key) {
        add(key, Measures.ONE);
    }

    public void minus(CountKey key) {
        add(key, Measures.ONE.negated());
    }

    private void add(CountKey key, Measures change) {
        changes.merge(key, change, Measures::plus);
        changes.remove(key, Measures.NONE);
    }

    public SortedMap<CountKey, Measures> changes() {
        return Collections.unmodifiableSortedMap(changes);
    }
}

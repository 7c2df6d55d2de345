// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bounded sorted table whose immutable copy is made again only after a change. Not safe for many threads. */
final class Table<V> {
    private final int limit;
    private final TreeMap<String, V> rows = new TreeMap<>();
    private @Nullable SortedMap<String, V> copy;

    Table(int limit) {
        this.limit = limit;
    }

    /** Puts a row; false when the table is full and the key is new. */
    boolean put(String key, V row) {
        if (rows.size() >= limit && !rows.containsKey(key)) {
            return false;
        }
        if (!row.equals(rows.put(key, row))) {
            copy = null;
        }
        return true;
    }

    @Nullable
    V remove(String key) {
        V removed = rows.remove(key);
        if (removed != null) {
            copy = null;
        }
        return removed;
    }

    @Nullable
    V row(String key) {
        return rows.get(key);
    }

    SortedMap<String, V> copy() {
        SortedMap<String, V> current = copy;
        if (current == null) {
            current = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
            copy = current;
        }
        return current;
    }
}

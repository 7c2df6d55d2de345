// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wrong with a record, by place; at most {@value #MOST} findings are kept. */
public final class Findings {

    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 120;

    private final List<Finding> found = new ArrayList<>();

    /** One thing that is wrong. @param where path in the record, or part of the evidence */
    public record Finding(String where, String what) {}

    void add(String where, String what) {
        if (found.size() < MOST) {
            found.add(new Finding(where, what));
        }
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    /** Adds a finding for each place where a tree differs from what it should be. */
    void compare(String where, Object expected, @Nullable Object actual) {
        switch (expected) {
            case SortedMap<?, ?> map
            when actual instanceof SortedMap<?, ?> other -> {
                TreeSet<Object> names = new TreeSet<>(map.keySet());
                names.addAll(other.keySet());
                for (Object name : names) {
                    Object wanted = map.get(name);
                    if (wanted == null) {
                        add(where + "." + name, "does not belong here");
                    } else {
                        compare(where + "." + name, wanted, other.get(name));
                    }
                }
            }
            case List<?> list
            when actual instanceof List<?> other -> {
                for (int i = 0; i < Math.max(list.size(), other.size()); i++) {
                    if (i >= list.size()) {
                        add(where + "[" + i + "]", "does not belong here");
                    } else {
                        compare(where + "[" + i + "]", list.get(i), i < other.size() ? other.get(i) : null);
                    }
                }
            }
            default -> {
                if (!expected.equals(actual)) {
                    add(where, "is " + shown(actual) + ", but by the sources it is " + shown(expected));
                }
            }
        }
    }

    private static String shown(@Nullable Object tree) {
        if (tree == null) {
            return "missing";
        }
        String text = tree.toString();
        return '"' + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text) + '"';
    }
}

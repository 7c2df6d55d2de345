// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.Comparator;

/**
 * One place where meters or cases are counted. Ordered, so that writers that meet lock in the same order.
 *
 * @param row name of the row; empty = not stated
 * @param column name of the column; empty = not stated, or none
 */
public record CountKey(Dimension dimension, String row, String column) implements Comparable<CountKey> {
    private static final Comparator<CountKey> ORDER = Comparator.comparing(
                    (CountKey key) -> key.dimension().name())
            .thenComparing(CountKey::row)
            .thenComparing(CountKey::column);

    /** What is counted by what. */
    public enum Dimension {
        /** Active meters by standing. */
        VERDICT,
        /** Active meters with a figure, by limit and class of the drift histogram. */
        DRIFT,
        TYPE_DISTRICT,
        TYPE_AGE,
        AGE_DISTRICT,
        /** Active meters by role. */
        ROLE,
        /** Active meters by poll period. */
        PERIOD,
        /** Active meters by poll period and time of the newest session, see {@link Freshness}. */
        SESSION,
        /** Registered meters, active or not, by everything that pages filter by, see {@link Facets}. */
        FACETS,
        /** Cases by kind and state. */
        CASE
    }

    @Override
    public int compareTo(CountKey other) {
        return ORDER.compare(this, other);
    }
}

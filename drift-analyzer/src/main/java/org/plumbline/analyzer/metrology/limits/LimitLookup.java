// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.List;
import java.util.stream.Collectors;

/** What a table says about a limit. Immutable. */
public sealed interface LimitLookup {
    /**
     * A limit.
     *
     * @param upperPercent limit of positive errors, in percent
     * @param lowerPercent limit of negative errors without its sign, in percent
     * @param confirmed true when every row it rests on is confirmed
     * @param rows what it rests on; the first states the limit
     */
    record Found(double upperPercent, double lowerPercent, boolean confirmed, List<LimitRow> rows)
            implements LimitLookup {
        /** Copies the list. */
        public Found {
            rows = List.copyOf(rows);
        }

        /** The rows with their states and sources, in words. */
        public String source() {
            return rows.stream().map(LimitRow::statement).collect(Collectors.joining("; "));
        }
    }

    /**
     * No limit.
     *
     * @param reason what the table lacks
     * @param sentence the reason in words
     */
    record NotCovered(Reason reason, String sentence) implements LimitLookup {}

    /** What a table lacks. */
    enum Reason {
        /** No limit of the standard or jurisdiction at all. */
        REGIME,
        /** No limit of the class. */
        CLASS,
        /** No limit for this connection. */
        WIRING,
        /** No limit for a load that is spread like this. */
        LOAD,
        /** No limit at this power factor. */
        POWER_FACTOR,
        /** No limit at this temperature. */
        TEMPERATURE,
        /** No limit at this current. */
        CURRENT,
        /** The limit depends on a rated current that is not stated. */
        CURRENT_NOT_STATED,
        /** The limit is on a weighted average, not on the error at one load. */
        AVERAGE_ONLY
    }
}

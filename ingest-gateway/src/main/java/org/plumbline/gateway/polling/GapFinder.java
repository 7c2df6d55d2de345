// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where rows are missing in a time that was asked for. Nothing is taken for granted about when a meter captures, but that
 * one capture period follows another: a span of at least a period without a row lacks one. Confined to one reading.
 */
final class GapFinder {

    /** First and last time without a row, both inclusive. */
    record Gap(Instant from, Instant to) {}

    private final Duration period;
    private final List<Gap> gaps = new ArrayList<>();
    /** Since then there was no row. */
    private Instant from;

    /** Up to then it may be that none was captured. */
    private Instant due;

    /** @param begin of the time asked for, in whole seconds */
    GapFinder(Instant begin, Duration period) {
        this.period = period;
        this.from = begin;
        this.due = begin.plus(period).minusSeconds(1);
    }

    /** Rows come by rising time; a time may come again. */
    void row(Instant time) {
        Instant before = time.minus(period);
        if (!before.isBefore(from)) {
            gaps.add(new Gap(from, before));
        }
        from = time.plus(period);
        due = from;
    }

    /**
     * All rows up to then have come.
     *
     * @param end in whole seconds
     * @return gaps found since the last call
     */
    List<Gap> upTo(Instant end) {
        if (!end.isBefore(due)) {
            gaps.add(new Gap(from, end));
            from = end.plusSeconds(1);
            due = from;
        }
        List<Gap> found = List.copyOf(gaps);
        gaps.clear();
        return found;
    }
}

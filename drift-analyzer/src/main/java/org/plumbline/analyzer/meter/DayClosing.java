// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.plumbline.analyzer.state.MeterState.NO_DAY;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.ReactiveLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;

/**
 * When a day closes and how long its levels are kept, from the newest level of both meters alone. No clock is asked, so
 * the same levels close the same days whenever they arrive.
 */
final class DayClosing {
    /** A day closes this long after its end at the latest, even if one meter said nothing. */
    static final int FORCED_AFTER_DAYS = 45;

    /** Levels of a closed day are kept until both meters are this far past it. */
    static final int KEPT_AFTER_CLOSING_DAYS = 10;

    /** No level is kept longer, whatever the other meter does. */
    static final int MOST_DAYS_KEPT = 60;

    private DayClosing() {}

    /** All days before this one are closed because both meters have passed them. */
    static long pairedBefore(MeterState.Draft draft) {
        return Math.min(draft.testedDay, draft.referenceDay);
    }

    /** All days before this one are closed, with or without the other meter. */
    static long forcedBefore(MeterState.Draft draft) {
        long newest = Math.max(draft.testedDay, draft.referenceDay);
        return newest == NO_DAY ? NO_DAY : Math.max(pairedBefore(draft), newest - FORCED_AFTER_DAYS);
    }

    /** Days before this one can no longer change; their levels are gone. */
    private static long keptFrom(long testedDay, long referenceDay, long pairedBefore) {
        long newest = Math.max(testedDay, referenceDay);
        if (newest == NO_DAY) {
            return NO_DAY;
        }
        long both = Math.min(testedDay, referenceDay);
        long passed = both == NO_DAY ? NO_DAY : both - KEPT_AFTER_CLOSING_DAYS;
        return Math.max(Math.min(passed, pairedBefore), newest - MOST_DAYS_KEPT);
    }

    /**
     * Days from this one on are looked at one by one when a meter is judged: those that are kept when days close in turn.
     *
     * @param before day after the last that is judged
     */
    static long lookedAtFrom(long before) {
        return before == NO_DAY ? NO_DAY : before - KEPT_AFTER_CLOSING_DAYS;
    }

    static long keptFrom(MeterState state) {
        return keptFrom(state.testedDay(), state.referenceDay(), state.pairedBefore());
    }

    static long keptFrom(MeterState.Draft draft) {
        return keptFrom(draft.testedDay, draft.referenceDay, draft.pairedBefore);
    }

    /**
     * Closes a day that one meter has not passed: it is refused until the other meter passes it, and computed then.
     *
     * @return true when that is news
     */
    static boolean force(MeterState.Draft draft, long day, DayStore days) {
        if (draft.recent.containsKey(day)
                || isBlank(days.levels(day, Side.TESTED), day) && isBlank(days.levels(day, Side.REFERENCE), day)) {
            return false;
        }
        draft.recent.put(
                day, new DayResult.Refusal(day, DayResult.RefusalReason.TOO_FEW_PAIRS, Collections.emptySortedMap()));
        return true;
    }

    /**
     * Computes one closed day whole from its levels.
     *
     * @return true when the result is another than before
     */
    static boolean compute(MeterState.Draft draft, long day, DayStore days, Pairing.Ready pairing) {
        List<Level> tested = days.levels(day, Side.TESTED);
        List<Level> reference = days.levels(day, Side.REFERENCE);
        if (isBlank(tested, day) && isBlank(reference, day)) {
            return draft.recent.remove(day) != null;
        }
        DayResult result = DayRegression.estimate(new PairedDay(
                day,
                tested.stream().map(Level::register).toList(),
                reference.stream().map(Level::register).toList(),
                pairing.tested(),
                pairing.reference(),
                temperatures(tested),
                reactive(tested, reference)));
        return !result.equals(draft.recent.put(day, result));
    }

    /** A level at 24:00 alone belongs to the next day and says nothing about this one. */
    private static boolean isBlank(List<Level> levels, long day) {
        return levels.stream().allMatch(level -> level.epochDay() > day);
    }

    /** Those of the reference; those of the tested meter where it has none on this day. */
    private static ReactiveLevels reactive(List<Level> tested, List<Level> reference) {
        boolean byTested = reference.stream().allMatch(level -> level.reactive().isEmpty());
        SortedMap<Long, ReactiveLevel> levels = new TreeMap<>();
        for (Level level : byTested ? tested : reference) {
            level.reactive()
                    .filter(reactive -> !level.register().hasForbiddingStatus())
                    .ifPresent(reactive -> levels.put(level.register().captureEpochSecond(), reactive));
        }
        return levels.isEmpty() ? ReactiveLevels.NONE : new ReactiveLevels(byTested, levels);
    }

    /** Of rows with one capture time the last in canonical order counts. */
    private static SortedMap<Long, Double> temperatures(List<Level> tested) {
        SortedMap<Long, Double> temperatures = new TreeMap<>();
        for (Level level : tested) {
            if (level.temperatureTenths().isPresent()) {
                temperatures.put(
                        level.register().captureEpochSecond(),
                        level.temperatureTenths().getAsInt() / 10.0);
            }
        }
        return temperatures;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;

/**
 * The rows of one register on one day, each capture time once and in order: what can be used, and what is left out and
 * why. Rows that are the same in every field are one row, however often they came. Not thread-safe.
 */
final class CapturedRows {
    private static final long HOUR_SECONDS = 3600;

    private static final Comparator<RegisterLevel> ORDER = (a, b) -> {
        int order = Long.compare(a.captureEpochSecond(), b.captureEpochSecond());
        order = order != 0 ? order : Long.compare(a.raw(), b.raw());
        order = order != 0 ? order : Integer.compare(a.scaler(), b.scaler());
        order = order != 0 ? order : Integer.compare(a.calibrationEpoch(), b.calibrationEpoch());
        return order != 0 ? order : Integer.compare(a.statusBits(), b.statusBits());
    };

    private final List<RegisterLevel> usable;
    private final Map<ExclusionReason, Integer> exclusions = new EnumMap<>(ExclusionReason.class);
    private final List<List<RegisterLevel>> disputed = new ArrayList<>();
    private final CaptureTimes times;

    private CapturedRows(int rows, long epochDay) {
        usable = new ArrayList<>(rows);
        times = new CaptureTimes(rows, epochDay);
    }

    static CapturedRows of(List<RegisterLevel> levels, long epochDay) {
        List<RegisterLevel> ordered = new ArrayList<>(levels);
        ordered.sort(ORDER);
        CapturedRows rows = new CapturedRows(ordered.size(), epochDay);
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            if (to == ordered.size()
                    || ordered.get(to).captureEpochSecond() != ordered.get(from).captureEpochSecond()) {
                rows.take(ordered.subList(from, to));
                from = to;
            }
        }
        rows.settleDispute();
        return rows;
    }

    /** Rows that can be used, in order of capture. */
    List<RegisterLevel> usable() {
        return usable;
    }

    /** When rows of this day were captured, usable or not. */
    CaptureTimes times() {
        return times;
    }

    /** How many were left out, by reason. */
    Map<ExclusionReason, Integer> exclusions() {
        return exclusions;
    }

    /** Takes the rows of one time, in canonical order. */
    private void take(List<RegisterLevel> rows) {
        RegisterLevel first = rows.getFirst();
        if (!times.take(first.captureEpochSecond())) {
            count(ExclusionReason.OUTSIDE_DAY, 1);
            return;
        }
        List<RegisterLevel> distinct =
                rows.size() == 1 ? rows : rows.stream().distinct().toList();
        if (distinct.stream().anyMatch(other -> contradict(first, other))) {
            disputed.add(distinct);
            return;
        }
        settleDispute();
        count(ExclusionReason.DUPLICATE, distinct.size() - 1);
        if (distinct.stream().anyMatch(RegisterLevel::hasForbiddingStatus)) {
            boolean adjusted = distinct.stream()
                    .allMatch(each -> !each.hasForbiddingStatus() || each.isForbiddenByAdjustedClockOnly());
            count(adjusted ? ExclusionReason.CLOCK_ADJUSTED : ExclusionReason.BAD_STATUS, 1);
        } else if (first.calibrationEpoch() == 0) {
            count(ExclusionReason.UNKNOWN_EPOCH, 1);
        } else {
            usable.add(first);
        }
    }

    private static boolean contradict(RegisterLevel a, RegisterLevel b) {
        return a.raw() != b.raw() || a.scaler() != b.scaler() || a.calibrationEpoch() != b.calibrationEpoch();
    }

    /** Counts the neighbouring times, if any, whose rows contradict each other. */
    private void settleDispute() {
        if (!disputed.isEmpty()) {
            boolean repeated = isRepeatedHour();
            count(repeated ? ExclusionReason.REPEATED_HOUR : ExclusionReason.CONFLICTING_ROWS, disputed.size());
            disputed.clear();
        }
    }

    /**
     * An hour or more was lived through twice, as after a clock was set back: two rows at each time, of which the first
     * ones rise and end before the second ones begin.
     */
    private boolean isRepeatedHour() {
        long span = disputed.getLast().getFirst().captureEpochSecond()
                - disputed.getFirst().getFirst().captureEpochSecond()
                + times.interval();
        if (times.interval() == 0 || span < HOUR_SECONDS) {
            return false;
        }
        long firstPass = Long.MIN_VALUE;
        long secondPass = disputed.getLast().getFirst().raw();
        for (List<RegisterLevel> rows : disputed) {
            if (rows.size() != 2
                    || rows.getFirst().raw() < firstPass
                    || rows.getLast().raw() < secondPass) {
                return false;
            }
            firstPass = rows.getFirst().raw();
            secondPass = rows.getLast().raw();
        }
        return true;
    }

    private void count(ExclusionReason reason, int more) {
        if (more > 0) {
            exclusions.merge(reason, more, Integer::sum);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;

/**
 * Puts the levels of a day into canonical order: by capture time, each time once, usable rows only, tested and
 * reference paired. Counts what it leaves out. Not thread-safe; used once.
 */
final class CanonicalLevels {
    static final long DAY_SECONDS = 86_400;

    private static final Comparator<RegisterLevel> ORDER = Comparator.comparingLong(RegisterLevel::captureEpochSecond)
            .thenComparingLong(RegisterLevel::raw)
            .thenComparingInt(RegisterLevel::scaler)
            .thenComparingInt(RegisterLevel::calibrationEpoch)
            .thenComparingInt(RegisterLevel::statusBits);

    private final Map<ExclusionReason, Integer> exclusions = new EnumMap<>(ExclusionReason.class);
    private final long firstSecond;

    CanonicalLevels(long epochDay) {
        firstSecond = epochDay * DAY_SECONDS;
    }

    /** Both meters' levels at one time. */
    record Pair(RegisterLevel tested, RegisterLevel reference) {
        boolean sameEpochs(Pair other) {
            return tested.calibrationEpoch() == other.tested.calibrationEpoch()
                    && reference.calibrationEpoch() == other.reference.calibrationEpoch();
        }

        long second() {
            return tested.captureEpochSecond();
        }
    }

    Map<ExclusionReason, Integer> exclusions() {
        return exclusions;
    }

    int excluded(ExclusionReason reason) {
        return exclusions.getOrDefault(reason, 0);
    }

    /** All pairs of usable rows, in time order. */
    List<Pair> pairs(PairedDay day) {
        NavigableMap<Long, RegisterLevel> tested = usable(day.tested());
        NavigableMap<Long, RegisterLevel> reference = usable(day.reference());
        List<Pair> pairs = new ArrayList<>();
        tested.forEach((second, level) -> {
            RegisterLevel partner = reference.remove(second);
            if (partner == null) {
                count(ExclusionReason.UNPAIRED);
            } else {
                pairs.add(new Pair(level, partner));
            }
        });
        reference.keySet().forEach(unused -> count(ExclusionReason.UNPAIRED));
        return pairs;
    }

    /** The longest run of pairs of one calibration epoch of each meter; of equals the latest. */
    List<Pair> longestRun(List<Pair> pairs) {
        int bestFrom = 0;
        int bestTo = 0;
        int from = 0;
        for (int to = 1; to <= pairs.size(); to++) {
            if (to == pairs.size() || !pairs.get(to).sameEpochs(pairs.get(from))) {
                if (to - from >= bestTo - bestFrom) {
                    bestFrom = from;
                    bestTo = to;
                }
                from = to;
            }
        }
        int others = pairs.size() - (bestTo - bestFrom);
        if (others > 0) {
            exclusions.merge(ExclusionReason.OTHER_EPOCH, others, Integer::sum);
        }
        return pairs.subList(bestFrom, bestTo);
    }

    private NavigableMap<Long, RegisterLevel> usable(List<RegisterLevel> levels) {
        TreeSet<RegisterLevel> distinct = new TreeSet<>(ORDER);
        distinct.addAll(levels);
        NavigableMap<Long, List<RegisterLevel>> byTime = new TreeMap<>();
        for (RegisterLevel level : distinct) {
            byTime.computeIfAbsent(level.captureEpochSecond(), unused -> new ArrayList<>(1))
                    .add(level);
        }
        NavigableMap<Long, RegisterLevel> usable = new TreeMap<>();
        byTime.forEach((second, rows) -> {
            RegisterLevel row = rows.getFirst();
            if (second < firstSecond || second > firstSecond + DAY_SECONDS) {
                count(ExclusionReason.OUTSIDE_DAY);
            } else if (rows.stream().anyMatch(other -> conflict(row, other))) {
                count(ExclusionReason.CONFLICTING_ROWS);
            } else if (rows.stream().anyMatch(RegisterLevel::hasForbiddingStatus)) {
                count(ExclusionReason.BAD_STATUS);
            } else if (row.calibrationEpoch() == 0) {
                count(ExclusionReason.UNKNOWN_EPOCH);
            } else {
                usable.put(second, row);
            }
        });
        return usable;
    }

    private static boolean conflict(RegisterLevel a, RegisterLevel b) {
        return a.raw() != b.raw() || a.scaler() != b.scaler() || a.calibrationEpoch() != b.calibrationEpoch();
    }

    private void count(ExclusionReason reason) {
        exclusions.merge(reason, 1, Integer::sum);
    }
}

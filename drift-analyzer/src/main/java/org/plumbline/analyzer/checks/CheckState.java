// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.LowCurrent;
import org.plumbline.analyzer.metrology.checks.NeutralRatio;
import org.plumbline.analyzer.metrology.checks.PowerPath;
import org.plumbline.analyzer.metrology.checks.Quantity;
import org.plumbline.analyzer.metrology.checks.RegisterSum;
import org.plumbline.analyzer.metrology.checks.SumTrack;
import org.plumbline.analyzer.metrology.checks.Verdict;

/**
 * What is kept of one meter. Changed only by {@link CheckFollower}, which works on a copy; to everybody else it is
 * immutable. Bounded: {@value #OPEN_DAYS} open days and a midnight, one track per check, {@value #MOST_REASONS} names of refusals.
 */
public final class CheckState {
    /** Days that can be open: the newest one and the one before, and the midnight that begins the next. */
    static final int OPEN_DAYS = 2;

    static final int MOST_REASONS = 8;
    static final long NEVER = Long.MIN_VALUE;

    final SortedMap<Long, OpenDay> open;
    final Map<CheckKind, Verdict> verdicts;
    final SortedMap<String, Integer> refusedReadings;
    final Map<Quantity, Long> contents;
    final Map<RegisterSum, SumTrack> sums;

    /** Newest day with a reading; {@link #NEVER} before the first. */
    long newestDay;

    /** Last settled day with polls; {@link #NEVER} before the first. */
    long settledDay;

    /** Settled day of the last report; {@link #NEVER} before the first. */
    long reportedDay;

    /** Calibration epoch of the tracks; 0 = unknown. */
    int epoch;

    double peakWatts;
    PowerPath powerPath;
    NeutralRatio neutral;
    LowCurrent lowCurrent;

    private CheckState() {
        open = new TreeMap<>();
        verdicts = new EnumMap<>(CheckKind.class);
        List.of(CheckKind.values()).forEach(kind -> verdicts.put(kind, Verdict.initial()));
        refusedReadings = new TreeMap<>();
        contents = new EnumMap<>(Quantity.class);
        sums = new EnumMap<>(RegisterSum.class);
        newestDay = NEVER;
        settledDay = NEVER;
        reportedDay = NEVER;
        beginEpoch(0);
    }

    private CheckState(CheckState other) {
        open = new TreeMap<>();
        other.open.forEach((day, content) -> open.put(day, content.copy()));
        verdicts = new EnumMap<>(other.verdicts);
        refusedReadings = new TreeMap<>(other.refusedReadings);
        contents = new EnumMap<>(Quantity.class);
        contents.putAll(other.contents);
        sums = new EnumMap<>(other.sums);
        newestDay = other.newestDay;
        settledDay = other.settledDay;
        reportedDay = other.reportedDay;
        epoch = other.epoch;
        peakWatts = other.peakWatts;
        powerPath = other.powerPath;
        neutral = other.neutral;
        lowCurrent = other.lowCurrent;
    }

    /** Before the first reading. */
    public static CheckState initial() {
        return new CheckState();
    }

    CheckState copy() {
        return new CheckState(this);
    }

    /** Readings refused so far, by reason. */
    public Map<String, Integer> refusedReadings() {
        return Map.copyOf(refusedReadings);
    }

    /** What is said of a check. */
    public Verdict verdict(CheckKind kind) {
        return verdicts.getOrDefault(kind, Verdict.initial());
    }

    /** Forgets what a change of coefficients or of the meter makes incomparable; verdicts stay. */
    void beginEpoch(int next) {
        epoch = next;
        peakWatts = 0;
        contents.clear();
        for (RegisterSum sum : RegisterSum.values()) {
            sums.put(sum, SumTrack.begin());
        }
        powerPath = PowerPath.begin();
        neutral = NeutralRatio.begin();
        lowCurrent = LowCurrent.begin();
    }

    void countRefused(String reason) {
        if (refusedReadings.containsKey(reason) || refusedReadings.size() < MOST_REASONS) {
            refusedReadings.merge(reason, 1, (known, one) -> known == Integer.MAX_VALUE ? known : known + one);
        }
    }
}

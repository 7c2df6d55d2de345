// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import static org.plumbline.analyzer.surveillance.SurveillanceState.NO_DAY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterAnalysis;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterRule;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.FindingChange;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.OpenFinding;

/**
 * Follows one double-metered point, one step per level. Pure but for the {@link PointLevels} it is handed; no clock is
 * asked. Levels that arrive within {@value #KEPT_AFTER_PASSING_DAYS} days of field time lead to the same state whatever
 * order they come in, once or many times. Used once.
 */
public final class SurveillanceFollower {
    /** A day is analysed once a meter is this many whole days past it, even if the other said nothing. */
    static final int FORCED_AFTER_DAYS = 2;

    /** Levels are kept until both meters are this many days past them. */
    static final int KEPT_AFTER_PASSING_DAYS = 10;

    /** No level is kept longer, whatever the other meter does: an outage of a month is made good. */
    static final int MOST_DAYS_KEPT = 34;

    private final PointLevels levels;
    private final List<SurveillanceOutput> outputs = new ArrayList<>();
    private final SurveillanceState before;
    private final SortedMap<Long, DualMeterDay> recent;
    private long testedDay;
    private long referenceDay;
    private long analysedBefore;
    private long settledFindingDay;
    private OpenFinding finding;
    private String standingRefusal;

    private SurveillanceFollower(SurveillanceState before, PointLevels levels) {
        this.before = before;
        this.levels = levels;
        recent = new TreeMap<>(before.recent());
        testedDay = before.testedDay();
        referenceDay = before.referenceDay();
        analysedBefore = before.analysedBefore();
        settledFindingDay = before.settledFindingDay();
        finding = before.finding();
        standingRefusal = before.standingRefusal();
    }

    /**
     * What a step does.
     *
     * @param changed the next state; empty when it is the one before
     * @param outputs what to tell
     */
    public record Step(Optional<SurveillanceState> changed, List<SurveillanceOutput> outputs) {
        private static final Step NOTHING = new Step(Optional.empty(), List.of());

        /** Copies the list. */
        public Step {
            outputs = List.copyOf(outputs);
        }
    }

    /** What the profile in use says without a look at any registration. */
    public record Profile(String profileId, String referenceMeterId, long firstDay) {}

    /**
     * A level of one of the two meters.
     *
     * @param referenceMeterId meter the level was read from when the side is REFERENCE
     * @param point asked only when a day closes or changes
     */
    public static Step onLevel(
            SurveillanceState before,
            Side side,
            String referenceMeterId,
            Level level,
            Profile profile,
            PointLevels levels,
            Supplier<MeteringPoint> point) {
        boolean ofThePoint = side == Side.TESTED || referenceMeterId.equals(profile.referenceMeterId());
        boolean onTheGrid = level.register().captureEpochSecond() % DualMeterRule.INTERVAL_SECONDS == 0;
        if (!ofThePoint || !onTheGrid || level.epochDay() < profile.firstDay()) {
            return Step.NOTHING;
        }
        if (!before.referenceMeterId().equals(profile.referenceMeterId())) {
            return otherMeter(before, side, level, profile, levels, point);
        }
        if (before.firstDay() == profile.firstDay()) {
            return new SurveillanceFollower(before, levels).taken(side, level, profile, point);
        }
        SurveillanceFollower anew = new SurveillanceFollower(before, levels);
        anew.restart(profile);
        SurveillanceState started = anew.state(profile);
        Step rest = new SurveillanceFollower(started, levels).taken(side, level, profile, point);
        anew.outputs.addAll(rest.outputs());
        return new Step(Optional.of(rest.changed().orElse(started)), anew.outputs);
    }

    /** The first pair of meters, or another meter than before: the days of one pair are never mixed with another's. */
    private static Step otherMeter(
            SurveillanceState before,
            Side side,
            Level level,
            Profile profile,
            PointLevels levels,
            Supplier<MeteringPoint> point) {
        SurveillanceFollower old = new SurveillanceFollower(before, levels);
        long notBefore = Math.max(before.firstDay(), before.finding().sinceDay().orElse(before.firstDay()));
        if (!before.referenceMeterId().isEmpty() && profile.firstDay() <= notBefore) {
            old.refuse(new MeteringPoint.Refused(
                    profile.profileId(),
                    profile.referenceMeterId(),
                    "SURVEILLANCE_NOT_RESTARTED",
                    "the point has meter " + profile.referenceMeterId() + " instead of " + before.referenceMeterId()
                            + "; set surveilledFrom of profile " + profile.profileId()
                            + " to the time of the exchange"));
            return new Step(Optional.of(old.state(before.referenceMeterId(), before.firstDay())), old.outputs);
        }
        old.forgetAll();
        old.restart(profile);
        SurveillanceState empty = SurveillanceState.initial();
        SurveillanceFollower fresh = new SurveillanceFollower(empty, levels);
        Step rest = new SurveillanceFollower(fresh.state(profile), levels).taken(side, level, profile, point);
        old.outputs.addAll(rest.outputs());
        return new Step(rest.changed(), old.outputs);
    }

    /** Surveillance begins anew: what was found before is settled. */
    private void restart(Profile profile) {
        recent.headMap(profile.firstDay()).clear();
        if (settledFindingDay < profile.firstDay()) {
            settledFindingDay = NO_DAY;
        }
        if (finding.sinceDay().orElse(Long.MAX_VALUE) < profile.firstDay()) {
            outputs.add(new SurveillanceOutput.FindingChanged(
                    profile.profileId(), before.referenceMeterId(), finding, OpenFinding.NONE, FindingChange.SETTLED));
            finding = OpenFinding.NONE;
        }
    }

    private Step taken(Side side, Level level, Profile profile, Supplier<MeteringPoint> point) {
        long day = level.epochDay();
        long keptFromBefore = keptFrom();
        if (day < keptFromBefore - 1) {
            return Step.NOTHING;
        }
        boolean isNew = levels.add(side, level);
        long newest = side == Side.TESTED ? testedDay : referenceDay;
        if (!isNew && day <= newest) {
            return Step.NOTHING;
        }
        if (side == Side.TESTED) {
            testedDay = Math.max(testedDay, day);
        } else {
            referenceDay = Math.max(referenceDay, day);
        }
        analyse(isNew ? belongsTo(level) : new TreeSet<>(), profile, point);
        forget(keptFromBefore);
        SurveillanceState after = state(profile);
        return after.equals(before) ? Step.NOTHING : new Step(Optional.of(after), outputs);
    }

    /** The days whose analysis looks at a level. */
    private static SortedSet<Long> belongsTo(Level level) {
        SortedSet<Long> days = new TreeSet<>();
        long second = level.register().captureEpochSecond();
        days.add(level.epochDay());
        days.add(Math.floorDiv(second - 1, Level.DAY_SECONDS));
        days.add(Math.floorDiv(second + DualMeterAnalysis.SECONDS_BEFORE, Level.DAY_SECONDS));
        return days;
    }

    private void analyse(SortedSet<Long> changed, Profile profile, Supplier<MeteringPoint> point) {
        long keptFrom = Math.max(keptFrom(), profile.firstDay());
        long closedBefore = Math.max(analysedBefore, closedBefore());
        SortedSet<Long> due = new TreeSet<>(changed.subSet(keptFrom, Math.max(keptFrom, closedBefore)));
        for (long day = Math.max(analysedBefore, keptFrom); day < closedBefore; day++) {
            due.add(day);
        }
        if (due.isEmpty()) {
            return;
        }
        switch (point.get()) {
            case MeteringPoint.None none -> {}
            case MeteringPoint.Refused refused -> refuse(refused);
            case MeteringPoint.Ready ready -> {
                standingRefusal = "";
                analysedBefore = closedBefore;
                SortedMap<Long, DualMeterDay> news = new TreeMap<>();
                due.forEach(day -> compute(day, ready, news));
                tell(ready, news);
            }
        }
    }

    private void refuse(MeteringPoint.Refused refused) {
        if (!standingRefusal.equals(refused.name())) {
            standingRefusal = refused.name();
            outputs.add(new SurveillanceOutput.Refused(refused));
        }
    }

    private void compute(long day, MeteringPoint.Ready ready, SortedMap<Long, DualMeterDay> news) {
        List<RegisterLevel> tested = window(day, Side.TESTED, ready.firstDay());
        List<RegisterLevel> reference = window(day, Side.REFERENCE, ready.firstDay());
        if (tested.isEmpty() && reference.isEmpty()) {
            recent.remove(day);
            return;
        }
        DualMeterDay result = DualMeterAnalysis.analyse(
                day, ready.nominalPowerWatts(), tested, reference, ready.tested(), ready.reference());
        if (!result.equals(recent.put(day, result))) {
            news.put(day, result);
        }
    }

    /** What an analysis looks at; nothing from before the first day, when a meter may not have been there yet. */
    private List<RegisterLevel> window(long day, Side side, long firstDay) {
        long from = day * Level.DAY_SECONDS - (day > firstDay ? DualMeterAnalysis.SECONDS_BEFORE : 0);
        long to = (day + 1) * Level.DAY_SECONDS;
        List<RegisterLevel> window = new ArrayList<>();
        for (long each = day - 1; each <= day + 1; each++) {
            for (Level level : levels.levels(each, side)) {
                long second = level.register().captureEpochSecond();
                if (second >= from && second <= to) {
                    window.add(level.register());
                }
            }
        }
        return window;
    }

    private void tell(MeteringPoint.Ready ready, SortedMap<Long, DualMeterDay> news) {
        OpenFinding was = finding;
        finding = settledFindingDay != NO_DAY
                ? OpenFinding.since(settledFindingDay)
                : recent.values().stream()
                        .filter(DualMeterDay::isFinding)
                        .findFirst()
                        .map(first -> OpenFinding.since(first.epochDay()))
                        .orElse(OpenFinding.NONE);
        news.values()
                .forEach(day -> outputs.add(
                        new SurveillanceOutput.DayAnalysed(ready.profileId(), ready.referenceMeterId(), day, finding)));
        if (!finding.equals(was)) {
            FindingChange change = was.sinceDay().isEmpty()
                    ? FindingChange.OPENED
                    : finding.sinceDay().isEmpty() ? FindingChange.WITHDRAWN : FindingChange.MOVED;
            outputs.add(new SurveillanceOutput.FindingChanged(
                    ready.profileId(), ready.referenceMeterId(), was, finding, change));
        }
    }

    /** All days before this one can be analysed: both meters have passed them, or one has by far. */
    private long closedBefore() {
        return Math.max(Math.min(testedDay, referenceDay), Math.max(testedDay, referenceDay) - FORCED_AFTER_DAYS);
    }

    /** Results of days before this one can no longer change. */
    private long keptFrom() {
        long newest = Math.max(testedDay, referenceDay);
        if (newest == NO_DAY) {
            return NO_DAY + MOST_DAYS_KEPT;
        }
        long both = Math.min(testedDay, referenceDay);
        long passed = both == NO_DAY ? NO_DAY : both - KEPT_AFTER_PASSING_DAYS;
        return Math.max(Math.min(passed, analysedBefore), newest - MOST_DAYS_KEPT);
    }

    private void forget(long keptFromBefore) {
        long keptFrom = keptFrom();
        SortedMap<Long, DualMeterDay> gone = recent.headMap(keptFrom);
        if (settledFindingDay == NO_DAY) {
            settledFindingDay = gone.values().stream()
                    .filter(DualMeterDay::isFinding)
                    .mapToLong(DualMeterDay::epochDay)
                    .findFirst()
                    .orElse(NO_DAY);
        }
        gone.clear();
        // The last levels of the day before belong to the first day kept.
        for (long day = Math.max(keptFromBefore, keptFrom - MOST_DAYS_KEPT) - 1; day < keptFrom - 1; day++) {
            levels.delete(day, Side.TESTED);
            levels.delete(day, Side.REFERENCE);
        }
    }

    private void forgetAll() {
        long newest = Math.max(testedDay, referenceDay);
        if (newest != NO_DAY) {
            for (long day = keptFrom() - 1; day <= newest; day++) {
                levels.delete(day, Side.TESTED);
                levels.delete(day, Side.REFERENCE);
            }
        }
    }

    private SurveillanceState state(Profile profile) {
        return state(profile.referenceMeterId(), profile.firstDay());
    }

    private SurveillanceState state(String referenceMeterId, long firstDay) {
        return new SurveillanceState(
                referenceMeterId,
                testedDay,
                referenceDay,
                analysedBefore,
                firstDay,
                settledFindingDay,
                finding,
                standingRefusal,
                recent);
    }
}

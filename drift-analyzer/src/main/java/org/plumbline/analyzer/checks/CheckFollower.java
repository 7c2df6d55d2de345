// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.DayFinding;
import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;
import org.plumbline.analyzer.metrology.checks.RegisterFall;
import org.plumbline.analyzer.metrology.checks.RegisterProfile;
import org.plumbline.analyzer.metrology.checks.RegisterSum;
import org.plumbline.analyzer.metrology.checks.SumTrack;
import org.plumbline.analyzer.metrology.checks.Verdict;

/**
 * Steps of one meter. A day is settled whole, in order, as soon as a reading from two days later is there: until then
 * its readings may come in any order and give the same state, bit by bit. What comes later is refused as
 * {@value #LATE} and counted.
 *
 * <p>A report is made when a state or the reason of a missing figure changes, and every {@value #REPORT_DAYS} days.
 */
public final class CheckFollower {
    /** A reading of a settled day. */
    public static final String LATE = "LATE";

    static final int REPORT_DAYS = 30;

    private CheckFollower() {}

    /**
     * @param next the state after the step
     * @param changed whether it is another one than before
     * @param reports in order of days
     */
    public record Step(CheckState next, boolean changed, List<CheckReport> reports) {}

    /** A poll came. */
    public static Step onPoll(CheckState before, PollSample poll) {
        long day = dayOf(poll.second());
        if (isSettled(before, day)) {
            return refused(before, LATE);
        }
        CheckState next = before.copy();
        if (!dayOf(next, day).add(poll)) {
            return new Step(before, false, List.of());
        }
        return settled(next, day);
    }

    /** A level on a full hour came. Midnight is of the day it ends, and kept for the day it begins, too. */
    public static Step onLevel(CheckState before, HourLevel level) {
        long begun = dayOf(level.second());
        long day = dayOf(level.second() - 1);
        if (isSettled(before, day)) {
            return refused(before, LATE);
        }
        CheckState next = before.copy();
        boolean added = dayOf(next, day).add(level);
        if (begun != day) {
            added |= dayOf(next, begun).add(level);
        }
        return added ? settled(next, day) : new Step(before, false, List.of());
    }

    /** A reading that cannot be used came. */
    public static Step refused(CheckState before, String reason) {
        CheckState next = before.copy();
        next.countRefused(reason);
        return new Step(next, true, List.of());
    }

    private static boolean isSettled(CheckState state, long day) {
        return state.newestDay != CheckState.NEVER && day <= state.newestDay - CheckState.OPEN_DAYS;
    }

    private static OpenDay dayOf(CheckState state, long day) {
        return state.open.computeIfAbsent(day, unused -> new OpenDay());
    }

    private static Step settled(CheckState next, long day) {
        List<CheckReport> reports = new ArrayList<>();
        if (next.newestDay == CheckState.NEVER || day > next.newestDay) {
            next.newestDay = day;
            while (!next.open.isEmpty() && isSettled(next, next.open.firstKey())) {
                long settling = next.open.firstKey();
                OpenDay content = Objects.requireNonNull(next.open.remove(settling));
                settle(next, settling, content).ifPresent(reports::add);
            }
        }
        return new Step(next, true, reports);
    }

    private static Optional<CheckReport> settle(CheckState state, long day, OpenDay content) {
        List<PollSample> polls = ofNewestEpoch(content.polls());
        if (polls.isEmpty()) {
            return Optional.empty();
        }
        int epoch = polls.getLast().epoch();
        if (epoch != state.epoch) {
            state.beginEpoch(epoch);
        }
        Map<CheckKind, DayFinding> findings = findings(state, day, polls, content.levels());
        state.settledDay = day;
        boolean changed = state.reportedDay == CheckState.NEVER || day - state.reportedDay >= REPORT_DAYS;
        List<CheckReport.Result> results = new ArrayList<>();
        for (CheckKind kind : CheckKind.values()) {
            DayFinding finding = Objects.requireNonNull(findings.get(kind));
            Verdict before = state.verdict(kind);
            Verdict after = before.after(finding, day);
            changed |= isNews(before, after);
            state.verdicts.put(kind, after);
            results.add(new CheckReport.Result(kind, after, finding));
        }
        if (!changed) {
            return Optional.empty();
        }
        state.reportedDay = day;
        return Optional.of(new CheckReport(day, epoch, polls.size(), state.refusedReadings, results));
    }

    /** A reason is news only while there is no figure at all: single days without one come and go. */
    private static boolean isNews(Verdict before, Verdict after) {
        return before.state() != after.state()
                || (after.state() == Verdict.State.NOT_CHECKED
                        && !before.refusal().equals(after.refusal()));
    }

    /** What was read before a change of coefficients within the day is left out. */
    private static List<PollSample> ofNewestEpoch(List<PollSample> polls) {
        int newest = polls.stream().mapToInt(PollSample::epoch).max().orElse(0);
        return polls.stream().filter(poll -> poll.epoch() == newest).toList();
    }

    private static Map<CheckKind, DayFinding> findings(
            CheckState state, long day, List<PollSample> polls, Collection<HourLevel> levels) {
        long passed = state.settledDay == CheckState.NEVER ? 1 : day - state.settledDay;
        boolean fell = RegisterFall.within(state.contents, polls);
        state.peakWatts = Math.max(state.peakWatts, SumTrack.peakWatts(polls));
        state.powerPath = state.powerPath.after(passed, polls);
        state.neutral = state.neutral.after(passed, polls);
        state.lowCurrent = state.lowCurrent.after(polls, levels);
        Map<CheckKind, DayFinding> findings = new EnumMap<>(CheckKind.class);
        findings.put(CheckKind.POWER_PATH, state.powerPath.ratioFinding(polls));
        findings.put(CheckKind.POWER_OFFSET, state.powerPath.offsetFinding(polls));
        findings.put(CheckKind.PHASE_SUM, sum(state, RegisterSum.PHASES, day, polls, fell));
        findings.put(CheckKind.TARIFF_SUM, sum(state, RegisterSum.TARIFFS, day, polls, fell));
        findings.put(CheckKind.REGISTER_PROFILE, RegisterProfile.finding(polls, levels));
        findings.put(CheckKind.NEUTRAL_CURRENT, state.neutral.finding(polls));
        findings.put(CheckKind.STANDSTILL, state.lowCurrent.standstillFinding(polls));
        findings.put(CheckKind.CREEP, state.lowCurrent.creepFinding(polls));
        state.contents.putAll(RegisterFall.contents(polls.getLast()));
        return findings;
    }

    private static DayFinding sum(CheckState state, RegisterSum sum, long day, List<PollSample> polls, boolean fell) {
        SumTrack.Step step = Objects.requireNonNull(state.sums.get(sum)).after(sum, day, polls, fell, state.peakWatts);
        state.sums.put(sum, step.track());
        return step.finding();
    }

    private static long dayOf(long second) {
        return Math.floorDiv(second, (long) OpenDay.SECONDS);
    }
}

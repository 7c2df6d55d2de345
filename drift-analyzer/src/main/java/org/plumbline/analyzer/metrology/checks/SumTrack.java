// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;

/**
 * Follows parts - total of a {@link RegisterSum} from day to day: the median of a day's polls against that of an anchor
 * 30 to 60 days back. Exact: n registers that are rounded down cannot move it by n steps, and the registers of one
 * answer are read within {@value #ANSWER_SECONDS} s (assumption, to verify for a meter type), which at the highest power
 * seen is so many steps more. A healthy meter is never beyond. Immutable.
 *
 * @param anchor median at the anchor, in steps; empty before the first day
 * @param anchorTotal total register then
 * @param next what becomes the anchor after the next rotation
 * @param nextDay day of it
 * @param held days on which it held while energy went on, at most {@value #HELD}
 * @param scaler of the registers
 */
public record SumTrack(Optional<Long> anchor, long anchorTotal, long next, long nextDay, int held, int scaler) {
    static final int ANSWER_SECONDS = 5;
    static final int HELD = 2;

    private static final int ROTATION_DAYS = 30;
    private static final int STEPS_PER_REGISTER = 20;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Before anything is known. */
    public static SumTrack begin() {
        return new SumTrack(Optional.empty(), 0, 0, 0, 0, 0);
    }

    /** Highest active power shown in these polls, in W; 0 without any. */
    public static double peakWatts(List<PollSample> polls) {
        double peak = 0;
        for (PollSample poll : polls) {
            peak = Math.max(peak, Math.abs(poll.value(Quantity.POWER)));
        }
        return peak;
    }

    /** The track after a day and what it says. */
    public record Step(SumTrack track, DayFinding finding) {}

    /**
     * After a settled day.
     *
     * @param polls of the day, in order
     * @param fell whether an energy register fell in it
     * @param peakWatts highest power seen so far
     */
    public Step after(RegisterSum sum, long day, List<PollSample> polls, boolean fell, double peakWatts) {
        if (fell) {
            return new Step(begin(), new Refused(Refusal.REGISTER_FELL));
        }
        List<Long> differences = new ArrayList<>();
        Optional<Refusal> refusal = Optional.of(Refusal.NO_TOTAL_REGISTER);
        RegisterSum.Terms terms = RegisterSum.Terms.refused(Refusal.NO_TOTAL_REGISTER);
        long total = 0;
        int steps = 0;
        for (PollSample poll : polls) {
            RegisterSum.Terms found = sum.checkedTerms(poll);
            if (found.refusal().isPresent()) {
                refusal = found.refusal();
                continue;
            }
            terms = found;
            differences.add(found.difference(poll));
            total = poll.raw(Quantity.IMPORT);
            steps = poll.scaler(Quantity.IMPORT);
        }
        if (differences.isEmpty()) {
            return new Step(this, new Refused(refusal.orElseThrow()));
        }
        differences.sort(null);
        long median = differences.get((differences.size() - 1) / 2);
        if (anchor.isEmpty() || steps != scaler) {
            SumTrack anchored = new SumTrack(Optional.of(median), total, median, day, 0, steps);
            return new Step(anchored, anchored.finding(median, terms, 0, differences.size(), peakWatts));
        }
        return moved(day, median, total, terms, differences.size(), peakWatts);
    }

    private Step moved(long day, long median, long total, RegisterSum.Terms terms, int readings, double peakWatts) {
        long allowed = allowedSteps(terms.registers(), peakWatts);
        boolean holds = Math.abs(median - anchor.orElseThrow()) <= allowed;
        boolean wentOn = total - anchorTotal >= (long) STEPS_PER_REGISTER * terms.registers();
        int heldNow = holds && wentOn ? Math.min(held + 1, HELD) : held;
        SumTrack now = new SumTrack(anchor, anchorTotal, next, nextDay, heldNow, scaler);
        DayFinding finding = now.finding(median, terms, median - anchor.orElseThrow(), readings, peakWatts);
        if (holds && day - nextDay >= ROTATION_DAYS) {
            return new Step(new SumTrack(Optional.of(next), anchorTotal, median, day, heldNow, scaler), finding);
        }
        return new Step(now, finding);
    }

    private DayFinding finding(long median, RegisterSum.Terms terms, long moved, int readings, double peakWatts) {
        double step = Decimal.power(scaler);
        long allowed = allowedSteps(terms.registers(), peakWatts);
        Level level = Level.CLEAR;
        if (Math.abs(moved) > allowed) {
            level = held == HELD ? Level.BEYOND : Level.DOUBTFUL;
        }
        return new Measured(
                level,
                median * step,
                step * Math.sqrt(terms.registers() / 6.0),
                allowed * step,
                (median - moved) * step,
                readings);
    }

    private long allowedSteps(int registers, double peakWatts) {
        double steps = 2 * peakWatts * ANSWER_SECONDS / SECONDS_PER_HOUR / Decimal.power(scaler);
        return registers + (long) Math.ceil(Math.min(steps, Integer.MAX_VALUE));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;

/**
 * Current without energy, and energy without current. A single poll proves nothing: the load may have been on or off just
 * then. So the odds of a run of such polls are followed; one that shows the meter right ends the run. Immutable.
 *
 * <ul>
 *   <li><b>standstill</b>: at a poll the load is S, yet the profile counts nothing between the hours around it. Then the
 *       load was on for less than q/S of that time; a poll at a moment of its own meets it with a probability of at most
 *       2 q / (S t). Polls for which that exceeds 0.2 say nothing.
 *   <li><b>creep</b>: every current is below 5 mA (or two steps), which is below the starting current of any class, yet
 *       power is shown that needs more, and the profile counts. A load that is switched between the registers of one
 *       answer does that at most once in a hundred polls (assumption, to verify).
 * </ul>
 *
 * A run whose odds fall below 10^-9 is beyond doubt; with 12 polls a day that is 4e-6 false alarms per meter and year,
 * every poll counted as the beginning of a run.
 *
 * @param standstill -log10 of the odds of the run
 * @param flowing polls under a load that is told from standstill
 * @param creep -log10 of the odds of the run
 * @param unloaded polls without current
 */
public record LowCurrent(double standstill, int flowing, double creep, int unloaded) {
    /** log10 of the odds that are beyond doubt. */
    static final double BEYOND = 9;

    private static final double DOUBTFUL = 4;
    private static final double MOST = 99;
    private static final double LARGEST_ODDS = 0.2;
    private static final double SWITCHED_ODDS = 2; // -log10(0.01)
    private static final double NO_CURRENT_AMPERES = 0.005;
    private static final int COUNTED_STEPS = 2;

    /** Before anything is known. */
    public static LowCurrent begin() {
        return new LowCurrent(0, 0, 0, 0);
    }

    /** After a settled day. */
    public LowCurrent after(List<PollSample> polls, Collection<HourLevel> levels) {
        LowCurrent next = this;
        for (PollSample poll : polls) {
            Optional<Bracket> around = Bracket.of(poll, levels);
            Optional<PowerSample> power = PowerSample.of(poll);
            if (around.isPresent() && power.isPresent()) {
                next = next.withStandstill(power.get(), around.get()).withCreep(poll, around.get());
            }
        }
        return next;
    }

    private LowCurrent withStandstill(PowerSample power, Bracket around) {
        if (around.steps() >= COUNTED_STEPS) {
            return new LowCurrent(0, counted(flowing), creep, unloaded);
        }
        if (around.steps() > 0 || power.sensedWatts() <= 0) {
            return this;
        }
        double odds = 2 * around.stepWattHours() / (power.sensedWatts() * around.hours());
        return odds > LARGEST_ODDS
                ? this
                : new LowCurrent(Math.min(MOST, standstill - Math.log10(odds)), counted(flowing), creep, unloaded);
    }

    private LowCurrent withCreep(PollSample poll, Bracket around) {
        double shownByLess = 3 * poll.resolution(Quantity.POWER);
        for (int phase = 0; phase < PowerSample.phases(poll); phase++) {
            Quantity current = Quantity.CURRENTS.get(phase);
            double smallest = Math.max(NO_CURRENT_AMPERES, 2 * poll.resolution(current));
            if (Math.abs(poll.value(current)) > smallest) {
                return this;
            }
            shownByLess += 2 * smallest * poll.value(Quantity.VOLTAGES.get(phase));
        }
        boolean creeps = Math.abs(poll.value(Quantity.POWER)) > shownByLess && around.steps() >= COUNTED_STEPS;
        return new LowCurrent(
                standstill, flowing, creeps ? Math.min(MOST, creep + SWITCHED_ODDS) : 0, counted(unloaded));
    }

    private static int counted(int polls) {
        return Math.min(polls + 1, PowerPath.FEWEST);
    }

    /** What is said of standstill after these polls of the last settled day. */
    public DayFinding standstillFinding(List<PollSample> polls) {
        Optional<Refusal> lacking = lacking(polls);
        if (lacking.isPresent()) {
            return new Refused(lacking.get());
        }
        return flowing == 0 ? new Refused(Refusal.NO_PROFILE_ROWS) : measured(standstill, flowing);
    }

    /** What is said of creep after these polls of the last settled day. */
    public DayFinding creepFinding(List<PollSample> polls) {
        Optional<Refusal> lacking = lacking(polls);
        if (lacking.isPresent()) {
            return new Refused(lacking.get());
        }
        return unloaded == 0 ? new Refused(Refusal.NEVER_WITHOUT_LOAD) : measured(creep, unloaded);
    }

    private static Optional<Refusal> lacking(List<PollSample> polls) {
        Optional<Refusal> lacking = Optional.empty();
        for (PollSample poll : polls) {
            lacking = PowerSample.lacking(poll);
            if (lacking.isEmpty()) {
                break;
            }
        }
        return lacking;
    }

    private static DayFinding measured(double evidence, int readings) {
        Level level = Level.CLEAR;
        if (evidence >= BEYOND) {
            level = Level.BEYOND;
        } else if (evidence >= DOUBTFUL) {
            level = Level.DOUBTFUL;
        }
        return new Measured(level, evidence, 0, BEYOND, 0, readings);
    }
}

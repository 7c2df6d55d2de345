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
 * The energy register of a poll against the load profile: what the profile holds up to the hour before may not be more
 * than the register, nor that up to the hour after less. Exact on one clock, whatever the load: a healthy meter whose
 * clock is not set is never beyond; a setting of the clock touches one day, and FAILED needs two.
 */
public final class RegisterProfile {
    private RegisterProfile() {}

    /** What a settled day says. */
    public static DayFinding finding(List<PollSample> polls, Collection<HourLevel> levels) {
        int held = 0;
        int outside = 0;
        boolean anyTotal = false;
        double largest = 0;
        double step = 1;
        for (PollSample poll : polls) {
            if (!poll.has(Quantity.IMPORT)) {
                continue;
            }
            anyTotal = true;
            Optional<Bracket> found = Bracket.of(poll, levels);
            if (found.isEmpty() || found.get().below().scaler() != poll.scaler(Quantity.IMPORT)) {
                continue;
            }
            Bracket bracket = found.get();
            step = bracket.stepWattHours();
            long excess = excess(poll.raw(Quantity.IMPORT), bracket);
            held++;
            outside += excess == 0 ? 0 : 1;
            if (Math.abs(excess) * step > Math.abs(largest)) {
                largest = excess * step;
            }
        }
        if (held == 0) {
            return new Refused(anyTotal ? Refusal.NO_PROFILE_ROWS : Refusal.NO_TOTAL_REGISTER);
        }
        Level level = Level.CLEAR;
        if (outside > 1 || outside == held) {
            level = Level.BEYOND;
        } else if (outside == 1) {
            level = Level.DOUBTFUL;
        }
        return new Measured(level, largest, step / Math.sqrt(6), 0, 0, held);
    }

    /** Steps by which the register lies below (negative) or above the levels around it; 0 inside. */
    private static long excess(long raw, Bracket bracket) {
        if (raw < bracket.below().raw()) {
            return raw - bracket.below().raw();
        }
        return Math.max(0, raw - bracket.above().raw());
    }
}

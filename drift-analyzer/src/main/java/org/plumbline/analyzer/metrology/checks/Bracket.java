// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Collection;
import java.util.Optional;

/**
 * The profile's levels on the full hours around a poll.
 *
 * @param below newest level at least {@value #CLOCK_SECONDS} s before the poll
 * @param above oldest level at least that long after it
 */
record Bracket(HourLevel below, HourLevel above) {
    /** Registers and clock of one answer are read within this time. */
    static final int CLOCK_SECONDS = 5;

    private static final int WIDEST_SECONDS = 2 * HourLevel.STEP_SECONDS;

    /** Empty where a level is missing, unusable or not of one epoch and scaler with the other, or the register fell. */
    static Optional<Bracket> of(PollSample poll, Collection<HourLevel> levels) {
        HourLevel below = null;
        HourLevel above = null;
        for (HourLevel level : levels) {
            if (level.second() <= poll.second() - CLOCK_SECONDS && (below == null || level.second() > below.second())) {
                below = level;
            }
            if (level.second() >= poll.second() + CLOCK_SECONDS && (above == null || level.second() < above.second())) {
                above = level;
            }
        }
        if (below == null || above == null) {
            return Optional.empty();
        }
        boolean whole = below.usable()
                && above.usable()
                && below.epoch() == above.epoch()
                && below.scaler() == above.scaler()
                && above.second() - below.second() <= WIDEST_SECONDS
                && above.raw() >= below.raw();
        return whole ? Optional.of(new Bracket(below, above)) : Optional.empty();
    }

    /** Steps counted between the levels. */
    long steps() {
        return above.raw() - below.raw();
    }

    /** Energy of one step, in Wh. */
    double stepWattHours() {
        return Decimal.power(below.scaler());
    }

    double hours() {
        return (above.second() - below.second()) / (double) HourLevel.STEP_SECONDS;
    }
}

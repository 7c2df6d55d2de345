// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.List;
import java.util.function.Function;
import org.plumbline.analyzer.metrology.paired.CanonicalLevels.Pair;

/** A register that does not count while the other one does. */
final class Standstill {
    /** Three consecutive intervals, as in annexe 8 of the French arrete of 1 August 2013. */
    private static final int FEWEST_INTERVALS = 3;

    /** Of maximum power; below a meter need not count much. The same annexe takes a hundredth of nominal power. */
    private static final double LEAST_LOAD = 0.01;

    /** Of both registers' resolution together: a coarse register stands still for a while without being stopped. */
    private static final double LEAST_STEPS = 3;

    private static final double SECONDS_PER_HOUR = 3600;

    private Standstill() {}

    /**
     * Intervals of the longest such time; 0 where it is too short to tell, and where the register never moved: that is an
     * error of -100 %, and known as such.
     *
     * @param still the register looked at
     * @param counting the other one
     * @param format of the other one
     */
    static int longest(
            List<Pair> run,
            Function<Pair, RegisterLevel> still,
            Function<Pair, RegisterLevel> counting,
            RegisterFormat format) {
        if (still.apply(run.getFirst()).raw() == still.apply(run.getLast()).raw()) {
            return 0;
        }
        int longest = 0;
        int intervals = 0;
        double wattHours = 0;
        for (int k = 1; k < run.size(); k++) {
            Pair from = run.get(k - 1);
            Pair to = run.get(k);
            boolean stands = still.apply(from).raw() == still.apply(to).raw();
            double counted = Continuity.wattHours(
                    Continuity.step(counting.apply(from), counting.apply(to), format),
                    counting.apply(to).scaler());
            double hours = (to.second() - from.second()) / SECONDS_PER_HOUR;
            boolean stopped = stands && counted > LEAST_LOAD * format.maximumPowerWatts() * hours;
            intervals = stopped ? intervals + 1 : 0;
            wattHours = stopped ? wattHours + counted : 0;
            if (intervals >= FEWEST_INTERVALS && wattHours > LEAST_STEPS * from.stepsWattHours()) {
                longest = Math.max(longest, intervals);
            }
        }
        return longest;
    }
}

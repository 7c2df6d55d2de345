// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.naive;

import java.util.List;
import org.plumbline.analyzer.state.Level;
import org.plumbline.evaluation.fleet.DayReadings;

/**
 * The daily error (percent) as straightforward programs compute it from increments of the registers.
 *
 * @param meanOfRatios mean over the intervals of measured over reference, minus one
 * @param slopeThroughZero least squares of measured on reference increments through the origin, minus one
 * @param ratioOfDay measured over reference energy of the day, minus one
 */
public record NaiveDay(double meanOfRatios, double slopeThroughZero, double ratioOfDay) {

    /** Of a day read without gaps, on which the reference moved. */
    public static NaiveDay of(DayReadings day) {
        List<Level> tested = day.tested();
        List<Level> reference = day.reference();
        double ratios = 0;
        int intervals = 0;
        double products = 0;
        double squares = 0;
        for (int k = 1; k < reference.size(); k++) {
            double measured = increment(tested, k);
            double expected = increment(reference, k);
            products += measured * expected;
            squares += expected * expected;
            if (expected > 0) {
                ratios += measured / expected - 1;
                intervals++;
            }
        }
        double whole = raw(reference.getLast()) - raw(reference.getFirst());
        double measured = raw(tested.getLast()) - raw(tested.getFirst());
        return new NaiveDay(100 * ratios / intervals, 100 * (products / squares - 1), 100 * (measured / whole - 1));
    }

    static double increment(List<Level> levels, int k) {
        return raw(levels.get(k)) - raw(levels.get(k - 1));
    }

    private static double raw(Level level) {
        return level.register().raw();
    }
}

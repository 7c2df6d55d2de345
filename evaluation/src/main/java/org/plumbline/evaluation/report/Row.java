// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of the table.
 *
 * @param id of the figure, A1 and so on; lines of one figure share it
 * @param condition what was simulated
 * @param quantity what was measured, with its unit
 * @param target what it must reach
 * @param reached what it reached; NaN where nothing could be measured, which misses every target
 * @param bound what no unbiased estimator of the same readings can beat; empty where there is none
 * @param decimals to be shown
 */
public record Row(
        String id,
        String condition,
        String quantity,
        Target target,
        double reached,
        OptionalDouble bound,
        int decimals) {

    /** How a line stands to its target. */
    public enum Verdict {
        /** The target is met. */
        PASS,
        /** It is not. */
        FAIL,
        /** There is none. */
        SHOWN
    }

    /** A line with a target and without a bound. */
    public static Row of(String id, String condition, String quantity, Target target, double reached, int decimals) {
        return new Row(id, condition, quantity, target, reached, OptionalDouble.empty(), decimals);
    }

    /** A line for comparison. */
    public static Row shown(String id, String condition, String quantity, double reached, int decimals) {
        return of(id, condition, quantity, Target.NONE, reached, decimals);
    }

    /** The same line beside the bound. */
    public Row bound(double least) {
        return new Row(id, condition, quantity, target, reached, OptionalDouble.of(least), decimals);
    }

    public Verdict verdict() {
        if (target instanceof Target.None) {
            return Verdict.SHOWN;
        }
        return target.isMetBy(reached) ? Verdict.PASS : Verdict.FAIL;
    }

    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
    }
}

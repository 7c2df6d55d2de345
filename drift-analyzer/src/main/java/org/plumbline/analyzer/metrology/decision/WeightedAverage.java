// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Locale;
import java.util.Map;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.curve.FittedCurve;
import org.plumbline.analyzer.metrology.limits.LimitRow;
import org.plumbline.analyzer.metrology.limits.LimitRow.TestPoint;

/** Weighted average of the error over test points, as a jurisdiction judges by it. Immutable. */
public sealed interface WeightedAverage {
    /** Light load over full load (ANSI C12.1: 10 % of test amperes; test amperes are Iref). */
    double LIGHT_OVER_FULL = 0.1;

    /** Weights and test points in words. */
    String method();

    /**
     * The average.
     *
     * @param errorPercent in percent
     * @param standardUncertaintyPercent with the covariance of the points, in percent
     */
    record Judged(String method, double errorPercent, double standardUncertaintyPercent) implements WeightedAverage {}

    /**
     * No average: a point that it needs is not known, and an extrapolated one would decide.
     *
     * @param name name of the refusal, upper case with underscores
     * @param sentence the refusal in words, with the remedy
     */
    record Refused(String method, String name, String sentence) implements WeightedAverage {}

    /** The average of a curve. */
    static WeightedAverage of(LimitRow.Average rule, FittedCurve curve, Installation installation) {
        String method = method(rule);
        if (rule.weights().containsKey(TestPoint.POWER_FACTOR)) {
            return new Refused(
                    method,
                    "AVERAGE_NEEDS_POWER_FACTOR",
                    "the average holds a point at power factor 0.5, which readings of active energy do not show; choose"
                            + " a method of FL and LL, or test the meter on a bench");
        }
        if (installation.referenceOverMaximumCurrent().isEmpty()) {
            return new Refused(
                    method,
                    "REFERENCE_CURRENT_NOT_SET",
                    "the registration states no reference current (test amperes), so FL and LL are not known; set"
                            + " referenceCurrentAmperes");
        }
        double full = installation.referenceOverMaximumCurrent().getAsDouble();
        double[] loads = new double[rule.weights().size()];
        double[] weights = new double[loads.length];
        int k = 0;
        for (Map.Entry<TestPoint, Integer> each : rule.weights().entrySet()) {
            loads[k] = each.getKey() == TestPoint.LIGHT_LOAD ? LIGHT_OVER_FULL * full : full;
            weights[k] = each.getValue();
            if (curve.at(loads[k]).coverage() == Coverage.EXTRAPOLATED) {
                return notCovered(method, each.getKey(), loads[k]);
            }
            k++;
        }
        FittedCurve.Value average = curve.average(loads, weights);
        return new Judged(method, average.errorPercent(), average.standardUncertaintyPercent());
    }

    private static Refused notCovered(String method, TestPoint point, double load) {
        return new Refused(
                method,
                point == TestPoint.LIGHT_LOAD ? "LIGHT_LOAD_NOT_COVERED" : "FULL_LOAD_NOT_COVERED",
                String.format(
                        Locale.ROOT,
                        "readings do not cover %s (%.1f %% of Imax), and an extrapolated point decides nothing; wait for"
                                + " such loads, or test the meter on a bench",
                        point.word(),
                        100 * load));
    }

    private static String method(LimitRow.Average rule) {
        StringBuilder words = new StringBuilder("(");
        int all = 0;
        for (Map.Entry<TestPoint, Integer> each : rule.weights().entrySet()) {
            words.append(all == 0 ? "" : " + ")
                    .append(each.getValue())
                    .append(' ')
                    .append(each.getKey().word());
            all += each.getValue();
        }
        return words.append(") / ").append(all).toString();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.plumbline.evaluation.figure.LongRunStudy.Outcome;
import org.plumbline.evaluation.figure.LongRunStudy.Plan;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** A7 to A9: change alarm and drift flag over years. */
public final class TrackFigures {
    private static final int YEARS = 4;
    private static final int DAYS = YEARS * LongRunStudy.DAYS_PER_YEAR;
    private static final int STEP_DAY = 90;
    private static final int DAYS_AFTER_STEP = 30;

    private TrackFigures() {}

    /** A7: how soon a step is alarmed. */
    public static List<Row> step(Fleet fleet) {
        int meters = fleet.meters(400);
        List<Row> rows = new ArrayList<>();
        for (double percent : new double[] {0.5, 0.2}) {
            List<Outcome> outcomes = LongRunStudy.run(
                    fleet, 20, meters, new Plan(STEP_DAY + DAYS_AFTER_STEP, 0, STEP_DAY, percent, true));
            String name = "%d households, step of %.1f %%".formatted(meters, percent);
            Target target = percent == 0.5 ? new Target.AtMost(4) : Target.NONE;
            rows.add(delay(name, "days to the watch (h = 8), p95", outcomes, Outcome::watchAfterStep, 0.95, target));
            rows.add(delay(name, "days to the alarm (h = 10), p95", outcomes, Outcome::alarmAfterStep, 0.95, target));
            rows.add(delay(name, "days to the alarm, median", outcomes, Outcome::alarmAfterStep, 0.5, Target.NONE));
        }
        return rows;
    }

    /** A7 and A9: what is raised although nothing happens for years. */
    public static List<Row> steady(Fleet fleet) {
        List<Row> rows = new ArrayList<>(steady(fleet, 1_000, false));
        rows.addAll(steady(fleet, 250, true));
        return rows;
    }

    private static List<Row> steady(Fleet fleet, int full, boolean wanders) {
        int meters = fleet.meters(full);
        List<Outcome> outcomes = LongRunStudy.run(fleet, wanders ? 22 : 21, meters, Plan.steady(DAYS, wanders));
        double years = outcomes.stream().mapToInt(Outcome::days).sum() / (double) LongRunStudy.DAYS_PER_YEAR;
        String name = "%d households, %d years%s".formatted(meters, YEARS, wanders ? ", influences wander" : "");
        int watches = outcomes.stream().mapToInt(Outcome::watches).sum();
        int alarms = outcomes.stream().mapToInt(Outcome::alarms).sum();
        long flags =
                outcomes.stream().filter(each -> each.flaggedOn().isPresent()).count();
        Target target = wanders ? Target.NONE : new Target.AtMost(1);
        return List.of(
                Row.of("A7", name, "false watches (h = 8) in 200 meter-years", target, 200 * watches / years, 2),
                Row.of("A7", name, "false alarms (h = 10) in 2,000 meter-years", target, 2_000 * alarms / years, 2),
                Row.of("A9", name, "meters flagged for drift, in 500", target, 500.0 * flags / meters, 2));
    }

    /** A8: 1 % a year. */
    public static List<Row> drift(Fleet fleet) {
        List<Row> rows = new ArrayList<>(drift(fleet, false));
        rows.addAll(drift(fleet, true));
        return rows;
    }

    private static List<Row> drift(Fleet fleet, boolean wanders) {
        int meters = fleet.meters(150);
        List<Outcome> outcomes = LongRunStudy.run(fleet, 23, meters, new Plan(DAYS, 1, Integer.MAX_VALUE, 0, wanders));
        String name = "%d households, 1 %%/y%s".formatted(meters, wanders ? ", influences wander" : "");
        Deviations drifts = Deviations.of(outcomes.stream()
                .map(each -> each.flaggedOn().isPresent()
                        ? (each.flaggedOn().getAsInt() + 1) / 365.25
                        : Double.POSITIVE_INFINITY)
                .toList());
        double rate = Deviations.of(
                        outcomes.stream().map(Outcome::rateDeviation).toList())
                .rootMeanSquare();
        return List.of(
                Row.of(
                        "A8",
                        name,
                        "true drift when flagged, p95, %",
                        wanders ? Target.NONE : new Target.AtMost(0.35),
                        drifts.quantile(0.95),
                        2),
                Row.shown("A8", name, "true drift when flagged, median, %", drifts.quantile(0.5), 2),
                Row.of("A8", name, "rate after 4 years, RMS deviation, %/y", new Target.AtMost(0.03), rate, 3));
    }

    private static Row delay(
            String name,
            String quantity,
            List<Outcome> outcomes,
            Function<Outcome, OptionalInt> delay,
            double quantile,
            Target target) {
        Deviations days = Deviations.of(outcomes.stream()
                .map(delay)
                .map(each -> each.isPresent() ? each.getAsInt() : Double.POSITIVE_INFINITY)
                .toList());
        return Row.of("A7", name, quantity, target, days.quantile(quantile), 0);
    }
}

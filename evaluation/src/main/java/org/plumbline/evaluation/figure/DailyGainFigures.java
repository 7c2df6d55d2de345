// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** A1 to A5: the error and the clock skew of single days. */
public final class DailyGainFigures {
    private static final String MIXED = "skew and jitter up to 60 s";

    private DailyGainFigures() {}

    /** A1: registers of 1 Wh. */
    public static List<Row> fine(Fleet fleet) {
        return gain("A1", "1 Wh, " + MIXED, DailyGainStudy.run(fleet, 1, plan(fleet, 200, 0, 60, 60)), 0.002, 0.012, 4);
    }

    /** A2: registers of 10 Wh. */
    public static List<Row> coarse(Fleet fleet) {
        return gain(
                "A2", "10 Wh, " + MIXED, DailyGainStudy.run(fleet, 2, plan(fleet, 200, 1, 60, 60)), 0.004, 0.025, 4);
    }

    /** A3: registers of 100 Wh. */
    public static List<Row> veryCoarse(Fleet fleet) {
        String fleetName = "100 Wh, " + MIXED;
        DailyGainStudy study = DailyGainStudy.run(fleet, 3, plan(fleet, 200, 2, 60, 60));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                        "A3",
                        fleetName,
                        "daily gain, RMS, %",
                        new Target.AtMost(0.16),
                        study.gains().rootMeanSquare(),
                        3)
                .bound(study.bound(DayBound::gainVariance)));
        for (int days : new int[] {3, 6}) {
            rows.addAll(spans(fleetName, days, DailyGainStudy.spans(fleet, 13, plan(fleet, 200, 2, 60, 60), days)));
        }
        rows.addAll(naive("A3", fleetName, study));
        return rows;
    }

    private static List<Row> spans(String fleetName, int days, List<DailyGainStudy.Span> spans) {
        double bound = Math.sqrt(
                spans.stream().mapToDouble(DailyGainStudy.Span::boundVariance).sum() / spans.size());
        Target target = days == 3 ? new Target.AtMost(0.045) : Target.NONE;
        String gain = "gain from %d days, ".formatted(days);
        return List.of(
                Row.of("A3", fleetName, gain + "RMS, %", target, spread(spans, DailyGainStudy.Span::joined), 3)
                        .bound(bound),
                Row.shown(
                        "A3",
                        fleetName,
                        gain + "mean of the daily gains, RMS, %",
                        spread(spans, DailyGainStudy.Span::alone),
                        3));
    }

    private static double spread(List<DailyGainStudy.Span> spans, ToDoubleFunction<DailyGainStudy.Span> deviation) {
        return Deviations.of(spans.stream().mapToDouble(deviation).boxed().toList())
                .rootMeanSquare();
    }

    /** A4: perfect meters. */
    public static List<Row> perfect(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        for (int scaler = 0; scaler <= 1; scaler++) {
            String fleetName = (scaler == 0 ? "1 Wh" : "10 Wh") + ", perfect meters, skew up to 60 s";
            DailyGainStudy study = DailyGainStudy.run(
                    fleet, 4 + 10 * scaler, new DailyGainStudy.Plan(fleet.meters(100), 30, scaler, 60, 0, 0));
            rows.add(Row.of(
                    "A4",
                    fleetName,
                    "days beyond 0.1 %% of %d that resolve 0.1 %%".formatted(study.resolved()),
                    new Target.AtMost(0),
                    study.flagged(),
                    0));
            rows.add(Row.shown(
                    "A4",
                    fleetName,
                    "share of days that resolve 0.1 %, %",
                    100.0 * study.resolved() / study.days().size(),
                    1));
            rows.add(flagged(
                    fleetName,
                    "naive: flagged by the mean of ratios, % of days",
                    study,
                    study.deviations(day -> day.naive().meanOfRatios())));
            rows.add(flagged(
                    fleetName,
                    "naive: flagged by the ratio of the day, % of days",
                    study,
                    study.deviations(day -> day.naive().ratioOfDay())));
        }
        return rows;
    }

    /** A5: clock skew from energy alone. */
    public static List<Row> clockSkew(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        rows.add(skew("1 Wh, " + MIXED, DailyGainStudy.run(fleet, 5, plan(fleet, 200, 0, 60, 60)), 12));
        rows.add(skew("1 Wh, skew up to 5 s", DailyGainStudy.run(fleet, 15, plan(fleet, 200, 0, 5, 0)), 3));
        return rows;
    }

    private static Row skew(String fleetName, DailyGainStudy study, double limit) {
        return Row.of(
                        "A5",
                        fleetName,
                        "clock skew, RMS, s",
                        new Target.AtMost(limit),
                        study.skews().rootMeanSquare(),
                        1)
                .bound(study.bound(DayBound::skewVariance));
    }

    private static DailyGainStudy.Plan plan(Fleet fleet, int meters, int scaler, double skew, double jitter) {
        return new DailyGainStudy.Plan(fleet.meters(meters), 30, scaler, skew, jitter, 0.6);
    }

    private static List<Row> gain(
            String id, String fleetName, DailyGainStudy study, double bias, double spread, int decimals) {
        Deviations gains = study.gains();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(id, fleetName, "daily gain, bias, %", new Target.AtMost(bias), gains.mean(), decimals));
        rows.add(
                Row.of(id, fleetName, "daily gain, RMS, %", new Target.AtMost(spread), gains.rootMeanSquare(), decimals)
                        .bound(study.bound(DayBound::gainVariance)));
        rows.add(Row.shown(
                id,
                fleetName,
                "bound with perfect clocks, %",
                study.bound(DayBound::gainVarianceOfRegisters),
                decimals));
        rows.add(Row.shown(id, fleetName, "RMS over stated uncertainty", study.standardised(), 2));
        rows.addAll(naive(id, fleetName, study));
        return rows;
    }

    private static List<Row> naive(String id, String fleetName, DailyGainStudy study) {
        Deviations ratios = study.deviations(day -> day.naive().meanOfRatios() - day.truth());
        Deviations slopes = study.deviations(day -> day.naive().slopeThroughZero() - day.truth());
        return List.of(
                Row.shown(id, fleetName, "naive: mean of ratios, bias, %", ratios.mean(), 3),
                Row.shown(id, fleetName, "naive: mean of ratios, RMS, %", ratios.rootMeanSquare(), 3),
                Row.shown(id, fleetName, "naive: line through zero, bias, %", slopes.mean(), 3),
                Row.shown(id, fleetName, "naive: line through zero, RMS, %", slopes.rootMeanSquare(), 3));
    }

    private static Row flagged(String fleetName, String quantity, DailyGainStudy study, Deviations errors) {
        return Row.shown(
                "A4",
                fleetName,
                quantity,
                100.0
                        * errors.beyond(DailyGainStudy.FLAG_PERCENT)
                        / study.days().size(),
                1);
    }
}

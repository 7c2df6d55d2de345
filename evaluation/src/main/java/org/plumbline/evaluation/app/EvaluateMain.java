// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.app;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.plumbline.evaluation.figure.CurveFigures;
import org.plumbline.evaluation.figure.DailyGainFigures;
import org.plumbline.evaluation.figure.Fleet;
import org.plumbline.evaluation.figure.HardFleetFigures;
import org.plumbline.evaluation.figure.IntervalFigures;
import org.plumbline.evaluation.figure.NetworkFigures;
import org.plumbline.evaluation.figure.PhaseFigures;
import org.plumbline.evaluation.figure.StreamFigures;
import org.plumbline.evaluation.figure.TrackFigures;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Table;

/** {@code plumbline evaluate drift}: the estimators against fleets whose truth is known. */
public final class EvaluateMain {
    /** Every figure by its name, in the order of the table. */
    private static final Map<String, Function<Fleet, List<Row>>> FIGURES = figures();

    private EvaluateMain() {}

    /** Prints the table, and exits with 0 when every target is met, 1 when one is missed, 2 after wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        EvaluateOptions options;
        try {
            options = EvaluateOptions.parse(arguments, FIGURES.keySet());
        } catch (IllegalArgumentException wrong) {
            err.println("plumbline: " + wrong.getMessage());
            err.print(EvaluateOptions.usage(FIGURES.keySet()));
            return 2;
        }
        if (options.help()) {
            out.print(EvaluateOptions.usage(FIGURES.keySet()));
            return 0;
        }
        err.println("plumbline: seed " + options.seed() + "; repeat with --seed " + options.seed());
        Fleet fleet = new Fleet(options.seed(), 1);
        List<Row> rows = new ArrayList<>();
        for (String name : options.figures()) {
            long started = System.nanoTime();
            rows.addAll(FIGURES.getOrDefault(name, unused -> List.of()).apply(fleet));
            err.printf("plumbline: %s in %.0f s%n", name, (System.nanoTime() - started) / 1e9);
        }
        Table table = new Table(options.seed(), rows);
        out.print(options.json() ? table.json() : table.text());
        return table.passes() ? 0 : 1;
    }

    private static Map<String, Function<Fleet, List<Row>>> figures() {
        Map<String, Function<Fleet, List<Row>>> figures = new LinkedHashMap<>();
        figures.put("A1", DailyGainFigures::fine);
        figures.put("A2", DailyGainFigures::coarse);
        figures.put("A3", DailyGainFigures::veryCoarse);
        figures.put("A4", DailyGainFigures::perfect);
        figures.put("A5", DailyGainFigures::clockSkew);
        figures.put("A6", CurveFigures::points);
        figures.put("A7", TrackFigures::step);
        figures.put("A8", TrackFigures::drift);
        figures.put("A9", TrackFigures::steady);
        figures.put("C1", StreamFigures::withoutReference);
        figures.put("X1", StreamFigures::order);
        figures.put("phase", PhaseFigures::angle);
        figures.put("interval", IntervalFigures::coverage);
        figures.put("network", NetworkFigures::references);
        figures.put("hard", HardFleetFigures::all);
        return figures;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.evaluation.figure.IntervalStudy.Hardship;
import org.plumbline.evaluation.figure.IntervalStudy.Outcome;
import org.plumbline.evaluation.figure.IntervalStudy.Summary;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** Coverage of the stated 95 % interval. */
public final class IntervalFigures {
    static final String ID = "interval";
    private static final int METERS = 2_000;

    private IntervalFigures() {}

    /** The usual fleet: half households, half commercial, class 1, registers of 1 or 10 Wh. */
    public static List<Row> coverage(Fleet fleet) {
        List<Outcome> outcomes = IntervalStudy.run(fleet, 6, fleet.meters(METERS), Hardship.NONE);
        Summary all = Summary.of(outcomes);
        String name = all.meters() + " class 1 meters, " + IntervalStudy.EVIDENCE_DAYS + " days";
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                ID, name, "95 % interval holds the truth, %", new Target.Within(93, 97.5), 100 * all.coverage(), 1));
        rows.add(Row.shown(ID, name, "half-width, median, %", all.medianHalfWidth(), 3)
                .bound(all.medianForeseen()));
        rows.add(Row.shown(ID, name, "deviation, RMS, %", all.rootMeanSquare(), 3));
        rows.add(Row.shown(ID, name, "deviation, bias, %", all.bias(), 4));
        for (boolean household : List.of(true, false)) {
            Summary part = Summary.of(outcomes.stream()
                    .filter(each -> each.household() == household)
                    .toList());
            rows.add(Row.shown(
                    ID,
                    name,
                    (household ? "households" : "commercial") + ": interval holds the truth, %",
                    100 * part.coverage(),
                    1));
        }
        return rows;
    }
}

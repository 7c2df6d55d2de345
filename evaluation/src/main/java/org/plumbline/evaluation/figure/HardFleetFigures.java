// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.plumbline.evaluation.figure.IntervalStudy.Hardship;
import org.plumbline.evaluation.figure.IntervalStudy.Summary;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.SimulatedPair.Gaps;
import org.plumbline.evaluation.fleet.SimulatedPair.Setup;
import org.plumbline.evaluation.fleet.SimulatedPair.Step;
import org.plumbline.evaluation.report.Row;

/** What degrades, and what is refused, on fleets that break an assumption. Nothing here has a target. */
public final class HardFleetFigures {
    private static final int METERS = 1_000;
    private static final int STEP_DAY = 20;

    private HardFleetFigures() {}

    /** Each hard fleet: coverage, half-width, refusals, alarms, flags, wrong MET-02. */
    public static List<Row> all(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        int salt = 40;
        for (Map.Entry<String, Hardship> hard : fleets().entrySet()) {
            Summary summary = Summary.of(IntervalStudy.run(fleet, salt++, fleet.meters(METERS), hard.getValue()));
            String name = hard.getKey();
            rows.add(shown(name, "95 % interval holds the truth, %", 100 * summary.coverage(), 1));
            rows.add(shown(name, "half-width, median, %", summary.medianHalfWidth(), 3));
            rows.add(shown(name, "deviation, RMS, %", summary.rootMeanSquare(), 3));
            rows.add(shown(name, "days refused, %", 100 * summary.refusedDayShare(), 1));
            rows.add(shown(
                    name, "meters without a verdict, %", 100 * (1 - summary.judged() / (double) summary.meters()), 1));
            rows.add(shown(name, "meters with a change alarm, %", 100 * summary.alarmShare(), 1));
            rows.add(shown(name, "MET-02 within the limit, % of meters", 100 * summary.falseMet02Share(), 1));
        }
        return rows;
    }

    private static Map<String, Hardship> fleets() {
        Map<String, Hardship> fleets = new LinkedHashMap<>();
        fleets.put(
                "solar feed-in, 3 to 8 kW peak",
                (setup, chance) -> setup.with(new LoadModel.Solar(setup.load(), 3_000 + 5_000 * chance.nextDouble())));
        fleets.put(
                "car charging, 3.7 to 11 kW",
                (setup, chance) ->
                        setup.with(new LoadModel.Charging(setup.load(), 3_700 + 7_300 * chance.nextDouble())));
        fleets.put("two faults: step of 0.5 % and 1 %/y", HardFleetFigures::twoFaults);
        fleets.put("a third of the days and levels missing", (setup, chance) -> setup.with(new Gaps(0.33, 0.33)));
        fleets.put("nine of ten days missing", (setup, chance) -> setup.with(new Gaps(0.9, 0)));
        fleets.put("reference 0.2 % off its certificate", (setup, chance) -> withReference(setup, chance, 0.2, 0));
        Hardship drifting = (setup, chance) -> withReference(setup, chance, 0, 0.5);
        fleets.put("reference drifting by 0.5 %/y, unstated", drifting.withoutStatedDrift());
        fleets.put("clock jumps, heavy tails, every 4 days", (setup, chance) -> withClock(setup));
        fleets.put("registers of 100 Wh", (setup, chance) -> setup.withScaler(2));
        return fleets;
    }

    private static Setup twoFaults(Setup setup, RandomGenerator chance) {
        double sign = chance.nextBoolean() ? 1 : -1;
        return setup.withTested(setup.tested().ageing(sign))
                .with(new Step(STEP_DAY, chance.nextBoolean() ? 0.5 : -0.5));
    }

    private static Setup withReference(Setup setup, RandomGenerator chance, double percent, double percentPerYear) {
        double sign = chance.nextBoolean() ? 1 : -1;
        return setup.withReference(setup.reference().shifted(sign * percent).ageing(sign * percentPerYear));
    }

    private static Setup withClock(Setup setup) {
        return setup.with(new Clock(setup.clock().skewSeconds(), setup.clock().jitterSeconds(), 0.25));
    }

    private static Row shown(String name, String quantity, double value, int decimals) {
        return Row.shown("hard", name, quantity, value, decimals);
    }
}

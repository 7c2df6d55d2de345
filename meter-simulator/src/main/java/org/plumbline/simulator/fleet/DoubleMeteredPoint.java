// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.Climate;
import org.plumbline.simulator.physics.CommercialLoad;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.Load;
import org.plumbline.simulator.physics.SeededStream;

/**
 * A delivery point with two meters of one class, of two types and makers: load profiles of ten minutes that hold the
 * exported and the reactive energy, too. One of the two drifts by 3 % a year, from 0.35 %: after some six weeks they
 * diverge by more than 0.7 %, and after ten it is still within 1 %.
 */
public final class DoubleMeteredPoint {
    public static final String TESTED = "DM-0001-A";
    public static final String REFERENCE = "DM-0001-B";
    /** Nominal power of the point in W, as the subscribed power states it. */
    public static final double NOMINAL_WATTS = 36_000;

    private static final int TEN_MINUTES = 600;
    private static final double CERTIFICATE_STANDARD_UNCERTAINTY_PERCENT = 0.03;
    private static final double FIRST_ERROR = 0.0035;
    private static final double DRIFT_PER_YEAR = 0.03;
    private static final double OTHER_ERROR_BOUND = 0.0005;
    private static final double KILOWATT_HOURS_PER_YEAR = 120_000;
    private static final int PHASES = 3;
    private static final double REFERENCE_AMPERES = 10;
    private static final double MAXIMUM_AMPERES = 100;
    private static final double VOLTS = 230;
    private static final double MAXIMUM_WATTS = PHASES * MAXIMUM_AMPERES * VOLTS;
    private static final double PERCENT = 100;

    private DoubleMeteredPoint() {}

    /** The fleet with the point behind its pairs; nothing of the others changes. */
    public static FleetPlan addedTo(FleetPlan plan) {
        SeededStream random = SeededStream.of(plan.seed(), SeededStream.label("double-metered"));
        Load load = new CommercialLoad(random.nextLong(), KILOWATT_HOURS_PER_YEAR, MAXIMUM_WATTS);
        Climate climate = new Climate(random.nextLong(), 0);
        int number = plan.meters().size();
        MeterPlan tested = meter(plan, TESTED, number, "504C42", MeterModel.PLB_GAMMA, load, climate, random)
                .withErrorCurve(curve(plan, FIRST_ERROR, DRIFT_PER_YEAR));
        MeterPlan reference = meter(plan, REFERENCE, number + 1, "53494D", MeterModel.PLB_BETA, load, climate, random)
                .withErrorCurve(curve(plan, random.uniform(-OTHER_ERROR_BOUND, OTHER_ERROR_BOUND), 0));
        List<MeterPlan> meters = new ArrayList<>(plan.meters());
        Map<String, Double> meanErrors = new HashMap<>(plan.meanErrorPercent());
        for (MeterPlan meter : List.of(tested, reference)) {
            meters.add(meter);
            meanErrors.put(
                    meter.meterId(), PERCENT * FleetPlanner.meanError(plan.start(), load, meter.errorCurve(), climate));
        }
        List<PairPlan> pairs = new ArrayList<>(plan.pairs());
        pairs.add(new PairPlan(
                "DOUBLE-0001", TESTED, REFERENCE, CERTIFICATE_STANDARD_UNCERTAINTY_PERCENT, NOMINAL_WATTS));
        return new FleetPlan(plan.seed(), plan.start(), meters, pairs, plan.plants(), meanErrors, plan.faults());
    }

    private static ErrorCurve curve(FleetPlan plan, double gain, double ageingPerYear) {
        return new ErrorCurve(
                gain, 0, 0, 0, 0, ageingPerYear, MAXIMUM_WATTS, plan.start().getEpochSecond());
    }

    private static MeterPlan meter(
            FleetPlan plan,
            String meterId,
            int number,
            String maker,
            MeterModel model,
            Load load,
            Climate climate,
            SeededStream random) {
        return new MeterPlan(
                meterId,
                FleetPlanner.address(number),
                model,
                new MeterPlan.Rating(
                        "28%07d".formatted(number + 1),
                        model.modelName() + " 1.4.2",
                        "1",
                        "CT",
                        PHASES,
                        REFERENCE_AMPERES,
                        MAXIMUM_AMPERES,
                        VOLTS,
                        0),
                maker + "%010X".formatted(0x2600000000L + number + 1),
                new MeterKeys(random.bytes(16), random.bytes(16)),
                plan.start(),
                load,
                ErrorCurve.ofGain(0),
                climate,
                random.nextInt(5) - 2,
                model.blockOfGain(1),
                0,
                1000 + random.nextInt(100_000),
                MeterFeatures.defaults()
                        .withCapturePeriodSeconds(TEN_MINUTES)
                        .withExtraColumns(EnergyQuantity.ACTIVE_EXPORT, EnergyQuantity.REACTIVE_IMPORT));
    }
}

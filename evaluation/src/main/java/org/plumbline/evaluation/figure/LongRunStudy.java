// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;

/**
 * Household meters of about 10 kWh a day followed for years: class 1 physics (offset, phase, curvature, a temperature
 * coefficient of 0.02 %/K standard deviation over the seasons), registers of 1 or 10 Wh, clocks up to 60 s apart, a
 * reference that ages by 0.01 % a year.
 */
final class LongRunStudy {
    static final int DAYS_PER_YEAR = 365;
    private static final long FIRST_DAY = 20_454;
    private static final double MAXIMUM_WATTS = 14_000;
    private static final double REFERENCE_AGEING = 0.01;

    private LongRunStudy() {}

    /**
     * What is simulated.
     *
     * @param days of each meter
     * @param ageingPercentPerYear of the tested meter, either sign equally likely
     * @param stepDay day of the step of gain; beyond the days where there is none
     * @param stepPercent its size, either sign equally likely
     * @param wanders whether slow influences (voltage, harmonics; 0.035 %) are simulated
     */
    record Plan(int days, double ageingPercentPerYear, int stepDay, double stepPercent, boolean wanders) {
        static Plan steady(int days, boolean wanders) {
            return new Plan(days, 0, Integer.MAX_VALUE, 0, wanders);
        }
    }

    /**
     * One meter.
     *
     * @param days with an estimate
     * @param watches times a CUSUM rose above h = 8
     * @param alarms times it rose above h = 10
     * @param watchAfterStep closed days from the step to the first watch after it
     * @param alarmAfterStep the same to the alarm
     * @param flaggedOn first day with the drift flag
     * @param rateDeviation rate minus true rate at the end, percent per year
     */
    record Outcome(
            int days,
            int watches,
            int alarms,
            OptionalInt watchAfterStep,
            OptionalInt alarmAfterStep,
            OptionalInt flaggedOn,
            double rateDeviation) {}

    static List<Outcome> run(Fleet fleet, int salt, int meters, Plan plan) {
        return fleet.run(salt, meters, seed -> meter(seed, plan));
    }

    private static Outcome meter(long seed, Plan plan) {
        SplittableRandom chance = new SplittableRandom(seed);
        double sign = chance.nextBoolean() ? 1 : -1;
        double ageing = sign * plan.ageingPercentPerYear();
        SimulatedPair pair = new SimulatedPair(setup(chance, plan, ageing, sign), FIRST_DAY, chance.nextLong());
        MeterTrack track = MeterTrack.start();
        int watches = 0;
        int alarms = 0;
        OptionalInt watched = OptionalInt.empty();
        OptionalInt alarmed = OptionalInt.empty();
        OptionalInt flagged = OptionalInt.empty();
        for (int day = 0; day < plan.days(); day++) {
            MeterTrack before = track;
            track = track.step(DayRegression.estimate(pair.next().paired()));
            boolean watch = track.alarm().watch() && (!before.alarm().watch() || Alarms.isRaised(track));
            boolean alarm = Alarms.isRaised(track);
            watches += watch ? 1 : 0;
            alarms += alarm ? 1 : 0;
            if (day >= plan.stepDay()) {
                OptionalInt delay = OptionalInt.of(day - plan.stepDay() + 1);
                watched = watch && watched.isEmpty() ? delay : watched;
                alarmed = alarm && alarmed.isEmpty() ? delay : alarmed;
            }
            flagged = flagged.isEmpty() && track.hasDrifted() ? OptionalInt.of(day) : flagged;
        }
        return new Outcome(
                track.days(),
                watches,
                alarms,
                watched,
                alarmed,
                flagged,
                track.filter().rate() - ageing + REFERENCE_AGEING);
    }

    private static SimulatedPair.Setup setup(SplittableRandom chance, Plan plan, double ageing, double sign) {
        MeterPhysics drawn = MeterPhysics.classOne(chance, 0.3 * chance.nextGaussian(), MAXIMUM_WATTS)
                .ageing(ageing);
        return SimulatedPair.Setup.of(
                        LoadModel.Household.draw(chance, 1.08),
                        plan.wanders() ? drawn : drawn.withoutInfluences(),
                        MeterPhysics.perfect().ageing(REFERENCE_AGEING),
                        MAXIMUM_WATTS,
                        chance.nextInt(2),
                        Clock.steady(60 * (2 * chance.nextDouble() - 1), 2))
                .with(new SimulatedPair.Step(plan.stepDay(), sign * plan.stepPercent()));
    }
}

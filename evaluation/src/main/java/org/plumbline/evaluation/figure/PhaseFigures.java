// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.PowerFactor;
import org.plumbline.evaluation.fleet.SimulatedPair;
import org.plumbline.evaluation.naive.NaivePhase;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** Angle errors of pairs whose reference has reactive registers. */
public final class PhaseFigures {
    private static final String ID = "phase";
    private static final int METERS = 400;
    private static final int DAYS = 60;
    private static final long FIRST_DAY = 20_454;
    private static final double HOUSEHOLD_WATTS = 14_000;
    private static final double COMMERCIAL_WATTS = 3 * 230 * 60;
    private static final double JITTER_SECONDS = 2;

    /** 0.3 degrees, in percent per unit of tan(phi). */
    private static final double DISPLACED_PERCENT = 100 * Math.sin(Math.toRadians(0.3));

    private PhaseFigures() {}

    /**
     * One meter.
     *
     * @param truthPercent its phase error
     * @param unityTruthPercent its error at power factor 1, at its own load and temperature
     * @param angle what was found
     * @param levelPercent the error at its own load, which is all that is known without the term
     * @param boundVariance least variance of its phase error
     * @param naivePercent phase error by a straight line
     */
    private record Outcome(
            double truthPercent,
            double unityTruthPercent,
            PhaseAngle angle,
            double levelPercent,
            double boundVariance,
            double naivePercent) {
        double deviation() {
            return angle.errorPercent() - truthPercent;
        }
    }

    /** Angle errors of 0.3 degrees at power factors from about 0.5 to 0.95, and meters without one. */
    public static List<Row> angle(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        int meters = fleet.meters(METERS);
        rows.addAll(rows(
                meters + " class 1 meters, angle off by 0.3 degrees, 60 days",
                fleet.run(60, meters, seed -> outcome(seed, DISPLACED_PERCENT, PowerFactor.motors()))));
        rows.addAll(rows(
                meters + " class 1 meters, angle right, 60 days",
                fleet.run(61, meters, seed -> outcome(seed, 0, PowerFactor.motors()))));
        int steady = fleet.meters(METERS / 4);
        List<Outcome> kept =
                fleet.run(62, steady, seed -> outcome(seed, DISPLACED_PERCENT, new PowerFactor(0.5, 0, 0, true, 0)));
        rows.add(Row.of(
                ID,
                steady + " meters, power factor 0.89 all day",
                "angle errors stated, % of meters",
                Target.NONE,
                100.0 * kept.stream().filter(each -> each.angle().isMeasured()).count() / steady,
                1));
        return rows;
    }

    private static List<Row> rows(String name, List<Outcome> outcomes) {
        List<Outcome> measured =
                outcomes.stream().filter(each -> each.angle().isMeasured()).toList();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                ID,
                name,
                "angle errors stated, % of meters",
                new Target.AtLeast(90),
                100.0 * measured.size() / outcomes.size(),
                1));
        double bound =
                deviations(measured, each -> Math.sqrt(each.boundVariance())).rootMeanSquare();
        rows.add(Row.of(
                        ID,
                        name,
                        "phase error, RMS, % per tan phi",
                        new Target.AtMost(0.05),
                        deviations(measured, Outcome::deviation).rootMeanSquare(),
                        4)
                .bound(bound));
        rows.add(Row.shown(
                ID,
                name,
                "phase error, bias, %",
                deviations(measured, Outcome::deviation).mean(),
                4));
        rows.add(Row.of(
                ID,
                name,
                "95 % interval holds the phase error, %",
                new Target.AtLeast(93),
                100.0
                        * measured.stream()
                                .filter(each -> Math.abs(each.deviation())
                                        <= AccuracyAssessor.COVERAGE_FACTOR
                                                * each.angle().standardUncertaintyPercent())
                                .count()
                        / measured.size(),
                1));
        rows.add(Row.shown(
                ID,
                name,
                "half-width of it, median, %",
                AccuracyAssessor.COVERAGE_FACTOR
                        * deviations(measured, each -> each.angle().standardUncertaintyPercent())
                                .quantile(0.5),
                4));
        rows.add(Row.shown(
                ID,
                name,
                "error at power factor 1, RMS, %",
                deviations(measured, each -> each.angle().unityErrorPercent() - each.unityTruthPercent())
                        .rootMeanSquare(),
                3));
        rows.add(Row.shown(
                ID,
                name,
                "the same without the term, RMS, %",
                deviations(measured, each -> each.levelPercent() - each.unityTruthPercent())
                        .rootMeanSquare(),
                3));
        rows.add(Row.shown(
                ID,
                name,
                "naive: straight line over tan phi, RMS, %",
                deviations(measured, each -> each.naivePercent() - each.truthPercent())
                        .rootMeanSquare(),
                3));
        return rows;
    }

    private static Deviations deviations(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        return Deviations.of(outcomes.stream().map(what::applyAsDouble).toList());
    }

    private static Outcome outcome(long seed, double phasePercent, PowerFactor factor) {
        SplittableRandom chance = new SplittableRandom(seed);
        boolean household = chance.nextBoolean();
        double maximum = household ? HOUSEHOLD_WATTS : COMMERCIAL_WATTS;
        LoadModel load = household
                ? LoadModel.Household.draw(chance, Math.exp(0.3 * chance.nextGaussian()))
                : LoadModel.Commercial.draw(chance, 9_000 * Math.exp(0.3 * chance.nextGaussian()));
        double phase = chance.nextBoolean() ? phasePercent : -phasePercent;
        MeterPhysics tested = MeterPhysics.classOne(chance, 0.6 * chance.nextGaussian(), maximum)
                .withPhase(phase);
        SimulatedPair.Setup setup = SimulatedPair.Setup.of(
                        load,
                        tested,
                        MeterPhysics.perfect(),
                        maximum,
                        0,
                        Clock.steady(60 * (2 * chance.nextDouble() - 1), JITTER_SECONDS))
                .with(factor);
        SimulatedPair pair = new SimulatedPair(setup, FIRST_DAY, chance.nextLong());
        PhaseBound bound = new PhaseBound(maximum, 1, JITTER_SECONDS);
        NaivePhase naive = new NaivePhase();
        MeterTrack track = MeterTrack.start();
        double energy = 0;
        double errorEnergy = 0;
        double varHours = 0;
        for (int day = 0; day < DAYS; day++) {
            DayReadings readings = pair.next();
            track = track.step(DayRegression.estimate(readings.paired()));
            naive.add(readings);
            bound.add(readings.truth());
            energy += readings.truth().energyWattHours();
            errorEnergy += readings.truth().errorWattHours();
            varHours += readings.truth().boundaryVarHours()[readings.truth().boundaryVarHours().length - 1];
        }
        double level = track.error().value();
        double aged = tested.gainPercentPerYear() * DAYS / 365.25
                + tested.percentPerKelvin() * (track.operatingTemperatureCelsius() - 23);
        PhaseAngle angle = PhaseAngle.of(
                        track.shape(),
                        track.phase(),
                        track.load().energyWattHours(),
                        maximum,
                        track.filter().temperatureCoefficient())
                .ofLevel(level);
        return new Outcome(
                phase,
                100 * errorEnergy / energy + aged - phase * varHours / energy,
                angle,
                level,
                bound.variance(),
                naive.percentPerTangent());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.LoadBand;
import org.plumbline.analyzer.metrology.tracking.LevelFilter;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;
import org.plumbline.evaluation.naive.NaiveCurve;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** A6: error at 10, 50 and 100 % of maximum power. */
public final class CurveFigures {
    private static final int DAYS = 60;
    private static final long FIRST_DAY = 20_454;
    private static final double HOUSEHOLD_WATTS = 14_000;
    private static final double COMMERCIAL_WATTS = 3 * 230 * 60;
    private static final double[] TARGETS = {0.015, 0.03, 0.1};

    private CurveFigures() {}

    /** One meter's curve: for each point estimate minus truth, of the product and of a straight line. */
    private record Curve(List<ErrorCurve.Point> points, double[] deviations, double[] naive) {}

    /** 60 days, 1 Wh; targets are for households and meters of the form that the model knows. */
    public static List<Row> points(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        int meters = fleet.meters(300);
        rows.addAll(rows(meters + " households, 60 days", true, fleet.run(30, meters, seed -> curve(seed, true, 0))));
        rows.addAll(rows(
                meters + " commercial up to the rating, 60 days",
                false,
                fleet.run(31, meters, seed -> curve(seed, false, 0))));
        rows.addAll(rows(
                meters + " households, phase error of 0.1 %",
                false,
                fleet.run(32, meters, seed -> curve(seed, true, 0.1))));
        return rows;
    }

    private static List<Row> rows(String name, boolean judged, List<Curve> curves) {
        List<Row> rows = new ArrayList<>();
        for (LoadBand band : LoadBand.values()) {
            int k = band.ordinal();
            String point = "at %.0f %%".formatted(100 * band.pointFraction());
            for (Coverage coverage : Coverage.values()) {
                Deviations seen = Deviations.of(curves.stream()
                        .filter(each -> each.points().get(k).coverage() == coverage)
                        .map(each -> each.deviations()[k])
                        .toList());
                if (seen.count() > 0) {
                    boolean covered = coverage == Coverage.COVERED;
                    rows.add(Row.of(
                            "A6",
                            name,
                            "error %s, %s on %d, RMS, %%"
                                    .formatted(point, covered ? "covered" : "extrapolated", seen.count()),
                            judged ? new Target.AtMost(TARGETS[k]) : Target.NONE,
                            seen.rootMeanSquare(),
                            3));
                }
            }
            if (judged) {
                rows.add(Row.shown(
                        "A6",
                        name,
                        "naive: straight line %s, RMS, %%".formatted(point),
                        Deviations.of(curves.stream()
                                        .map(each -> each.naive()[k])
                                        .toList())
                                .rootMeanSquare(),
                        3));
            }
        }
        return rows;
    }

    private static Curve curve(long seed, boolean household, double phasePercent) {
        SplittableRandom chance = new SplittableRandom(seed);
        double maximum = household ? HOUSEHOLD_WATTS : COMMERCIAL_WATTS;
        LoadModel load = household ? LoadModel.Household.draw(chance, 1.08) : LoadModel.Commercial.draw(chance, 30_000);
        MeterPhysics tested = new MeterPhysics(
                0.6 * chance.nextGaussian(),
                0,
                (chance.nextDouble() - 0.5) * maximum / HOUSEHOLD_WATTS,
                phasePercent * chance.nextGaussian(),
                0.2 * chance.nextGaussian(),
                0.02 * chance.nextGaussian(),
                0);
        SimulatedPair pair = new SimulatedPair(
                SimulatedPair.Setup.of(
                        load,
                        tested,
                        MeterPhysics.perfect(),
                        maximum,
                        0,
                        Clock.steady(60 * (2 * chance.nextDouble() - 1), 2)),
                FIRST_DAY,
                chance.nextLong());
        NaiveCurve naive = new NaiveCurve();
        MeterTrack track = MeterTrack.start();
        for (int day = 0; day < DAYS; day++) {
            DayReadings readings = pair.next();
            naive.add(readings);
            track = track.step(DayRegression.estimate(readings.paired()));
        }
        LevelFilter.Quantity level = track.error();
        CurveFit fit = CurveFit.of(track.shape(), maximum, track.filter().temperatureCoefficient());
        CurveFit.LoadMix mix =
                fit.loadMix(track.errorLeverage(), track.load(), track.shape().squareLoadEnergy());
        List<ErrorCurve.Point> points = fit.curve(
                        level.value() - mix.percent(),
                        level.standardUncertainty(),
                        track.load(),
                        track.shape().squareLoadEnergy(),
                        maximum)
                .points();
        double[] deviations = new double[points.size()];
        double[] naiveDeviations = new double[points.size()];
        for (int k = 0; k < deviations.length; k++) {
            double fraction = points.get(k).loadFraction();
            double truth = tested.errorPercent(fraction * maximum, fraction)
                    + tested.percentPerKelvin() * (track.operatingTemperatureCelsius() - 23);
            deviations[k] = points.get(k).errorPercent() - truth;
            naiveDeviations[k] = naive.errorPercent(fraction) - truth;
        }
        return new Curve(points, deviations, naiveDeviations);
    }
}

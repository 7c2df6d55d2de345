// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;

/**
 * Joined days of 100 Wh registers against one batch least-squares problem over all levels of all days, written down row by
 * row from the model and solved by Hipparchus (Householder QR): anchors, gains, skews, levels and rates of every day, the
 * temperature coefficient, every prior and every step of the random walks. Only the day's noise level (the autocorrelation
 * of the innovations) is taken from the track.
 */
class BatchOracleTest {
    private static final long FIRST_DAY = 20_500;
    private static final double DAY_IN_YEARS = 1 / 365.25;
    private static final double QUANTISATION = 100.0 * 100 / 6;

    /** Levels of one day: energies (Wh) since its first level, powers (W), variances (Wh^2) after its own robust fit. */
    private record DayLevels(double[] reference, double[] difference, double[] watts, double[] variance) {
        double energy() {
            return reference[reference.length - 1];
        }
    }

    /** What the track knew of the noise of a day before it, and the day's temperature. */
    private record Noise(double mixVariance, double scatterVariance, double kelvins) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void trackEqualsOneBatchOverAllLevels(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        SimulatedPair pair = new SimulatedPair(
                SimulatedPair.Setup.of(
                        LoadModel.Household.draw(chance, 1.08),
                        MeterPhysics.classOne(chance, 0.5, 14_000),
                        MeterPhysics.perfect(),
                        14_000,
                        2,
                        Clock.steady(20, 5)),
                FIRST_DAY,
                chance.nextLong());
        MeterTrack track = MeterTrack.start();
        List<DayLevels> levels = new ArrayList<>();
        List<Noise> noises = new ArrayList<>();
        for (int day = 0; day < 8; day++) {
            DayReadings readings = pair.next();
            DayResult.Estimate estimate = (DayResult.Estimate) DayRegression.estimate(readings.paired());
            assertTrue(estimate.link().isPresent());
            levels.add(levels(readings));
            noises.add(noise(track, estimate));
            track = track.step(estimate);
            assertTrue(track.anchor().isPresent(), "a clipped day is not of the linear model; choose another seed");
        }
        Batch batch = new Batch(levels, noises);
        double kelvins = track.operatingTemperatureCelsius() - 23;
        assertEquals(batch.error(kelvins), track.error().value(), 1e-7);
        assertEquals(batch.standardUncertainty(kelvins), track.error().standardUncertainty(), 1e-6);
        assertEquals(batch.rate(), track.filter().rate(), 1e-6);
        assertTrue(track.error().standardUncertainty() < 0.06);
    }

    private static Noise noise(MeterTrack before, DayResult.Estimate day) {
        double correlation = Math.clamp(
                before.alarm().innovationCovariance() / before.alarm().innovationVariance(), 0, 0.8);
        double watts = meanWatts(day.load());
        double scarcity = before.days() == 0 ? 1 : Math.max(1, meanWatts(before.load()) / watts);
        double mix = 0.03 * 0.03 * (1 + correlation) / (1 - correlation) * scarcity * scarcity;
        double unsettled = before.days() < 3 ? Math.pow(100 * 0.5 / watts, 2) : 0;
        return new Noise(mix, mix + unsettled, day.meanTemperatureCelsius().orElseThrow() - 23);
    }

    private static double meanWatts(LoadDistribution load) {
        return load.energyWattHours() / load.seconds() * 3600;
    }

    private static DayLevels levels(DayReadings day) {
        int n = day.reference().size();
        double[] x = new double[n];
        double[] y = new double[n];
        double[] p = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = 100.0 * (raw(day, false, k) - raw(day, false, 0));
            y[k] = 100.0 * (raw(day, true, k) - raw(day, true, 0)) - x[k];
        }
        for (int k = 0; k < n; k++) {
            int from = Math.max(0, k - 1);
            int to = Math.min(n - 1, k + 1);
            p[k] = (x[to] - x[from]) / (0.25 * (to - from));
        }
        return new DayLevels(x, y, p, robustVariances(x, y, p));
    }

    private static long raw(DayReadings day, boolean tested, int k) {
        return (tested ? day.tested() : day.reference()).get(k).register().raw();
    }

    /** The day alone: a, g and skew with its prior by QR, four passes of Huber weights and jitter, chi-square at last. */
    private static double[] robustVariances(double[] x, double[] y, double[] p) {
        int n = x.length;
        double jitter = Math.pow(5.0 / 3600, 2);
        double[] residual = new double[n];
        double[] variance = new double[n];
        double chiSquare = 0;
        for (int pass = 0; pass < 4; pass++) {
            Rows rows = new Rows(3);
            rows.add(60.0 / 3600, 0, 2, 1);
            for (int k = 0; k < n; k++) {
                double noise = QUANTISATION + jitter * p[k] * p[k];
                double deviation = Math.abs(residual[k]) / Math.sqrt(noise);
                variance[k] = noise * Math.max(1, deviation / 2.5);
                rows.add(Math.sqrt(variance[k]), y[k], 0, 1, 1, x[k], 2, p[k]);
            }
            RealVector fit = rows.solver().solve(rows.observations());
            double above = 0;
            double below = 0;
            chiSquare = 0;
            for (int k = 0; k < n; k++) {
                residual[k] = y[k] - fit.getEntry(0) - fit.getEntry(1) * x[k] - fit.getEntry(2) * p[k];
                chiSquare += residual[k] * residual[k] / variance[k] / (n - 3);
                double noise = QUANTISATION + jitter * p[k] * p[k];
                double square = Math.min(residual[k] * residual[k], 6.25 * noise);
                above += (square - QUANTISATION) * Math.pow(p[k] / noise, 2);
                below += Math.pow(p[k], 4) / (noise * noise);
            }
            jitter = Math.clamp(above / below, Math.pow(0.5 / 3600, 2), Math.pow(60.0 / 3600, 2));
        }
        for (int k = 0; k < n; k++) {
            variance[k] *= Math.max(1, chiSquare);
        }
        return variance;
    }

    /** Weighted rows of a least-squares problem. */
    private static final class Rows {
        private final int unknowns;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        Rows(int unknowns) {
            this.unknowns = unknowns;
        }

        /** observed = sum of factor times unknown, plus noise; {@code terms} are pairs of unknown and factor. */
        void add(double standardDeviation, double observed, double... terms) {
            double[] row = new double[unknowns];
            for (int k = 0; k < terms.length; k += 2) {
                row[(int) terms[k]] += terms[k + 1] / standardDeviation;
            }
            rows.add(row);
            values.add(observed / standardDeviation);
        }

        DecompositionSolver solver() {
            RealMatrix matrix = MatrixUtils.createRealMatrix(rows.toArray(double[][]::new));
            return new QRDecomposition(matrix).getSolver();
        }

        RealVector observations() {
            return MatrixUtils.createRealVector(
                    values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** All days at once; per day level, rate, gain, anchor and skew, and one temperature coefficient. */
    private static final class Batch {
        private static final int LEVEL = 0;
        private static final int RATE = 1;
        private static final int GAIN = 2;
        private static final int ANCHOR = 3;
        private static final int SKEW = 4;
        private static final int OF_A_DAY = 5;

        private final int days;
        private final RealVector solution;
        private final RealMatrix inverse;

        Batch(List<DayLevels> levels, List<Noise> noises) {
            days = levels.size();
            int coefficient = OF_A_DAY * days;
            Rows rows = new Rows(coefficient + 1);
            rows.add(10, 0, LEVEL, 1);
            rows.add(0.5, 0, RATE, 1);
            rows.add(10_000, 0, ANCHOR, 1);
            rows.add(0.03, 0, coefficient, 1);
            for (int d = 0; d < days; d++) {
                int at = OF_A_DAY * d;
                DayLevels day = levels.get(d);
                Noise noise = noises.get(d);
                rows.add(60.0 / 3600, 0, at + SKEW, 1);
                rows.add(
                        Math.sqrt(noise.scatterVariance()),
                        0,
                        at + GAIN,
                        1,
                        at + LEVEL,
                        -1,
                        coefficient,
                        -noise.kelvins());
                for (int k = 1; k < day.reference().length; k++) {
                    rows.add(
                            Math.sqrt(day.variance()[k]),
                            day.difference()[k],
                            at + ANCHOR,
                            1,
                            at + GAIN,
                            day.reference()[k] / 100,
                            at + SKEW,
                            day.watts()[k]);
                }
                if (d + 1 < days) {
                    walk(rows, at, day, noise);
                }
            }
            solution = rows.solver().solve(rows.observations());
            inverse = rows.solver().getInverse();
        }

        private static void walk(Rows rows, int at, DayLevels day, Noise noise) {
            int next = at + OF_A_DAY;
            rows.add(0.005, 0, next + LEVEL, 1, at + LEVEL, -1, at + RATE, -DAY_IN_YEARS);
            rows.add(0.05 * Math.sqrt(DAY_IN_YEARS), 0, next + RATE, 1, at + RATE, -1);
            rows.add(
                    Math.sqrt(noise.mixVariance()) * day.energy() / 100,
                    -day.difference()[day.difference().length - 1],
                    next + ANCHOR,
                    1,
                    at + ANCHOR,
                    -1,
                    at + GAIN,
                    -day.energy() / 100);
        }

        private RealVector newest(double kelvins) {
            RealVector weights = MatrixUtils.createRealVector(new double[OF_A_DAY * days + 1]);
            weights.setEntry(OF_A_DAY * (days - 1) + LEVEL, 1);
            weights.setEntry(OF_A_DAY * days, kelvins);
            return weights;
        }

        double error(double kelvins) {
            return newest(kelvins).dotProduct(solution);
        }

        double standardUncertainty(double kelvins) {
            return inverse.preMultiply(newest(kelvins)).getNorm();
        }

        double rate() {
            return solution.getEntry(OF_A_DAY * (days - 1) + RATE);
        }
    }
}

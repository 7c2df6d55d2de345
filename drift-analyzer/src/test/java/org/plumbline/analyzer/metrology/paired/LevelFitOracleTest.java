// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.plumbline.analyzer.metrology.paired.NormalEquations.Scalar;

/** The same estimator in 40-digit arithmetic, unscaled units and Cramer's rule. */
class LevelFitOracleTest {
    private static final MathContext DIGITS = new MathContext(40);
    private static final int N = 97;

    @Property(tries = 20)
    void dailyFitAgreesWithBigDecimal(@ForAll long seed) {
        Random chance = new Random(seed);
        DayFixture day = DayFixture.withGain(0.02 * chance.nextGaussian());
        for (int k = 1; k < N; k++) {
            long noise = Math.round(2 * chance.nextGaussian() + (chance.nextInt(20) == 0 ? 30 : 0));
            day.tested.set(
                    k, DayFixture.withRaw(day.tested.get(k), day.tested.get(k).raw() + noise));
        }
        if (!(day.result() instanceof DayResult.Estimate estimate)) {
            return; // noise drove the register backwards
        }
        double[] oracle = oracle(day);
        assertEquals(oracle[0], estimate.gainErrorPercent(), 1e-9);
        assertEquals(oracle[1], estimate.gainVariance(), 1e-9 * oracle[1]);
        assertEquals(oracle[2], estimate.clockSkewSeconds(), 1e-6);
        assertEquals(oracle[3], estimate.leverage().offset(), FormLeverage.STEP);
        assertEquals(oracle[4], estimate.leverage().curvature(), FormLeverage.STEP);
    }

    @Property(tries = 50)
    void normalEquationsAgreeWithCramersRule(@ForAll long seed) {
        Random chance = new Random(seed);
        NormalEquations equations = new NormalEquations(3);
        BigDecimal[][] matrix = zeros();
        BigDecimal[] vector = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        for (int row = 0; row < 30; row++) {
            double[] regressors = {1, chance.nextDouble(), chance.nextGaussian()};
            double weight = 0.1 + chance.nextDouble();
            double observed = chance.nextGaussian();
            equations.add(weight, regressors, observed);
            accumulate(matrix, vector, weight, regressors, observed);
        }
        BigDecimal determinant = determinant(matrix);
        for (int unknown = 0; unknown < 3; unknown++) {
            Scalar solved = equations.solve(unknown);
            double exact = determinant(replaced(matrix, vector, unknown))
                    .divide(determinant, DIGITS)
                    .doubleValue();
            assertEquals(exact, solved.value(), 1e-12 * (1 + Math.abs(exact)));
        }
    }

    /** Gain in percent, its variance, skew in s, what 1 W and what 1 % of curvature add to the gain. */
    private static double[] oracle(DayFixture day) {
        double[] x = new double[N];
        double[] y = new double[N];
        double[] p = new double[N];
        for (int k = 0; k < N; k++) {
            x[k] = day.reference.get(k).raw() - day.reference.get(0).raw();
            y[k] = day.tested.get(k).raw() - day.tested.get(0).raw() - x[k];
        }
        for (int k = 0; k < N; k++) {
            int from = Math.max(0, k - 1);
            int to = Math.min(N - 1, k + 1);
            p[k] = (x[to] - x[from]) / (0.25 * (to - from));
        }
        double[] squares = new double[N];
        for (int k = 1; k < N; k++) {
            double energy = x[k] - x[k - 1];
            squares[k] = squares[k - 1] + Math.pow(energy / 0.25 / 14_000, 2) * energy;
        }
        double jitter = Math.pow(5.0 / 3600, 2);
        double[] residual = new double[N];
        double[] result = new double[5];
        for (int pass = 0; pass < 4; pass++) {
            BigDecimal[][] matrix = zeros();
            BigDecimal[][] vectors = zeros();
            BigDecimal[] vector = vectors[0];
            double[] weights = new double[N];
            for (int k = 0; k < N; k++) {
                double variance = 1.0 / 6 + jitter * p[k] * p[k];
                double deviation = pass == 0 ? 0 : Math.abs(residual[k]) / Math.sqrt(variance);
                weights[k] = Math.min(1, 2.5 / deviation) / variance;
                double[] row = {1, x[k], p[k]};
                accumulate(matrix, vector, weights[k], row, y[k]);
                accumulate(zeros(), vectors[1], weights[k], row, 0.25 * k);
                accumulate(zeros(), vectors[2], weights[k], row, squares[k]);
            }
            matrix[2][2] = matrix[2][2].add(new BigDecimal(1 / Math.pow(60.0 / 3600, 2)));
            BigDecimal determinant = determinant(matrix);
            double[] solution = new double[3];
            for (int unknown = 0; unknown < 3; unknown++) {
                solution[unknown] = determinant(replaced(matrix, vector, unknown))
                        .divide(determinant, DIGITS)
                        .doubleValue();
            }
            double chiSquare = 0;
            double above = 0;
            double below = 0;
            for (int k = 0; k < N; k++) {
                residual[k] = y[k] - solution[0] - solution[1] * x[k] - solution[2] * p[k];
                chiSquare += weights[k] * residual[k] * residual[k] / (N - 3);
                double variance = 1.0 / 6 + jitter * p[k] * p[k];
                double square = Math.min(residual[k] * residual[k], 6.25 * variance);
                above += (square - 1.0 / 6) * Math.pow(p[k] / variance, 2);
                below += Math.pow(p[k], 4) / (variance * variance);
            }
            jitter = Math.clamp(above / below, Math.pow(0.5 / 3600, 2), Math.pow(60.0 / 3600, 2));
            BigDecimal minor = matrix[0][0].multiply(matrix[2][2]).subtract(matrix[0][2].pow(2));
            result[0] = 100 * solution[1];
            result[1] = 1e4 * minor.divide(determinant, DIGITS).doubleValue() * Math.max(1, chiSquare);
            result[2] = -3600 * solution[2];
            result[3] = 100
                    * determinant(replaced(matrix, vectors[1], 1))
                            .divide(determinant, DIGITS)
                            .doubleValue();
            result[4] = determinant(replaced(matrix, vectors[2], 1))
                    .divide(determinant, DIGITS)
                    .doubleValue();
        }
        return result;
    }

    private static void accumulate(
            BigDecimal[][] matrix, BigDecimal[] vector, double weight, double[] regressors, double observed) {
        for (int i = 0; i < 3; i++) {
            BigDecimal weighted = new BigDecimal(weight).multiply(new BigDecimal(regressors[i]));
            vector[i] = vector[i].add(weighted.multiply(new BigDecimal(observed)), DIGITS);
            for (int j = 0; j < 3; j++) {
                matrix[i][j] = matrix[i][j].add(weighted.multiply(new BigDecimal(regressors[j])), DIGITS);
            }
        }
    }

    private static BigDecimal[][] zeros() {
        BigDecimal[][] matrix = new BigDecimal[3][3];
        for (BigDecimal[] row : matrix) {
            java.util.Arrays.fill(row, BigDecimal.ZERO);
        }
        return matrix;
    }

    private static BigDecimal[][] replaced(BigDecimal[][] matrix, BigDecimal[] column, int at) {
        BigDecimal[][] copy = new BigDecimal[3][];
        for (int i = 0; i < 3; i++) {
            copy[i] = matrix[i].clone();
            copy[i][at] = column[i];
        }
        return copy;
    }

    private static BigDecimal determinant(BigDecimal[][] m) {
        return minor(m, 1, 2)
                .multiply(m[0][0])
                .subtract(minor(m, 0, 2).multiply(m[0][1]))
                .add(minor(m, 0, 1).multiply(m[0][2]), DIGITS);
    }

    private static BigDecimal minor(BigDecimal[][] m, int a, int b) {
        return m[1][a].multiply(m[2][b]).subtract(m[1][b].multiply(m[2][a]));
    }
}

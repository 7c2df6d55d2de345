// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import java.util.Arrays;
import java.util.Optional;

/**
 * Least squares of l = A x + error with weights P, and every observation held against all others. With N = A'PA and
 * R = P - PA N⁻¹ A'P, observation k less what all others say of it is (R l)_k / R_kk; the same as leaving k out and
 * adjusting again (Baarda, A testing procedure for use in geodetic networks, 1968). Dense: for some twenty observations.
 */
final class Adjustment {
    /** Share of an observation's weight below which nothing else speaks about it, and of a pivot that counts as zero. */
    private static final double NOTHING = 1e-10;

    private final double[][] redundancy;
    private final double[] weights;

    private Adjustment(double[][] redundancy, double[] weights) {
        this.redundancy = redundancy;
        this.weights = weights;
    }

    /**
     * @param design A, one row for each observation
     * @param weights diagonal of P, positive
     * @return empty when the observations do not determine x
     */
    static Optional<Adjustment> of(double[][] design, double[] weights) {
        double[][] weight = new double[weights.length][weights.length];
        for (int k = 0; k < weights.length; k++) {
            weight[k][k] = weights[k];
        }
        double[][] weighted = product(weight, design);
        return inverse(product(transposed(design), weighted))
                .map(normal -> new Adjustment(
                        difference(weight, product(product(weighted, normal), transposed(weighted))), weights));
    }

    /** True when other observations speak about this one. */
    boolean isControlled(int k) {
        return redundancy[k][k] > NOTHING * weights[k];
    }

    /** Factors of all observations in the difference between observation k and what all others say of it; 1 for k. */
    double[] differenceFromOthers(int k) {
        return Arrays.stream(redundancy[k]).map(each -> each / redundancy[k][k]).toArray();
    }

    /** Gauss-Jordan without exchange: the pivots of a positive definite matrix are positive. */
    private static Optional<double[][]> inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] left = new double[n][];
        double[][] right = new double[n][n];
        for (int row = 0; row < n; row++) {
            left[row] = matrix[row].clone();
            right[row][row] = 1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            double value = left[pivot][pivot];
            if (!(value > NOTHING * matrix[pivot][pivot])) {
                return Optional.empty();
            }
            for (int column = 0; column < n; column++) {
                left[pivot][column] /= value;
                right[pivot][column] /= value;
            }
            for (int row = 0; row < n; row++) {
                double factor = left[row][pivot];
                if (row != pivot && factor != 0) {
                    for (int column = 0; column < n; column++) {
                        left[row][column] -= factor * left[pivot][column];
                        right[row][column] -= factor * right[pivot][column];
                    }
                }
            }
        }
        return Optional.of(right);
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int row = 0; row < a.length; row++) {
            for (int k = 0; k < b.length; k++) {
                for (int column = 0; column < b[0].length; column++) {
                    product[row][column] += a[row][k] * b[k][column];
                }
            }
        }
        return product;
    }

    private static double[][] transposed(double[][] a) {
        double[][] transposed = new double[a[0].length][a.length];
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a[0].length; column++) {
                transposed[column][row] = a[row][column];
            }
        }
        return transposed;
    }

    private static double[][] difference(double[][] a, double[][] b) {
        double[][] difference = new double[a.length][a.length];
        for (int row = 0; row < a.length; row++) {
            for (int column = 0; column < a.length; column++) {
                difference[row][column] = a[row][column] - b[row][column];
            }
        }
        return difference;
    }
}

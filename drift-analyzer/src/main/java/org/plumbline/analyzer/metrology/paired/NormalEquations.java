// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * Symmetric normal equations A c = v of a small weighted least-squares problem. Sums run in the order of the calls, so
 * equal calls give equal bits. Regressors should be scaled to order one. Not thread-safe.
 */
final class NormalEquations {
    private final int size;
    private final double[][] matrix;
    private final double[] vector;

    NormalEquations(int size) {
        this.size = size;
        matrix = new double[size][size];
        vector = new double[size];
    }

    void add(double weight, double[] regressors, double observation) {
        for (int i = 0; i < size; i++) {
            double weighted = weight * regressors[i];
            vector[i] += weighted * observation;
            for (int j = 0; j < size; j++) {
                matrix[i][j] += weighted * regressors[j];
            }
        }
    }

    /** The same regressors and priors with other observations; weights and regressors as they were added. */
    NormalEquations of(double[] weights, double[][] regressors, double[] observations) {
        NormalEquations other = new NormalEquations(size);
        for (int k = 0; k < observations.length; k++) {
            for (int i = 0; i < size; i++) {
                other.vector[i] += weights[k] * regressors[k][i] * observations[k];
            }
        }
        for (int i = 0; i < size; i++) {
            System.arraycopy(matrix[i], 0, other.matrix[i], 0, size);
        }
        return other;
    }

    /** Prior information (1/variance, mean 0) on one unknown. */
    void addPrior(int unknown, double information) {
        matrix[unknown][unknown] += information;
    }

    /** Element of A; after {@link #eliminate} of the Schur complement for rows and columns not eliminated. */
    double matrix(int row, int column) {
        return matrix[row][column];
    }

    /** Element of v, reduced like A. */
    double vector(int row) {
        return vector[row];
    }

    /**
     * Eliminates the first {@code count} unknowns from the rows below them. Needs no pivoting because A is positive
     * semi-definite; an unknown of which the data say nothing is skipped.
     */
    void eliminate(int count) {
        for (int p = 0; p < count; p++) {
            double pivot = matrix[p][p];
            if (!(pivot > 0)) {
                continue;
            }
            for (int i = p + 1; i < size; i++) {
                double factor = matrix[i][p] / pivot;
                vector[i] -= factor * vector[p];
                for (int j = p; j < size; j++) {
                    matrix[i][j] -= factor * matrix[p][j];
                }
            }
        }
    }

    /** Value and variance of one unknown when all are solved for; infinite variance when it is not determined. */
    Scalar solve(int unknown) {
        NormalEquations permuted = new NormalEquations(size);
        for (int i = 0; i < size; i++) {
            int from = swapped(i, unknown);
            permuted.vector[i] = vector[from];
            for (int j = 0; j < size; j++) {
                permuted.matrix[i][j] = matrix[from][swapped(j, unknown)];
            }
        }
        permuted.eliminate(size - 1);
        double information = permuted.matrix[size - 1][size - 1];
        return information > 0
                ? new Scalar(permuted.vector[size - 1] / information, 1 / information)
                : new Scalar(0, Double.POSITIVE_INFINITY);
    }

    private int swapped(int index, int unknown) {
        if (index == size - 1) {
            return unknown;
        }
        return index == unknown ? size - 1 : index;
    }

    /** Value and variance of one unknown. */
    record Scalar(double value, double variance) {}
}

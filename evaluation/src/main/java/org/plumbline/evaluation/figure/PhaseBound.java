// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import org.plumbline.evaluation.fleet.DayTruth;

/**
 * Cramer-Rao bound of a phase error for the model D(t) = a + g E + delta P + b t + s Z + phi Q + noise: true energies and
 * powers at the capture instants, noise of its true variance; anchor, gain and skew free on each day, offset b, curvature s
 * and phi common to all.
 */
final class PhaseBound {
    private static final int OF_THE_DAY = 3;
    private static final int UNKNOWNS = 6;

    private final double maximumPowerWatts;
    private final double quantisationVariance;
    private final double jitterHours;
    private final double[][] common = new double[OF_THE_DAY][OF_THE_DAY];

    PhaseBound(double maximumPowerWatts, double quantumWattHours, double jitterSeconds) {
        this.maximumPowerWatts = maximumPowerWatts;
        quantisationVariance = quantumWattHours * quantumWattHours / 6;
        jitterHours = jitterSeconds / 3600;
    }

    void add(DayTruth day) {
        double[] energies = day.boundaryWattHours();
        int n = energies.length;
        double[][] information = new double[UNKNOWNS][UNKNOWNS];
        double square = 0;
        double hours = 24.0 / (n - 1);
        for (int k = 0; k < n; k++) {
            double watts = day.boundaryWatts()[k];
            if (k > 0) {
                double energy = energies[k] - energies[k - 1];
                double fraction = energy / hours / maximumPowerWatts;
                square += fraction * fraction * energy;
            }
            double weight = 1 / (quantisationVariance + jitterHours * jitterHours / 3 * watts * watts);
            double[] row = {1, energies[k] / 1e4, watts / 1e3, k * hours, square / 100, day.boundaryVarHours()[k] / 100
            };
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int j = 0; j < UNKNOWNS; j++) {
                    information[i][j] += weight * row[i] * row[j];
                }
            }
        }
        eliminate(information, OF_THE_DAY);
        for (int i = 0; i < OF_THE_DAY; i++) {
            for (int j = 0; j < OF_THE_DAY; j++) {
                common[i][j] += information[OF_THE_DAY + i][OF_THE_DAY + j];
            }
        }
    }

    /** Least variance of phi, percent squared. */
    double variance() {
        double[][] all = new double[OF_THE_DAY][];
        for (int i = 0; i < OF_THE_DAY; i++) {
            all[i] = common[i].clone();
        }
        eliminate(all, OF_THE_DAY - 1);
        return 1 / all[OF_THE_DAY - 1][OF_THE_DAY - 1];
    }

    private static void eliminate(double[][] matrix, int count) {
        for (int p = 0; p < count; p++) {
            for (int i = p + 1; i < matrix.length; i++) {
                double factor = matrix[i][p] / matrix[p][p];
                for (int j = p; j < matrix.length; j++) {
                    matrix[i][j] -= factor * matrix[p][j];
                }
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The filter against the textbook: condition the joint Gaussian of all states and observations at once. */
class LevelFilterOracleTest {
    private static final int DAYS = 12;
    private static final double DAY = 1 / 365.25;

    @Property(tries = 20)
    void filterEqualsConditioningOfTheJointDistribution(@ForAll long seed) {
        Random chance = new Random(seed);
        double[] kelvins = new double[DAYS];
        double[] observed = new double[DAYS];
        double[] variance = new double[DAYS];
        LevelFilter filter = LevelFilter.diffuse();
        for (int k = 0; k < DAYS; k++) {
            kelvins[k] = 5 * chance.nextGaussian();
            variance[k] = 0.001 + 0.01 * chance.nextDouble();
            observed[k] = 0.4 + 0.03 * chance.nextGaussian();
            filter = filter.predict(k == 0 ? 0 : 1)
                    .update(observed[k], variance[k], kelvins[k])
                    .next();
        }
        double[] target = new double[DAYS];
        double[][] joint = new double[DAYS][DAYS];
        for (int i = 0; i < DAYS; i++) {
            target[i] = levelCovariance(DAYS - 1, i);
            for (int j = 0; j < DAYS; j++) {
                joint[i][j] =
                        levelCovariance(i, j) + 0.03 * 0.03 * kelvins[i] * kelvins[j] + (i == j ? variance[i] : 0);
            }
        }
        double[] change = new double[DAYS];
        for (int i = 0; i < DAYS; i++) {
            change[i] = target[i] - levelCovariance(0, i);
        }
        double level = levelCovariance(DAYS - 1, DAYS - 1);
        double changed = level - 2 * levelCovariance(DAYS - 1, 0) + levelCovariance(0, 0);
        assertPosterior(joint, target, observed, level, filter.level(), filter.p00());
        LevelFilter.Quantity since = filter.changeSinceStart();
        double sinceVariance = since.standardUncertainty() * since.standardUncertainty();
        assertPosterior(joint, change, observed, changed, since.value(), sinceVariance);
    }

    private static void assertPosterior(
            double[][] joint, double[] target, double[] observed, double prior, double value, double variance) {
        double[] weights = solve(joint, target);
        double mean = 0;
        double posterior = prior;
        for (int i = 0; i < DAYS; i++) {
            mean += weights[i] * observed[i];
            posterior -= weights[i] * target[i];
        }
        assertEquals(mean, value, 1e-7);
        assertEquals(posterior, variance, 1e-6 * (1 + posterior));
    }

    /** Covariance of the level on days i and j: prior, prior rate, level walk, and the walking rate summed up. */
    private static double levelCovariance(int i, int j) {
        int until = Math.min(i, j);
        double sum = 10 * 10 + 0.5 * 0.5 * i * j * DAY * DAY + 0.005 * 0.005 * until;
        for (int born = 1; born <= until; born++) {
            sum += 0.05 * 0.05 * DAY * (i - born) * (j - born) * DAY * DAY;
        }
        return sum;
    }

    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] m = new double[n][];
        double[] v = right.clone();
        for (int i = 0; i < n; i++) {
            m[i] = matrix[i].clone();
        }
        for (int p = 0; p < n; p++) {
            for (int i = p + 1; i < n; i++) {
                double factor = m[i][p] / m[p][p];
                v[i] -= factor * v[p];
                for (int j = p; j < n; j++) {
                    m[i][j] -= factor * m[p][j];
                }
            }
        }
        for (int p = n - 1; p >= 0; p--) {
            for (int j = p + 1; j < n; j++) {
                v[p] -= m[p][j] * v[j];
            }
            v[p] /= m[p][p];
        }
        return v;
    }
}

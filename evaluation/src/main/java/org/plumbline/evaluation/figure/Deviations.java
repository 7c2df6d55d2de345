// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.Arrays;
import java.util.Collection;

/** Deviations of estimates from the truth; sums run in the order of the values. */
final class Deviations {
    private final double[] values;

    private Deviations(double[] values) {
        this.values = values;
    }

    static Deviations of(Collection<Double> values) {
        return new Deviations(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    int count() {
        return values.length;
    }

    double mean() {
        return Arrays.stream(values).sum() / values.length;
    }

    double rootMeanSquare() {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum() / values.length);
    }

    /** The quantile of the values, 0..1, without interpolation; NaN of none. */
    double quantile(double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** How many are larger than a limit in size. */
    long beyond(double limit) {
        return Arrays.stream(values).filter(value -> Math.abs(value) > limit).count();
    }
}

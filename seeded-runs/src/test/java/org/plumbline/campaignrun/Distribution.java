// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Errors of many meters, in percent. */
record Distribution(double[] sorted) {
    private static final double HIGH_SHARE = 0.95;

    static Distribution of(DoubleStream errors) {
        return new Distribution(errors.sorted().toArray());
    }

    private double mean() {
        return Arrays.stream(sorted).average().orElse(0);
    }

    double rms() {
        return Math.sqrt(
                Arrays.stream(sorted).map(error -> error * error).average().orElse(0));
    }

    private double standardDeviation() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(sorted)
                .map(error -> (error - mean) * (error - mean))
                .average()
                .orElse(0));
    }

    private double sizeOf(double share) {
        double[] sizes = Arrays.stream(sorted).map(Math::abs).sorted().toArray();
        return sizes.length == 0 ? 0 : sizes[(int) Math.ceil(share * sizes.length) - 1];
    }

    long beyond(double percent) {
        return Arrays.stream(sorted).filter(error -> Math.abs(error) > percent).count();
    }

    /** Number, mean, standard deviation, RMS, 95 % of the sizes, largest size, number beyond 0.5 % and 1 %. */
    String row() {
        return String.format(
                Locale.ROOT,
                "%,d | %+.3f | %.3f | %.3f | %.3f | %.3f | %,d | %,d",
                sorted.length,
                mean(),
                standardDeviation(),
                rms(),
                sizeOf(HIGH_SHARE),
                sizeOf(1),
                beyond(0.5),
                beyond(1));
    }
}

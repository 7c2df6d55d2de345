// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * The level regression of one day of 97 pairs; baseline: the mean of the 96 interval ratios on the same levels, which is
 * what a naive head-end computes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DayRegressionBenchmark {
    private static final int INTERVALS = 96;
    private static final int CAPTURE_PERIOD_SECONDS = 900;
    private static final long EPOCH_DAY = 20_500;

    private final PairedDay day = day();

    private static PairedDay day() {
        SplittableRandom chance = new SplittableRandom(1);
        List<RegisterLevel> tested = new ArrayList<>();
        List<RegisterLevel> reference = new ArrayList<>();
        double energyWattHours = 1_000_000;
        for (int k = 0; k <= INTERVALS; k++) {
            long at = EPOCH_DAY * 86_400 + (long) k * CAPTURE_PERIOD_SECONDS;
            tested.add(new RegisterLevel(at, (long) (energyWattHours * 1.004), 0, 0, 1));
            reference.add(new RegisterLevel(at, (long) energyWattHours, 0, 0, 1));
            energyWattHours += 20 + chance.nextDouble(300);
        }
        RegisterFormat format = RegisterFormat.doubleLongUnsigned(230, 60, 1);
        return new PairedDay(EPOCH_DAY, tested, reference, format, format, new TreeMap<>(Map.of(EPOCH_DAY * 86_400L, 21.0)));
    }

    @Benchmark
    public double baselineMeanOfIntervalRatios() {
        double sum = 0;
        for (int k = 0; k < INTERVALS; k++) {
            sum += (double) (day.tested().get(k + 1).raw() - day.tested().get(k).raw())
                    / (day.reference().get(k + 1).raw() - day.reference().get(k).raw());
        }
        return sum / INTERVALS;
    }

    @Benchmark
    public Object levelRegression() {
        return DayRegression.estimate(day);
    }
}

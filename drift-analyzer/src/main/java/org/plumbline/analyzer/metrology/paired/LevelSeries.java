// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.plumbline.analyzer.metrology.paired.CanonicalLevels.Pair;

/**
 * The levels of one run as energies since its first pair. All differences are taken between integers, so they are exact
 * before the one conversion to Wh. Arrays are owned by this object and never change after construction.
 */
final class LevelSeries {
    private static final double SECONDS_PER_HOUR = 3600;

    /** Hours since the first pair. */
    final double[] hours;
    /** x: reference energy since the first pair, Wh. */
    final double[] reference;
    /** y: tested minus reference energy since the first pair, Wh. */
    final double[] difference;
    /** p: power around each level by the reference, W. */
    final double[] power;
    /** z: integral of (P/Pmax)^2 dE up to each level, Wh. */
    final double[] squareLoad;
    /** w: integral of (T - mean of T) dE up to each level, Wh K / 100; zeros where T was not measured. */
    final double[] warmth;
    /** Mean temperature weighted by energy, degrees Celsius; empty where not measured. */
    final OptionalDouble temperature;
    /** Variance of a level difference from quantisation alone, Wh^2. */
    final double quantisationVariance;

    final LoadDistribution load;

    /** Reactive energy along the levels; empty where it is not known. */
    final Optional<ReactiveCourse> reactiveCourse;

    /** Whether the first level is that of 00:00. */
    final boolean fromMidnight;
    /** Whether the last level is that of 24:00. */
    final boolean toMidnight;

    private LevelSeries(
            long[] seconds,
            long[] testedUnits,
            long[] referenceUnits,
            int scaler,
            double qVariance,
            double referenceQuantum,
            PairedDay day) {
        int n = seconds.length;
        double pMax = day.testedRegister().maximumPowerWatts();
        fromMidnight = seconds[0] == day.epochDay() * CanonicalLevels.DAY_SECONDS;
        toMidnight = seconds[n - 1] == (day.epochDay() + 1) * CanonicalLevels.DAY_SECONDS;
        hours = new double[n];
        reference = new double[n];
        difference = new double[n];
        squareLoad = new double[n];
        quantisationVariance = qVariance;
        LoadDistribution seen = LoadDistribution.EMPTY;
        for (int k = 0; k < n; k++) {
            hours[k] = (seconds[k] - seconds[0]) / SECONDS_PER_HOUR;
            reference[k] = Continuity.wattHours(referenceUnits[k], scaler);
            difference[k] = Continuity.wattHours(testedUnits[k] - referenceUnits[k], scaler);
            if (k > 0) {
                double energy = reference[k] - reference[k - 1];
                double loadFraction = energy / (hours[k] - hours[k - 1]) / pMax;
                squareLoad[k] = squareLoad[k - 1] + loadFraction * loadFraction * energy;
                seen = seen.with(loadFraction, energy, (double) (seconds[k] - seconds[k - 1]));
            }
        }
        load = seen;
        reactiveCourse = ReactiveCourse.of(
                day.reactive(),
                seconds,
                reference,
                referenceQuantum,
                day.referenceRegister().maximumPowerWatts());
        double[] celsius = celsius(seconds, day.temperaturesCelsius());
        temperature = day.temperaturesCelsius().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean(celsius));
        warmth = warmth(celsius, temperature.orElse(0));
        power = new double[n];
        for (int k = 0; k < n; k++) {
            int before = Math.max(0, k - 1);
            int after = Math.min(n - 1, k + 1);
            power[k] = (reference[after] - reference[before]) / (hours[after] - hours[before]);
        }
    }

    /** The series of a run of at least two pairs; empty when a register is not continuous. */
    static Optional<LevelSeries> of(List<Pair> run, PairedDay day) {
        int n = run.size();
        RegisterLevel tested = run.getFirst().tested();
        RegisterLevel reference = run.getFirst().reference();
        int scaler = Math.min(tested.scaler(), reference.scaler());
        long testedUnit = Continuity.powerOfTen(tested.scaler() - scaler);
        long referenceUnit = Continuity.powerOfTen(reference.scaler() - scaler);
        long[] seconds = new long[n];
        long[] testedUnits = new long[n];
        long[] referenceUnits = new long[n];
        seconds[0] = run.getFirst().second();
        for (int k = 1; k < n; k++) {
            Pair before = run.get(k - 1);
            Pair now = run.get(k);
            long testedStep = Continuity.step(before.tested(), now.tested(), day.testedRegister());
            long referenceStep = Continuity.step(before.reference(), now.reference(), day.referenceRegister());
            if (testedStep < 0 || referenceStep < 0) {
                return Optional.empty();
            }
            seconds[k] = now.second();
            testedUnits[k] = testedUnits[k - 1] + testedStep * testedUnit;
            referenceUnits[k] = referenceUnits[k - 1] + referenceStep * referenceUnit;
        }
        double testedQuantum = Continuity.wattHours(1, tested.scaler());
        double referenceQuantum = Continuity.wattHours(1, reference.scaler());
        double variance = (testedQuantum * testedQuantum + referenceQuantum * referenceQuantum) / 12;
        return Optional.of(
                new LevelSeries(seconds, testedUnits, referenceUnits, scaler, variance, referenceQuantum, day));
    }

    /** The temperature at each level; where a row has none, that of the row before, or of the first that has one. */
    private static double[] celsius(long[] seconds, SortedMap<Long, Double> temperatures) {
        double[] celsius = new double[seconds.length];
        double last = temperatures.values().stream().findFirst().orElse(0.0);
        for (int k = 0; k < celsius.length; k++) {
            last = temperatures.getOrDefault(seconds[k], last);
            celsius[k] = last;
        }
        return celsius;
    }

    private double mean(double[] celsius) {
        double sum = 0;
        for (int k = 1; k < celsius.length; k++) {
            sum += (celsius[k - 1] + celsius[k]) / 2 * (reference[k] - reference[k - 1]);
        }
        double energy = energyWattHours();
        return energy > 0 ? sum / energy : celsius[0];
    }

    private double[] warmth(double[] celsius, double mean) {
        double[] integral = new double[celsius.length];
        for (int k = 1; k < celsius.length; k++) {
            double kelvins = (celsius[k - 1] + celsius[k]) / 2 - mean;
            integral[k] = integral[k - 1] + kelvins / 100 * (reference[k] - reference[k - 1]);
        }
        return integral;
    }

    /** Half of what the power rises by at a level, W; 0 at the ends. */
    double powerStep(int k) {
        if (k == 0 || k == size() - 1) {
            return 0;
        }
        double before = (reference[k] - reference[k - 1]) / (hours[k] - hours[k - 1]);
        double after = (reference[k + 1] - reference[k]) / (hours[k + 1] - hours[k]);
        return (after - before) / 2;
    }

    int size() {
        return hours.length;
    }

    double energyWattHours() {
        return reference[reference.length - 1];
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.decision.Diagnosis.Factor;
import org.plumbline.analyzer.metrology.decision.Diagnosis.LoadPattern;
import org.plumbline.analyzer.metrology.decision.Symptom.Test;
import org.plumbline.analyzer.metrology.paired.DayResult;

/** Tells an error of the meter from what looks like one. Pure. */
final class Diagnostician {
    /** Drift and ageing of a meter stay below; a factor of a configuration is 33 % away from 1 at least. */
    static final double GROSS_PERCENT = 10;

    /** Skew from which REG-04 is evidenced, and the uncertainty it must be known with, s. */
    static final double SKEW_SECONDS = 60;

    static final double SKEW_UNCERTAINTY_SECONDS = 15;

    /** Angles from which on the connection is wrong and not the sensor. */
    private static final double SHIFTED_DEGREES = 10;

    /** Angle error from which E-0016 is evidenced, percent (centiradian); it takes reactive energy to see one. */
    static final double ANGLE_PERCENT = 1;

    /** Remainders of this size are believed to be a class 1 or 2 meter's own behind a wrong factor, percent. */
    private static final double SMALLEST_REMAINDER_PERCENT = 2;

    /** Neighbouring factors are 15 % apart; the error must be known to a third of that, percent. */
    private static final double FACTORS_APART_PERCENT = 5;

    /** A register that moves by less than this share of the reference's stands still, percent. */
    private static final double STANDSTILL_PERCENT = 0.5;

    /** Load mix, offset and curvature of a meter scatter its daily error by a tenth of this, percent. */
    private static final double SMALLEST_SCATTER_PERCENT = 1;

    private static final double LARGEST_CLOCK_SCATTER_PERCENT = 5;

    /** Skews whose deviation is at most this share of their median agree. */
    private static final double AGREEING = 0.5;

    private static final int SCATTER_DAYS = 7;
    private static final double SIGNIFICANT = 3;

    /** Standard deviation of a normal variable over the median of its absolute value. */
    private static final double MEDIAN_TO_DEVIATION = 1.4826;

    /** Share of days that makes a pattern. */
    private static final double SOME_DAYS = 0.2;

    private static final double MOST_DAYS = 0.5;

    private Diagnostician() {}

    /**
     * What is known.
     *
     * @param errorPercent e
     * @param uncertainty of e by cause
     * @param limitPercent limit or MPE of the meter, percent; 0 = not set
     * @param fit form of its curve
     * @param angle what is known of its angle error
     * @param newest its newest days with an estimate, of one epoch, in order
     */
    record Known(
            double errorPercent,
            UncertaintyBudget uncertainty,
            double limitPercent,
            CurveFit fit,
            PhaseAngle angle,
            List<DayResult.Estimate> newest) {
        /** Of a meter of whose angle nothing is known. */
        Known(
                double errorPercent,
                UncertaintyBudget uncertainty,
                double limitPercent,
                CurveFit fit,
                List<DayResult.Estimate> newest) {
            this(errorPercent, uncertainty, limitPercent, fit, PhaseAngle.UNKNOWN, newest);
        }

        /** |e| clear of its guard band, percent. */
        double clearOfDoubt() {
            return Math.abs(errorPercent) - AccuracyAssessor.GUARD * uncertainty.combinedPercent();
        }
    }

    /** Diagnosis and the tests behind it. */
    record Result(Diagnosis diagnosis, List<Symptom> symptoms) {}

    static Result diagnose(Known known) {
        NearestFactor nearest = NearestFactor.of(known);
        double scatterThreshold = scatterThreshold(known);
        Symptom load = scatter(known, scatterThreshold);
        Symptom clock = clock(known);
        Symptom angle = angle(known.angle());
        List<Symptom> symptoms = List.of(nearest.symptom(), load, clock, angle);
        return new Result(diagnosis(known, nearest, load), symptoms);
    }

    /** An angle that explains a gross error whole comes first: it scatters with the power factor of the days. Then load: an error that scatters passes many a factor, and a factor does not scatter. */
    private static Diagnosis diagnosis(Known known, NearestFactor nearest, Symptom load) {
        Optional<Diagnosis> shifted = shifted(known);
        if (shifted.isPresent()) {
            return shifted.get();
        }
        if (load.state() == Symptom.State.PRESENT) {
            double skew = median(known.newest(), DayResult.Estimate::clockSkewSeconds);
            return clocksExplain(known, skew, load.statistic())
                    ? new Diagnosis.ClocksApart(skew, SKEW_SECONDS)
                    : new Diagnosis.LoadNotShared(
                            pattern(known.newest(), load.threshold()), load.statistic(), load.threshold());
        }
        if (nearest.symptom().state() == Symptom.State.PRESENT) {
            return new Diagnosis.ConfigurationFactor(
                    nearest.factor(),
                    nearest.remainderPercent(),
                    nearest.symptom().threshold());
        }
        boolean gross = known.clearOfDoubt() > GROSS_PERCENT;
        return gross ? new Diagnosis.Unexplained(known.errorPercent(), GROSS_PERCENT) : new Diagnosis.OfTheMeter();
    }

    private static Symptom angle(PhaseAngle angle) {
        if (!angle.isMeasured()) {
            return Symptom.notMeasured(Test.PHASE_ANGLE, ANGLE_PERCENT);
        }
        double size = Math.abs(angle.errorPercent());
        double uncertainty = angle.standardUncertaintyPercent();
        return Symptom.of(
                Test.PHASE_ANGLE,
                size - AccuracyAssessor.GUARD * uncertainty > ANGLE_PERCENT,
                angle.errorPercent(),
                uncertainty,
                ANGLE_PERCENT);
    }

    /**
     * A gross error that an angle explains whole: the meter counts right for a current that is not in its place. The error
     * at power factor 1 is the median of the days', whose power factors differ.
     */
    private static Optional<Diagnosis> shifted(Known known) {
        List<DayResult.Estimate> days =
                known.newest().stream().filter(day -> !day.phase().isNone()).toList();
        if (!known.angle().isMeasured() || days.isEmpty()) {
            return Optional.empty();
        }
        double perTangent = known.angle().errorPercent();
        double along = 100
                + median(
                        days,
                        day -> day.gainErrorPercent()
                                - perTangent
                                        * day.phase().varHours()
                                        / day.phase().energyWattHours());
        double degrees = Math.toDegrees(StrictMath.atan2(perTangent, along));
        double uncertainty = Math.toDegrees(known.angle().standardUncertaintyPercent() / 100);
        double remainder = Math.hypot(along, perTangent) - 100;
        boolean isShifted = Math.abs(degrees) - AccuracyAssessor.GUARD * uncertainty >= SHIFTED_DEGREES
                && Math.abs(remainder) <= remainderThreshold(known);
        return isShifted
                ? Optional.of(new Diagnosis.AngleShifted(degrees, remainder, remainderThreshold(known)))
                : Optional.empty();
    }

    private static double remainderThreshold(Known known) {
        return Math.max(SMALLEST_REMAINDER_PERCENT, known.limitPercent());
    }

    /**
     * The factor that leaves the smallest remainder.
     *
     * @param remainderPercent (M / factor - 1), M tested over reference; of a factor of 0, M itself
     */
    private record NearestFactor(Factor factor, double remainderPercent, Symptom symptom) {
        static NearestFactor of(Known known) {
            double ratio = 1 + known.errorPercent() / 100;
            Factor best = nearest(ratio);
            double least = remainder(ratio, best);
            double uncertainty = uncertainty(known.uncertainty(), best);
            double threshold = best == Factor.STOPPED ? STANDSTILL_PERCENT : remainderThreshold(known);
            boolean present = known.clearOfDoubt() > GROSS_PERCENT
                    && Math.abs(least) <= threshold
                    && AccuracyAssessor.GUARD * uncertainty <= FACTORS_APART_PERCENT;
            return new NearestFactor(
                    best, least, Symptom.of(Test.FACTOR, present, Math.abs(least), uncertainty, threshold));
        }

        private static Factor nearest(double ratio) {
            if (Math.abs(remainder(ratio, Factor.STOPPED)) <= STANDSTILL_PERCENT) {
                return Factor.STOPPED;
            }
            Factor best = Factor.DOUBLE;
            for (Factor factor : Factor.values()) {
                boolean nearer = Math.abs(remainder(ratio, factor)) < Math.abs(remainder(ratio, best));
                best = factor != Factor.STOPPED && nearer ? factor : best;
            }
            return best;
        }

        /** Reference and structure are shares of what is measured; what the readings are unsure of is one of the load. */
        private static double uncertainty(UncertaintyBudget budget, Factor factor) {
            if (factor == Factor.STOPPED) {
                return budget.estimationPercent();
            }
            double others = Math.hypot(budget.referencePercent(), budget.structurePercent());
            return Math.hypot(budget.estimationPercent() / Math.abs(factor.value()), others);
        }

        private static double remainder(double ratio, Factor factor) {
            return factor == Factor.STOPPED ? 100 * ratio : 100 * (ratio / factor.value() - 1);
        }
    }

    private static double scatterThreshold(Known known) {
        double quiet = Math.sqrt(median(known.newest(), day -> quietVariance(known.fit(), day)));
        return Math.max(Math.max(SMALLEST_SCATTER_PERCENT, known.limitPercent()), SIGNIFICANT * quiet);
    }

    /** What the day's own noise and a form that is not quite known add: on a day with little energy, much. */
    private static double quietVariance(CurveFit fit, DayResult.Estimate day) {
        double energy = day.load().energyWattHours();
        double offset = 100 * day.load().seconds() / 3600 / energy;
        double curvature = day.shape().squareLoadEnergy() / energy;
        return day.gainVariance() / Math.max(1, day.chiSquareReduced())
                + offset * offset * fit.offsetVariance()
                + curvature * curvature * fit.curvatureVariance();
    }

    /**
     * Scatter from one day to the next, 1.4826 / sqrt 2 times the median of the absolute differences: a step or a drift
     * of the meter makes one large difference or many small ones, and neither moves the median.
     */
    private static Symptom scatter(Known known, double threshold) {
        List<DayResult.Estimate> days = known.newest();
        if (days.size() < SCATTER_DAYS) {
            return Symptom.notMeasured(Test.SHARED_LOAD, threshold);
        }
        double[] differences = new double[days.size() - 1];
        for (int k = 0; k < differences.length; k++) {
            differences[k] = Math.abs(unexplained(known, days.get(k + 1)) - unexplained(known, days.get(k)));
        }
        // A meter that counts ten times scatters ten times as much.
        double counts = Math.max(1, Math.abs(1 + known.errorPercent() / 100));
        double scatter = MEDIAN_TO_DEVIATION / Math.sqrt(2) * median(differences) / counts;
        double uncertainty = scatter / Math.sqrt(differences.length);
        return Symptom.of(
                Test.SHARED_LOAD,
                scatter - AccuracyAssessor.GUARD * uncertainty > threshold,
                scatter,
                uncertainty,
                threshold);
    }

    /** The day's error without what offset power, curvature and angle make of the day's own load. */
    private static double unexplained(Known known, DayResult.Estimate day) {
        CurveFit fit = known.fit();
        double energy = day.load().energyWattHours();
        double tangent = day.phase().isNone()
                ? known.angle().meanTangent()
                : day.phase().varHours() / day.phase().energyWattHours();
        return day.gainErrorPercent()
                - 100 * fit.offsetWatts() * day.load().seconds() / 3600 / energy
                - fit.curvaturePercent() * day.shape().squareLoadEnergy() / energy
                - known.angle().errorPercent() * tangent;
    }

    private static LoadPattern pattern(List<DayResult.Estimate> days, double threshold) {
        double low = share(days, day -> -day.gainErrorPercent(), threshold);
        double high = share(days, DayResult.Estimate::gainErrorPercent, threshold);
        if (low >= SOME_DAYS && high >= SOME_DAYS || low < SOME_DAYS && high < SOME_DAYS) {
            return LoadPattern.DIFFERENT_LOADS;
        }
        if (high >= SOME_DAYS) {
            return LoadPattern.REFERENCE_MISSES_LOAD;
        }
        boolean everyDay = share(days, day -> -day.gainErrorPercent(), GROSS_PERCENT) == 1;
        return low >= MOST_DAYS && everyDay ? LoadPattern.PHASE_MISSING : LoadPattern.LOAD_BYPASSED;
    }

    private static double share(
            List<DayResult.Estimate> days, ToDoubleFunction<DayResult.Estimate> what, double threshold) {
        return (double) days.stream()
                        .filter(day -> what.applyAsDouble(day) > threshold)
                        .count()
                / days.size();
    }

    /** Skew of the newest day: clocks are set, so older days do not speak of today. */
    private static Symptom clock(Known known) {
        if (known.newest().isEmpty()) {
            return Symptom.notMeasured(Test.CLOCK, SKEW_SECONDS);
        }
        DayResult.Estimate day = known.newest().getLast();
        double uncertainty = day.clockSkewStandardUncertaintySeconds();
        if (uncertainty >= SKEW_UNCERTAINTY_SECONDS) {
            return new Symptom(
                    Test.CLOCK, Symptom.State.NOT_MEASURED, day.clockSkewSeconds(), uncertainty, SKEW_SECONDS);
        }
        return Symptom.of(
                Test.CLOCK,
                Math.abs(day.clockSkewSeconds()) > SKEW_SECONDS,
                day.clockSkewSeconds(),
                uncertainty,
                SKEW_SECONDS);
    }

    /**
     * The skews of the days agree with each other beyond the threshold, and the scatter is one that a clock can make: an
     * hour scatters a household's daily error by up to 2 %, a foreign household by 10 % and more (simulated).
     */
    private static boolean clocksExplain(Known known, double skew, double scatterPercent) {
        double deviation = MEDIAN_TO_DEVIATION * median(known.newest(), day -> Math.abs(day.clockSkewSeconds() - skew));
        return Math.abs(skew) > SKEW_SECONDS
                && deviation <= AGREEING * Math.abs(skew)
                && scatterPercent <= LARGEST_CLOCK_SCATTER_PERCENT;
    }

    private static double median(List<DayResult.Estimate> days, ToDoubleFunction<DayResult.Estimate> what) {
        return median(days.stream().mapToDouble(what).toArray());
    }

    /** The lower of the two middle values of an even number; 0 of none. */
    private static double median(double[] values) {
        Arrays.sort(values);
        return values.length == 0 ? 0 : values[(values.length - 1) / 2];
    }
}

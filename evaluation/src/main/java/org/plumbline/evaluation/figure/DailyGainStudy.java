// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;
import org.plumbline.evaluation.naive.NaiveDay;

/**
 * Daily gain of household meters of about 10 kWh a day (4 % of days away from home) whose only error is a constant gain:
 * every deviation is one of the estimate.
 *
 * @param days all meters' days with an estimate
 * @param refused days without
 */
record DailyGainStudy(List<Day> days, int refused) {
    static final double FLAG_PERCENT = 0.1;

    /** A day tells 0.1 % from nothing when it is this many standard uncertainties wide, as in the product's drift flag. */
    private static final double RESOLVING = 3.09;

    private static final long FIRST_DAY = 20_500;
    private static final double TEN_KILOWATT_HOURS_A_DAY = 1.08;

    /**
     * What is simulated.
     *
     * @param meters how many
     * @param days of each
     * @param scaler of the registers
     * @param skewSeconds largest constant error of the clock; each meter has its own, equally likely up to it
     * @param jitterSeconds largest jitter; each meter has its own, equally likely up to it
     * @param gainPercent standard deviation of the true gain errors
     */
    record Plan(int meters, int days, int scaler, double skewSeconds, double jitterSeconds, double gainPercent) {}

    /** One meter's day; all in percent or s, deviations are estimate minus truth. */
    record Day(double gain, double gainVariance, double skew, DayBound bound, NaiveDay naive, double truth) {
        boolean resolves() {
            return RESOLVING * Math.sqrt(gainVariance) <= FLAG_PERCENT;
        }
    }

    static DailyGainStudy run(Fleet fleet, int salt, Plan plan) {
        List<DailyGainStudy> meters = fleet.run(salt, plan.meters(), seed -> meter(seed, plan));
        List<Day> days = new ArrayList<>();
        int refused = 0;
        for (DailyGainStudy meter : meters) {
            days.addAll(meter.days());
            refused += meter.refused();
        }
        return new DailyGainStudy(days, refused);
    }

    /**
     * One meter's days in a row; deviations are estimate minus truth, in percent.
     *
     * @param joined of the track after them, which began with them
     * @param alone of the mean of the daily gains, weighted by their variances
     * @param boundVariance least variance of a regression over all levels of these days
     */
    record Span(double joined, double alone, double boundVariance) {}

    /** Every span of so many days, from the start of a track each; spans whose every day is refused are left out. */
    static List<Span> spans(Fleet fleet, int salt, Plan plan, int length) {
        List<List<Span>> meters = fleet.run(salt, plan.meters(), seed -> {
            SplittableRandom chance = new SplittableRandom(seed);
            double gain = plan.gainPercent() * chance.nextGaussian();
            double skew = plan.skewSeconds() * (2 * chance.nextDouble() - 1);
            double jitter = plan.jitterSeconds() * chance.nextDouble();
            SimulatedPair pair = pair(chance, plan, gain, Clock.steady(skew, jitter));
            List<Span> spans = new ArrayList<>();
            for (int k = 0; k + length <= plan.days(); k += length) {
                List<DayReadings> days =
                        Stream.generate(pair::next).limit(length).toList();
                span(days, gain, Math.pow(10, plan.scaler()), jitter).ifPresent(spans::add);
            }
            return spans;
        });
        return meters.stream().flatMap(List::stream).toList();
    }

    private static Optional<Span> span(List<DayReadings> days, double gain, double quantum, double jitter) {
        MeterTrack track = MeterTrack.start();
        double information = 0;
        double score = 0;
        for (DayReadings readings : days) {
            DayResult result = DayRegression.estimate(readings.paired());
            track = track.step(result);
            if (result instanceof DayResult.Estimate estimate) {
                information += 1 / estimate.gainVariance();
                score += estimate.gainErrorPercent() / estimate.gainVariance();
            }
        }
        if (track.days() == 0) {
            return Optional.empty();
        }
        DayBound bound = DayBound.of(days.stream().map(DayReadings::truth).toList(), quantum, jitter);
        return Optional.of(new Span(track.error().value() - gain, score / information - gain, bound.gainVariance()));
    }

    private static SimulatedPair pair(SplittableRandom chance, Plan plan, double gain, Clock clock) {
        return new SimulatedPair(
                SimulatedPair.Setup.of(
                        LoadModel.Household.draw(chance, TEN_KILOWATT_HOURS_A_DAY),
                        MeterPhysics.gainOnly(gain),
                        MeterPhysics.perfect(),
                        14_000,
                        plan.scaler(),
                        clock),
                FIRST_DAY,
                chance.nextLong());
    }

    private static DailyGainStudy meter(long seed, Plan plan) {
        SplittableRandom chance = new SplittableRandom(seed);
        double gain = plan.gainPercent() * chance.nextGaussian();
        double skew = plan.skewSeconds() * (2 * chance.nextDouble() - 1);
        double jitter = plan.jitterSeconds() * chance.nextDouble();
        SimulatedPair pair = pair(chance, plan, gain, Clock.steady(skew, jitter));
        List<Day> days = new ArrayList<>();
        int refused = 0;
        for (int k = 0; k < plan.days(); k++) {
            DayReadings readings = pair.next();
            switch (DayRegression.estimate(readings.paired())) {
                case DayResult.Refusal ignored -> refused++;
                case DayResult.Estimate estimate ->
                    days.add(new Day(
                            estimate.gainErrorPercent() - gain,
                            estimate.gainVariance(),
                            estimate.clockSkewSeconds() - skew,
                            DayBound.of(readings.truth(), Math.pow(10, plan.scaler()), jitter),
                            NaiveDay.of(readings),
                            gain));
            }
        }
        return new DailyGainStudy(days, refused);
    }

    Deviations gains() {
        return deviations(Day::gain);
    }

    Deviations skews() {
        return deviations(Day::skew);
    }

    Deviations deviations(ToDoubleFunction<Day> deviation) {
        return Deviations.of(days.stream().mapToDouble(deviation).boxed().toList());
    }

    /** Root mean square of deviation over stated standard uncertainty; 1 when the stated uncertainty is honest. */
    double standardised() {
        return deviations(day -> day.gain() / Math.sqrt(day.gainVariance())).rootMeanSquare();
    }

    /** Root mean square of the least possible deviations. */
    double bound(ToDoubleFunction<DayBound> variance) {
        return Math.sqrt(days.stream()
                        .mapToDouble(day -> variance.applyAsDouble(day.bound()))
                        .sum()
                / days.size());
    }

    long resolved() {
        return days.stream().filter(Day::resolves).count();
    }

    long flagged() {
        return days.stream()
                .filter(Day::resolves)
                .filter(day -> Math.abs(day.gain()) > FLAG_PERCENT)
                .count();
    }
}

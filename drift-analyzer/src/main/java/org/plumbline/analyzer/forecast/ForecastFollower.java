// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.plumbline.analyzer.metrology.certificate.CertificateForecast;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.metrology.certificate.SelfTest;

/**
 * Follows one meter under a certificate, one step per reading. Field time is the meter's own progress: the newest day it
 * was read on. Readings that arrive within {@value #OPEN_DAYS} days of field time lead to the same state and the same last
 * word in whatever order they come, once or many times; later ones add nothing. Pure.
 */
public final class ForecastFollower {
    /** Days, the newest among them, that a late reading can still change. */
    static final int OPEN_DAYS = 32;

    /** Of several load points the one that is due first speaks for the meter; of equals the one most at risk. */
    private static final Comparator<ForecastOutput.Told> EARLIEST_DUE = Comparator.<ForecastOutput.Told>comparingLong(
                    told -> told.forecast().dueDay().orElse(Long.MAX_VALUE))
            .thenComparing(Comparator.<ForecastOutput.Told>comparingDouble(
                            told -> told.forecast().exceedanceProbability())
                    .reversed());

    private ForecastFollower() {}

    /**
     * What a step does.
     *
     * @param changed the next state; empty when it is the one before
     * @param output what to tell
     */
    public record Step(Optional<ForecastState> changed, Optional<ForecastOutput> output) {
        private static final Step NOTHING = new Step(Optional.empty(), Optional.empty());
    }

    /** A reading of the meter. */
    public static Step onSample(
            String meterId, ForecastState before, Sample sample, Supplier<Forecasting> forecasting) {
        ForecastState taken = taken(before, sample);
        if (taken.equals(before)) {
            return Step.NOTHING;
        }
        boolean dayClosed = taken.newestDay() > before.newestDay();
        boolean closedDayChanged = sample.epochDay() < taken.newestDay();
        boolean otherEpoch = taken.calibrationEpoch() != before.calibrationEpoch();
        if (!dayClosed && !closedDayChanged && !otherEpoch) {
            return new Step(Optional.of(taken), Optional.empty());
        }
        return told(taken, judge(meterId, taken, forecasting.get()));
    }

    /** Some wall-clock time after start, and again and again: says once what is wrong with the profile. */
    public static Step onReview(String meterId, ForecastState before, Forecasting forecasting) {
        return forecasting instanceof Forecasting.Refused refused
                        && !refused.name().equals(before.standingRefusal())
                ? told(before, judge(meterId, before, forecasting))
                : Step.NOTHING;
    }

    private static ForecastState taken(ForecastState before, Sample sample) {
        long newest = Math.max(before.newestDay(), sample.epochDay());
        long openFrom = newest - OPEN_DAYS + 1;
        SortedMap<Long, OpenDay> days = new TreeMap<>(before.openDays());
        boolean isOpen = sample.epochDay() >= openFrom;
        if (isOpen) {
            OpenDay day = days.getOrDefault(sample.epochDay(), OpenDay.blank()).with(sample);
            if (!day.equals(OpenDay.blank())) {
                days.put(sample.epochDay(), day);
            }
        }
        HeatHistory settled = before.settled();
        for (OpenDay day : days.headMap(openFrom).values()) {
            settled = settled.plus(day.slots().values());
        }
        days.headMap(openFrom).clear();
        int epoch = isOpen ? Math.max(before.calibrationEpoch(), sample.calibrationEpoch()) : before.calibrationEpoch();
        return new ForecastState(newest, epoch, settled, days, before.standingRefusal());
    }

    private static Optional<ForecastOutput> judge(String meterId, ForecastState state, Forecasting forecasting) {
        return switch (forecasting) {
            case Forecasting.None none -> Optional.empty();
            case Forecasting.Refused refused ->
                Optional.of(new ForecastOutput.Refused(
                        meterId,
                        refused.profileId(),
                        state.calibrationEpoch(),
                        state.newestDay() == ForecastState.NO_DAY ? 0 : state.newestDay() - 1,
                        refused.selfTested(),
                        refused.name(),
                        refused.sentence()));
            case Forecasting.Ready ready -> Optional.of(judge(meterId, state, ready));
        };
    }

    private static ForecastOutput judge(String meterId, ForecastState state, Forecasting.Ready ready) {
        long day = state.newestDay() - 1;
        return Refusals.of(state, ready)
                .<ForecastOutput>map(refusal -> new ForecastOutput.Refused(
                        meterId,
                        ready.profileId(),
                        state.calibrationEpoch(),
                        day,
                        ready.selfTest().isPresent(),
                        refusal.name(),
                        refusal.sentence()))
                .orElseGet(() -> forecast(meterId, state, ready));
    }

    private static ForecastOutput forecast(String meterId, ForecastState state, Forecasting.Ready ready) {
        HeatHistory heat = state.closedDays();
        Optional<SelfTest> selfTest = ready.selfTest().map(reading -> reading.evaluated(state.selfTests()));
        List<ForecastOutput.Told> points = ready.terms().stream()
                .map(left -> ready.selfTest()
                        .flatMap(reading -> selfTest.map(test -> test.moved(left, reading.description())))
                        .orElse(left))
                .map(terms -> new ForecastOutput.Told(
                        meterId,
                        ready.profileId(),
                        state.calibrationEpoch(),
                        terms,
                        heat,
                        CertificateForecast.of(terms, heat, state.newestDay() - 1),
                        selfTest,
                        ready.bench()))
                .toList();
        return points.stream().min(EARLIEST_DUE).orElseThrow();
    }

    private static Step told(ForecastState state, Optional<ForecastOutput> output) {
        String refusal = output.map(word -> word instanceof ForecastOutput.Refused refused ? refused.name() : "")
                .orElse("");
        return new Step(Optional.of(state.refusing(refusal)), output);
    }
}

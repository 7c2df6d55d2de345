// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayLink;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.PhaseShape;

/**
 * All that is remembered of one meter within one calibration epoch: a checkpoint. Immutable, of fixed size; a replay of
 * the same days from the same checkpoint gives the same bits.
 *
 * <p>A day of another calibration epoch (of the tested or of the reference meter) starts anew with a diffuse prior. The
 * posterior of the old epoch is deliberately not carried over: the proof of a correction must rest on evidence that is
 * independent of the evidence that led to it. So does a day on which a register was reset or exchanged without an epoch of
 * its own: nothing says that it is still the same meter.
 *
 * @param calibrationEpoch epoch of the tested meter; 0 before the first estimate
 * @param referenceEpoch epoch of the reference meter; 0 before the first estimate
 * @param firstDay first day with an estimate in this epoch, days since 1970-01-01
 * @param lastEstimateDay newest day with an estimate
 * @param lastDay newest day stepped over, estimate or refusal; {@link Long#MIN_VALUE} before the first
 * @param days days with an estimate in this epoch
 * @param refusedDays days refused since the newest estimate
 * @param lastRefusal reason of the newest refused day since the newest estimate; empty where there is none
 * @param exclusions levels left out, summed over the epoch's days
 * @param filter the Kalman filter
 * @param anchor joins the next day to the newest; empty where it stands alone
 * @param alarm the change detector
 * @param load load distribution, exponentially forgotten with a half-life of 90 days, as all sums below
 * @param shape information on the form of the error curve
 * @param leverage what the form of the curve has added to the filter's state
 * @param phase information on the phase error
 * @param temperatureEnergySum sum over days of mean temperature times energy, in degrees Celsius Wh
 * @param temperatureEnergy energy of the days that had a temperature, in Wh
 * @param clockSkewSeconds clock skew of the newest estimate, in s
 */
public record MeterTrack(
        int calibrationEpoch,
        int referenceEpoch,
        long firstDay,
        long lastEstimateDay,
        long lastDay,
        int days,
        int refusedDays,
        Optional<RefusalReason> lastRefusal,
        SortedMap<ExclusionReason, Integer> exclusions,
        LevelFilter filter,
        Optional<Anchor> anchor,
        ChangeAlarm alarm,
        LoadDistribution load,
        CurveShape shape,
        TrackLeverage leverage,
        PhaseShape phase,
        double temperatureEnergySum,
        double temperatureEnergy,
        double clockSkewSeconds) {
    /** Scatter of the daily error that comes from the day's load mix, percent. */
    static final double LOAD_MIX_VARIANCE = 0.03 * 0.03;

    /**
     * A day whose mean power is this many times below the usual says more of the offset power than of the gain; days away
     * from home come in rows, and their rows would look like a change.
     */
    private static final double SCARCE = 2.5;

    /**
     * Standard deviation of what slow influences (voltage, harmonics) alone move a level by, percent. An assumption, see
     * docs/metrology.md.
     */
    private static final double SLOW_INFLUENCE_PERCENT = 0.04;

    private static final double HALF_LIFE_DAYS = 90;
    private static final int SETTLING_DAYS = 3;

    /** Offset power that counts in full while the usual load is not known, W; the prior of the error curve. */
    private static final double OFFSET_WATTS = 0.5;

    private static final int SMALLEST_DRIFT_DAYS = 30;
    private static final double DRIFT_DEAD_BAND_PERCENT = 0.1;
    private static final double DRIFT_COVERAGE = 3.09;

    /** Copies the counts. */
    public MeterTrack {
        exclusions = Collections.unmodifiableSortedMap(new TreeMap<>(exclusions));
    }

    /** Before the first day. */
    public static MeterTrack start() {
        return new MeterTrack(
                0,
                0,
                0,
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                0,
                0,
                Optional.empty(),
                Collections.emptySortedMap(),
                LevelFilter.diffuse(),
                Optional.empty(),
                ChangeAlarm.quiet(),
                LoadDistribution.EMPTY,
                CurveShape.NONE,
                TrackLeverage.NONE,
                PhaseShape.NONE,
                0,
                0,
                0);
    }

    /**
     * One more day.
     *
     * @throws IllegalArgumentException when the day is not later than {@link #lastDay}: replay from an older checkpoint
     */
    public MeterTrack step(DayResult day) {
        if (day.epochDay() <= lastDay) {
            throw new IllegalArgumentException("day %d is not after %d".formatted(day.epochDay(), lastDay));
        }
        return switch (day) {
            case DayResult.Refusal refusal when isOtherRegister(refusal) -> start().refused(refusal);
            case DayResult.Refusal refusal -> refused(refusal);
            case DayResult.Estimate estimate when days > 0 && isOtherEpoch(estimate) -> start().estimated(estimate);
            case DayResult.Estimate estimate -> estimated(estimate);
        };
    }

    /** Steps over the days in order of {@code epochDay}, whatever their order in the collection. */
    public MeterTrack replay(Collection<? extends DayResult> dayResults) {
        List<DayResult> ordered = new ArrayList<>(dayResults);
        ordered.sort(Comparator.comparingLong(DayResult::epochDay));
        MeterTrack track = this;
        for (DayResult day : ordered) {
            track = track.step(day);
        }
        return track;
    }

    /** Closed days since the last change alarm, or since the epoch began. */
    public int quietDays() {
        return alarm.quietDays();
    }

    /** Energy-weighted mean temperature of the days used, degrees Celsius; 23 where it was never measured. */
    public double operatingTemperatureCelsius() {
        return temperatureEnergy > 0
                ? temperatureEnergySum / temperatureEnergy
                : LevelFilter.REFERENCE_TEMPERATURE_CELSIUS;
    }

    /** Error against the reference at the operating temperature, percent, with the estimation's uncertainty. */
    public LevelFilter.Quantity error() {
        return filter.errorAt(operatingTemperatureCelsius());
    }

    /** What the form of the curve has added to {@link #error}. */
    public FormLeverage errorLeverage() {
        return leverage.at(operatingTemperatureCelsius() - LevelFilter.REFERENCE_TEMPERATURE_CELSIUS);
    }

    /**
     * True when the level at 23 degrees Celsius has moved from where it was on the epoch's first day by clearly more than
     * 0.1 %. Never true within 30 days, nor for a meter without temperature readings, where the seasons look like drift.
     */
    public boolean hasDrifted() {
        if (days < SMALLEST_DRIFT_DAYS || temperatureEnergy <= 0) {
            return false;
        }
        LevelFilter.Quantity change = filter.changeSinceStart();
        double u = Math.hypot(change.standardUncertainty(), SLOW_INFLUENCE_PERCENT);
        return Math.abs(change.value()) - DRIFT_DEAD_BAND_PERCENT > DRIFT_COVERAGE * u;
    }

    private static boolean isOtherRegister(DayResult.Refusal day) {
        return day.reason() == RefusalReason.REGISTER_DISCONTINUITY;
    }

    private boolean isOtherEpoch(DayResult.Estimate day) {
        return day.calibrationEpoch() != calibrationEpoch || day.referenceEpoch() != referenceEpoch;
    }

    private MeterTrack refused(DayResult.Refusal day) {
        return new MeterTrack(
                calibrationEpoch,
                referenceEpoch,
                firstDay,
                lastEstimateDay,
                day.epochDay(),
                days,
                refusedDays + 1,
                Optional.of(day.reason()),
                added(day.exclusions()),
                filter,
                Optional.empty(),
                alarm,
                load,
                shape,
                leverage,
                phase,
                temperatureEnergySum,
                temperatureEnergy,
                clockSkewSeconds);
    }

    private MeterTrack estimated(DayResult.Estimate day) {
        long elapsed = days == 0 ? 0 : day.epochDay() - lastEstimateDay;
        double keep = StrictMath.pow(0.5, elapsed / HALF_LIFE_DAYS);
        double kelvins = day.meanTemperatureCelsius().orElse(LevelFilter.REFERENCE_TEMPERATURE_CELSIUS)
                - LevelFilter.REFERENCE_TEMPERATURE_CELSIUS;
        Update update = update(day, filter.predict(elapsed), elapsed, kelvins);
        boolean settles = days < SETTLING_DAYS || scarcity(day) > SCARCE;
        ChangeAlarm nextAlarm = settles ? alarm.settling() : alarm.step(update.normalised());
        LevelFilter nextFilter = nextAlarm.raised() ? update.next().reopened() : update.next();
        double energy = day.referenceEnergyWattHours();
        OptionalDouble temperature = day.meanTemperatureCelsius();
        return new MeterTrack(
                day.calibrationEpoch(),
                day.referenceEpoch(),
                days == 0 ? day.epochDay() : firstDay,
                day.epochDay(),
                day.epochDay(),
                days + 1,
                0,
                Optional.empty(),
                added(day.exclusions()),
                nextFilter,
                nextAlarm.raised() ? Optional.empty() : update.anchor(),
                nextAlarm,
                day.load().plus(load, keep),
                day.shape().plus(shape, keep),
                leverage.step(elapsed, day.leverage(), update.gains(), kelvins),
                day.phase().plus(phase, keep),
                keep * temperatureEnergySum + (temperature.isPresent() ? temperature.getAsDouble() * energy : 0),
                keep * temperatureEnergy + (temperature.isPresent() ? energy : 0),
                day.clockSkewSeconds());
    }

    /** The filter after a day, and what joins it to the next. */
    private record Update(LevelFilter next, Optional<Anchor> anchor, double normalised, LevelFilter.Gains gains) {}

    private Update update(DayResult.Estimate day, LevelFilter predicted, long elapsed, double kelvins) {
        double mix = mixVariance(day);
        double scatter = mix + unsettled(day);
        if (day.link().isEmpty()) {
            LevelFilter.Update alone = predicted.update(day.gainErrorPercent(), day.gainVariance() + scatter, kelvins);
            return new Update(alone.next(), Optional.empty(), alone.normalised(), alone.gains());
        }
        DayLink link = day.link().get();
        Anchor from = anchor.filter(unused -> elapsed == 1 && link.fromMidnight())
                .map(known -> known.predict(elapsed / LevelFilter.DAYS_PER_YEAR))
                .orElseGet(Anchor::unknown);
        JoinedDay.Update joined =
                JoinedDay.update(predicted, from, link, day.referenceEnergyWattHours(), kelvins, scatter, mix);
        boolean goesOn = link.toMidnight() && !joined.clipped();
        return new Update(
                joined.next(),
                goesOn ? Optional.of(joined.anchor()) : Optional.empty(),
                joined.normalised(),
                joined.gains());
    }

    /**
     * What the load mix adds to the variance of a day's gain. On a day with little energy the offset power weighs more
     * than usual, so the mix grows as the usual energy over the day's.
     */
    private double mixVariance(DayResult.Estimate day) {
        double correlation = alarm.correlation();
        double mix = LOAD_MIX_VARIANCE * (1 + correlation) / (1 - correlation);
        double scarcity = scarcity(day);
        return mix * scarcity * scarcity;
    }

    /** On the first days nothing says how far the day's load is from the usual: a first day may be one away from home. */
    private double unsettled(DayResult.Estimate day) {
        if (days >= SETTLING_DAYS) {
            return 0;
        }
        double percent = 100 * OFFSET_WATTS / meanWatts(day.load());
        return percent * percent;
    }

    private static double meanWatts(LoadDistribution load) {
        return load.energyWattHours() * 3600 / load.seconds();
    }

    /** Usual mean power over that of the day, at least 1; 1 on the first day. */
    private double scarcity(DayResult.Estimate day) {
        if (days == 0) {
            return 1;
        }
        return Math.max(1, meanWatts(load) / meanWatts(day.load()));
    }

    private SortedMap<ExclusionReason, Integer> added(SortedMap<ExclusionReason, Integer> more) {
        SortedMap<ExclusionReason, Integer> sum = new TreeMap<>(exclusions);
        more.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
        return sum;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one closed day says: an estimate, or a named refusal. Immutable. */
public sealed interface DayResult {
    /** Days since 1970-01-01. */
    long epochDay();

    /** How many levels (of either meter) were left out, by reason; sorted, without zeros. */
    SortedMap<ExclusionReason, Integer> exclusions();

    /**
     * Gain error of the tested meter relative to the reference over one day.
     *
     * @param calibrationEpoch epoch of the tested meter that all levels used belong to
     * @param referenceEpoch epoch of the reference meter
     * @param gainErrorPercent (tested - reference) / reference, in percent
     * @param gainVariance variance of it, in percent squared, positive
     * @param clockSkewSeconds tested clock minus reference clock, from the energy alone, in s
     * @param clockSkewStandardUncertaintySeconds its standard uncertainty, in s
     * @param referenceEnergyWattHours energy of the reference over the levels used, in Wh
     * @param pairs level pairs used
     * @param chiSquareReduced weighted residual sum of squares over degrees of freedom; about 1 when the noise model fits
     * @param load energy and time by load band
     * @param shape what the day says about the form of the error curve
     * @param meanTemperatureCelsius mean temperature of the day, weighted by energy; empty where not measured
     * @param leverage what the form of the error curve adds to the gain
     * @param phase what the day says about the phase error; nothing where its reactive energy is not known
     * @param link what joins the day to its neighbours; empty where the resolution of the registers is not what limits
     *     the day, and joining would gain nothing
     */
    record Estimate(
            long epochDay,
            int calibrationEpoch,
            int referenceEpoch,
            double gainErrorPercent,
            double gainVariance,
            double clockSkewSeconds,
            double clockSkewStandardUncertaintySeconds,
            double referenceEnergyWattHours,
            int pairs,
            double chiSquareReduced,
            LoadDistribution load,
            CurveShape shape,
            PhaseShape phase,
            OptionalDouble meanTemperatureCelsius,
            FormLeverage leverage,
            Optional<DayLink> link,
            SortedMap<ExclusionReason, Integer> exclusions)
            implements DayResult {
        /** Copies the counts. What only accompanies the gain is rounded to five digits, see {@link Rounded}. */
        public Estimate {
            exclusions = sorted(exclusions);
            clockSkewStandardUncertaintySeconds = Rounded.fiveDigits(clockSkewStandardUncertaintySeconds);
            chiSquareReduced = Rounded.fiveDigits(chiSquareReduced);
            meanTemperatureCelsius = meanTemperatureCelsius.isPresent()
                    ? OptionalDouble.of(Rounded.fiveDigits(meanTemperatureCelsius.getAsDouble()))
                    : meanTemperatureCelsius;
            shape = shape.withRoundedTemperature();
        }

        /** Of a day without reactive energy. */
        public Estimate(
                long epochDay,
                int calibrationEpoch,
                int referenceEpoch,
                double gainErrorPercent,
                double gainVariance,
                double clockSkewSeconds,
                double clockSkewStandardUncertaintySeconds,
                double referenceEnergyWattHours,
                int pairs,
                double chiSquareReduced,
                LoadDistribution load,
                CurveShape shape,
                OptionalDouble meanTemperatureCelsius,
                FormLeverage leverage,
                Optional<DayLink> link,
                SortedMap<ExclusionReason, Integer> exclusions) {
            this(
                    epochDay,
                    calibrationEpoch,
                    referenceEpoch,
                    gainErrorPercent,
                    gainVariance,
                    clockSkewSeconds,
                    clockSkewStandardUncertaintySeconds,
                    referenceEnergyWattHours,
                    pairs,
                    chiSquareReduced,
                    load,
                    shape,
                    PhaseShape.NONE,
                    meanTemperatureCelsius,
                    leverage,
                    link,
                    exclusions);
        }
    }

    /**
     * The day gives no number.
     *
     * @param reason why
     */
    record Refusal(long epochDay, RefusalReason reason, SortedMap<ExclusionReason, Integer> exclusions)
            implements DayResult {
        /** Copies the counts. */
        public Refusal {
            exclusions = sorted(exclusions);
        }
    }

    /** Why a day gives no number. */
    enum RefusalReason {
        /** A register resolves no better than 1 kWh. */
        REGISTER_TOO_COARSE("a register resolves only 1 kWh or worse", "read a register of 100 Wh or finer"),
        /** Too few usable pairs of levels of one epoch. */
        TOO_FEW_PAIRS(
                "too few usable pairs of register levels",
                "a day needs 25 times at which both meters have a usable row of one calibration epoch"),
        /** The reference counted too little energy for its own resolution. */
        NO_ENERGY(
                "too little energy for the resolution of the registers",
                "a finer register or a day with more load is needed, so that resolution alone leaves less than 2 %"),
        /** A register ran backwards or faster than the meter can: reset or exchanged. */
        REGISTER_DISCONTINUITY(
                "a register ran backwards or faster than the meter can",
                "if a meter was exchanged or reset, register it; evidence starts anew with the next whole day"),
        /** The scaler of a register changed within the day. */
        SCALER_CHANGED("the scaler of a register changed within the day", "days of one scaler are needed"),
        /** The resolution of a register is outside 1 uWh to 100 Wh. */
        IMPLAUSIBLE_SCALER("the scaler of a register is implausible", "check the scaler that the meter model names"),
        /** A register did not count for a part of the day, three intervals or more, while the other one did. */
        REGISTER_STOPPED(
                "a register stood still for a part of the day while the other one counted",
                "look at the meter on site if it happens again; the next whole day is judged"),
        /** Most rows carry a status that forbids their use. */
        BAD_STATUS(
                "most rows carry a status that forbids their use",
                "look at the meter's clock and error register; days of valid rows are needed");

        private final String sentence;
        private final String remedy;

        RefusalReason(String sentence, String remedy) {
            this.sentence = sentence;
            this.remedy = remedy;
        }

        /** The reason in words, for people. */
        public String sentence() {
            return sentence;
        }

        /** What is missing, or what to do, in words. */
        public String remedy() {
            return remedy;
        }

        /** True when one such day is enough to say that older evidence does not speak for the meter as it is now. */
        public boolean silencesAtOnce() {
            return this == REGISTER_STOPPED || this == REGISTER_DISCONTINUITY;
        }
    }

    /** Why a level was left out, or was not there. */
    enum ExclusionReason {
        /** Critical error, clock invalid, data not valid or power down in the status. */
        BAD_STATUS,
        /** Two rows with one capture time disagree. */
        CONFLICTING_ROWS,
        /** Captured before 00:00 or after 24:00 of the day. */
        OUTSIDE_DAY,
        /** The other meter has no usable row at this time. */
        UNPAIRED,
        /** The calibration epoch of a row is not known. */
        UNKNOWN_EPOCH,
        /** The row belongs to another calibration epoch than the longest run of the day. */
        OTHER_EPOCH,
        /** The clock was adjusted in the row's interval, as its status says. */
        CLOCK_ADJUSTED,
        /** The same level again with another status: the row counts once. */
        DUPLICATE,
        /** A time that was lived through twice, as after a clock was set back by an hour or more. */
        REPEATED_HOUR,
        /** Neither meter has a row at this time of the day's usual grid. */
        MISSING,
        /** The levels on both sides deny this one. */
        SPIKE,
        /** The register fell, and not by rolling over. */
        NEGATIVE_INTERVAL,
        /** Further than the meter can have counted: the register was set or is another one. */
        OTHER_REGISTER,
        /** An interval in which one register stood still and the other one counted. */
        ZERO_INTERVAL
    }

    private static SortedMap<ExclusionReason, Integer> sorted(Map<ExclusionReason, Integer> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}

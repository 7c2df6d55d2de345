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
            OptionalDouble meanTemperatureCelsius,
            Optional<DayLink> link,
            SortedMap<ExclusionReason, Integer> exclusions)
            implements DayResult {
        /** Copies the counts. */
        public Estimate {
            exclusions = sorted(exclusions);
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
        REGISTER_TOO_COARSE("a register resolves only 1 kWh or worse"),
        /** Too few usable pairs of levels of one epoch. */
        TOO_FEW_PAIRS("too few usable pairs of register levels"),
        /** The reference counted too little energy for its own resolution. */
        NO_ENERGY("too little energy for the resolution of the registers"),
        /** A register ran backwards or faster than the meter can: reset or exchanged. */
        REGISTER_DISCONTINUITY("a register ran backwards or faster than the meter can"),
        /** The scaler of a register changed within the day. */
        SCALER_CHANGED("the scaler of a register changed within the day"),
        /** The resolution of a register is outside 1 uWh to 100 Wh. */
        IMPLAUSIBLE_SCALER("the scaler of a register is implausible"),
        /** Most rows carry a status that forbids their use. */
        BAD_STATUS("most rows carry a status that forbids their use");

        private final String sentence;

        RefusalReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason in words, for people. */
        public String sentence() {
            return sentence;
        }
    }

    /** Why a level was left out. */
    enum ExclusionReason {
        /** Critical error, clock invalid, data not valid, clock adjusted or power down in the status. */
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
        OTHER_EPOCH
    }

    private static SortedMap<ExclusionReason, Integer> sorted(Map<ExclusionReason, Integer> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }
}

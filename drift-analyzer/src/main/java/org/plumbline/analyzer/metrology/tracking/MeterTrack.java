// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;

/**
 * All that is remembered of one meter within one calibration epoch: a checkpoint. Immutable, of fixed size; a replay of
 * the same days from the same checkpoint gives the same bits.
 *
 * <p>A day of another calibration epoch (of the tested or of the reference meter) starts anew with a diffuse prior. The
 * posterior of the old epoch is deliberately not carried over: the proof of a correction must rest on evidence that is
 * independent of the evidence that led to it.
 *
 * @param calibrationEpoch epoch of the tested meter; 0 before the first estimate
 * @param referenceEpoch epoch of the reference meter; 0 before the first estimate
 * @param firstDay first day with an estimate in this epoch, days since 1970-01-01
 * @param lastDay last day stepped over, estimate or refusal; {@link Long#MIN_VALUE} before the first
 * @param days days with an estimate in this epoch
 * @param refusedDays days that gave none since the epoch began
 * @param lastRefusal reason of the newest refused day; empty where there was none
 * @param exclusions levels left out, summed over the epoch's days
 * @param filter the Kalman filter
 * @param alarm the change detector
 * @param load load distribution, exponentially forgotten
 * @param shape information on the form of the error curve, exponentially forgotten
 * @param temperatureEnergySum sum over days of mean temperature times energy, in K Wh, exponentially forgotten
 * @param temperatureEnergy energy of the days that had a temperature, in Wh, exponentially forgotten
 * @param clockSkewSeconds clock skew of the newest estimate, in s
 */
public record MeterTrack(
        int calibrationEpoch,
        int referenceEpoch,
        long firstDay,
        long lastDay,
        int days,
        int refusedDays,
        Optional<RefusalReason> lastRefusal,
        SortedMap<ExclusionReason, Integer> exclusions,
        LevelFilter filter,
        ChangeAlarm alarm,
        LoadDistribution load,
        CurveShape shape,
        double temperatureEnergySum,
        double temperatureEnergy,
        double clockSkewSeconds) {
    /** Copies the counts. */
    public MeterTrack {
        exclusions = Collections.unmodifiableSortedMap(new TreeMap<>(exclusions));
    }

    /** Before the first day. */
    public static MeterTrack start() {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * One more day.
     *
     * @throws IllegalArgumentException when the day is not later than {@link #lastDay}: replay from an older checkpoint
     */
    public MeterTrack step(DayResult day) {
        throw new UnsupportedOperationException("not yet: " + day.epochDay());
    }

    /** Steps over the days in order of {@code epochDay}, whatever their order in the collection. */
    public MeterTrack replay(Iterable<? extends DayResult> dayResults) {
        throw new UnsupportedOperationException("not yet: " + dayResults);
    }

    /** Closed days since the last change alarm, or since the epoch began. */
    public int quietDays() {
        return alarm.quietDays();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a diagnosis asks of a day with an estimate, in few octets: the gain in five digits, the rest in two and a half.
 * Rounding a rounded one changes nothing. A diagnosis is always made on witnesses, so that it is the same whether the day
 * itself is still known or not.
 *
 * @param epochDay days since 1970-01-01
 * @param calibrationEpoch as in {@link DayResult.Estimate}
 * @param referenceEpoch the same
 * @param seconds time of the levels used, whole s
 * @param gainErrorPercent as in {@link DayResult.Estimate}
 * @param gainVariance the same
 * @param clockSkewSeconds the same
 * @param clockSkewStandardUncertaintySeconds the same
 * @param chiSquareReduced the same
 * @param energyWattHours energy of the reference, Wh
 * @param squareLoadEnergy as in {@link CurveShape}
 * @param tangent net reactive over active energy; empty where it is not known
 */
public record DayWitness(
        long epochDay,
        int calibrationEpoch,
        int referenceEpoch,
        long seconds,
        double gainErrorPercent,
        double gainVariance,
        double clockSkewSeconds,
        double clockSkewStandardUncertaintySeconds,
        double chiSquareReduced,
        double energyWattHours,
        double squareLoadEnergy,
        OptionalDouble tangent) {
    /** Rounds. */
    public DayWitness {
        gainErrorPercent = Rounded.fiveDigits(gainErrorPercent);
        gainVariance = Rounded.twoDigits(gainVariance);
        clockSkewSeconds = Rounded.twoDigits(clockSkewSeconds);
        clockSkewStandardUncertaintySeconds = Rounded.twoDigits(clockSkewStandardUncertaintySeconds);
        chiSquareReduced = Rounded.twoDigits(chiSquareReduced);
        energyWattHours = Rounded.twoDigits(energyWattHours);
        squareLoadEnergy = Rounded.twoDigits(squareLoadEnergy);
        tangent = tangent.isPresent() ? OptionalDouble.of(Rounded.twoDigits(tangent.getAsDouble())) : tangent;
    }

    /** Of a day. */
    public static DayWitness of(DayResult.Estimate day) {
        PhaseShape phase = day.phase();
        return new DayWitness(
                day.epochDay(),
                day.calibrationEpoch(),
                day.referenceEpoch(),
                Math.round(day.load().seconds()),
                day.gainErrorPercent(),
                day.gainVariance(),
                day.clockSkewSeconds(),
                day.clockSkewStandardUncertaintySeconds(),
                day.chiSquareReduced(),
                day.load().energyWattHours(),
                day.shape().squareLoadEnergy(),
                phase.isNone()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(phase.varHours() / phase.energyWattHours()));
    }

    /** A day that says no more than this. */
    public DayResult.Estimate day() {
        LoadDistribution.Share share = new LoadDistribution.Share(energyWattHours, seconds, 0);
        return new DayResult.Estimate(
                epochDay,
                calibrationEpoch,
                referenceEpoch,
                gainErrorPercent,
                gainVariance,
                clockSkewSeconds,
                clockSkewStandardUncertaintySeconds,
                energyWattHours,
                0,
                chiSquareReduced,
                new LoadDistribution(share, LoadDistribution.Share.NONE, LoadDistribution.Share.NONE),
                new CurveShape(0, 0, 0, 0, 0, 0, 0, squareLoadEnergy),
                phase(),
                OptionalDouble.empty(),
                FormLeverage.NONE,
                Optional.empty(),
                Collections.emptySortedMap());
    }

    private PhaseShape phase() {
        return tangent.isEmpty()
                ? PhaseShape.NONE
                : new PhaseShape(0, 0, 0, 0, 0, 0, tangent.getAsDouble() * energyWattHours, 0, energyWattHours, 0);
    }
}

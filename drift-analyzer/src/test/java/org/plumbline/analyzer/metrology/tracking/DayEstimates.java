// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.DayLink;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.LoadDistribution.Share;
import org.plumbline.analyzer.metrology.paired.PhaseShape;

/** Day results made by hand: 10 kWh, most of it at low load, 20 degrees Celsius. */
public final class DayEstimates {
    public static final double MAXIMUM_POWER_WATTS = 14_000;

    private DayEstimates() {}

    private static final LoadDistribution LOAD =
            new LoadDistribution(new Share(9_400, 84_600, 9_000), new Share(600, 1_800, 1_800), new Share(0, 0, 0));

    /** A day of calibration epoch 1. */
    public static DayResult.Estimate day(long epochDay, double errorPercent, double standardUncertaintyPercent) {
        return day(epochDay, 1, errorPercent, standardUncertaintyPercent, OptionalDouble.of(20));
    }

    /** A day of calibration epoch 1 whose registers are coarse, read from midnight to midnight. */
    public static DayResult.Estimate coarseDay(long epochDay, double errorPercent, double standardUncertaintyPercent) {
        double information = 1 / (standardUncertaintyPercent * standardUncertaintyPercent);
        double error = errorPercent;
        return day(
                epochDay,
                1,
                errorPercent,
                standardUncertaintyPercent,
                OptionalDouble.of(20),
                Optional.of(new DayLink(
                        0.05, 2.5, information + 125, 2.5 * error, (information + 125) * error, 10, true, true)));
    }

    public static DayResult.Estimate day(
            long epochDay, int epoch, double errorPercent, double standardUncertaintyPercent, OptionalDouble celsius) {
        return day(epochDay, epoch, errorPercent, standardUncertaintyPercent, celsius, Optional.empty());
    }

    private static DayResult.Estimate day(
            long epochDay,
            int epoch,
            double errorPercent,
            double standardUncertaintyPercent,
            OptionalDouble celsius,
            Optional<DayLink> link) {
        return new DayResult.Estimate(
                epochDay,
                epoch,
                1,
                errorPercent,
                standardUncertaintyPercent * standardUncertaintyPercent,
                3,
                2,
                10_000,
                97,
                1,
                LOAD,
                new CurveShape(2_000, 0, 400, 0, 0, 0, 0, 300),
                celsius,
                FormLeverage.ofMean(LOAD, 300),
                link,
                new TreeMap<>());
    }

    /** A day of calibration epoch 1, 0.3 % off, of a curve of some form. */
    public static DayResult.Estimate withForm(long epochDay, CurveShape shape, FormLeverage leverage) {
        DayResult.Estimate day = day(epochDay, 0.3, 0.01);
        return new DayResult.Estimate(
                epochDay,
                day.calibrationEpoch(),
                day.referenceEpoch(),
                day.gainErrorPercent(),
                day.gainVariance(),
                day.clockSkewSeconds(),
                day.clockSkewStandardUncertaintySeconds(),
                day.referenceEnergyWattHours(),
                day.pairs(),
                day.chiSquareReduced(),
                day.load(),
                shape,
                PhaseShape.NONE,
                day.meanTemperatureCelsius(),
                leverage,
                Optional.empty(),
                new TreeMap<>());
    }

    /** The same day with reactive energy. */
    public static DayResult.Estimate with(DayResult.Estimate day, PhaseShape phase) {
        return new DayResult.Estimate(
                day.epochDay(),
                day.calibrationEpoch(),
                day.referenceEpoch(),
                day.gainErrorPercent(),
                day.gainVariance(),
                day.clockSkewSeconds(),
                day.clockSkewStandardUncertaintySeconds(),
                day.referenceEnergyWattHours(),
                day.pairs(),
                day.chiSquareReduced(),
                day.load(),
                day.shape(),
                phase,
                day.meanTemperatureCelsius(),
                day.leverage(),
                day.link(),
                day.exclusions());
    }

    public static DayResult.Refusal refused(long epochDay, DayResult.RefusalReason reason) {
        return new DayResult.Refusal(epochDay, reason, new TreeMap<>());
    }
}

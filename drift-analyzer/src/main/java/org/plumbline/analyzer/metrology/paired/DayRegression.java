// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.paired.CanonicalLevels.Pair;
import org.plumbline.analyzer.metrology.paired.DayResult.ExclusionReason;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;

/**
 * Level regression of one closed day: the daily gain error of a tested meter against its reference. Pure; the same
 * levels in any order, once or many times, give the same bits.
 *
 * <p>Levels are regressed, not differences: quantisation and clock errors of neighbouring intervals cancel in sums but
 * bias ratios of single intervals. Only levels of one calibration epoch of both meters are used, so an interval that
 * straddles an epoch never is.
 */
public final class DayRegression {
    static final int MINIMUM_PAIRS = 25;
    private static final int COARSE_SCALER = 3;
    private static final int FINEST_SCALER = -6;

    /** A day is refused when the resolution of the registers alone leaves a larger standard uncertainty, in percent. */
    private static final double LARGEST_RESOLUTION_UNCERTAINTY_PERCENT = 2;

    /**
     * From this standard uncertainty on, in percent, it is the resolution of the registers and not the daily load mix that
     * limits a day, and days are joined.
     */
    private static final double LINKED_RESOLUTION_UNCERTAINTY_PERCENT = 0.03;

    private DayRegression() {}

    /** Estimates one day, or says by name why not. Never throws for poor readings. */
    public static DayResult estimate(PairedDay day) {
        CanonicalLevels levels = new CanonicalLevels(day);
        List<Pair> pairs = levels.pairs();
        Optional<RefusalReason> scalerRefusal = scalerRefusal(pairs);
        if (scalerRefusal.isPresent()) {
            return refusal(day, scalerRefusal.get(), levels);
        }
        List<Pair> run = levels.longestRun(pairs);
        if (run.size() >= MINIMUM_PAIRS) {
            run = levels.plausible(run);
            if (levels.isBroken()) {
                return refusal(day, RefusalReason.REGISTER_DISCONTINUITY, levels);
            }
        }
        if (run.size() < MINIMUM_PAIRS) {
            int badRows = levels.excluded(ExclusionReason.BAD_STATUS) + levels.excluded(ExclusionReason.CLOCK_ADJUSTED);
            boolean badStatus = badRows > pairs.size();
            return refusal(day, badStatus ? RefusalReason.BAD_STATUS : RefusalReason.TOO_FEW_PAIRS, levels);
        }
        if (levels.standstill(run) > 0) {
            return refusal(day, RefusalReason.REGISTER_STOPPED, levels);
        }
        Optional<LevelSeries> series = LevelSeries.of(run, day);
        if (series.isEmpty()) {
            return refusal(day, RefusalReason.REGISTER_DISCONTINUITY, levels);
        }
        if (!resolves(series.get())) {
            return refusal(day, RefusalReason.NO_ENERGY, levels);
        }
        return estimate(day, run.getFirst(), series.get(), levels);
    }

    private static DayResult estimate(PairedDay day, Pair first, LevelSeries series, CanonicalLevels levels) {
        LevelFit fit = LevelFit.of(series, isLimitedByResolution(series));
        return new DayResult.Estimate(
                day.epochDay(),
                first.tested().calibrationEpoch(),
                first.reference().calibrationEpoch(),
                fit.gainErrorPercent(),
                fit.gainVariance(),
                fit.clockSkewSeconds(),
                fit.clockSkewStandardUncertaintySeconds(),
                series.energyWattHours(),
                series.size(),
                fit.chiSquareReduced(),
                series.load,
                fit.shape(),
                fit.phase(),
                series.temperature,
                fit.leverage(),
                fit.link(),
                levels.exclusions());
    }

    private static DayResult refusal(PairedDay day, RefusalReason reason, CanonicalLevels levels) {
        return new DayResult.Refusal(day.epochDay(), reason, levels.exclusions());
    }

    private static Optional<RefusalReason> scalerRefusal(List<Pair> pairs) {
        for (Pair pair : pairs) {
            int tested = pair.tested().scaler();
            int reference = pair.reference().scaler();
            if (tested >= COARSE_SCALER || reference >= COARSE_SCALER) {
                return Optional.of(RefusalReason.REGISTER_TOO_COARSE);
            }
            if (tested < FINEST_SCALER || reference < FINEST_SCALER) {
                return Optional.of(RefusalReason.IMPLAUSIBLE_SCALER);
            }
        }
        boolean changed = pairs.stream()
                .anyMatch(pair ->
                        pair.tested().scaler() != pairs.getFirst().tested().scaler()
                                || pair.reference().scaler()
                                        != pairs.getFirst().reference().scaler());
        return changed ? Optional.of(RefusalReason.SCALER_CHANGED) : Optional.empty();
    }

    private static boolean resolves(LevelSeries series) {
        return resolutionUncertainty(series) < LARGEST_RESOLUTION_UNCERTAINTY_PERCENT;
    }

    private static boolean isLimitedByResolution(LevelSeries series) {
        return resolutionUncertainty(series) > LINKED_RESOLUTION_UNCERTAINTY_PERCENT;
    }

    /** Cramer-Rao bound of the gain from quantisation alone, percent: sqrt(12/N) sigma / E. Infinite without energy. */
    private static double resolutionUncertainty(LevelSeries series) {
        return 100 * Math.sqrt(12.0 / series.size() * series.quantisationVariance) / series.energyWattHours();
    }
}

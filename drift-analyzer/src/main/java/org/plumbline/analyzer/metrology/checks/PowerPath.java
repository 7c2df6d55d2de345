// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;

/**
 * Power against voltage, current and power factor: P = (1 + rho) S + b with S = PF sum(U I). Loads that the registers
 * resolve to half a percent give rho, smaller ones then give b, whose error is the hyperbola b/P. Immutable.
 *
 * <p>A change since the baseline of the calibration epoch is a failure: legitimate writes begin an epoch. What was so
 * from the start may be how the meter defines its power factor, and is doubtful only; half of it is granted to changes.
 * Thresholds add the largest error of rounding that does not average ({@link RatioSums#bias}) to six standard
 * uncertainties. Rounding errors are bounded, so their sums are strictly sub-Gaussian: a healthy meter is beyond with a
 * probability of at most 2 exp(-18) = 3e-8 per settled day.
 *
 * @param resolved sums over loads that are resolved
 * @param offsets the same over smaller loads, with x = 1
 * @param offsetLoad S(w S) over the smaller loads, forgotten alike
 * @param days of the epoch with resolved loads
 * @param readings of the epoch under resolved loads
 */
public record PowerPath(
        RatioSums resolved,
        RatioSums offsets,
        double offsetLoad,
        int days,
        int readings,
        Optional<Baseline> ratioBaseline,
        Optional<Baseline> offsetBaseline) {
    static final double FEWEST_IN_WINDOW = 8;
    static final int FEWEST = 24;

    private static final double PERCENT = 100;
    private static final double DEFINITION_SHARE = 0.5;

    /** At the beginning of a calibration epoch. */
    public static PowerPath begin() {
        return new PowerPath(RatioSums.NONE, RatioSums.NONE, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    /** After a settled day, so many days after the one before. */
    public PowerPath after(long daysPassed, List<PollSample> polls) {
        RatioSums resolvedNext = resolved.after(daysPassed);
        RatioSums offsetsNext = offsets.after(daysPassed);
        double loadNext = offsetLoad * RatioSums.kept(daysPassed);
        int resolvedToday = 0;
        for (PollSample poll : polls) {
            Optional<PowerSample> found = PowerSample.of(poll);
            if (found.isEmpty()) {
                continue;
            }
            PowerSample power = found.get();
            if (power.isResolved()) {
                resolvedNext = resolvedNext.plus(
                        power.sensedWatts(), power.difference(), power.variance(), power.largestRounding());
                resolvedToday++;
            } else {
                offsetsNext = offsetsNext.plus(1, power.difference(), power.variance(), power.largestRounding());
                loadNext += power.sensedWatts() / power.variance();
            }
        }
        PowerPath next = new PowerPath(
                resolvedNext,
                offsetsNext,
                loadNext,
                days + (resolvedToday > 0 ? 1 : 0),
                readings + resolvedToday,
                ratioBaseline,
                offsetBaseline);
        return next.withBaselines();
    }

    private PowerPath withBaselines() {
        Optional<Baseline> ratio = ratioBaseline.isPresent() || resolved.isEmpty()
                ? ratioBaseline
                : Baseline.of(resolved.ratio(), resolved.uncertainty(), days, readings);
        Optional<Baseline> offset = offsetBaseline.isPresent() || ratio.isEmpty() || !knowsOffset()
                ? offsetBaseline
                : Optional.of(new Baseline(offsetWatts(), offsetUncertainty()));
        return new PowerPath(resolved, offsets, offsetLoad, days, readings, ratio, offset);
    }

    /** What rho says after these polls of the last settled day. */
    public DayFinding ratioFinding(List<PollSample> polls) {
        Optional<Refusal> refused = refusal(polls);
        if (refused.isPresent()) {
            return new Refused(refused.get());
        }
        double rho = resolved.ratio();
        double u = resolved.uncertainty();
        double bias = resolved.bias();
        boolean offFromTheStart = Math.abs(rho) > bias + Baseline.COVERAGE_FACTOR * u;
        double before = ratioBaseline.map(Baseline::ratio).orElse(0.0);
        double threshold = ratioBaseline
                .map(base -> base.threshold(bias + DEFINITION_SHARE * Math.abs(before), u))
                .orElse(bias + Baseline.COVERAGE_FACTOR * u);
        boolean changed = ratioBaseline.isPresent() && Math.abs(rho - before) > threshold;
        return new Measured(
                level(changed, offFromTheStart),
                rho * PERCENT,
                u * PERCENT,
                threshold * PERCENT,
                before * PERCENT,
                (int) Math.round(resolved.n()));
    }

    /** What b says after these polls of the last settled day. */
    public DayFinding offsetFinding(List<PollSample> polls) {
        Optional<Refusal> refused = refusal(polls);
        if (refused.isPresent()) {
            return new Refused(refused.get());
        }
        if (!knowsOffset()) {
            return new Refused(Refusal.NO_LOW_LOAD);
        }
        double watts = offsetWatts();
        double u = offsetUncertainty();
        double bias = offsets.bias() + meanOffsetLoad() * resolved.bias();
        boolean offFromTheStart = Math.abs(watts) > bias + Baseline.COVERAGE_FACTOR * u;
        double before = offsetBaseline.map(Baseline::ratio).orElse(0.0);
        double threshold = offsetBaseline
                .map(base -> base.threshold(bias + DEFINITION_SHARE * Math.abs(before), u))
                .orElse(bias + Baseline.COVERAGE_FACTOR * u);
        boolean changed = offsetBaseline.isPresent() && Math.abs(watts - before) > threshold;
        return new Measured(
                level(changed, offFromTheStart), watts, u, threshold, before, (int) Math.round(offsets.n()));
    }

    private static Level level(boolean changed, boolean offFromTheStart) {
        if (changed) {
            return Level.BEYOND;
        }
        return offFromTheStart ? Level.DOUBTFUL : Level.CLEAR;
    }

    private Optional<Refusal> refusal(List<PollSample> polls) {
        Optional<Refusal> lacking = Optional.empty();
        for (PollSample poll : polls) {
            lacking = PowerSample.lacking(poll);
            if (lacking.isEmpty()) {
                break;
            }
        }
        if (lacking.isPresent()) {
            return lacking;
        }
        return readings < FEWEST || resolved.n() < FEWEST_IN_WINDOW
                ? Optional.of(Refusal.TOO_FEW_POLLS)
                : Optional.empty();
    }

    private boolean knowsOffset() {
        return offsets.n() >= FEWEST_IN_WINDOW && !resolved.isEmpty();
    }

    private double meanOffsetLoad() {
        return offsetLoad / offsets.xx();
    }

    private double offsetWatts() {
        return offsets.ratio() - resolved.ratio() * meanOffsetLoad();
    }

    private double offsetUncertainty() {
        return Math.hypot(offsets.uncertainty(), meanOffsetLoad() * resolved.uncertainty());
    }
}

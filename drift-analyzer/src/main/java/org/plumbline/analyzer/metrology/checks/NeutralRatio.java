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
 * Neutral against phase current of a single-phase meter with two sensors: r = I_N / I_L - 1 over currents that the
 * registers resolve to one percent, against the baseline of the calibration epoch. Immutable.
 *
 * <p>Two sensors of different kinds differ by their temperature coefficients over the seasons: 0.5 % is granted to that
 * (assumption, to verify: shunt against transformer, 0.02 %/K over 25 K).
 *
 * @param sums over currents that are resolved
 * @param days of the epoch with such currents
 * @param readings of the epoch under such currents
 */
public record NeutralRatio(RatioSums sums, int days, int readings, Optional<Baseline> baseline) {
    private static final double PERCENT = 100;
    private static final double SEASONS = 0.005;
    private static final double SEASONS_WATCHED = 0.002;
    /** Beyond this the currents return another way, whatever the sensors do; usual limit of tamper detection, to verify. */
    private static final double OTHER_WAY = 0.06;

    private static final double SMALLEST_CURRENT_IN_ROUNDINGS = 100;

    /** At the beginning of a calibration epoch. */
    public static NeutralRatio begin() {
        return new NeutralRatio(RatioSums.NONE, 0, 0, Optional.empty());
    }

    /** After a settled day, so many days after the one before. */
    public NeutralRatio after(long daysPassed, List<PollSample> polls) {
        RatioSums next = sums.after(daysPassed);
        int today = 0;
        for (PollSample poll : polls) {
            if (!isTwoSensors(poll)) {
                continue;
            }
            double phase = poll.value(Quantity.CURRENT_L1);
            double ofPhase = poll.resolution(Quantity.CURRENT_L1) / 2;
            double ofNeutral = poll.resolution(Quantity.CURRENT_NEUTRAL) / 2;
            if (phase >= SMALLEST_CURRENT_IN_ROUNDINGS * (ofPhase + ofNeutral)) {
                double variance = (ofPhase * ofPhase + ofNeutral * ofNeutral) / 3;
                next = next.plus(phase, poll.value(Quantity.CURRENT_NEUTRAL) - phase, variance, ofPhase + ofNeutral);
                today++;
            }
        }
        int daysNow = days + (today > 0 ? 1 : 0);
        int readingsNow = readings + today;
        Optional<Baseline> base = baseline.isPresent() || next.isEmpty()
                ? baseline
                : Baseline.of(next.ratio(), next.uncertainty(), daysNow, readingsNow);
        return new NeutralRatio(next, daysNow, readingsNow, base);
    }

    /** What the ratio says after these polls of the last settled day. */
    public DayFinding finding(List<PollSample> polls) {
        if (polls.stream().noneMatch(NeutralRatio::isTwoSensors)) {
            return new Refused(Refusal.NO_NEUTRAL_CURRENT);
        }
        if (baseline.isEmpty() || sums.n() < PowerPath.FEWEST_IN_WINDOW) {
            return new Refused(Refusal.TOO_FEW_POLLS);
        }
        Baseline base = baseline.get();
        double u = sums.uncertainty();
        double change = Math.abs(sums.ratio() - base.ratio());
        double threshold = base.threshold(sums.bias() + SEASONS, u);
        double watched = base.threshold(sums.bias() + SEASONS_WATCHED, u);
        Level level = Level.CLEAR;
        if (change > threshold) {
            level = Level.BEYOND;
        } else if (change > watched || Math.abs(sums.ratio()) > OTHER_WAY) {
            level = Level.DOUBTFUL;
        }
        return new Measured(
                level, sums.ratio() * PERCENT, u * PERCENT, threshold * PERCENT, base.ratio() * PERCENT, (int)
                        Math.round(sums.n()));
    }

    private static boolean isTwoSensors(PollSample poll) {
        return PowerSample.phases(poll) == 1 && poll.has(Quantity.CURRENT_L1) && poll.has(Quantity.CURRENT_NEUTRAL);
    }
}

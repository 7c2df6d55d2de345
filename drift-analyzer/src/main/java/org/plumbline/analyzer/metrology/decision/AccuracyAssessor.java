// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.tracking.LevelFilter;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** From the track of a meter to an assessment and a proposal. Pure. */
public final class AccuracyAssessor {
    /** One-sided 95 % quantile of the normal distribution: guard band of every verdict, in units of u_c. */
    public static final double GUARD = 1.645;

    /** Two-sided 95 % quantile: half-width of the stated interval, in units of u_c. */
    public static final double COVERAGE_FACTOR = 1.96;

    /**
     * u_struct: standard deviation of (estimated level of a window) - (error of the meter under its long-run load and
     * the window's temperature) that is left when quantisation, clocks and the reference are perfect. It comes from
     * the offset, phase and curvature of a class 1 meter meeting a load mix that changes from window to window, and
     * does not average out within one window. Calibrated by simulation, see docs/metrology.md.
     */
    public static final double STRUCTURE_UNCERTAINTY_PERCENT = 0.033;

    /** After so many refused days in a row the old estimates no longer speak for the meter. */
    private static final int STALE_AFTER_REFUSED_DAYS = 14;

    private AccuracyAssessor() {}

    /**
     * Judges a meter.
     *
     * @param track its closed days
     * @param certificate of the reference meter
     * @param policy of the tested meter
     * @param maximumPowerWatts of the tested meter, as in its {@code RegisterFormat}
     * @param gain its coefficient in force; empty where it is not known or cannot be adjusted over the air
     */
    public static Assessment assess(
            MeterTrack track,
            ReferenceCertificate certificate,
            AccuracyPolicy policy,
            double maximumPowerWatts,
            Optional<AdjustableGain> gain) {
        return refusal(track, policy.rules())
                .orElseGet(() -> judge(track, certificate, policy, maximumPowerWatts, gain));
    }

    private static Optional<Assessment> refusal(MeterTrack track, DecisionRules rules) {
        if (track.lastRefusal().isPresent() && (track.days() == 0 || track.refusedDays() >= STALE_AFTER_REFUSED_DAYS)) {
            return Optional.of(new Assessment.Refused(
                    track.lastRefusal().get().name(), track.lastRefusal().get().sentence()));
        }
        if (track.days() < rules.minimumDays()) {
            return Optional.of(new Assessment.Refused(
                    "TOO_FEW_DAYS",
                    "%d closed days of calibration epoch %d, %d are needed"
                            .formatted(track.days(), track.calibrationEpoch(), rules.minimumDays())));
        }
        return Optional.empty();
    }

    private static Assessment judge(
            MeterTrack track,
            ReferenceCertificate certificate,
            AccuracyPolicy policy,
            double maximumPowerWatts,
            Optional<AdjustableGain> gain) {
        LevelFilter.Quantity relative = track.error();
        double error = absoluteError(relative.value(), certificate.errorPercent());
        UncertaintyBudget budget = new UncertaintyBudget(
                relative.standardUncertainty(),
                certificate.standardUncertaintyPercentOn(track.lastEstimateDay()),
                STRUCTURE_UNCERTAINTY_PERCENT);
        double combined = budget.combinedPercent();
        ErrorCurve curve = CurveFit.of(
                        track.shape(), maximumPowerWatts, track.filter().temperatureCoefficient())
                .curve(error, combined, track.load(), track.shape().squareLoadEnergy(), maximumPowerWatts);
        Verdict verdict = verdict(error, combined, policy.limit());
        boolean met02 = verdict == Verdict.FAIL;
        Proposal proposal = AdjustmentGate.propose(
                new AdjustmentGate.Evidence(error, combined, track.quietDays(), curve, met02), policy, gain);
        LevelFilter.Quantity rate = track.filter().ratePerYear();
        return new Assessment.Judged(
                track.calibrationEpoch(),
                track.firstDay(),
                track.lastEstimateDay(),
                track.days(),
                error,
                budget,
                error - COVERAGE_FACTOR * combined,
                error + COVERAGE_FACTOR * combined,
                rate.value(),
                rate.standardUncertainty(),
                track.clockSkewSeconds(),
                curve,
                track.quietDays(),
                track.alarm().watch(),
                verdict,
                met02,
                AdjustmentGate.isCandidate(proposal),
                proposal);
    }

    /** Error against truth from the error against a reference that itself has an error; all in percent. */
    private static double absoluteError(double relativePercent, double referencePercent) {
        return relativePercent + referencePercent + relativePercent * referencePercent / 100;
    }

    /** Statement of conformity; {@link Verdict#FAIL} is the condition of MET-02. */
    static Verdict verdict(double errorPercent, double combinedPercent, Limit limit) {
        if (!limit.isSet()) {
            return Verdict.NONE;
        }
        double guard = GUARD * combinedPercent;
        if (errorPercent - guard > limit.upperPercent() || errorPercent + guard < -limit.lowerPercent()) {
            return Verdict.FAIL;
        }
        if (errorPercent > limit.upperPercent() || errorPercent < -limit.lowerPercent()) {
            return Verdict.CONDITIONAL_FAIL;
        }
        boolean clear = errorPercent + guard <= limit.upperPercent() && errorPercent - guard >= -limit.lowerPercent();
        return clear ? Verdict.PASS : Verdict.CONDITIONAL_PASS;
    }
}

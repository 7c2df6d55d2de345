// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.CurveFit;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.FittedCurve;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayResult.RefusalReason;
import org.plumbline.analyzer.metrology.tracking.LevelFilter;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.metrology.tracking.VarianceForecast;

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

    /** Test points in service: French arrete of 1 August 2013, annexe 5. */
    private static final List<Double> REFERENCE_MULTIPLES = List.of(0.1, 1.0, 2.0);

    /** After so many refused days in a row the old estimates no longer speak for the meter. */
    private static final int STALE_AFTER_REFUSED_DAYS = 14;

    private AccuracyAssessor() {}

    /**
     * Judges a meter of which only the track is known.
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
        return assess(track, List.of(), certificate, policy, Installation.of(maximumPowerWatts), gain);
    }

    /**
     * Judges a meter.
     *
     * @param track its closed days
     * @param newest results of its newest closed days, in order; those that gave no number, or are of another epoch
     *     than the track, are passed over
     * @param certificate of the reference meter
     * @param policy of the tested meter
     * @param installation of the tested meter
     * @param gain its coefficient in force; empty where it is not known or cannot be adjusted over the air
     */
    public static Assessment assess(
            MeterTrack track,
            Collection<DayResult> newest,
            ReferenceCertificate certificate,
            AccuracyPolicy policy,
            Installation installation,
            Optional<AdjustableGain> gain) {
        return refusal(track, policy.rules())
                .orElseGet(() -> judge(track, ofTheEpoch(track, newest), certificate, policy, installation, gain));
    }

    private static List<DayResult.Estimate> ofTheEpoch(MeterTrack track, Collection<DayResult> newest) {
        return newest.stream()
                .filter(DayResult.Estimate.class::isInstance)
                .map(DayResult.Estimate.class::cast)
                .filter(day -> day.calibrationEpoch() == track.calibrationEpoch()
                        && day.referenceEpoch() == track.referenceEpoch()
                        && day.epochDay() >= track.firstDay())
                .toList();
    }

    private static Optional<Assessment> refusal(MeterTrack track, DecisionRules rules) {
        Optional<RefusalReason> reason = track.lastRefusal()
                .filter(each ->
                        each.silencesAtOnce() || track.days() == 0 || track.refusedDays() >= STALE_AFTER_REFUSED_DAYS);
        if (reason.isPresent()) {
            return reason.map(each -> new Assessment.Refused(each.name(), each.sentence() + ": " + each.remedy()));
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
            List<DayResult.Estimate> newest,
            ReferenceCertificate certificate,
            AccuracyPolicy policy,
            Installation installation,
            Optional<AdjustableGain> gain) {
        double power = installation.maximumPowerWatts();
        double percentPerKelvin = track.filter().temperatureCoefficient();
        PhaseAngle phase =
                PhaseAngle.of(track.shape(), track.phase(), track.load().energyWattHours(), power, percentPerKelvin);
        CurveFit fit = CurveFit.of(
                phase.isMeasured() ? track.phase().takenOutOf(track.shape()) : track.shape(), power, percentPerKelvin);
        CurveFit.LoadMix mix =
                fit.loadMix(track.errorLeverage(), track.load(), track.shape().squareLoadEnergy());
        LevelFilter.Quantity relative = track.error();
        double error = absoluteError(relative.value() - mix.percent(), certificate.errorPercent());
        UncertaintyBudget budget = new UncertaintyBudget(
                relative.standardUncertainty(),
                certificate.standardUncertaintyPercent(),
                certificate.driftPercentOn(track.lastEstimateDay()),
                Math.hypot(STRUCTURE_UNCERTAINTY_PERCENT, mix.standardUncertaintyPercent()));
        double combined = budget.combinedPercent();
        PhaseAngle angle = phase.ofLevel(error);
        ErrorCurve curve =
                fit.curve(error, combined, track.load(), track.shape().squareLoadEnergy(), power);
        FittedCurve anywhere = new FittedCurve(
                fit, error, combined, track.load(), track.shape().squareLoadEnergy(), power);
        Judging by = Judging.of(policy, error, combined, anywhere, installation);
        Diagnostician.Result found = Diagnostician.diagnose(new Diagnostician.Known(
                error, budget, policy.maximumPermissibleError().percent(), fit, angle, newest));
        boolean met02 = by.verdict() == Verdict.FAIL && found.diagnosis().isOfTheMeter();
        Proposal proposal = AdjustmentGate.propose(
                new AdjustmentGate.Evidence(
                        error,
                        combined,
                        track.quietDays(),
                        curve,
                        met02,
                        found.diagnosis(),
                        Causes.of(anywhere, angle, installation)),
                policy,
                gain);
        Outlook outlook = OutlookForecast.of(
                by.verdict(),
                by.errorPercent(),
                policy.limit(),
                by.variance() - combined * combined + budget.structurePercent() * budget.structurePercent(),
                certificate,
                track.lastEstimateDay(),
                VarianceForecast.of(track, dailyVariance(newest)));
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
                by.verdict(),
                met02,
                AdjustmentGate.isCandidate(proposal),
                proposal,
                new Particulars(
                        newest.isEmpty() ? 0 : newest.getLast().clockSkewStandardUncertaintySeconds(),
                        referenceCurve(anywhere, installation),
                        by.average(),
                        outlook,
                        found.diagnosis(),
                        found.symptoms(),
                        angle,
                        Optional.of(anywhere.offsetPower())));
    }

    /**
     * What is held against the limit: the error itself, or the weighted average where the limit is on that.
     *
     * @param variance of it, percent squared
     */
    private record Judging(Verdict verdict, double errorPercent, double variance, Optional<WeightedAverage> average) {
        static Judging of(
                AccuracyPolicy policy, double error, double combined, FittedCurve curve, Installation installation) {
            if (policy.average().isEmpty()) {
                return new Judging(
                        AccuracyAssessor.verdict(error, combined, policy.limit()),
                        error,
                        combined * combined,
                        Optional.empty());
            }
            WeightedAverage average = WeightedAverage.of(policy.average().get(), curve, installation);
            return switch (average) {
                case WeightedAverage.Judged judged ->
                    new Judging(
                            AccuracyAssessor.verdict(
                                    judged.errorPercent(), judged.standardUncertaintyPercent(), policy.limit()),
                            judged.errorPercent(),
                            judged.standardUncertaintyPercent() * judged.standardUncertaintyPercent(),
                            Optional.of(average));
                case WeightedAverage.Refused refused ->
                    new Judging(Verdict.NONE, error, combined * combined, Optional.of(average));
            };
        }
    }

    /** Of the newest days; without any, the load mix alone decides. */
    private static double dailyVariance(List<DayResult.Estimate> newest) {
        double[] variances = newest.stream()
                .mapToDouble(DayResult.Estimate::gainVariance)
                .sorted()
                .toArray();
        return variances.length == 0 ? 0 : variances[variances.length / 2];
    }

    private static List<Particulars.ReferencePoint> referenceCurve(FittedCurve curve, Installation installation) {
        if (installation.referenceOverMaximumCurrent().isEmpty()) {
            return List.of();
        }
        double reference = installation.referenceOverMaximumCurrent().getAsDouble();
        return REFERENCE_MULTIPLES.stream()
                .filter(multiple -> multiple * reference <= 1)
                .map(multiple -> {
                    FittedCurve.Value at = curve.at(multiple * reference);
                    return new Particulars.ReferencePoint(
                            multiple,
                            multiple * reference,
                            at.errorPercent(),
                            at.standardUncertaintyPercent(),
                            at.coverage());
                })
                .toList();
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

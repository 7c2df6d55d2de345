// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.util.Optional;
import org.plumbline.calibrator.job.ErrorForm.Angle;
import org.plumbline.calibrator.job.ErrorForm.Offset;
import org.plumbline.calibrator.job.ErrorForm.Point;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.CoefficientChange;

/**
 * Whether the newest evidence still carries a change of one coefficient: what it would leave, at the meter's own load and
 * elsewhere, and how far it goes. What a kind of coefficient needs to be known is refused by name where it is not. Pure.
 */
final class CorrectionGate {

    /** Power factor 0.5, where a phase is set. */
    private static final double TANGENT_OF_HALF = Math.sqrt(3);

    /** Load at which an offset counts against the cap, as a fraction of maximum power: the lowest point of the curve. */
    private static final double LOW_LOAD = 0.1;

    private CorrectionGate() {}

    /** Of an estimate that passed what any correction needs, and a sound target. */
    static Optional<RefusalReason> effectRefusal(Estimate estimate, CorrectionTarget target, double mpePercent) {
        Coefficient coefficient = TargetCheck.coefficientOf(target);
        if (!estimate.adjustCandidate() || !estimate.adjusts(coefficient)) {
            return Optional.of(RefusalReason.NOT_A_CANDIDATE);
        }
        ErrorForm form = estimate.form();
        if (form == null || form.points().isEmpty()) {
            return Optional.of(RefusalReason.CURVE_UNKNOWN);
        }
        CoefficientChange change = TargetCheck.change(target);
        double after = change.errorAfterPercent(estimate.errorPercent(), tangent(form), meanWatts(form));
        return (switch (coefficient) {
                    case GAIN -> Optional.<RefusalReason>empty();
                    case PHASE -> phaseRefusal(form, change, estimate, mpePercent);
                    case OFFSET -> offsetRefusal(form);
                })
                .or(() -> residualRefusal(after, estimate, target))
                .or(() -> elsewhereRefusal(form, change, mpePercent));
    }

    /** One step, by what it does where its kind shows most. */
    static Optional<RefusalReason> stepRefusal(CorrectionTarget target, Estimate estimate, double capPercent) {
        return isWithin(TargetCheck.change(target), estimate, capPercent)
                ? Optional.empty()
                : Optional.of(RefusalReason.STEP_CAP);
    }

    /** All steps since a certified block, of every kind. */
    static Optional<RefusalReason> cumulativeRefusal(
            CorrectionTarget target, String certified, Estimate estimate, double capPercent) {
        return isWithin(TargetCheck.changeFrom(target, certified), estimate, capPercent)
                ? Optional.empty()
                : Optional.of(RefusalReason.CUMULATIVE_CAP);
    }

    /** Whether a newer proposal changes the same coefficient by the same but for the dead band. */
    static boolean isRefined(CorrectionTarget approved, CorrectionTarget proposed, Estimate estimate) {
        if (TargetCheck.refusalOf(proposed).isPresent()
                || TargetCheck.coefficientOf(proposed) != TargetCheck.coefficientOf(approved)) {
            return false;
        }
        CoefficientChange before = TargetCheck.change(approved);
        CoefficientChange now = TargetCheck.change(proposed);
        CoefficientChange between = new CoefficientChange(
                now.gainRatio() / before.gainRatio(),
                now.phaseRadians() - before.phaseRadians(),
                now.offsetWatts() - before.offsetWatts());
        return isWithin(between, estimate, estimate.deadBandPercent());
    }

    private static boolean isWithin(CoefficientChange change, Estimate estimate, double capPercent) {
        return 100 * Math.abs(change.gainRatio() - 1) <= capPercent
                && Math.abs(change.phaseEffectPercent()) <= capPercent
                && Math.abs(offsetEffectPercent(change, estimate)) <= capPercent;
    }

    private static double offsetEffectPercent(CoefficientChange change, Estimate estimate) {
        if (change.offsetWatts() == 0) {
            return 0;
        }
        ErrorForm form = estimate.form();
        Offset offset = form == null ? null : form.offset();
        return offset == null ? Double.NaN : 100 * change.offsetWatts() / (LOW_LOAD * offset.maximumPowerWatts());
    }

    private static Optional<RefusalReason> phaseRefusal(
            ErrorForm form, CoefficientChange change, Estimate estimate, double mpePercent) {
        Angle angle = form.angle();
        if (angle == null) {
            return Optional.of(RefusalReason.ANGLE_NOT_MEASURED);
        }
        if (!(TANGENT_OF_HALF * angle.standardUncertaintyPercentPerTangent() <= mpePercent / 3)) {
            return Optional.of(RefusalReason.POWER_FACTOR_NOT_COVERED);
        }
        double reach = TANGENT_OF_HALF - angle.meanTangent();
        double before = estimate.errorPercent() + angle.percentPerTangent() * reach;
        double after = change.errorAfterPercent(before, TANGENT_OF_HALF, Double.POSITIVE_INFINITY);
        double uncertainty =
                Math.hypot(estimate.uncertaintyPercent(), reach * angle.standardUncertaintyPercentPerTangent());
        return Math.abs(after) + 2 * uncertainty <= mpePercent
                ? Optional.empty()
                : Optional.of(RefusalReason.BEYOND_LIMIT_ELSEWHERE);
    }

    private static Optional<RefusalReason> offsetRefusal(ErrorForm form) {
        Offset offset = form.offset();
        if (offset == null || !(offset.meanPowerWatts() > 0) || !(offset.maximumPowerWatts() > 0)) {
            return Optional.of(RefusalReason.OFFSET_NOT_KNOWN);
        }
        boolean lowCovered =
                form.points().stream().anyMatch(point -> point.covered() && point.fractionOfMaximum() <= LOW_LOAD);
        return lowCovered ? Optional.empty() : Optional.of(RefusalReason.LOW_LOAD_NOT_COVERED);
    }

    /** What is left must be what was approved, and less than what is there now. */
    private static Optional<RefusalReason> residualRefusal(double after, Estimate estimate, CorrectionTarget target) {
        boolean asStated = Math.abs(after - target.errorAfterPercent()) <= estimate.deadBandPercent();
        return asStated && Math.abs(after) < Math.abs(estimate.errorPercent())
                ? Optional.empty()
                : Optional.of(RefusalReason.RESIDUAL_TOO_LARGE);
    }

    private static Optional<RefusalReason> elsewhereRefusal(
            ErrorForm form, CoefficientChange change, double mpePercent) {
        Offset offset = form.offset();
        for (Point point : form.points()) {
            double watts = change.offsetWatts() == 0 || offset == null
                    ? Double.POSITIVE_INFINITY
                    : point.fractionOfMaximum() * offset.maximumPowerWatts();
            double after = change.errorAfterPercent(point.errorPercent(), tangent(form), watts);
            if (!(Math.abs(after) + 2 * point.standardUncertaintyPercent() <= mpePercent)) {
                return Optional.of(RefusalReason.BEYOND_LIMIT_ELSEWHERE);
            }
        }
        return Optional.empty();
    }

    /** Of the meter's own energy; 0 where no angle is measured, and none can be changed. */
    private static double tangent(ErrorForm form) {
        Angle angle = form.angle();
        return angle == null ? 0 : angle.meanTangent();
    }

    private static double meanWatts(ErrorForm form) {
        Offset offset = form.offset();
        return offset == null || !(offset.meanPowerWatts() > 0) ? Double.POSITIVE_INFINITY : offset.meanPowerWatts();
    }
}

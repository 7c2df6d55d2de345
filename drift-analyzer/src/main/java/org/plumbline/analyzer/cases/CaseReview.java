// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Locale;
import java.util.Optional;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.cases.CaseState.Confirmed;
import org.plumbline.analyzer.cases.CaseState.Dismissed;
import org.plumbline.analyzer.cases.CaseState.InCorrection;
import org.plumbline.analyzer.cases.CaseState.Opened;
import org.plumbline.analyzer.cases.CaseState.Proposed;
import org.plumbline.analyzer.cases.CaseState.Verifying;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.CorrectionFactor;

/** The steps of a case by what is measured. Pure. */
final class CaseReview {
    /** Closed days of the new epoch alone before a correction counts as proven. */
    static final int PROOF_DAYS = 7;

    /** Closed days of the new epoch after which an error outside the dead band counts as a failed correction. */
    static final int FAILURE_DAYS = 14;

    private static final double DEAD_BAND_PERCENT = 0.1;

    private CaseReview() {}

    /** A day has closed. */
    static AccuracyCase onFinding(AccuracyCase before, Finding finding, Plan plan) {
        AccuracyCase seen = before.seeing(finding);
        if (!(finding.assessment() instanceof Assessment.Judged judged)) {
            return seen;
        }
        if (before.kind() != CaseKind.MET_02) {
            return InstallationCase.onFinding(seen, judged, plan, finding.fieldTimeMillis());
        }
        long at = finding.fieldTimeMillis();
        return switch (before.state()) {
            case Opened opened -> replanned(seen, standing(opened, judged), plan, at);
            case Confirmed confirmed -> replanned(seen, standing(confirmed, judged), plan, at);
            case Proposed proposed -> reviewed(seen, judged, plan, at);
            case InCorrection waiting -> seen;
            case Verifying verifying -> verified(seen, verifying, finding, judged, plan, at);
            case Closed closed -> before;
            case Dismissed dismissed -> before;
        };
    }

    /** The error went away without a correction, and nobody changed the meter. */
    static AccuracyCase recovered(AccuracyCase before, Finding finding, Assessment.Judged judged) {
        String reason = "went away by itself: " + stated(judged) + " has been within the limit on "
                + CaseWatch.RECOVERY_ESTIMATES + " estimates in a row, " + judged.quietDays()
                + " days without a change";
        return before.in(
                new Closed(reason, Closed.Cause.RECOVERED, "", Optional.of(finding)), finding.fieldTimeMillis());
    }

    /** The error is gone, but that alone does not say why. */
    static AccuracyCase leftToAPerson(AccuracyCase before, String why, Assessment.Judged judged) {
        String reason =
                stated(judged) + " is within the limit, but " + why + "; a person must look and dismiss the case";
        return switch (before.state()) {
            case Opened opened -> before.waiting(reason, before.plan(), before.updatedAtMillis());
            case Confirmed confirmed -> before.waiting(reason, before.plan(), before.updatedAtMillis());
            case Proposed proposed -> before;
            case InCorrection correcting -> before;
            case Verifying verifying -> before;
            case Closed closed -> before;
            case Dismissed dismissed -> before;
        };
    }

    private static AccuracyCase replanned(AccuracyCase seen, String reason, Plan plan, long at) {
        return switch (plan) {
            case Plan.Adjust adjust -> seen.in(CaseLife.proposed(), plan, at);
            case Plan.NoAdjustment none -> seen.waiting(reason, plan, at);
        };
    }

    /**
     * A campaign needs a proposal that does not change with every day: it stands until its evidence has doubled, or until
     * it would no longer pass its own verification.
     */
    private static AccuracyCase reviewed(AccuracyCase seen, Assessment.Judged judged, Plan plan, long at) {
        if (!(seen.plan() instanceof Plan.Adjust standing)
                || standing.proposal().baseEpoch() != judged.calibrationEpoch()) {
            return replanned(seen, "the evidence is now of calibration epoch " + judged.calibrationEpoch(), plan, at);
        }
        return switch (plan) {
            case Plan.NoAdjustment none -> seen.waiting(none.reason(), plan, at);
            case Plan.Adjust fresh -> {
                double residual = residual(judged.errorPercent(), standing.proposal(), fresh.proposal());
                boolean doubled = judged.days() >= 2 * standing.proposal().evidenceDays();
                yield Math.abs(residual) <= deadBandPercent(judged) && !doubled
                        ? seen
                        : seen.in(new Proposed("newer readings refined the proposal"), fresh, at);
            }
        };
    }

    /**
     * What the standing proposal would leave beyond what it states, percent, by the newest readings: they say what the
     * fresh one takes away, and a term acts in proportion. Without bound where the two change different coefficients.
     */
    private static double residual(double errorPercent, CoefficientProposal standing, CoefficientProposal fresh) {
        if (standing.coefficient() != fresh.coefficient()) {
            return Double.POSITIVE_INFINITY;
        }
        double taken = errorPercent - fresh.errorAfterPercent();
        double after = switch (fresh.coefficient()) {
            case GAIN -> CorrectionFactor.errorAfter(errorPercent, standing.correctionFactor());
            case PHASE ->
                errorPercent
                        - taken
                                * standing.change().phaseRadians()
                                / fresh.change().phaseRadians();
            case OFFSET ->
                errorPercent
                        - taken
                                * standing.change().offsetWatts()
                                / fresh.change().offsetWatts();
        };
        return after - standing.errorAfterPercent();
    }

    /** What the correction was to leave, percent. */
    private static double expectedPercent(AccuracyCase seen) {
        return seen.plan() instanceof Plan.Adjust(CoefficientProposal proposal) ? proposal.errorAfterPercent() : 0;
    }

    private static AccuracyCase verified(
            AccuracyCase seen, Verifying state, Finding finding, Assessment.Judged judged, Plan plan, long at) {
        if (state.epoch() == 0 || judged.calibrationEpoch() < state.epoch() || judged.days() < PROOF_DAYS) {
            return seen;
        }
        if (judged.calibrationEpoch() > state.epoch()) {
            return replanned(
                    seen,
                    "calibration epoch " + judged.calibrationEpoch() + " followed before the correction was proven",
                    plan,
                    at);
        }
        double band = deadBandPercent(judged);
        String found = stated(judged) + " after " + judged.days() + " days of epoch " + judged.calibrationEpoch();
        if (judged.isHeldBack()) {
            return seen.in(
                    new Verifying(
                            "not yet proven, the reference is in doubt: " + found, state.orderId(), state.epoch()),
                    at);
        }
        if (!isSharp(judged, finding)) {
            return seen.in(
                    new Verifying("not yet proven, too uncertain: " + found, state.orderId(), state.epoch()), at);
        }
        if (Math.abs(judged.errorPercent() - expectedPercent(seen)) <= band) {
            return seen.in(
                    new Closed("proven: " + found, Closed.Cause.PROVEN, state.orderId(), Optional.of(finding)), at);
        }
        if (judged.days() >= FAILURE_DAYS) {
            return replanned(seen, "the correction is not proven: " + found, plan, at);
        }
        return seen.in(new Verifying("not yet proven: " + found, state.orderId(), state.epoch()), at);
    }

    /** A proof must be as sharp as the evidence for the write had to be: u_c within a third of the MPE. */
    private static boolean isSharp(Assessment.Judged judged, Finding finding) {
        return judged.uncertainty().combinedPercent() <= finding.maximumPermissibleErrorPercent() / 3;
    }

    /** max(0.1 %, 2 u_c). */
    private static double deadBandPercent(Assessment.Judged judged) {
        return Math.max(DEAD_BAND_PERCENT, 2 * judged.uncertainty().combinedPercent());
    }

    /** Why a case without a proposal stands as it does; what only a missing reference said is over. */
    private static String standing(CaseState state, Assessment.Judged judged) {
        return state.reason().equals(CaseLife.WITHDRAWN)
                ? "there is a reference again: " + stated(judged)
                : state.reason();
    }

    static String stated(Assessment.Judged judged) {
        return String.format(
                Locale.ROOT,
                "error %+.3f %% (u_c %.3f %%)",
                judged.errorPercent(),
                judged.uncertainty().combinedPercent());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.cases.CaseState.InCorrection;
import org.plumbline.analyzer.cases.CaseState.Opened;
import org.plumbline.analyzer.cases.CaseState.Proposed;
import org.plumbline.analyzer.cases.CaseState.Verifying;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.CorrectionFactor;

/**
 * The steps of a case. Pure. Every step may be repeated: an order or outcome seen again changes nothing, in whatever
 * order the two arrive.
 */
public final class CaseLife {
    /** Closed days of the new epoch alone before a correction counts as proven. */
    public static final int PROOF_DAYS = 7;

    /** Closed days of the new epoch after which an error outside the dead band counts as a failed correction. */
    public static final int FAILURE_DAYS = 14;

    private static final double DEAD_BAND_PERCENT = 0.1;

    private CaseLife() {}

    /** An order seen on its topic. */
    public record Order(String orderId, String caseId, String campaignId) {}

    /**
     * An outcome seen on its topic.
     *
     * @param applied true when the target is now active in the meter
     * @param newEpoch epoch opened by the write; 0 where not told
     * @param reason result and reason in words
     * @param fieldTimeMillis field time of the result
     */
    public record Outcome(
            String orderId,
            String caseId,
            String campaignId,
            boolean applied,
            int newEpoch,
            String reason,
            long fieldTimeMillis) {}

    /** Why an error that is out of bounds beyond doubt opens a MET-02 case. */
    public static String beyondLimit(Finding evidence, Assessment.Judged judged) {
        return stated(judged) + " is beyond the limit of "
                + String.format(Locale.ROOT, "%.3f %%", evidence.limitPercent());
    }

    /**
     * Opens a case on a finding.
     *
     * @param number of the new case, see {@link CaseFile#nextNumber}
     * @param reason what is wrong, in one sentence
     */
    public static AccuracyCase open(CaseKind kind, int number, Finding evidence, String reason, Plan plan) {
        AccuracyCase opened = new AccuracyCase(
                evidence.meterId(),
                kind,
                number,
                new Opened(reason),
                evidence.fieldTimeMillis(),
                evidence.fieldTimeMillis(),
                evidence,
                evidence,
                plan,
                "",
                List.of());
        return plan instanceof Plan.Adjust ? opened.in(proposed(), plan, evidence.fieldTimeMillis()) : opened;
    }

    /** A day has closed. */
    public static AccuracyCase onFinding(AccuracyCase before, Finding finding, Plan plan) {
        AccuracyCase seen = before.seeing(finding);
        if (!(finding.assessment() instanceof Assessment.Judged judged)) {
            return seen;
        }
        if (before.kind() != CaseKind.MET_02) {
            return InstallationCase.onFinding(seen, finding, judged, plan);
        }
        long at = finding.fieldTimeMillis();
        return switch (before.state()) {
            case Opened opened -> replanned(seen, opened.reason(), plan, at);
            case Proposed proposed -> reviewed(seen, judged, plan, at);
            case InCorrection waiting -> seen;
            case Verifying verifying -> verified(seen, verifying, finding, judged, plan, at);
            case Closed closed -> before;
        };
    }

    /** A signed order was released. */
    public static AccuracyCase onOrder(AccuracyCase before, Order order) {
        if (!order.caseId().equals(before.caseId()) || before.settledOrders().contains(order.orderId())) {
            return before;
        }
        InCorrection inCorrection = new InCorrection("order " + order.orderId() + " was released", order.orderId());
        return switch (before.state()) {
            case Opened opened -> before.takenUpBy(order.campaignId()).in(inCorrection, before.updatedAtMillis());
            case Proposed proposed -> before.takenUpBy(order.campaignId()).in(inCorrection, before.updatedAtMillis());
            case InCorrection other when other.orderId().equals(order.orderId()) -> before;
            case InCorrection other -> before.takenUpBy(order.campaignId()).in(inCorrection, before.updatedAtMillis());
            case Verifying verifying -> before;
            case Closed closed -> before;
        };
    }

    /**
     * The outcome of an order arrived.
     *
     * @param newest the meter's newest known calibration; empty where none is
     */
    public static AccuracyCase onOutcome(AccuracyCase before, Outcome outcome, Optional<CalibrationBlock> newest) {
        if (!outcome.caseId().equals(before.caseId()) || before.settledOrders().contains(outcome.orderId())) {
            return before;
        }
        long at = outcome.fieldTimeMillis();
        return switch (before.state()) {
            case Verifying verifying -> before;
            case Closed closed -> before;
            case InCorrection other
            when !outcome.applied() && !other.orderId().equals(outcome.orderId()) -> before.settling(outcome.orderId());
            case Opened opened -> settled(before, outcome, newest, at);
            case Proposed proposed -> settled(before, outcome, newest, at);
            case InCorrection correcting -> settled(before, outcome, newest, at);
        };
    }

    /** A calibration epoch was opened. */
    public static AccuracyCase onCalibration(AccuracyCase before, CalibrationBlock block, long fieldTimeMillis) {
        return switch (before.state()) {
            case Verifying verifying
            when block.orderId().equals(verifying.orderId()) ->
                verifying.epoch() == block.epoch()
                        ? before
                        : before.in(
                                new Verifying(verifying.reason(), verifying.orderId(), block.epoch()), fieldTimeMillis);
            case Verifying verifying
            when block.epoch() <= Math.max(verifying.epoch(), before.latest().calibrationEpoch()) -> before;
            case Verifying verifying -> restarted(before, block, fieldTimeMillis);
            case Opened opened when isNews(before, block) -> restarted(before, block, fieldTimeMillis);
            case Proposed proposed when isNews(before, block) -> restarted(before, block, fieldTimeMillis);
            // The order will find another base than it expects, and its outcome will say so.
            case Opened opened -> before;
            case Proposed proposed -> before;
            case InCorrection correcting -> before;
            case Closed closed -> before;
        };
    }

    private static boolean isNews(AccuracyCase before, CalibrationBlock block) {
        return block.isUnordered()
                && block.epoch() > before.evidence().calibrationEpoch()
                && block.epoch() > before.latest().calibrationEpoch();
    }

    private static AccuracyCase restarted(AccuracyCase before, CalibrationBlock block, long at) {
        String reason = "calibration epoch " + block.epoch() + " was opened by " + block.cause()
                + (block.isUnordered() ? ", which no order asked for" : "")
                + "; it proves nothing and the evidence starts anew";
        return before.in(new Opened(reason), new Plan.NoAdjustment(Plan.Action.NONE, "the evidence starts anew"), at);
    }

    private static AccuracyCase settled(
            AccuracyCase before, Outcome outcome, Optional<CalibrationBlock> newest, long at) {
        AccuracyCase known = before.takenUpBy(outcome.campaignId()).settling(outcome.orderId());
        if (outcome.applied()) {
            int epoch = outcome.newEpoch() > 0
                    ? outcome.newEpoch()
                    : newest.filter(block -> block.orderId().equals(outcome.orderId()))
                            .map(CalibrationBlock::epoch)
                            .orElse(0);
            return known.in(
                    new Verifying(
                            "written and read back; waiting for readings of the new epoch", outcome.orderId(), epoch),
                    at);
        }
        String reason = "order " + outcome.orderId() + " changed nothing: " + outcome.reason();
        if (known.plan() instanceof Plan.Adjust adjust
                && newest.map(block -> block.epoch() == adjust.proposal().baseEpoch())
                        .orElse(true)) {
            return known.in(new Proposed(reason), at);
        }
        return known.in(new Opened(reason), at);
    }

    private static AccuracyCase replanned(AccuracyCase seen, String reason, Plan plan, long at) {
        return switch (plan) {
            case Plan.Adjust adjust -> seen.in(proposed(), plan, at);
            case Plan.NoAdjustment none -> seen.in(new Opened(reason), plan, at);
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
            case Plan.NoAdjustment none -> seen.in(new Opened(none.reason()), plan, at);
            case Plan.Adjust fresh -> {
                double residual = CorrectionFactor.errorAfter(
                        judged.errorPercent(), standing.proposal().correctionFactor());
                boolean doubled = judged.days() >= 2 * standing.proposal().evidenceDays();
                yield Math.abs(residual) <= deadBandPercent(judged) && !doubled
                        ? seen
                        : seen.in(new Proposed("newer readings refined the proposal"), fresh, at);
            }
        };
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
        if (!isSharp(judged, finding)) {
            return seen.in(
                    new Verifying("not yet proven, too uncertain: " + found, state.orderId(), state.epoch()), at);
        }
        if (Math.abs(judged.errorPercent()) <= band) {
            return seen.in(new Closed("proven: " + found, state.orderId(), finding), at);
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

    static String stated(Assessment.Judged judged) {
        return String.format(
                Locale.ROOT,
                "error %+.3f %% (u_c %.3f %%)",
                judged.errorPercent(),
                judged.uncertainty().combinedPercent());
    }

    private static Proposed proposed() {
        return new Proposed("a coefficient is proposed; it waits for a campaign");
    }
}

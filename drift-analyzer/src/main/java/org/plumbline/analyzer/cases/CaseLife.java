// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.List;
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

/**
 * The steps of a case by what happens around it; {@link CaseReview} has those by what is measured, {@link CaseDesk} those
 * by people. Pure. Every step may be repeated: an order or outcome seen again changes nothing, in whatever order the two
 * arrive.
 */
public final class CaseLife {
    static final String WITHDRAWN = "the reference profile was withdrawn: without a reference the case stands"
            + " still; give the meter another reference, or dismiss the case where it may be dismissed";

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
        return CaseReview.stated(judged) + " is beyond the limit of "
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
                Handling.none(),
                List.of());
        return plan instanceof Plan.Adjust ? opened.in(proposed(), plan, evidence.fieldTimeMillis()) : opened;
    }

    /** No profile names the meter any more: nothing that rests on the reference can go on. */
    public static AccuracyCase onReferenceWithdrawn(AccuracyCase before) {
        Plan none = new Plan.NoAdjustment(Plan.Action.NONE, WITHDRAWN);
        long at = before.updatedAtMillis();
        return switch (before.state()) {
            case Opened opened -> before.waiting(WITHDRAWN, none, at);
            case Confirmed confirmed -> before.waiting(WITHDRAWN, none, at);
            case Proposed proposed -> before.waiting(WITHDRAWN, none, at);
            case Verifying verifying -> before.in(new Verifying(WITHDRAWN, verifying.orderId(), verifying.epoch()), at);
            case InCorrection correcting -> before;
            case Closed closed -> before;
            case Dismissed dismissed -> before;
        };
    }

    /** A signed order was released. */
    public static AccuracyCase onOrder(AccuracyCase before, Order order) {
        if (!order.caseId().equals(before.caseId()) || before.settledOrders().contains(order.orderId())) {
            return before;
        }
        String released = "order " + order.orderId() + " was released";
        return switch (before.state()) {
            case Opened opened -> corrected(before, order, released);
            case Confirmed confirmed -> corrected(before, order, released);
            case Proposed proposed -> corrected(before, order, released);
            case InCorrection other when other.orderId().equals(order.orderId()) -> before;
            case InCorrection other -> corrected(before, order, released);
            case Verifying verifying -> before;
            case Closed closed -> before;
            case Dismissed dismissed -> corrected(before, order, released + " before the dismissal was known");
        };
    }

    private static AccuracyCase corrected(AccuracyCase before, Order order, String reason) {
        return before.takenUpBy(order.campaignId())
                .in(new InCorrection(reason, order.orderId()), before.updatedAtMillis());
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
            case Dismissed dismissed when !outcome.applied() -> before.settling(outcome.orderId());
            case Dismissed dismissed -> settled(before, outcome, newest, at);
            case Opened opened -> settled(before, outcome, newest, at);
            case Confirmed confirmed -> settled(before, outcome, newest, at);
            case Proposed proposed -> settled(before, outcome, newest, at);
            case InCorrection correcting -> settled(before, outcome, newest, at);
        };
    }

    /** A calibration epoch was opened. */
    public static AccuracyCase onCalibration(AccuracyCase before, CalibrationBlock block, long fieldTimeMillis) {
        if (before.isOpen()
                && block.isExchange()
                && block.epoch() > before.evidence().calibrationEpoch()) {
            String reason = "the meter was exchanged; calibration epoch " + block.epoch() + " is another instrument's";
            return before.in(new Closed(reason, Closed.Cause.METER_EXCHANGED, "", Optional.empty()), fieldTimeMillis);
        }
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
            case Confirmed confirmed when isNews(before, block) -> restarted(before, block, fieldTimeMillis);
            case Proposed proposed when isNews(before, block) -> restarted(before, block, fieldTimeMillis);
            // The order will find another base than it expects, and its outcome will say so.
            case Opened opened -> before;
            case Confirmed confirmed -> before;
            case Proposed proposed -> before;
            case InCorrection correcting -> before;
            case Closed closed -> before;
            case Dismissed dismissed -> before;
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
        Plan none = new Plan.NoAdjustment(Plan.Action.NONE, "the evidence starts anew");
        return before.handled(before.handling().unconfirmed(), at).waiting(reason, none, at);
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
        return known.waiting(reason, known.plan(), at);
    }

    static Proposed proposed() {
        return new Proposed("a coefficient is proposed; it waits for a campaign");
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.cases.CaseState.InCorrection;
import org.plumbline.analyzer.cases.CaseState.Opened;
import org.plumbline.analyzer.cases.CaseState.Proposed;
import org.plumbline.analyzer.cases.CaseState.Verifying;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.CorrectionFactor;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.UncertaintyBudget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

class CaseLifeTest {
    private static final String CASE = "m|MET-02|1";

    static Finding finding(int epoch, int days, double errorPercent) {
        return finding(epoch, days, errorPercent, 0.03);
    }

    private static Finding finding(int epoch, int days, double errorPercent, double referenceUncertaintyPercent) {
        Assessment.Judged judged = new Assessment.Judged(
                epoch,
                100,
                99 + days,
                days,
                errorPercent,
                new UncertaintyBudget(0.01, referenceUncertaintyPercent, 0.02),
                errorPercent - 0.08,
                errorPercent + 0.08,
                0,
                0.1,
                0,
                new ErrorCurve(List.of(), 1),
                days,
                false,
                Math.abs(errorPercent) > 1.1 ? Assessment.Verdict.FAIL : Assessment.Verdict.PASS,
                Math.abs(errorPercent) > 1.1,
                Math.abs(errorPercent) > 1.1,
                new Proposal.Adjust(CorrectionFactor.of(errorPercent)));
        return new Finding("m", "p", epoch, 100, 100 + days, days, "digest", 1, 1, new TreeMap<>(), judged);
    }

    static Plan plan(int epoch, double errorPercent) {
        return plan(epoch, errorPercent, 14);
    }

    private static Plan plan(int epoch, double errorPercent, int evidenceDays) {
        MeterModel alpha = MeterModels.named("PLB-ALPHA").orElseThrow();
        byte[] base = HexFormat.of().parseHex("0101004000000000");
        byte[] target = alpha.scaled(base, CorrectionFactor.of(errorPercent));
        return new Plan.Adjust(new CoefficientProposal(
                alpha.name(),
                epoch,
                HexFormat.of().formatHex(base),
                alpha.checksumOf(base),
                HexFormat.of().formatHex(target),
                alpha.checksumOf(target),
                CorrectionFactor.of(errorPercent),
                0,
                evidenceDays));
    }

    private static AccuracyCase opened() {
        Finding evidence = finding(1, 7, 1.6);
        return CaseLife.open(
                CaseKind.MET_02,
                1,
                evidence,
                "error +1.600 % is beyond the limit",
                new Plan.NoAdjustment(Plan.Action.SITE_TEST, "too few quiet days"));
    }

    private static AccuracyCase proposed() {
        return CaseReview.onFinding(opened(), finding(1, 14, 1.6), plan(1, 1.6));
    }

    private static AccuracyCase inCorrection() {
        return CaseLife.onOrder(proposed(), new CaseLife.Order("o1", CASE, "c1"));
    }

    private static AccuracyCase verifying() {
        return CaseLife.onOutcome(inCorrection(), outcome("o1", true, 2), Optional.empty());
    }

    private static AccuracyCase closed() {
        return CaseReview.onFinding(verifying(), finding(2, 7, 0.02), plan(2, 0.02));
    }

    static Stream<AccuracyCase> everyState() {
        return Stream.of(opened(), confirmed(), proposed(), inCorrection(), verifying(), closed(), dismissed());
    }

    private static AccuracyCase confirmed() {
        Handling handling = Handling.none().confirmedBy(new Handling.Mark("ann", 1));
        return opened().handled(handling, 2).waiting("confirmed", opened().plan(), 2);
    }

    private static AccuracyCase dismissed() {
        Dismissal dismissal = new Dismissal(Dismissal.Code.OTHER, "text", new Handling.Mark("ann", 1));
        return opened().in(new CaseState.Dismissed("dismissed", dismissal), 2);
    }

    private static CaseLife.Outcome outcome(String orderId, boolean applied, int newEpoch) {
        return new CaseLife.Outcome(orderId, CASE, "c1", applied, newEpoch, "HELD", 5);
    }

    private static CalibrationBlock block(int epoch, CalibrationBlock.Cause cause, String orderId) {
        return new CalibrationBlock(epoch, "PLB-ALPHA", "00", 1, cause, orderId);
    }

    @Test
    void wayFromTheEvidenceToTheProof() {
        assertInstanceOf(Opened.class, opened().state());
        assertInstanceOf(Proposed.class, proposed().state());
        assertEquals(
                "o1",
                assertInstanceOf(InCorrection.class, inCorrection().state()).orderId());
        assertEquals("c1", inCorrection().campaignId());
        assertEquals(2, assertInstanceOf(Verifying.class, verifying().state()).epoch());
        Closed end = assertInstanceOf(Closed.class, closed().state());
        assertEquals(2, end.proof().orElseThrow().calibrationEpoch());
        assertFalse(closed().isOpen());
        assertEquals(opened().evidence(), closed().evidence());
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void whatWasSeenOnceChangesNothingWhenSeenAgain(AccuracyCase before) {
        AccuracyCase ordered = CaseLife.onOrder(before, new CaseLife.Order("o1", CASE, "c1"));
        assertEquals(ordered, CaseLife.onOrder(ordered, new CaseLife.Order("o1", CASE, "c1")));
        for (boolean applied : new boolean[] {true, false}) {
            AccuracyCase settled = CaseLife.onOutcome(before, outcome("o1", applied, 2), Optional.empty());
            assertEquals(settled, CaseLife.onOutcome(settled, outcome("o1", applied, 2), Optional.empty()));
            assertEquals(settled, CaseLife.onOrder(settled, new CaseLife.Order("o1", CASE, "c1")));
        }
        CalibrationBlock change = block(3, CalibrationBlock.Cause.UNORDERED_CHANGE, "");
        AccuracyCase changed = CaseLife.onCalibration(before, change, 5);
        assertEquals(changed, CaseLife.onCalibration(changed, change, 5));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void ordersAndOutcomesOfOtherCasesAreNoneOfItsBusiness(AccuracyCase before) {
        assertSame(before, CaseLife.onOrder(before, new CaseLife.Order("o1", "m|MET-02|2", "c1")));
        CaseLife.Outcome other = new CaseLife.Outcome("o1", "m|MET-02|2", "c1", true, 2, "", 5);
        assertSame(before, CaseLife.onOutcome(before, other, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNORDERED_CHANGE", "FIRMWARE", "TRANSFORMER_RATIO", "UNKNOWN"})
    void changeNobodyOrderedClosesNothing(CalibrationBlock.Cause cause) {
        for (AccuracyCase before : List.of(opened(), proposed(), verifying())) {
            AccuracyCase after = CaseLife.onCalibration(before, block(3, cause, ""), 5);
            assertTrue(assertInstanceOf(Opened.class, after.state()).reason().contains(cause.name()));
            AccuracyCase later = CaseReview.onFinding(
                    after, finding(3, 20, 0.0), new Plan.NoAdjustment(Plan.Action.NONE, "within the dead band"));
            assertInstanceOf(Opened.class, later.state());
        }
    }

    @Test
    void exchangeOfTheMeterEndsItsCaseWhereverItStands() {
        CalibrationBlock exchange = block(3, CalibrationBlock.Cause.METER_EXCHANGE, "");
        for (AccuracyCase before : List.of(opened(), confirmed(), proposed(), inCorrection(), verifying())) {
            Closed closed = assertInstanceOf(
                    Closed.class, CaseLife.onCalibration(before, exchange, 5).state());
            assertEquals(Closed.Cause.METER_EXCHANGED, closed.cause());
            assertTrue(closed.proof().isEmpty());
        }
        CalibrationBlock earlier = block(1, CalibrationBlock.Cause.METER_EXCHANGE, "");
        assertSame(
                opened().state().getClass(),
                CaseLife.onCalibration(opened(), earlier, 5).state().getClass());
        assertEquals(dismissed(), CaseLife.onCalibration(dismissed(), exchange, 5));
    }

    @Test
    void withdrawnReferenceIsSaidOnceAndTakesTheProposalBack() {
        for (AccuracyCase before : List.of(opened(), confirmed(), proposed(), verifying())) {
            AccuracyCase after = CaseLife.onReferenceWithdrawn(before);
            assertTrue(after.state().reason().contains("withdrawn"), after.state()::reason);
            assertEquals(after, CaseLife.onReferenceWithdrawn(after));
        }
        assertInstanceOf(Opened.class, CaseLife.onReferenceWithdrawn(proposed()).state());
        assertInstanceOf(
                Verifying.class, CaseLife.onReferenceWithdrawn(verifying()).state());
        AccuracyCase again = CaseReview.onFinding(
                CaseLife.onReferenceWithdrawn(opened()),
                finding(1, 20, 1.6),
                new Plan.NoAdjustment(Plan.Action.SITE_TEST, "not quiet"));
        assertTrue(again.state().reason().contains("a reference again"), again.state()::reason);
    }

    @Test
    void outcomeMayOvertakeItsOrder() {
        AccuracyCase settled = CaseLife.onOutcome(proposed(), outcome("o1", true, 2), Optional.empty());
        assertInstanceOf(Verifying.class, settled.state());
        assertEquals("c1", settled.campaignId());
        assertSame(settled, CaseLife.onOrder(settled, new CaseLife.Order("o1", CASE, "c1")));
    }

    @Test
    void orderThatChangedNothingLeavesTheProposal() {
        AccuracyCase back = CaseLife.onOutcome(inCorrection(), outcome("o1", false, 0), Optional.empty());
        assertTrue(assertInstanceOf(Proposed.class, back.state()).reason().contains("HELD"));
        AccuracyCase again = CaseLife.onOrder(back, new CaseLife.Order("o2", CASE, "c2"));
        assertEquals("o2", assertInstanceOf(InCorrection.class, again.state()).orderId());
    }

    @Test
    void orderThatMetAnotherEpochDropsTheProposal() {
        AccuracyCase back = CaseLife.onOutcome(
                inCorrection(),
                outcome("o1", false, 0),
                Optional.of(block(2, CalibrationBlock.Cause.UNORDERED_CHANGE, "")));
        assertInstanceOf(Opened.class, back.state());
    }

    @Test
    void newEpochIsLearntFromTheEventWhereTheOutcomeDoesNotTell() {
        AccuracyCase unknown = CaseLife.onOutcome(inCorrection(), outcome("o1", true, 0), Optional.empty());
        assertEquals(0, assertInstanceOf(Verifying.class, unknown.state()).epoch());
        assertInstanceOf(
                Verifying.class,
                CaseReview.onFinding(unknown, finding(2, 9, 0.0), plan(2, 0.0)).state());
        AccuracyCase known = CaseLife.onCalibration(unknown, block(2, CalibrationBlock.Cause.ORDERED, "o1"), 6);
        assertEquals(2, assertInstanceOf(Verifying.class, known.state()).epoch());
    }

    @Test
    void proofNeedsSevenDaysOfTheNewEpochAlone() {
        assertInstanceOf(
                Verifying.class,
                CaseReview.onFinding(verifying(), finding(2, 6, 0.0), plan(2, 0.0))
                        .state());
        assertInstanceOf(
                Verifying.class,
                CaseReview.onFinding(verifying(), finding(1, 30, 0.0), plan(1, 0.0))
                        .state());
    }

    @Test
    void proofMustBeAsSharpAsTheEvidenceForTheWriteHadToBe() {
        AccuracyCase vague = CaseReview.onFinding(verifying(), finding(2, 20, 0.1, 0.35), plan(2, 0.1));
        assertTrue(
                assertInstanceOf(Verifying.class, vague.state()).reason().contains("too uncertain"), vague::toString);
    }

    @Test
    void errorThatStaysOutsideTheDeadBandIsNoProof() {
        AccuracyCase waiting = CaseReview.onFinding(verifying(), finding(2, 8, 0.2), plan(2, 0.2));
        assertInstanceOf(Verifying.class, waiting.state());
        AccuracyCase failed = CaseReview.onFinding(
                waiting,
                finding(2, 14, 0.2),
                new Plan.NoAdjustment(Plan.Action.NONE, "not clearly above half the class limit"));
        assertTrue(assertInstanceOf(Opened.class, failed.state()).reason().contains("not proven"));
    }

    @Test
    void proposalStandsUntilItsEvidenceDoublesOrItWouldFailItsOwnProof() {
        AccuracyCase near = CaseReview.onFinding(proposed(), finding(1, 15, 1.65), plan(1, 1.65));
        assertEquals(proposed().plan(), near.plan());
        AccuracyCase far = CaseReview.onFinding(proposed(), finding(1, 15, 1.9), plan(1, 1.9));
        assertEquals(plan(1, 1.9), far.plan());
        AccuracyCase before = CaseReview.onFinding(proposed(), finding(1, 27, 1.61), plan(1, 1.61, 27));
        assertEquals(proposed().plan(), before.plan());
        AccuracyCase doubled = CaseReview.onFinding(before, finding(1, 28, 1.61), plan(1, 1.61, 28));
        assertEquals(plan(1, 1.61, 28), doubled.plan());
        AccuracyCase gone = CaseReview.onFinding(
                proposed(), finding(1, 15, 1.6), new Plan.NoAdjustment(Plan.Action.SITE_TEST, "not quiet"));
        assertInstanceOf(Opened.class, gone.state());
    }
}

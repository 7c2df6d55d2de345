// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.cases.CaseCommand.Action;
import org.plumbline.analyzer.cases.CaseDesk.Answer;
import org.plumbline.analyzer.cases.CaseState.Confirmed;
import org.plumbline.analyzer.cases.CaseState.Dismissed;
import org.plumbline.analyzer.cases.CaseState.InCorrection;
import org.plumbline.analyzer.cases.CaseState.Proposed;
import org.plumbline.analyzer.cases.CaseState.Verifying;

class CaseDeskTest {
    private static final Action DISMISS = new Action.Dismiss(Dismissal.Code.FALSE_ALARM);

    private WatchedMeter meter;

    @BeforeEach
    void openCase() {
        meter = new WatchedMeter();
        meter.days(4, 1, 0);
        meter.days(3, 1, 1.3);
    }

    private String refusal(Action action) {
        CaseFile before = meter.file;
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, meter.command(action));
        assertEquals(before.newest(), refused.file().newest());
        return refused.name();
    }

    private void propose() {
        AccuracyCase open = meter.file.open().orElseThrow();
        meter.file = meter.file.with(open.in(CaseLife.proposed(), CaseLifeTest.plan(1, 1.3), open.updatedAtMillis()));
    }

    private void order() {
        propose();
        AccuracyCase open = meter.file.open().orElseThrow();
        meter.file = meter.file.with(CaseLife.onOrder(open, new CaseLife.Order("o1", open.caseId(), "c1")));
        assertInstanceOf(InCorrection.class, meter.state());
    }

    private void write() {
        order();
        AccuracyCase open = meter.file.open().orElseThrow();
        CaseLife.Outcome applied = new CaseLife.Outcome("o1", open.caseId(), "c1", true, 2, "", 5);
        meter.file = meter.file.with(CaseLife.onOutcome(open, applied, Optional.empty()));
        assertInstanceOf(Verifying.class, meter.state());
    }

    @Test
    void confirmingSaysWhoAndWhy() {
        assertInstanceOf(Answer.Done.class, meter.command(new Action.Confirm()));
        Confirmed state = assertInstanceOf(Confirmed.class, meter.state());
        assertEquals("confirmed by ann: because", state.reason());
        assertEquals(
                Optional.of(new Handling.Mark("ann", 1_000)),
                meter.file.open().orElseThrow().handling().confirmed());
        assertEquals("ALREADY_CONFIRMED", refusal(new Action.Confirm()));
    }

    @Test
    void confirmedProposalStaysAProposal() {
        propose();
        meter.command(new Action.Confirm());
        assertInstanceOf(Proposed.class, meter.state());
        assertEquals("ALREADY_CONFIRMED", refusal(new Action.Confirm()));
        AccuracyCase open = meter.file.open().orElseThrow();
        AccuracyCase withdrawn = CaseReview.onFinding(
                open, CaseLifeTest.finding(1, 15, 1.3), new Plan.NoAdjustment(Plan.Action.SITE_TEST, "not quiet"));
        assertInstanceOf(Confirmed.class, withdrawn.state(), "what a person said outlives the proposal");
    }

    @Test
    void changeOfTheMeterVoidsTheConfirmation() {
        meter.command(new Action.Confirm());
        AccuracyCase restarted = CaseLife.onCalibration(
                meter.file.open().orElseThrow(),
                new CalibrationBlock(2, "PLB-ALPHA", "00", 1, CalibrationBlock.Cause.UNORDERED_CHANGE, ""),
                5);
        assertInstanceOf(CaseState.Opened.class, restarted.state());
        assertTrue(restarted.handling().confirmed().isEmpty());
    }

    @Test
    void dismissalNamesItsReasonAndEndsTheCase() {
        meter.command(DISMISS);
        Dismissed state = assertInstanceOf(Dismissed.class, meter.state());
        assertEquals(Dismissal.Code.FALSE_ALARM, state.dismissal().code());
        assertEquals("because", state.dismissal().text());
        assertFalse(meter.file.newest().orElseThrow().isOpen());
        assertEquals("CASE_NOT_OPEN", refusal(DISMISS));
        assertEquals("CASE_NOT_OPEN", refusal(new Action.Confirm()));
        assertEquals("CASE_NOT_OPEN", refusal(new Action.Note()));
    }

    @Test
    void caseInCorrectionOrToBeProvenIsNotDismissed() {
        order();
        assertEquals("CASE_IN_CORRECTION", refusal(DISMISS));
        assertEquals("CASE_IN_CORRECTION", refusal(new Action.Confirm()));
        openCase();
        write();
        assertEquals("CASE_VERIFYING", refusal(DISMISS));
        assertEquals("CASE_VERIFYING", refusal(new Action.Confirm()));
        assertInstanceOf(Answer.Done.class, meter.command(new Action.Note()));
    }

    @Test
    void refusalSaysWhatToDo() {
        order();
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, meter.command(DISMISS));
        assertTrue(refused.sentence().contains("o1"), refused.sentence());
        assertTrue(refused.sentence().contains("wait for the order's outcome"), refused.sentence());
    }

    @Test
    void dismissalIsTakenBackByReopening() {
        assertEquals("CASE_OPEN", refusal(new Action.Reopen()));
        meter.command(DISMISS);
        meter.command(new Action.Reopen());
        assertInstanceOf(Confirmed.class, meter.state());
        assertEquals("m|MET-02|1", meter.file.open().orElseThrow().caseId());
        meter.days(20, 1, 0.2);
        assertInstanceOf(Confirmed.class, meter.state(), "who reopened it must end it");
    }

    @Test
    void caseOfAMeterThatIsGoneIsNotReopened() {
        meter.command(DISMISS);
        meter.calibrated(2, CalibrationBlock.Cause.METER_EXCHANGE);
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, meter.command(new Action.Reopen()));
        assertEquals("METER_EXCHANGED", refused.name());
        assertTrue(refused.sentence().contains("calibration epoch 2"), refused.sentence());
        meter.calibrated(3, CalibrationBlock.Cause.FIRMWARE);
        assertEquals("METER_EXCHANGED", refusal(new Action.Reopen()));
        assertInstanceOf(Dismissed.class, meter.state());
    }

    @Test
    void caseIsNotReopenedWhileNobodyKnowsWhetherTheMeterIsStillThere() {
        meter.command(DISMISS);
        meter.calibrated(3, CalibrationBlock.Cause.FIRMWARE);
        assertEquals("EPOCHS_UNKNOWN", refusal(new Action.Reopen()));
        meter.calibrated(2, CalibrationBlock.Cause.ORDERED);
        assertInstanceOf(Answer.Done.class, meter.command(new Action.Reopen()));
    }

    @Test
    void exchangeBeforeTheEvidenceIsNoReasonNotToReopen() {
        meter.calibrated(1, CalibrationBlock.Cause.METER_EXCHANGE);
        meter.command(DISMISS);
        assertInstanceOf(Answer.Done.class, meter.command(new Action.Reopen()));
    }

    @Test
    void orderReleasedBeforeTheDismissalWasKnownIsFollowed() {
        propose();
        meter.command(DISMISS);
        AccuracyCase dismissed = meter.file.newest().orElseThrow();
        AccuracyCase ordered = CaseLife.onOrder(dismissed, new CaseLife.Order("o1", dismissed.caseId(), "c1"));
        assertInstanceOf(InCorrection.class, ordered.state());
        CaseLife.Outcome applied = new CaseLife.Outcome("o1", dismissed.caseId(), "c1", true, 2, "", 5);
        assertInstanceOf(
                Verifying.class,
                CaseLife.onOutcome(dismissed, applied, Optional.empty()).state());
        CaseLife.Outcome held = new CaseLife.Outcome("o1", dismissed.caseId(), "c1", false, 0, "HELD", 5);
        assertInstanceOf(
                Dismissed.class,
                CaseLife.onOutcome(dismissed, held, Optional.empty()).state());
    }

    @Test
    void assigneeAndNotesAreKept() {
        meter.command(new Action.Assign("bob"));
        for (int k = 0; k < Handling.NOTES_KEPT + 3; k++) {
            meter.command(new Action.Note());
        }
        Handling handling = meter.file.open().orElseThrow().handling();
        assertEquals("bob", handling.assignee());
        assertEquals(Handling.NOTES_KEPT, handling.notes().size());
    }

    @Test
    void sameCommandHasAnEffectOnceEvenIfItWasRefusedAtFirst() {
        CaseCommand dismissal = new CaseCommand(
                "c", "m|MET-02|1", DISMISS, "because", new Handling.Mark("ann", 1_000), 1_500, 2_000, 3_000);
        order();
        assertInstanceOf(Answer.Refused.class, meter.send(dismissal));
        AccuracyCase open = meter.file.open().orElseThrow();
        CaseLife.Outcome held = new CaseLife.Outcome("o1", open.caseId(), "c1", false, 0, "HELD", 5);
        meter.file = meter.file.with(CaseLife.onOutcome(open, held, Optional.empty()));
        Answer.Refused again = assertInstanceOf(Answer.Refused.class, meter.send(dismissal));
        assertEquals("COMMAND_REPEATED", again.name());
        assertTrue(meter.file.open().isPresent());
    }

    @Test
    void commandToAnotherCaseOfTheMeterIsRefused() {
        Answer.Refused refused =
                assertInstanceOf(Answer.Refused.class, meter.command("m|MET-02|7", new Action.Confirm()));
        assertEquals("CASE_NOT_OPEN", refused.name());
    }

    @Test
    void commandsThatCannotComeAgainAreForgottenAndTooManyAreRefused() {
        for (int k = 0; k < CaseFile.MOST_COMMANDS; k++) {
            assertInstanceOf(Answer.Done.class, meter.command(new Action.Note()));
        }
        assertEquals("TOO_MANY_COMMANDS", refusal(DISMISS));
        CaseCommand later = new CaseCommand(
                "later", "m|MET-02|1", DISMISS, "because", new Handling.Mark("ann", 4_000), 4_000, 4_000, 5_000);
        assertInstanceOf(Answer.Done.class, meter.send(later));
        assertEquals(1, meter.file.commands().size());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.cases.CaseCommand.Action;
import org.plumbline.analyzer.cases.CaseState.Closed;
import org.plumbline.analyzer.cases.CaseState.Confirmed;
import org.plumbline.analyzer.cases.CaseState.Dismissed;
import org.plumbline.analyzer.cases.CaseState.Opened;

class CaseWatchTest {
    private WatchedMeter meter;

    @BeforeEach
    void start() {
        meter = new WatchedMeter();
    }

    private void open(double errorPercent) {
        meter.days(4, 1, 0);
        meter.days(3, 1, errorPercent);
        assertInstanceOf(Opened.class, meter.state());
    }

    @Test
    void thirdEstimateInARowBeyondTheLimitOpensTheCase() {
        meter.days(4, 1, 0);
        assertTrue(meter.days(2, 1, 1.3).isEmpty());
        assertTrue(meter.day(1, 1.05).isEmpty(), "above the limit, but not beyond doubt");
        assertTrue(meter.days(2, 1, 1.3).isEmpty());
        AccuracyCase opened = meter.day(1, 1.3).orElseThrow();
        assertEquals("m|MET-02|1", opened.caseId());
    }

    @Test
    void estimatesOfTheEpochBeforeDoNotCount() {
        meter.days(20, 1, 1.05);
        meter.days(2, 1, 1.3);
        assertTrue(meter.day(2, 1.3).isEmpty());
        assertTrue(meter.day(2, 1.3).isEmpty());
        assertTrue(meter.day(2, 1.3).isPresent());
    }

    @Test
    void firstEstimatesOfAMeterMustAgreeToo() {
        assertTrue(meter.days(2, 1, 1.3).isEmpty(), "two estimates, and none before them");
        assertTrue(meter.day(1, 1.3).isPresent());
    }

    @Test
    void errorThatWentAwayByItselfClosesTheCaseAfterAWeekOfPassing() {
        open(1.3);
        meter.days(6, 1, 0.5);
        assertInstanceOf(Opened.class, meter.state());
        AccuracyCase closed = meter.day(1, 0.5).orElseThrow();
        Closed end = assertInstanceOf(Closed.class, closed.state());
        assertEquals(Closed.Cause.RECOVERED, end.cause());
        assertTrue(end.reason().contains("went away by itself"), end.reason());
        assertTrue(end.proof().isPresent());
        assertTrue(meter.file.newest().isEmpty());
        meter.days(3, 1, 1.3);
        assertEquals("m|MET-02|2", meter.file.open().orElseThrow().caseId());
    }

    @Test
    void recentChangeKeepsTheCaseOpen() {
        open(1.3);
        meter.quietDays = 13;
        meter.days(9, 1, 0.5);
        assertInstanceOf(Opened.class, meter.state());
    }

    @Test
    void oneEstimateNearTheLimitStartsTheWeekAnew() {
        open(1.3);
        meter.days(6, 1, 0.5);
        meter.day(1, 0.97);
        meter.days(6, 1, 0.5);
        assertInstanceOf(Opened.class, meter.state());
    }

    @Test
    void confirmedCaseIsEndedByAPersonOnly() {
        open(1.3);
        meter.command(new Action.Confirm());
        meter.days(20, 1, 0.5);
        Confirmed state = assertInstanceOf(Confirmed.class, meter.state());
        assertTrue(state.reason().contains("a person must look and dismiss"), state.reason());
    }

    @Test
    void changeNobodyOrderedLeavesTheEndToAPerson() {
        open(1.3);
        meter.days(20, 2, 0);
        Opened state = assertInstanceOf(Opened.class, meter.state());
        assertTrue(state.reason().contains("calibration epoch 1"), state.reason());
    }

    @Test
    void dismissedErrorOpensNoOtherCaseWhileItStaysAsItWas() {
        open(1.3);
        meter.command(new Action.Dismiss(Dismissal.Code.ACCEPTED));
        assertTrue(meter.days(30, 1, 1.3).isEmpty());
        meter.days(30, 1, 0.2);
        assertTrue(meter.days(30, 1, 1.35).isEmpty(), "back, and no worse than what was dismissed");
        assertInstanceOf(Dismissed.class, meter.state());
    }

    @Test
    void errorClearlyBeyondTheDismissedOneOpensTheNextCase() {
        open(1.3);
        meter.command(new Action.Dismiss(Dismissal.Code.ACCEPTED));
        assertTrue(meter.days(2, 1, 1.6).isEmpty());
        assertEquals("m|MET-02|2", meter.day(1, 1.6).orElseThrow().caseId());
    }

    @Test
    void errorOfTheOtherSignOpensTheNextCase() {
        open(1.3);
        meter.command(new Action.Dismiss(Dismissal.Code.ACCEPTED));
        assertEquals("m|MET-02|2", meter.days(3, 1, -1.3).orElseThrow().caseId());
    }

    @Test
    void laterEpochOpensTheNextCase() {
        open(1.3);
        meter.command(new Action.Dismiss(Dismissal.Code.HANDLED_ON_SITE));
        assertEquals("m|MET-02|2", meter.days(3, 2, 1.3).orElseThrow().caseId());
    }
}

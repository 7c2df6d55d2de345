// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CaseCommandAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.ClosingCause;
import org.plumbline.schema.avro.DismissalCode;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceProfile;

class CaseCommandsTopologyTest {
    private static final String CASE = "m1|MET-02|1";

    private Bench bench;
    private Pilot pilot;

    @BeforeEach
    void openCase() {
        bench = new Bench();
        pilot = new Pilot(bench, "m1");
        pilot.untilProposed(1.6);
        assertEquals(CaseState.PROPOSED, onlyCase().getState());
        bench.facts();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void send(CaseCommand command) {
        bench.send(Topics.CASE_COMMANDS, command.getMeterId(), command);
    }

    private void command(CaseCommandAction action) {
        send(bench.clerk.signed(bench.clerk.command(CASE, action)));
    }

    private void dismiss(DismissalCode code) {
        send(bench.clerk.signed(
                bench.clerk.command(CASE, CaseCommandAction.DISMISS).setDismissalCode(code)));
    }

    private AccuracyCase onlyCase() {
        Map<String, AccuracyCase> cases = bench.cases();
        assertEquals(1, cases.size(), cases.keySet()::toString);
        return cases.values().iterator().next();
    }

    private static Map<String, String> details(AuditFact fact) {
        return fact.getDetails().stream().collect(Collectors.toMap(NamedValue::getName, NamedValue::getText));
    }

    private void assertRefused(String reason) {
        assertTrue(bench.cases().isEmpty(), "a refused command changes nothing");
        List<AuditFact> facts = bench.facts();
        assertEquals(
                List.of("CASE_COMMAND_REFUSED"),
                facts.stream().map(AuditFact::getKind).toList());
        String told = details(facts.getFirst()).get("reason");
        assertTrue(told.startsWith(reason), told);
        assertTrue(bench.deadLetters().isEmpty());
    }

    @Test
    void personConfirmsAssignsAndNotes() {
        command(CaseCommandAction.CONFIRM);
        AccuracyCase confirmed = onlyCase();
        assertEquals(CaseState.PROPOSED, confirmed.getState());
        assertEquals("ann", confirmed.getConfirmedBy());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), confirmed.getConfirmedAt());
        send(bench.clerk.signed(
                bench.clerk.command(CASE, CaseCommandAction.ASSIGN).setAssignee("bob")));
        command(CaseCommandAction.NOTE);
        AccuracyCase noted = onlyCase();
        assertEquals("bob", noted.getAssignee());
        assertEquals("seen on site", noted.getNotes().getFirst().getText());
        assertEquals(
                List.of("CASE_CONFIRMED", "CASE_ASSIGNED", "CASE_NOTED"),
                bench.facts().stream().map(AuditFact::getKind).toList());
    }

    @Test
    void dismissedCaseStaysSoUntilThereIsNewEvidence() {
        dismiss(DismissalCode.ACCEPTED);
        AccuracyCase dismissed = onlyCase();
        assertEquals(CaseState.DISMISSED, dismissed.getState());
        assertEquals(DismissalCode.ACCEPTED, dismissed.getDismissalCode());
        assertEquals("ann", dismissed.getDismissedBy());
        Map<String, String> fact = details(bench.facts().getFirst());
        assertEquals("ACCEPTED", fact.get("code"));
        assertEquals("ann", fact.get("principal"));
        assertEquals("seen on site", fact.get("words"));

        pilot.days(10, new Truth(1.6, 1));
        assertTrue(bench.cases().isEmpty(), "the same error again is no news");
        pilot.days(12, new Truth(2.6, 1));
        assertEquals("m1|MET-02|2", onlyCase().getCaseId());
    }

    @Test
    void dismissalIsTakenBack() {
        dismiss(DismissalCode.FALSE_ALARM);
        command(CaseCommandAction.REOPEN);
        assertEquals(CaseState.CONFIRMED, onlyCase().getState());
        pilot.days(1, new Truth(1.6, 1));
        AccuracyCase again = onlyCase();
        assertEquals(CASE, again.getCaseId());
        assertEquals(CaseState.PROPOSED, again.getState());
        assertEquals(DismissalCode.UNKNOWN, again.getDismissalCode());
    }

    @Test
    void unsignedAndForgedCommandsAreRefused() {
        CaseCommand unsigned = CaseCommand.newBuilder(
                        bench.clerk.signed(bench.clerk.command(CASE, CaseCommandAction.CONFIRM)))
                .setSignature(null)
                .build();
        send(unsigned);
        assertRefused("SIGNATURE_MISSING");
        send(bench.clerk.signed(bench.clerk.command(CASE, CaseCommandAction.CONFIRM), bench.clerk.forged));
        assertRefused("SIGNATURE_WRONG");
        send(CaseCommand.newBuilder(bench.clerk.signed(bench.clerk.command(CASE, CaseCommandAction.NOTE)))
                .setReason("other words")
                .build());
        assertRefused("COMMAND_ID_WRONG");
    }

    @Test
    void commandOfALoginLongAgoIsRefused() {
        send(bench.clerk.signed(bench.clerk
                .command(CASE, CaseCommandAction.CONFIRM)
                .setAuthenticatedAt(Instant.parse("2025-12-31T11:59:00Z"))));
        assertRefused("AUTHENTICATION_TOO_OLD");
    }

    @Test
    void commandThatSaysNotEnoughIsRefused() {
        send(bench.clerk.signed(
                bench.clerk.command(CASE, CaseCommandAction.CONFIRM).setReason(" ")));
        assertRefused("REASON_MISSING");
        command(CaseCommandAction.DISMISS);
        assertRefused("ACTION_UNKNOWN");
        send(bench.clerk.signed(
                bench.clerk.command(CASE, CaseCommandAction.NOTE).setReason("x".repeat(1_001))));
        assertRefused("COMMAND_TOO_LARGE");
    }

    @Test
    void commandToAnotherMetersCaseIsRefused() {
        CaseCommand command = bench.clerk.signed(bench.clerk.command(CASE, CaseCommandAction.CONFIRM));
        bench.send(Topics.CASE_COMMANDS, "m2", command);
        assertRefused("CASE_ID_MALFORMED");
    }

    @Test
    void commandToACaseThatIsNotOpenOrNotKnownIsRefusedAndLeavesNoState() {
        send(bench.clerk.signed(bench.clerk.command("m1|MET-02|2", CaseCommandAction.CONFIRM)));
        assertRefused("CASE_NOT_OPEN");
        send(bench.clerk.signed(bench.clerk.command("m9|MET-02|1", CaseCommandAction.CONFIRM)));
        assertRefused("CASE_UNKNOWN");
        assertFalse(bench.stored(DriftTopology.TRACK_STORE).containsKey("m9"));
    }

    @Test
    void sameCommandTwiceHasOneEffect() {
        CaseCommand note = bench.clerk.signed(bench.clerk.command(CASE, CaseCommandAction.NOTE));
        send(note);
        assertEquals(1, onlyCase().getNotes().size());
        bench.facts();
        send(note);
        assertRefused("COMMAND_REPEATED");
    }

    @Test
    void caseInCorrectionIsNotDismissed() {
        AccuracyCase proposed = reproposed();
        pilot.order(proposed, "order-1");
        assertEquals(CaseState.IN_CORRECTION, onlyCase().getState());
        dismiss(DismissalCode.FALSE_ALARM);
        assertRefused("CASE_IN_CORRECTION");
        pilot.outcome(proposed, "order-1", OrderResult.APPLIED, 2);
        assertEquals(CaseState.VERIFYING, onlyCase().getState());
        dismiss(DismissalCode.FALSE_ALARM);
        assertRefused("CASE_VERIFYING");
    }

    private AccuracyCase reproposed() {
        pilot.days(1, new Truth(1.6, 1));
        return onlyCase();
    }

    @Test
    void unreadableCommandGoesToTheDeadLetters() {
        bench.sendOctets(Topics.CASE_COMMANDS, "m1", new byte[] {1, 2, 3});
        bench.sendOctets(Topics.CASE_COMMANDS, "m1", null);
        assertEquals(2, bench.deadLetters().size());
        assertTrue(bench.cases().isEmpty());
        assertTrue(bench.facts().isEmpty());
    }

    @Test
    void exchangeOfTheMeterClosesItsCase() {
        pilot.epoch(2, EpochCause.METER_EXCHANGE, Fleet.nominalBlock(), "");
        AccuracyCase closed = onlyCase();
        assertEquals(CaseState.CLOSED, closed.getState());
        assertEquals(ClosingCause.METER_EXCHANGED, closed.getClosingCause());
        assertTrue(closed.getStateReason().contains("exchanged"), closed.getStateReason());
        assertEquals("METER_EXCHANGED", details(bench.facts().getFirst()).get("cause"));
    }

    @Test
    void dismissedCaseIsNotReopenedAfterTheMeterWasExchanged() {
        dismiss(DismissalCode.FALSE_ALARM);
        assertEquals(CaseState.DISMISSED, onlyCase().getState());
        bench.facts();
        pilot.epoch(2, EpochCause.METER_EXCHANGE, Fleet.nominalBlock(), "");
        command(CaseCommandAction.REOPEN);
        assertRefused("METER_EXCHANGED");
    }

    @Test
    void withdrawnReferenceIsSaidInTheOpenCaseAndGoesWithAnother() {
        ReferenceProfile profile = Fleet.profile("m1");
        bench.profile(ReferenceProfile.newBuilder(profile)
                .setState(ProfileState.WITHDRAWN)
                .build());
        AccuracyCase standing = onlyCase();
        assertEquals(CaseState.OPENED, standing.getState());
        assertTrue(standing.getStateReason().contains("withdrawn"), standing.getStateReason());
        bench.passWallTime(Duration.ofMinutes(5));
        assertTrue(bench.cases().isEmpty(), "said once");

        bench.profile(profile);
        AccuracyCase again = reproposed();
        assertEquals(CaseState.PROPOSED, again.getState(), again.getStateReason());
    }
}

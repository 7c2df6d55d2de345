// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.console.fleet.FleetRecords.found;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.AccuracyCase.State;

class CaseRulesTest {

    private static CaseRequest request(CaseAction action) {
        return new CaseRequest(action, "because", Optional.of(DismissalCode.OTHER), "");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whatIsOfferedIsNotObjectedTo(State state) {
        AccuracyCase found = found("m1", 1, state);
        for (CaseAction action : CaseAction.values()) {
            assertEquals(
                    CaseRules.offered(found).contains(action),
                    CaseRules.objection(found, request(action)).isEmpty(),
                    state + " " + action);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"IN_CORRECTION", "VERIFYING"})
    void caseUnderCorrectionIsNotDismissedAndItIsSaidWhatToDo(State state) {
        Refusal refusal = CaseRules.objection(found("m1", 1, state), request(CaseAction.DISMISS))
                .orElseThrow();
        assertEquals("CASE_STATE", refusal.code());
        assertTrue(refusal.remedy().toLowerCase(java.util.Locale.ROOT).contains("wait for"), refusal::remedy);
    }

    @Test
    void dismissalNeedsItsCode() {
        CaseRequest without = new CaseRequest(CaseAction.DISMISS, "because", Optional.empty(), "");
        assertEquals(
                "DISMISSAL_CODE_MISSING",
                CaseRules.objection(found("m1", 1, State.OPENED), without)
                        .orElseThrow()
                        .code());
    }

    @Test
    void assigneeHasABound() {
        CaseRequest tooLong = new CaseRequest(CaseAction.ASSIGN, "because", Optional.empty(), "x".repeat(101));
        assertEquals(
                "ASSIGNEE_TOO_LONG",
                CaseRules.objection(found("m1", 1, State.OPENED), tooLong)
                        .orElseThrow()
                        .code());
    }

    @Test
    void codesAreReadInAnyCaseAndNothingElse() {
        assertEquals(Optional.of(DismissalCode.FALSE_ALARM), DismissalCode.of(" false_alarm "));
        assertFalse(DismissalCode.of("").isPresent());
        assertFalse(DismissalCode.of("UNKNOWN").isPresent());
    }
}

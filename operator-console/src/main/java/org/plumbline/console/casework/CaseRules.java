// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.casework;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.fleet.AccuracyCase;

/**
 * What a person can sensibly ask of a case as it was last seen. It spares people a round trip; the analyzer judges every
 * command again and alone decides.
 */
public final class CaseRules {
    /** Longest name of an assignee, in characters. */
    public static final int ASSIGNEE_LIMIT = 100;

    private CaseRules() {}

    /** Actions worth offering. */
    public static Set<CaseAction> offered(AccuracyCase found) {
        return switch (found.state()) {
            case OPENED -> EnumSet.of(CaseAction.CONFIRM, CaseAction.DISMISS, CaseAction.ASSIGN, CaseAction.NOTE);
            case CONFIRMED -> EnumSet.of(CaseAction.DISMISS, CaseAction.ASSIGN, CaseAction.NOTE);
            case PROPOSED ->
                found.handling().confirmedBy().isEmpty()
                        ? EnumSet.of(CaseAction.CONFIRM, CaseAction.DISMISS, CaseAction.ASSIGN, CaseAction.NOTE)
                        : EnumSet.of(CaseAction.DISMISS, CaseAction.ASSIGN, CaseAction.NOTE);
            case IN_CORRECTION, VERIFYING -> EnumSet.of(CaseAction.ASSIGN, CaseAction.NOTE);
            case DISMISSED -> EnumSet.of(CaseAction.REOPEN);
            case UNKNOWN, CLOSED -> EnumSet.noneOf(CaseAction.class);
        };
    }

    /** @return why the command would be refused; empty when it is worth sending */
    public static Optional<Refusal> objection(AccuracyCase found, CaseRequest request) {
        if (request.action() == CaseAction.DISMISS && request.code().isEmpty()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.UNSUITABLE,
                    "DISMISSAL_CODE_MISSING",
                    "A dismissal names its reason by a code.",
                    "Send code as one of " + Arrays.toString(DismissalCode.values()) + "."));
        }
        if (request.assignee().length() > ASSIGNEE_LIMIT) {
            return Optional.of(new Refusal(
                    Refusal.Kind.UNSUITABLE,
                    "ASSIGNEE_TOO_LONG",
                    "The assignee's name is longer than " + ASSIGNEE_LIMIT + " characters.",
                    "Send a shorter name."));
        }
        if (offered(found).contains(request.action())) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Refusal.Kind.CONFLICT,
                "CASE_STATE",
                "Case " + found.caseId() + " is " + found.state() + "; it cannot take " + request.action() + " now.",
                remedy(found)));
    }

    private static String remedy(AccuracyCase found) {
        return switch (found.state()) {
            case IN_CORRECTION -> "Abort its campaign and wait for the outcome of the order.";
            case VERIFYING -> "Wait for the proof: the case closes with it or opens again without it.";
            case DISMISSED -> "Reopen it first.";
            case CLOSED -> "It is over; new evidence opens a new case.";
            case UNKNOWN, OPENED, CONFIRMED, PROPOSED -> "Look at the case again.";
        };
    }
}

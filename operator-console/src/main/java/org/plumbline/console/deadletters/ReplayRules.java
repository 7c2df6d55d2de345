// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.campaign.Refusal.Kind;

/**
 * Which letters may be written to their topic again. What meters told is replayed: it can be had nowhere else, and who
 * reads it takes it twice or late without harm. What people or services decided is decided again. A pure function.
 */
public final class ReplayRules {
    /** Topics that letters go back to. */
    public static final Set<String> REPLAYED = Set.of("readings.v1", "meter-events.v1", "calibration-outcomes.v1");

    private record No(String code, String why, String remedy) {}

    private static final No STATE = new No(
            "STATE_NOT_REPLAYED",
            "holds the newest state of each key, and an old record written again would take its place",
            "Import the meter or the reference again.");
    private static final No COMMAND = new No(
            "COMMAND_NOT_REPLAYED",
            "carries what a person signed at a time that has passed",
            "Let the person give the command again.");
    private static final Map<String, No> OTHERS = Map.of(
            "meters.v1",
            STATE,
            "reference-profiles.v1",
            STATE,
            "campaign-commands.v1",
            COMMAND,
            "case-commands.v1",
            COMMAND,
            "read-requests.v1",
            new No(
                    "REQUEST_NOT_REPLAYED",
                    "carries what a person asked for at a time that has passed",
                    "Ask again: plumbline read."),
            "calibration-orders.v1",
            new No(
                    "ORDER_NOT_REPLAYED",
                    "carries orders that are signed, expire and are bound to a state of the meter",
                    "Retry the member in its campaign; the calibrator judges all gates and signs a new order."),
            "holds.v1",
            new No(
                    "HOLD_NOT_REPLAYED",
                    "is the order of all stops and lifts, and the gateway holds what this one names",
                    "Set a stop of that scope and lift it."),
            "audit-facts.v1",
            new No(
                    "FACT_NOT_REPLAYED",
                    "is written by the services alone, in the transaction of what happened",
                    "Keep the letter: it shows what the chain does not have."));
    private static final No DERIVED = new No(
            "DERIVED_NOT_REPLAYED",
            "is worked out by one service, whose newer records count",
            "Nothing; that service tells its next result by itself.");

    private ReplayRules() {}

    /** Why this letter is never replayed; empty when it may be. */
    public static Optional<Refusal> objection(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin();
        if (origin == null) {
            return refused(
                    "NO_ORIGIN",
                    "Letter " + letter.id() + " does not say on which topic of this head-end it stood.",
                    "Find out who wrote it; it stays here.");
        }
        if (!REPLAYED.contains(origin.topic())) {
            No no = OTHERS.getOrDefault(origin.topic(), DERIVED);
            return refused(
                    no.code(),
                    "Letter " + letter.id() + " stood on " + origin.topic() + ", which " + no.why() + ".",
                    no.remedy());
        }
        if (letter.cut()) {
            return refused(
                    "CUT",
                    "Only the beginning of letter " + letter.id() + " was kept.",
                    "Read it where it stood: " + origin + ".");
        }
        if (DeadLetterReason.isForEver(letter.reason())) {
            return refused(
                    "WOULD_FAIL_AGAIN",
                    "Letter " + letter.id() + " is wrong in itself (" + letter.reason() + ") and would come back.",
                    "Mend what writes to " + origin.topic() + ".");
        }
        return Optional.empty();
    }

    /**
     * Why this letter is not replayed now; empty when it is.
     *
     * @param before its replays, oldest first
     * @param again true when it is asked for although it was replayed before
     */
    public static Optional<Refusal> objection(DeadLetter letter, List<ReplayNote> before, boolean again) {
        Optional<Refusal> never = objection(letter);
        if (never.isPresent() || before.isEmpty() || again) {
            return never;
        }
        ReplayNote last = before.getLast();
        return Optional.of(new Refusal(
                Kind.CONFLICT,
                "ALREADY_REPLAYED",
                "Letter " + letter.id() + " was replayed by " + last.principal() + " at " + last.at() + ".",
                "See whether it was taken, or is a dead letter again; ask for it again if it must be."));
    }

    private static Optional<Refusal> refused(String code, String message, String remedy) {
        return Optional.of(new Refusal(Kind.UNSUITABLE, code, message, remedy));
    }
}

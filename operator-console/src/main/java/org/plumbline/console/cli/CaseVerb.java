// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.plumbline.console.casework.DismissalCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person says of a case. The analyzer decides; the command waits until the case tells how. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, as the case shows", "1:refused, or not done in time", "2:wrong usage"})
abstract class CaseVerb extends CaseCommand.Base {

    @Parameters(paramLabel = "CASE", description = "Case id: meter|kind|number; quote it.")
    private String caseId = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in your words; it goes into the audit.")
    String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Longest wait for the effect (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    /** Last part of the path. */
    abstract String verb();

    /** What is sent besides the reason. */
    Map<String, String> more() {
        return Map.of();
    }

    /** True of the case once it shows the effect. @param before the case as it was when the command was sent */
    abstract Predicate<JsonNode> effect(JsonNode before);

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> body = new HashMap<>(more());
        body.put("reason", reason);
        return ask("/api/cases/" + ConsoleClient.part(caseId), verb(), body, this::effect, waitSeconds, "analyzer");
    }

    /** Says that the finding is real. */
    @Command(name = "confirm", description = "Says that the finding is real. From then on only a person ends the case.")
    static final class Confirm extends CaseVerb {
        @Override
        String verb() {
            return "confirm";
        }

        @Override
        Predicate<JsonNode> effect(JsonNode before) {
            return now -> !text(now.path("handling"), "confirmedBy").isEmpty();
        }
    }

    /** Ends a case without a correction. */
    @Command(name = "dismiss", description = "Ends a case without a correction.")
    static final class Dismiss extends CaseVerb {
        @Option(
                names = "--code",
                paramLabel = "CODE",
                required = true,
                description = "Why: one of ${COMPLETION-CANDIDATES}.")
        private DismissalCode code = DismissalCode.OTHER;

        @Override
        String verb() {
            return "dismiss";
        }

        @Override
        Map<String, String> more() {
            return Map.of("code", code.name());
        }

        @Override
        Predicate<JsonNode> effect(JsonNode before) {
            return now -> text(now, "state").equals("DISMISSED");
        }
    }

    /** Says who looks after a case. */
    @Command(name = "assign", description = "Says who looks after a case.")
    static final class Assign extends CaseVerb {
        @Option(names = "--to", paramLabel = "PERSON", required = true, description = "Who; empty = nobody.")
        private String assignee = "";

        @Override
        String verb() {
            return "assign";
        }

        @Override
        Map<String, String> more() {
            return Map.of("assignee", assignee);
        }

        @Override
        Predicate<JsonNode> effect(JsonNode before) {
            return now -> text(now.path("handling"), "assignee").equals(assignee.strip());
        }
    }

    /** Writes something down about a case. */
    @Command(name = "note", description = "Writes the reason down as a note about a case.")
    static final class Note extends CaseVerb {
        @Override
        String verb() {
            return "note";
        }

        @Override
        Predicate<JsonNode> effect(JsonNode before) {
            JsonNode notes = before.path("handling").path("notes");
            return now -> !now.path("handling").path("notes").equals(notes);
        }
    }

    /** Takes a dismissal back. */
    @Command(name = "reopen", description = "Takes a dismissal back; the case counts as confirmed.")
    static final class Reopen extends CaseVerb {
        @Override
        String verb() {
            return "reopen";
        }

        @Override
        Predicate<JsonNode> effect(JsonNode before) {
            return now -> !text(now, "state").equals("DISMISSED");
        }
    }
}

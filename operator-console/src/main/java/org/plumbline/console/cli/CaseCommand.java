// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cases at the console: look at them, and say what a person knows of them. */
@Command(
        name = "case",
        mixinStandardHelpOptions = true,
        description = "Cases: findings about meters that people decide on.")
final class CaseCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: list, show, confirm, dismiss, assign, note or reopen");
    }

    static CommandLine commandLine() {
        return new CommandLine(new CaseCommand())
                .addSubcommand(new ListCases())
                .addSubcommand(new ShowCase())
                .addSubcommand(new CaseVerb.Confirm())
                .addSubcommand(new CaseVerb.Dismiss())
                .addSubcommand(new CaseVerb.Assign())
                .addSubcommand(new CaseVerb.Note())
                .addSubcommand(new CaseVerb.Reopen());
    }

    /** What all of these commands have in common. */
    abstract static class Base extends ConsoleCommand {
        @Override
        void printText(JsonNode found, PrintWriter out) {
            out.printf("%s  %s%n", text(found, "caseId"), text(found, "state"));
            out.printf("  why        %s%n", text(found, "stateReason"));
            out.printf("  error      %s%n", error(found));
            out.printf("  action     %s%n", (text(found, "action") + " " + text(found, "proposalRefusal")).strip());
            out.printf("  opened     %s%n", text(found, "openedAt"));
            optional(out, "confirmed", text(found.path("handling"), "confirmedBy"));
            optional(out, "assignee", text(found.path("handling"), "assignee"));
            optional(out, "campaign", text(found, "campaignId"));
            optional(out, "order", text(found, "orderId"));
            for (JsonNode note : found.path("handling").path("notes")) {
                out.printf(
                        "  note       %s %s: %s%n",
                        text(note, "writtenAt"), text(note, "principal"), text(note, "text"));
            }
        }

        /** The newest stated error with its expanded uncertainty (k = 2), in percent. */
        static String error(JsonNode found) {
            JsonNode estimate = found.path("latest").path("errorPercent").isNumber()
                    ? found.path("latest")
                    : found.path("evidence");
            return estimate.path("errorPercent").isNumber()
                    ? String.format(
                            Locale.ROOT,
                            "%+.3f %% +/- %.3f %%, limit %.2f %%",
                            estimate.path("errorPercent").asDouble(),
                            2
                                    * estimate.path("uncertainty")
                                            .path("combinedPercent")
                                            .asDouble(),
                            estimate.path("limitPercent").asDouble())
                    : "not known";
        }
    }

    /** Lists cases. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists cases, one on a line: id, state, error, action.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:refused, or no console there", "2:wrong usage"})
    static final class ListCases extends Base {
        @Option(
                names = "--state",
                paramLabel = "STATE",
                defaultValue = "open",
                description = "open, all, or a state as DISMISSED (default: ${DEFAULT-VALUE}).")
        private String state = "open";

        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                String query = state.equalsIgnoreCase("all") ? "" : "?state=" + ConsoleClient.part(state);
                JsonNode found = client.get("/api/cases" + query);
                PrintWriter out = spec.commandLine().getOut();
                if (output == Output.json) {
                    out.println(found);
                } else {
                    found.forEach(each -> out.printf(
                            "%-30s %-13s %-42s %s%n",
                            text(each, "caseId"), text(each, "state"), error(each), text(each, "action")));
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Shows one case. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one case.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:shown", "1:no such case, or no console there", "2:wrong usage"})
    static final class ShowCase extends Base {
        @Parameters(paramLabel = "CASE", description = "Case id: meter|kind|number; quote it.")
        private String caseId = "";

        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                print(client.get("/api/cases/" + ConsoleClient.part(caseId)));
                return 0;
            }
        }
    }
}

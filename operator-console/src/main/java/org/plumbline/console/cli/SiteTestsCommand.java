// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.plumbline.console.tables.Csv;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The work list of visits to meters. */
@Command(
        name = "site-tests",
        mixinStandardHelpOptions = true,
        description = "Visits to meters that the evidence asks for.")
final class SiteTestsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list");
    }

    static CommandLine commandLine() {
        return new CommandLine(new SiteTestsCommand()).addSubcommand(new ListCommand());
    }

    /** Prints the list. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists the meters that somebody must visit, the most urgent first: why, on what evidence, what to measure",
                "and bring, and until when where a certificate gives a date."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:shown", "1:no console there", "2:wrong usage"})
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private ConsoleOptions console = new ConsoleOptions();

        @Mixin
        private ListOptions list = new ListOptions();

        @Override
        public Integer call() throws InterruptedException {
            int limit = list.limit();
            try (ConsoleClient client = console.client()) {
                list.print(
                        client.get("/api/site-tests?limit=" + limit), ListCommand::printTable, ListCommand::printCsv);
            }
            return 0;
        }

        private static void printTable(JsonNode found, PrintWriter out) {
            int total = found.path("total").asInt();
            out.printf("site tests: %d, shown %d%n", total, found.path("tests").size());
            found.path("tests").forEach(test -> {
                out.printf(
                        "%n%d  %-16s %-12s class %-5s %s%s%n",
                        test.path("priority").asInt(),
                        text(test, "meterId"),
                        text(test, "meterModel"),
                        text(test, "accuracyClass"),
                        error(test),
                        text(test, "dueAt").isEmpty() ? "" : "  due " + text(test, "dueAt"));
                test.path("reasons")
                        .forEach(reason -> out.printf(
                                "   %s: %s (%s)%n",
                                text(reason, "code"), text(reason, "text"), text(reason, "evidence")));
                test.path("measure").forEach(what -> out.printf("   - %s%n", what.asText()));
            });
        }

        private static String error(JsonNode test) {
            return test.path("errorPercent").isNumber()
                    ? String.format(
                            Locale.ROOT,
                            "e = %+.3f %% (U = %.3f %%, k = 2)",
                            test.path("errorPercent").asDouble(),
                            test.path("expandedUncertaintyPercent").asDouble())
                    : "no figure";
        }

        private static void printCsv(JsonNode found, PrintWriter out) {
            Csv.line(
                    out,
                    List.of(
                            "priority",
                            "meterId",
                            "serialNumber",
                            "meterModel",
                            "accuracyClass",
                            "district",
                            "dueAt",
                            "errorPercent",
                            "expandedUncertaintyPercent",
                            "reasons",
                            "evidence",
                            "texts",
                            "measure"));
            found.path("tests")
                    .forEach(test -> Csv.line(
                            out,
                            List.of(
                                    text(test, "priority"),
                                    text(test, "meterId"),
                                    text(test, "serialNumber"),
                                    text(test, "meterModel"),
                                    text(test, "accuracyClass"),
                                    text(test, "district"),
                                    text(test, "dueAt"),
                                    text(test, "errorPercent"),
                                    text(test, "expandedUncertaintyPercent"),
                                    joined(test, "code"),
                                    joined(test, "evidence"),
                                    joined(test, "text"),
                                    StreamSupport.stream(test.path("measure").spliterator(), false)
                                            .map(JsonNode::asText)
                                            .collect(Collectors.joining("; ")))));
        }

        private static String joined(JsonNode test, String name) {
            return StreamSupport.stream(test.path("reasons").spliterator(), false)
                    .map(reason -> text(reason, name))
                    .collect(Collectors.joining("; "));
        }

        private static String text(JsonNode node, String name) {
            return ConsoleCommand.text(node, name);
        }
    }
}

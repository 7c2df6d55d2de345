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
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is known of references. */
@Command(name = "references", mixinStandardHelpOptions = true, description = "What is known of references.")
final class ReferencesCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: findings, import or export");
    }

    static CommandLine commandLine() {
        return new CommandLine(new ReferencesCommand())
                .addSubcommand(new FindingsCommand())
                .addSubcommand(new ReferenceImport())
                .addSubcommand(new ReferenceExport());
    }

    /** Takes references in by a file. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Takes the references of a file in: pairings, certificates and self-tests. Everything is checked before"
                        + " anything is written: every bad row is named with line, column and reason, and one bad row keeps"
                        + " out all of them.",
                "Results of a test bench, load point by load point, come in by bench-evidence import."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:taken in, or nothing is wrong with it", "1:refused, or no console there", "2:wrong usage"
            })
    static final class ReferenceImport extends FileImport {
        @Override
        String subjects() {
            return "references";
        }
    }

    /** Writes references into a file. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Gives out all references, without results of benches, as a file that can be imported again.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:given out", "1:refused, or no console there", "2:wrong usage"})
    static final class ReferenceExport extends FileExport {
        @Override
        String subjects() {
            return "references";
        }
    }

    /** Prints how certificates stand. */
    @Command(
            name = "findings",
            mixinStandardHelpOptions = true,
            description = {
                "Shows which certificates do not fit the comparisons around them: what is stated less what all others say,",
                "its standard uncertainty u and their quotient z, the loop, whose verdicts are held back, what to do.",
                "With METER: of that meter and of the references it is compared with."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:no certificate or comparison is in doubt",
                "1:one is in doubt, no such meter, or no console there",
                "2:wrong usage"
            })
    static final class FindingsCommand implements Callable<Integer> {
        @Mixin
        private ConsoleOptions console = new ConsoleOptions();

        @Parameters(
                paramLabel = "METER",
                arity = "0..1",
                defaultValue = "",
                description = "One meter; without it all references.")
        private String meterId = "";

        @Option(names = "--all", description = "Show references that fit or are unchecked, too.")
        private boolean all;

        @Mixin
        private ListOptions list = new ListOptions();

        @Override
        public Integer call() throws InterruptedException {
            int limit = list.limit();
            JsonNode found;
            try (ConsoleClient client = console.client()) {
                found = client.get("/api/reference-findings?limit=" + limit + "&all=" + all
                        + (meterId.isEmpty() ? "" : "&meter=" + ConsoleClient.part(meterId)));
            }
            list.print(found, FindingsCommand::printTable, FindingsCommand::printCsv);
            return found.path("inDoubt").asInt() > 0 ? 1 : 0;
        }

        private static void printTable(JsonNode found, PrintWriter out) {
            out.printf(
                    "references: %d with a finding, %d in doubt, shown %d%n",
                    found.path("references").asInt(),
                    found.path("inDoubt").asInt(),
                    found.path("findings").size());
            found.path("findings").forEach(finding -> printFinding(finding, out));
        }

        private static void printFinding(JsonNode finding, PrintWriter out) {
            JsonNode standing = finding.path("standing");
            out.printf(
                    Locale.ROOT,
                    "%n%-16s %-14s certificate of %s: e = %+.3f %%  comparisons up to %s%n",
                    text(standing, "meterId"),
                    text(standing, "state"),
                    date(standing, "certificateTime"),
                    standing.path("certificateErrorPercent").asDouble(),
                    date(standing, "asOf"));
            standing.path("statements")
                    .forEach(statement -> out.printf(
                            Locale.ROOT,
                            "   %-9s %-36s %+8.3f %%  u %.3f %%  z %+.1f%n",
                            statement.path("inDoubt").asBoolean() ? "IN DOUBT" : "fits",
                            words(statement),
                            number(statement, "differencePercent"),
                            number(statement, "standardUncertaintyPercent"),
                            number(statement, "normalisedDifference")));
            if (!standing.path("loop").isEmpty()) {
                out.printf(
                        Locale.ROOT,
                        "   loop %s: closes to %+.3f %% (u at most %.3f %%)%n",
                        joined(standing.path("loop"), ", "),
                        number(standing, "misclosurePercent"),
                        number(standing, "misclosureStandardUncertaintyPercent"));
            }
            if (!finding.path("heldBackMeterIds").isEmpty()) {
                out.println("   held back: no MET-02 and no adjustment of "
                        + joined(finding.path("heldBackMeterIds"), ", "));
            }
            out.println("   " + text(standing, "text"));
        }

        private static void printCsv(JsonNode found, PrintWriter out) {
            Csv.line(
                    out,
                    List.of(
                            "referenceMeterId",
                            "state",
                            "asOf",
                            "certificateTime",
                            "certificateErrorPercent",
                            "statement",
                            "statementMeterId",
                            "statementReferenceMeterId",
                            "inDoubt",
                            "differencePercent",
                            "standardUncertaintyPercent",
                            "normalisedDifference",
                            "misclosurePercent",
                            "misclosureStandardUncertaintyPercent",
                            "heldBackMeterIds",
                            "text"));
            found.path("findings").forEach(finding -> {
                JsonNode statements = finding.path("standing").path("statements");
                if (statements.isEmpty()) {
                    csvLine(finding, statements, out);
                }
                statements.forEach(statement -> csvLine(finding, statement, out));
            });
        }

        private static void csvLine(JsonNode finding, JsonNode statement, PrintWriter out) {
            JsonNode standing = finding.path("standing");
            Csv.line(
                    out,
                    List.of(
                            text(standing, "meterId"),
                            text(standing, "state"),
                            text(standing, "asOf"),
                            text(standing, "certificateTime"),
                            text(standing, "certificateErrorPercent"),
                            statement.isObject() ? kind(statement) : "",
                            text(statement, "meterId"),
                            text(statement, "referenceMeterId"),
                            text(statement, "inDoubt"),
                            text(statement, "differencePercent"),
                            text(statement, "standardUncertaintyPercent"),
                            text(statement, "normalisedDifference"),
                            text(standing, "misclosurePercent"),
                            text(standing, "misclosureStandardUncertaintyPercent"),
                            joined(finding.path("heldBackMeterIds"), " "),
                            text(standing, "text")));
        }

        private static String kind(JsonNode statement) {
            return text(statement, "referenceMeterId").isEmpty() ? "certificate" : "comparison";
        }

        private static String words(JsonNode statement) {
            return text(statement, "referenceMeterId").isEmpty()
                    ? "certificate of " + text(statement, "meterId")
                    : text(statement, "meterId") + " against " + text(statement, "referenceMeterId");
        }

        private static String joined(JsonNode list, String separator) {
            return StreamSupport.stream(list.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(separator));
        }

        private static String date(JsonNode of, String name) {
            String time = text(of, name);
            return time.substring(0, Math.min(10, time.length()));
        }

        private static double number(JsonNode of, String name) {
            return of.path(name).asDouble();
        }

        private static String text(JsonNode node, String name) {
            return ConsoleCommand.text(node, name);
        }
    }
}

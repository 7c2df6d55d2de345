// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.Csv;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Meters: which are registered. */
@Command(name = "meters", mixinStandardHelpOptions = true, description = "Meters that are registered.")
final class MetersCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: import, export, list or erase");
    }

    static CommandLine commandLine() {
        return new CommandLine(new MetersCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new MeterExport())
                .addSubcommand(new ListCommand())
                .addSubcommand(new EraseCommand());
    }

    /** Registers meters by a file. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Registers the meters of a file. Everything is checked before anything is written: every bad row is named"
                        + " with line, column and reason, and one bad row keeps out all of them.",
                "Meters that are known with other values are changed with --update only; none is ever taken away."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:registered, or nothing is wrong with it",
                "1:refused, or no console there",
                "2:wrong usage"
            })
    static final class ImportCommand extends FileImport {
        @Override
        String subjects() {
            return "meters";
        }
    }

    /** Writes registered meters into a file. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Gives out all registered meters as a file that can be imported again. Holds no keys.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:given out", "1:refused, or no console there", "2:wrong usage"})
    static final class MeterExport extends FileExport {
        @Override
        String subjects() {
            return "meters";
        }
    }

    /** Erases the readings of a meter. */
    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description = {
                "Erases the readings of a meter that stays registered, from the console's tables and from what analysts"
                        + " export, now and whenever the tables are built again. It cannot be undone.",
                "docs/erasure.md says what remains, and until when the topics themselves hold it."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:erased", "1:refused, or no console there", "2:wrong usage"})
    static final class EraseCommand extends ConsoleCommand {
        @Parameters(paramLabel = "METER", description = "Whose readings.")
        private String meterId = "";

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why, in your words; it goes into the audit.")
        private String reason = "";

        @Option(
                names = "--up-to",
                paramLabel = "TIME",
                description = "Last capture time that is erased, UTC, e.g. 2026-01-31T00:00:00Z (default: now).")
        private @Nullable Instant upTo;

        @Override
        public Integer call() throws InterruptedException {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("reason", reason);
            Instant until = upTo;
            if (until != null) {
                body.put("upTo", until.toString());
            }
            try (ConsoleClient client = console.client()) {
                print(client.post("/api/meters/" + ConsoleClient.part(meterId) + "/erase", body));
            }
            return 0;
        }

        @Override
        void printText(JsonNode found, PrintWriter out) {
            out.printf("readings of %s up to %s are erased%n", text(found, "meterId"), text(found, "erasedUpTo"));
        }
    }

    /** Lists registered meters. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists registered meters with how far they are off.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:refused, or no console there", "2:wrong usage"})
    static final class ListCommand implements Callable<Integer> {
        private static final int PAGE = 1_000;
        private static final List<String> COLUMNS = List.of(
                "meterId",
                "state",
                "serialNumber",
                "meterType",
                "accuracyClass",
                "district",
                "yearOfManufacture",
                "verdict",
                "errorPercent",
                "lastCapture");

        @Mixin
        private ConsoleOptions console = new ConsoleOptions();

        @Mixin
        private ListOptions list = new ListOptions();

        @Option(names = "--district", paramLabel = "NAME", defaultValue = "", description = "Of one district.")
        private String district = "";

        @Option(names = "--verdict", paramLabel = "VERDICT", defaultValue = "", description = "With one verdict.")
        private String verdict = "";

        @Option(
                names = "--order",
                paramLabel = "ORDER",
                defaultValue = "meterId",
                description = "meterId, worst or error (default: ${DEFAULT-VALUE}).")
        private String order = "meterId";

        @Override
        public Integer call() throws InterruptedException {
            int limit = list.limit();
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            try (ConsoleClient client = console.client()) {
                String after = "";
                do {
                    JsonNode page = client.get("/api/tables/meters?order=" + ConsoleClient.part(order) + "&limit="
                            + Math.min(PAGE, limit - rows.size())
                            + (district.isEmpty() ? "" : "&district=" + ConsoleClient.part(district))
                            + (verdict.isEmpty() ? "" : "&verdict=" + ConsoleClient.part(verdict))
                            + (after.isEmpty() ? "" : "&after=" + after));
                    page.path("rows").forEach(rows::add);
                    after = page.path("next").asText("");
                    if (page.path("next").isNull()) {
                        after = "";
                    }
                } while (!after.isEmpty() && rows.size() < limit);
            }
            list.print(rows, ListCommand::printTable, ListCommand::printCsv);
            return 0;
        }

        private static void printTable(JsonNode rows, PrintWriter out) {
            String form = "%-20s %-13s %-16s %-12s %-6s %-12s %5s %-12s %9s%n";
            out.printf(form, "METER", "STATE", "SERIAL", "TYPE", "CLASS", "DISTRICT", "YEAR", "VERDICT", "ERROR %");
            rows.forEach(row -> out.printf(
                    form,
                    text(row, "meterId"),
                    text(row, "state"),
                    text(row, "serialNumber"),
                    text(row, "meterType"),
                    text(row, "accuracyClass"),
                    text(row, "district"),
                    row.path("yearOfManufacture").asInt() == 0 ? "" : text(row, "yearOfManufacture"),
                    text(row, "verdict"),
                    row.path("errorPercent").isNumber()
                            ? "%+.3f".formatted(row.path("errorPercent").asDouble())
                            : ""));
            out.printf("%d meters%n", rows.size());
        }

        private static void printCsv(JsonNode rows, PrintWriter out) {
            Csv.line(out, COLUMNS);
            rows.forEach(row -> Csv.line(
                    out, COLUMNS.stream().map(column -> text(row, column)).toList()));
        }

        private static String text(JsonNode row, String column) {
            return ConsoleCommand.text(row, column);
        }
    }
}

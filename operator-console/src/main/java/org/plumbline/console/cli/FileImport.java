// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.file.RowFiles;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that gives the console a file of rows and prints what came of it. */
abstract class FileImport extends ConsoleCommand {

    @Parameters(paramLabel = "FILE", description = "CSV or JSON in UTF-8, told apart by its ending; docs/import.md.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Check only and show each change; nothing is written.")
    private boolean dryRun;

    @Option(names = "--update", description = "Change what is known with other values, too.")
    private boolean update;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}, where the ending does not say it.")
    private RowFiles.@Nullable Format format;

    /** Plural of what the rows are about, as in the path. */
    abstract String subjects();

    @Override
    public Integer call() throws InterruptedException {
        String type = formatOf() == RowFiles.Format.json ? "application/json" : "text/csv";
        byte[] octets = content();
        String run = UUID.nameUUIDFromBytes(octets).toString();
        JsonNode answer;
        try (ConsoleClient client = console.client()) {
            answer = client.upload(
                    "/api/" + subjects() + "/import?dryRun=" + dryRun + "&update=" + update + "&run=" + run,
                    type,
                    octets,
                    () -> note(client.get("/api/imports/" + run)));
        }
        JsonNode report = answer.has("report") ? answer.path("report") : answer;
        print(report);
        return report.path("findingsTotal").asLong() == 0 ? 0 : 1;
    }

    private RowFiles.Format formatOf() {
        RowFiles.Format asked = format;
        if (asked != null) {
            return asked;
        }
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? RowFiles.Format.json : RowFiles.Format.csv;
    }

    private byte[] content() {
        try {
            if (Files.size(file) > RowFiles.MOST_OCTETS) {
                throw new ConsoleException(file + " has more than " + (RowFiles.MOST_OCTETS >> 20) + " MiB; split it");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConsoleException("cannot read " + file + ": " + e, e);
        }
    }

    private void note(JsonNode standing) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "plumbline: %s, %d of %d rows%n",
                text(standing, "phase"),
                standing.path("done").asLong(),
                standing.path("rows").asLong());
        err.flush();
    }

    @Override
    void printText(JsonNode report, PrintWriter out) {
        out.printf(
                "%s: %d rows, SHA-256 %s%n%d new, %d changed, %d as known; %d findings%n",
                file,
                report.path("rows").asLong(),
                text(report, "sha256"),
                report.path("added").asLong(),
                report.path("changed").asLong(),
                report.path("unchanged").asLong(),
                report.path("findingsTotal").asLong());
        report.path("findings").forEach(finding -> printFinding(finding, out));
        more(report.path("findingsTotal").asLong(), report.path("findings").size(), "findings", out);
        if (dryRun) {
            report.path("changes").forEach(change -> printChange(change, out));
            more(
                    report.path("added").asLong() + report.path("changed").asLong(),
                    report.path("changes").size(),
                    "changes",
                    out);
            if (report.path("changed").asLong() > 0 && !update) {
                out.println("what is known is changed with --update only");
            }
        }
        out.println(outcome(report));
    }

    private static String outcome(JsonNode report) {
        if (report.path("written").asBoolean()) {
            return "written";
        }
        boolean nothingToDo =
                report.path("added").asLong() + report.path("changed").asLong() == 0;
        return report.path("findingsTotal").asLong() == 0 && nothingToDo
                ? "nothing to write: all of it is known"
                : "nothing was written";
    }

    private static void printFinding(JsonNode finding, PrintWriter out) {
        String column = text(finding, "column");
        String value = text(finding, "value");
        out.printf(
                "line %d%s%s %s. %s%n",
                finding.path("line").asInt(),
                column.isEmpty() ? ":" : ", " + column,
                value.isEmpty() ? "" : " \"" + value + "\"",
                text(finding, "reason"),
                text(finding, "remedy"));
    }

    private static void printChange(JsonNode change, PrintWriter out) {
        out.printf(
                "line %d, %s%s%n",
                change.path("line").asInt(),
                text(change, "id"),
                change.path("added").asBoolean() ? ": new" : "");
        change.path("fields")
                .forEach(field -> out.printf(
                        "    %s: \"%s\" -> \"%s\"%n",
                        text(field, "column"), text(field, "before"), text(field, "after")));
    }

    private static void more(long total, int shown, String what, PrintWriter out) {
        if (total > shown) {
            out.printf("... and %d more %s%n", total - shown, what);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.plumbline.console.tables.Csv;
import org.plumbline.console.tables.TableShape;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records that a service could not read or use: look at them, and send back what is worth it. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Records that a service could not read or use and put aside.")
final class DeadLettersCommand implements Runnable {
    private static final int LONGEST_PAGE = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show or replay");
    }

    static CommandLine commandLine() {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListLetters())
                .addSubcommand(new ShowLetter())
                .addSubcommand(new Replay());
    }

    /** Lists them. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists dead letters, the newest first: id, when, who put it aside, where it stood, why.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed, also when there is none", "1:refused, or no console there", "2:wrong usage"})
    static final class ListLetters implements Callable<Integer> {
        @Mixin
        private ConsoleOptions console = new ConsoleOptions();

        @Mixin
        private ListOptions list = new ListOptions();

        @Option(names = "--topic", paramLabel = "TOPIC", description = "Only from this topic, e.g. readings.v1.")
        private String topic = "";

        @Option(names = "--reason", paramLabel = "CODE", description = "Only for this reason, e.g. UNKNOWN_SCHEMA.")
        private String reason = "";

        @Option(names = "--service", paramLabel = "SERVICE", description = "Only put aside by this service.")
        private String service = "";

        @Option(
                names = "--from",
                paramLabel = "INSTANT",
                description = "Only put aside since, e.g. 2026-11-24T00:00:00Z.")
        private String from = "";

        @Override
        public Integer call() throws InterruptedException {
            int limit = list.limit();
            try (ConsoleClient client = console.client()) {
                list.print(pages(client, limit), ListLetters::printTable, ListLetters::printCsv);
            }
            return 0;
        }

        private JsonNode pages(ConsoleClient client, int limit) throws InterruptedException {
            ArrayNode rows = JsonNodeFactory.instance.arrayNode();
            String after = "";
            do {
                String path = "/api/tables/dead-letters?limit=" + Math.min(LONGEST_PAGE, limit - rows.size())
                        + filter("sourceTopic", topic) + filter("reason", reason) + filter("service", service)
                        + filter("from", from) + filter("after", after);
                JsonNode page = client.get(path);
                page.path("rows").forEach(rows::add);
                after = page.path("next").asText("").replace("null", "");
            } while (!after.isEmpty() && rows.size() < limit);
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            found.set("letters", rows);
            found.put("more", !after.isEmpty());
            return found;
        }

        private static String filter(String name, String value) {
            return value.isEmpty() ? "" : "&" + name + "=" + ConsoleClient.part(value);
        }

        private static void printTable(JsonNode found, PrintWriter out) {
            JsonNode letters = found.path("letters");
            if (letters.isEmpty()) {
                out.println("no dead letters: every record was read");
                return;
            }
            letters.forEach(letter -> {
                out.printf(
                        "%-10s %-24s %-16s %-16s %s, partition %d offset %d%s%n",
                        text(letter, "letterId"),
                        text(letter, "written"),
                        text(letter, "service"),
                        text(letter, "reason"),
                        text(letter, "sourceTopic"),
                        letter.path("sourcePartition").asInt(),
                        letter.path("sourceOffset").asLong(),
                        letter.path("replays").asInt() == 0
                                ? ""
                                : "; replayed by " + text(letter, "replayedBy") + " " + text(letter, "replayed"));
                out.printf("           %s%n           %s%n", text(letter, "message"), text(letter, "remedy"));
            });
            if (found.path("more").asBoolean()) {
                out.println("there are more: --limit");
            }
        }

        private static void printCsv(JsonNode found, PrintWriter out) {
            List<String> columns = TableShape.DEAD_LETTERS.columns().stream()
                    .map(TableShape.Column::name)
                    .toList();
            Csv.line(out, columns);
            found.path("letters")
                    .forEach(letter -> Csv.line(
                            out,
                            columns.stream().map(name -> text(letter, name)).toList()));
        }
    }

    /** Shows one. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one dead letter: where it stood, why it was put aside, what it is, its replays.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:shown", "1:no such letter, or no console there", "2:wrong usage"})
    static final class ShowLetter extends ConsoleCommand {
        @Parameters(paramLabel = "LETTER", description = "Its id, as 3-17.")
        private String letterId = "";

        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                print(client.get("/api/dead-letters/" + ConsoleClient.part(letterId)));
                return 0;
            }
        }

        @Override
        void printText(JsonNode found, PrintWriter out) {
            out.printf("%s  %s%n", text(found, "letterId"), text(found, "reason"));
            optional(out, "written", text(found, "written"));
            optional(out, "service", text(found, "service"));
            optional(out, "stood on", text(found, "sourceTopic") + " offset " + text(found, "sourceOffset"));
            optional(out, "message", text(found, "message"));
            optional(out, "is", (text(found, "schema") + " " + text(found, "format")).strip());
            optional(out, "octets", text(found, "keyOctets") + " key, " + text(found, "valueOctets") + " value");
            found.path("fields")
                    .properties()
                    .forEach(field ->
                            optional(out, field.getKey(), field.getValue().asText()));
            found.path("replays")
                    .forEach(replay -> out.printf(
                            "  replay %d   %s %s, now at offset %s: %s%n",
                            replay.path("number").asInt(),
                            text(replay, "at"),
                            text(replay, "principal"),
                            text(replay, "offset"),
                            text(replay, "reason")));
        }
    }

    /** Sends some back. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Writes dead letters to the topic they came from, octet for octet, all that are not refused at once.",
                "What meters told goes back; orders, commands and state never do."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all were replayed, or would be",
                "1:some or all were refused, or no console there",
                "2:wrong usage"
            })
    static final class Replay extends ConsoleCommand {
        @Parameters(paramLabel = "LETTER", arity = "1..100", description = "Their ids, as 3-17.")
        private List<String> letterIds = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in your words; needed unless --dry-run.")
        private String reason = "";

        @Option(names = "--again", description = "Also what was replayed before.")
        private boolean again;

        @Option(names = "--dry-run", description = "Says what would be replayed and writes nothing.")
        private boolean dryRun;

        @Override
        public Integer call() throws InterruptedException {
            if (reason.isBlank() && !dryRun) {
                throw new ParameterException(spec.commandLine(), "--reason is missing: say why");
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("letters", letterIds);
            body.put("reason", reason);
            body.put("again", again);
            body.put("dryRun", dryRun);
            try (ConsoleClient client = console.client()) {
                JsonNode found = client.post("/api/dead-letters/replay", body);
                print(found);
                return found.path("refused").asInt() == 0 ? 0 : 1;
            }
        }

        @Override
        void printText(JsonNode found, PrintWriter out) {
            found.path("results")
                    .forEach(each -> out.printf(
                            "%-10s %-24s %s%n",
                            text(each, "letterId"),
                            text(each, "result"),
                            (text(each, "to") + text(each, "message") + " " + text(each, "remedy")).strip()));
        }
    }

    private static String text(JsonNode node, String name) {
        return ConsoleCommand.text(node, name);
    }
}

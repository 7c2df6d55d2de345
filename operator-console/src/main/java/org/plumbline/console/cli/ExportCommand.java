// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.duckdb.ExportStore;
import org.plumbline.console.adapter.kafka.ExportSource;
import org.plumbline.console.export.Dataset;
import org.plumbline.console.export.ExportRow;
import org.plumbline.console.export.ExportTerms;
import org.plumbline.console.export.Pseudonyms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes topics as files for analysts. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes readings, drift, cases or outcomes as files for analysts, one for each UTC day:",
            "DIR/TABLE/day=YYYY-MM-DD/TABLE.parquet. What was cut off goes on where it was when asked for again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all days are written",
            "1:not all: a record could not be read, a fuller file was kept, or the export was cut off",
            "2:wrong usage"
        })
final class ExportCommand implements Callable<Integer> {
    private static final long MOST_KEY_OCTETS = 4_096;
    private static final int MOST_NAMED = 10;

    private final Function<String, SchemaRegistryClient> registries;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Parameters(paramLabel = "TABLE", description = "${COMPLETION-CANDIDATES}")
    private Dataset dataset = Dataset.readings;

    @Option(names = "--from", paramLabel = "DAY", required = true, description = "First UTC day, YYYY-MM-DD.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", paramLabel = "DAY", required = true, description = "Last UTC day, YYYY-MM-DD.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ExportTerms.Format format = ExportTerms.Format.parquet;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "export",
            description = "Where the folders of the tables are (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("export");

    @Option(
            names = "--pseudonymous",
            paramLabel = "KEYFILE",
            description = {
                "Replaces meters, profiles, cases, campaigns and orders by a keyed hash and leaves out texts and",
                "coefficient blocks. KEYFILE holds the key, at least 32 octets; the same key gives the same names."
            })
    private @Nullable Path keyFile;

    @Option(names = "--restart", description = "Throw away what an export that was cut off has read.")
    private boolean restart;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Longest time reading may take, at least 1; then ask again (default: ${DEFAULT-VALUE}).")
    private int deadlineSeconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "Of the summary: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    ExportCommand(Function<String, SchemaRegistryClient> registries) {
        this.registries = registries;
    }

    /** What was done, as it is shown. */
    record Summary(String table, String folder, long rows, int days, List<String> keptDays, long unreadableRecords) {}

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw new ParameterException(spec.commandLine(), "--to " + to + " is before --from " + from);
        }
        if (deadlineSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--deadline must be at least 1 second");
        }
        Optional<Pseudonyms> pseudonyms = Optional.ofNullable(keyFile).map(this::pseudonyms);
        ExportTerms terms = new ExportTerms(
                dataset,
                ExportSource.topicOf(dataset).prefixed(topics.topicPrefix()),
                from,
                to,
                format,
                pseudonyms.map(Pseudonyms::fingerprint).orElse(""));
        try (ExportSource source = new ExportSource(
                        topics.kafka(),
                        registries.apply(topics.schemaRegistry()),
                        dataset,
                        topics.topicPrefix(),
                        Duration.ofSeconds(deadlineSeconds));
                ExportStore store = new ExportStore(out, terms, restart)) {
            return export(source, store, pseudonyms);
        }
    }

    private int export(ExportSource source, ExportStore store, Optional<Pseudonyms> pseudonyms) {
        if (store.progress().isEmpty()) {
            Map<Integer, ExportStore.Progress> all = new TreeMap<>();
            source.bounds()
                    .forEach((partition, bounds) -> all.put(partition, new ExportStore.Progress(bounds[0], bounds[1])));
            store.begin(all);
        }
        Map<Integer, long[]> open = new TreeMap<>();
        store.progress().forEach((partition, progress) -> {
            if (progress.next() < progress.end()) {
                open.put(partition, new long[] {progress.next(), progress.end()});
            }
        });
        Reading reading = new Reading(store, pseudonyms, open);
        try {
            source.read(open, reading);
        } finally {
            store.commit();
        }
        ExportStore.Written written = store.write(day -> note(dataset + " of " + day + " written"));
        Summary summary = new Summary(
                dataset.name(),
                out.resolve(dataset.name()).toString(),
                written.rows(),
                written.days().size(),
                written.kept().stream().map(LocalDate::toString).toList(),
                reading.unreadable);
        show(summary);
        return summary.keptDays().isEmpty() && summary.unreadableRecords() == 0 ? 0 : 1;
    }

    private void show(Summary summary) {
        PrintWriter text = spec.commandLine().getOut();
        switch (output) {
            case json -> text.println(json(summary));
            case text ->
                text.printf(
                        "%s: %d rows of %d days in %s%n",
                        summary.table(), summary.rows(), summary.days(), summary.folder());
        }
        text.flush();
        if (!summary.keptDays().isEmpty()) {
            note("kept, because they hold more rows than the topic does by now: "
                    + String.join(", ", summary.keptDays()) + "; delete what shall be written anew");
        }
        if (summary.unreadableRecords() > 0) {
            note(summary.unreadableRecords() + " records could not be read and are missing");
        }
    }

    private static String json(Summary summary) {
        try {
            return new ObjectMapper().writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(String words) {
        spec.commandLine().getErr().println("plumbline: " + words);
        spec.commandLine().getErr().flush();
    }

    private Pseudonyms pseudonyms(Path file) {
        try {
            if (Files.size(file) > MOST_KEY_OCTETS) {
                throw new ConsoleException("--pseudonymous: " + file + " is larger than a key");
            }
            return new Pseudonyms(Files.readAllBytes(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConsoleException("--pseudonymous: " + file + ": " + e.getMessage(), e);
        }
    }

    /** Takes the records in and tells how far it is, by whole tenths. */
    private final class Reading implements ExportSource.Reader {
        private final ExportStore store;
        private final Optional<Pseudonyms> pseudonyms;
        private final long all;
        private final Map<Integer, Long> next = new TreeMap<>();
        private long done;
        private long told;
        private long unreadable;

        Reading(ExportStore store, Optional<Pseudonyms> pseudonyms, Map<Integer, long[]> open) {
            this.store = store;
            this.pseudonyms = pseudonyms;
            long sum = 0;
            for (Map.Entry<Integer, long[]> each : open.entrySet()) {
                next.put(each.getKey(), each.getValue()[0]);
                sum += each.getValue()[1] - each.getValue()[0];
            }
            all = sum;
        }

        @Override
        public void rows(int partition, long offset, List<ExportRow> rows) {
            store.add(
                    partition,
                    offset,
                    pseudonyms
                            .map(names -> rows.stream()
                                    .map(row -> names.of(dataset, row))
                                    .toList())
                            .orElse(rows));
            done += offset + 1 - next.getOrDefault(partition, offset);
            next.put(partition, offset + 1);
            long tenths = 10 * done / Math.max(1, all);
            if (tenths > told) {
                told = tenths;
                note(dataset + ": " + 10 * tenths + " % of " + all + " offsets read");
            }
        }

        @Override
        public void unreadable(int partition, long offset, String why) {
            if (++unreadable <= MOST_NAMED) {
                note(why);
            }
            rows(partition, offset, List.of());
        }
    }
}

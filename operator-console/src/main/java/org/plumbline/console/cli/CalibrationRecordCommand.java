// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.kafka.TopicRecords;
import org.plumbline.console.adapter.record.RecordForm;
import org.plumbline.console.record.CalibrationRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the calibration record of a meter to a file. */
@Command(
        name = "calibration-record",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the calibration record of a meter to a file: what was found, ordered, written and proven, by whom and",
            "why, from the topics alone. Every format holds the whole record; audit verify-record checks it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:no such meter, or the topics could not be read", "2:wrong usage"})
final class CalibrationRecordCommand implements Callable<Integer> {

    private final Function<String, SchemaRegistryClient> registries;
    private final InstantSource wallClock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Parameters(paramLabel = "METER", description = "Meter id, as registered.")
    private String meterId = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private RecordForm format = RecordForm.html;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to write; overwritten.")
    private Path file = Path.of("");

    @Mixin
    private ReadingDeadline deadline = new ReadingDeadline();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "What is said about the file: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    CalibrationRecordCommand(Function<String, SchemaRegistryClient> registries, InstantSource wallClock) {
        this.registries = registries;
        this.wallClock = wallClock;
    }

    @Override
    public Integer call() {
        Duration longest = deadline.get();
        CalibrationRecord record = new TopicRecords(
                        topics.kafka(), registries.apply(topics.schemaRegistry()), topics.topicPrefix(), longest)
                .of(meterId, wallClock.instant().truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow(() -> new ConsoleException(
                        "the topics know no meter " + meterId + "; see plumbline drift for those that are known"));
        try {
            Files.write(file, format.octets(record));
        } catch (IOException e) {
            throw new ConsoleException("the file " + file + " cannot be written: " + e.getMessage(), e);
        }
        print(record);
        return 0;
    }

    private void print(CalibrationRecord record) {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> out.printf("%s  %s%nSHA-256 of the record  %s%n", format, file, record.digest());
            case json -> {
                ObjectNode told = new ObjectMapper().createObjectNode();
                told.put("meterId", meterId).put("format", format.name()).put("file", file.toString());
                out.println(told.put("digest", record.digest()));
            }
        }
        out.flush();
    }
}

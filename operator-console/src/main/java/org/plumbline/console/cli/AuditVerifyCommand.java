// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.console.adapter.kafka.WholeTopic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.serde.RecordSerde;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the audit topic wholly and checks every subject's chain. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads the audit topic from its beginning and checks the hash chain of every subject.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all chains are intact", "1:a chain is broken, or could not be read", "2:wrong usage"})
final class AuditVerifyCommand implements Callable<Integer> {

    private final Function<String, SchemaRegistryClient> registries;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Longest time reading may take (default: ${DEFAULT-VALUE}).")
    private int deadlineSeconds;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    AuditVerifyCommand(Function<String, SchemaRegistryClient> registries) {
        this.registries = registries;
    }

    @Override
    public Integer call() {
        if (deadlineSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--deadline must be at least 1 second");
        }
        AuditReport report = new AuditReport();
        new WholeTopic<>(
                        topics.kafka(),
                        new RecordSerde<>(registries.apply(topics.schemaRegistry()), AuditEntry.class),
                        Topics.AUDIT.prefixed(topics.topicPrefix()),
                        Duration.ofSeconds(deadlineSeconds))
                .read(report);
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> printText(report, out);
            case json -> out.println(json(report));
        }
        out.flush();
        return report.isIntact() ? 0 : 1;
    }

    private static void printText(AuditReport report, PrintWriter out) {
        out.printf("audit: %d entries of %d subjects%n", report.entries(), report.subjects());
        report.entriesByKind().forEach((kind, count) -> out.printf("  %-28s %d%n", kind, count));
        report.breaks()
                .forEach(found -> out.printf(
                        "BROKEN  subject %s, sequence %d: %s (%s)%n",
                        found.subjectId(), found.sequence(), found.why(), found.fault()));
        out.println(
                report.isIntact()
                        ? "all chains are intact"
                        : report.breaks().size() + " of " + report.subjects() + " chains are broken");
    }

    private static String json(AuditReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("intact", report.isIntact());
        fields.put("entries", report.entries());
        fields.put("subjects", report.subjects());
        fields.put("entriesByKind", report.entriesByKind());
        fields.put("broken", report.breaks());
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

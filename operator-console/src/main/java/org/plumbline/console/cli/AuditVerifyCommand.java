// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.adapter.kafka.WholeTopic;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.TrustedSigners;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the checkpoints and the audit topic wholly and proves the one by the other. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the audit topic from its beginning and checks the hash chain of every subject. With --signers it checks"
                    + " the signed checkpoints too, and that the chains hold what they name: entries cut off at the end,"
                    + " a subject that is gone and a chain written anew are found by them.",
            "It prints where the checkpoints end. Whoever notes that elsewhere and gives it back with --head finds"
                    + " checkpoints cut off, too."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is proven that was asked",
            "1:something was removed, changed or reordered, is not proven, or could not be read",
            "2:wrong usage"
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private static final Pattern HEAD = Pattern.compile("(\\d{1,5}):(\\d{1,18}):([0-9a-f]{64})");

    private final Function<String, SchemaRegistryClient> registries;
    private final InstantSource wallTime;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = "--signers",
            paramLabel = "FILE",
            defaultValue = "${env:PLUMBLINE_TRUSTED_SIGNERS:-" + Option.NULL_VALUE + "}",
            description = "JSON file of trusted keys; those of purpose CHECKPOINTS sign checkpoints"
                    + " (env PLUMBLINE_TRUSTED_SIGNERS).")
    private @Nullable Path signers;

    @Option(
            names = "--head",
            paramLabel = "PARTITION:SEQUENCE:HASH",
            description = "A checkpoint noted elsewhere, which must be there; may be given more than once.")
    private List<String> heads = new ArrayList<>();

    @Option(
            names = "--newest-within",
            paramLabel = "DURATION",
            defaultValue = "PT48H",
            description = "How old the newest checkpoints may be (default: ${DEFAULT-VALUE}).")
    private Duration newestWithin = Duration.ofHours(48);

    @Mixin
    private ReadingDeadline deadline = new ReadingDeadline();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    AuditVerifyCommand(Function<String, SchemaRegistryClient> registries, InstantSource wallTime) {
        this.registries = registries;
        this.wallTime = wallTime;
    }

    @Override
    public Integer call() {
        Duration longest = deadline.get();
        AuditProof.Terms terms = terms();
        AuditProof proof = new AuditProof(terms);
        if (terms != null) {
            topic(Topics.AUDIT_CHECKPOINTS, AuditCheckpoint.class, longest).read(proof::accept);
        }
        AuditReport report = new AuditReport(proof, terms != null);
        int partitions = topic(Topics.AUDIT, AuditEntry.class, longest).read(report);
        List<AuditProof.Finding> findings = proof.findings(partitions);
        report.print(output, findings, spec.commandLine().getOut());
        return findings.isEmpty() ? 0 : 1;
    }

    private <T extends SpecificRecord> WholeTopic<T> topic(Topic topic, Class<T> type, Duration longest) {
        return new WholeTopic<>(
                topics.kafka(),
                new RecordSerde<>(registries.apply(topics.schemaRegistry()), type),
                topic.prefixed(topics.topicPrefix()),
                longest);
    }

    private AuditProof.@Nullable Terms terms() {
        Path file = signers;
        if (file == null) {
            if (!heads.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--head needs --signers");
            }
            return null;
        }
        try {
            return new AuditProof.Terms(
                    TrustedSigners.load(file, TrustedSigners.Purpose.CHECKPOINTS),
                    wallTime.instant(),
                    newestWithin,
                    heads.stream().map(this::noted).toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private AuditProof.Noted noted(String head) {
        Matcher matcher = HEAD.matcher(head);
        if (!matcher.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--head must be PARTITION:SEQUENCE:HASH, the hash in 64 digits: " + head);
        }
        return new AuditProof.Noted(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3));
    }
}

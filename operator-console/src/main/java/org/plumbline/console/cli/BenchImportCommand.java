// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.file.BenchFile;
import org.plumbline.console.adapter.kafka.ReferenceProfiles;
import org.plumbline.console.bench.BenchCertificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a certificate of a test bench and publishes it as the CERTIFICATE profile of its meter. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the numbers of a bench certificate against each other and publishes it as the reference of its"
                    + " meter.",
            "An older certificate of the meter is replaced. The format is described in docs/metrology.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, or with --check sound",
            "1:the file is at fault, or not published",
            "2:wrong usage"
        })
final class BenchImportCommand implements Callable<Integer> {
    private static final long LARGEST_FILE_OCTETS = 1 << 20;

    private final Function<String, SchemaRegistryClient> registries;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Certificate, JSON in UTF-8.")
    private Path file = Path.of("");

    @Option(names = "--check", description = "Check only, publish nothing.")
    private boolean checkOnly;

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    BenchImportCommand(Function<String, SchemaRegistryClient> registries) {
        this.registries = registries;
    }

    @Override
    public Integer call() {
        return switch (BenchFile.read(content())) {
            case BenchFile.Result.Read read -> accepted(read.certificate());
            case BenchFile.Result.Malformed malformed -> refused(malformed);
        };
    }

    private String content() {
        try {
            if (Files.size(file) > LARGEST_FILE_OCTETS) {
                throw new ConsoleException(file + " is larger than 1 MiB; that is no certificate");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConsoleException("cannot read " + file + ": " + e, e);
        }
    }

    private int accepted(BenchCertificate certificate) {
        if (!checkOnly) {
            new ReferenceProfiles(topics.kafka(), registries.apply(topics.schemaRegistry()), topics.topicPrefix())
                    .publish(certificate);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ok", true);
        fields.put("published", !checkOnly);
        fields.put("profileId", certificate.profileId());
        fields.put("meterId", certificate.meterId());
        fields.put("calibrationEpoch", certificate.calibrationEpoch());
        fields.put("certificate", certificate.certificate());
        fields.put("asFoundPoints", certificate.asFound().size());
        fields.put("asLeftPoints", certificate.asLeft().size());
        print(
                fields,
                "%s: certificate %s of meter %s, calibration epoch %d, %d points as found, %d as left; profile %s"
                        .formatted(
                                checkOnly ? "sound" : "published",
                                certificate.certificate(),
                                certificate.meterId(),
                                certificate.calibrationEpoch(),
                                certificate.asFound().size(),
                                certificate.asLeft().size(),
                                certificate.profileId()));
        return 0;
    }

    private int refused(BenchFile.Result.Malformed malformed) {
        String message = file + ", line " + malformed.line() + ": " + malformed.sentence();
        if (output == Output.json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("ok", false);
            fields.put("published", false);
            fields.put("line", malformed.line());
            fields.put("text", malformed.sentence());
            print(fields, "");
        }
        spec.commandLine().getErr().println("plumbline: " + message);
        spec.commandLine().getErr().flush();
        return 1;
    }

    private void print(Map<String, Object> fields, String text) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(output == Output.json ? new ObjectMapper().writeValueAsString(fields) : text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
    }
}

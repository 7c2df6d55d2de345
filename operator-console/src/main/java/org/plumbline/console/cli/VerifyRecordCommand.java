// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.record.RecordCheck;
import org.plumbline.console.adapter.record.SignatureCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the file of a calibration record without asking anybody. */
@Command(
        name = "verify-record",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a calibration record (JSON, HTML or PDF) from the file alone: its digest, the hashes of the audit",
            "entries, orders and commands in it, that all it states follows from them, and that a page or document",
            "shows exactly that. Every change is named. Whether the log ever held it, only the log can tell."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the record is sound", "1:it is not, or it cannot be read", "2:wrong usage"})
final class VerifyRecordCommand implements Callable<Integer> {

    private static final long MOST_OCTETS = 256L << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The record.")
    private Path file = Path.of("");

    @Option(
            names = "--signers",
            paramLabel = "FILE",
            description =
                    "Trusted signers, as the services have them: checks the signatures of orders and commands too.")
    private @Nullable Path signers;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    @Override
    public Integer call() {
        RecordCheck.Report report = RecordCheck.check(octets(), signatures());
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> printText(report, out);
            case json -> out.println(json(report));
        }
        out.flush();
        return report.isSound() ? 0 : 1;
    }

    private byte[] octets() {
        try {
            if (Files.size(file) > MOST_OCTETS) {
                throw new ConsoleException(file + " is longer than any calibration record");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConsoleException("the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private @Nullable SignatureCheck signatures() {
        try {
            return signers == null ? null : SignatureCheck.by(signers);
        } catch (IllegalArgumentException e) {
            throw new ConsoleException(String.valueOf(e.getMessage()), e);
        }
    }

    private void printText(RecordCheck.Report report, PrintWriter out) {
        out.printf(
                "calibration record of meter %s (%s), %d audit entries%nSHA-256  %s%nsignatures  %s%n",
                report.meterId(),
                report.form(),
                report.entries(),
                report.digest(),
                signers == null ? "not checked: give --signers" : "checked");
        report.findings().forEach(found -> out.printf("WRONG  %s: %s%n", found.where(), found.what()));
        out.println(report.isSound() ? "the record is sound" : "the record is NOT sound");
    }

    private ObjectNode json(RecordCheck.Report report) {
        ObjectNode told = new ObjectMapper().createObjectNode();
        told.put("sound", report.isSound())
                .put("meterId", report.meterId())
                .put("form", report.form().name())
                .put("digest", report.digest())
                .put("entries", report.entries())
                .put("signaturesChecked", signers != null);
        ArrayNode findings = told.putArray("findings");
        report.findings()
                .forEach(found ->
                        findings.addObject().put("where", found.where()).put("what", found.what()));
        return told;
    }
}

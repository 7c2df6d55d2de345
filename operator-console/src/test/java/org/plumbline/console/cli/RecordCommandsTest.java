// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.adapter.record.CorrectedMeter;
import org.plumbline.console.adapter.record.Statement;
import org.plumbline.schema.signing.SigningKey;
import picocli.CommandLine;

class RecordCommandsTest {

    @TempDir
    private Path directory;

    private Path file;

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void writeARecord() throws IOException {
        Path key = directory.resolve("key.pem");
        SigningKey.generate(key);
        file = Files.write(
                directory.resolve("record.json"),
                Statement.record(
                                "M1",
                                Instant.parse("2026-03-02T00:00:00Z"),
                                new CorrectedMeter("M1", "because", SigningKey.load("key-1", key)).evidence())
                        .orElseThrow()
                        .json());
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = PlumblineCli.commandLine(address -> new MockSchemaRegistryClient())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        return new Run(cli.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void aSoundRecordEndsWithZero() {
        Run run = run("audit", "verify-record", file.toString());
        assertEquals(0, run.code(), run.out() + run.err());
        assertTrue(run.out().contains("calibration record of meter M1 (json), 7 audit entries"), run.out());
        assertTrue(run.out().contains("signatures  not checked: give --signers"), run.out());
        assertTrue(run.out().contains("the record is sound"), run.out());
    }

    @Test
    void aChangeIsNamedAndEndsWithOne() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"1.6100\"", "\"0.6100\""));
        Run run = run("audit", "verify-record", file.toString(), "-o", "json");
        assertEquals(1, run.code());
        JsonNode told = new ObjectMapper().readTree(run.out());
        assertTrue(!told.path("sound").asBoolean()
                && !told.path("signaturesChecked").asBoolean());
        assertTrue(
                run.out()
                        .contains("$.statement.corrections[0].asFound.errorPercent\",\"what\":\"is \\\"0.6100\\\","
                                + " but by the sources it is \\\"1.6100\\\"\""),
                run.out());
    }

    @Test
    void whatCannotBeReadIsSaidWithoutAStack() {
        Run missing = run("audit", "verify-record", directory.resolve("none").toString());
        assertEquals(1, missing.code());
        assertTrue(missing.err().startsWith("plumbline: the file "), missing.err());
        Run signers = run("audit", "verify-record", file.toString(), "--signers", file.toString());
        assertEquals(1, signers.code());
        assertTrue(signers.err().contains("trusted signers file"), signers.err());
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertEquals(2, run("calibration-record", "M1").code());
        assertEquals(
                2,
                run("calibration-record", "M1", "--out", "x", "--format", "doc").code());
        assertEquals(
                2,
                run("calibration-record", "M1", "--out", "x", "--deadline", "0").code());
        assertEquals(2, run("audit", "verify-record").code());
        assertEquals(2, run("audit").code());
    }
}

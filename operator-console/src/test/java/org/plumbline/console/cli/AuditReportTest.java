// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import picocli.CommandLine;

class AuditReportTest {

    @Test
    void whatIsIntactIsToldAndThatCheckpointsWereNotAskedFor() throws IOException {
        List<AuditEntry> first = chain("m1", 3);
        List<AuditEntry> second = chain("c1", 3);
        List<AuditEntry> mixed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mixed.add(first.get(i));
            mixed.add(second.get(i));
        }
        JsonNode told = new ObjectMapper().readTree(told(Output.json, mixed));
        assertTrue(told.path("intact").asBoolean());
        assertFalse(told.path("checkpointsChecked").asBoolean());
        assertEquals(2, told.path("subjects").asInt());
        assertEquals(6, told.path("entries").asInt());
        assertEquals(6, told.path("entriesByKind").path("ORDER_RELEASED").asInt());
        assertTrue(told(Output.text, mixed).contains("give --signers"));
    }

    @Test
    void whatWasRemovedOrChangedIsNamedForPeopleAndMachines() throws IOException {
        List<AuditEntry> chain = new ArrayList<>(chain("m1", 3));
        chain.remove(1);
        chain.addAll(chain("m2", 2));
        JsonNode told = new ObjectMapper().readTree(told(Output.json, chain));
        assertFalse(told.path("intact").asBoolean());
        assertEquals(1, told.path("broken").size());
        JsonNode found = told.path("broken").path(0);
        assertEquals("subject m1", found.path("where").asText());
        assertEquals(3, found.path("sequence").asInt());
        assertEquals("REMOVED", found.path("kind").asText());
        String text = told(Output.text, chain);
        assertTrue(text.contains("REMOVED   subject m1: entry 3 stands where entry 2 belongs: 1 removed"), text);
        assertTrue(text.contains("the audit is not proven: 1 findings"), text);
    }

    private static String told(Output form, List<AuditEntry> entries) {
        AuditProof proof = new AuditProof(null);
        AuditReport report = new AuditReport(proof, false);
        entries.forEach(report);
        StringWriter out = new StringWriter();
        report.print(form, proof.findings(1), new PrintWriter(out));
        return out.toString();
    }

    @Test
    void wrongUsageEndsWithTwoAndHelpWithZero(@TempDir Path directory) throws IOException {
        assertEquals(2, run("audit"));
        assertEquals(2, run());
        assertEquals(2, run("audit", "verify", "--output", "xml"));
        assertEquals(2, run("audit", "verify", "--deadline", "0"));
        assertEquals(2, run("audit", "verify", "--head", "0:1:" + "ab".repeat(32)), "a head without signers");
        assertEquals(2, run("audit", "verify", "--signers", "/no/such/file"));
        Path signers = Files.writeString(directory.resolve("signers.json"), "[]");
        assertEquals(2, run("audit", "verify", "--signers", signers.toString(), "--head", "0:1:ab"));
        assertEquals(2, run("audit", "verify", "--newest-within", "soon"));
        assertEquals(0, run("audit", "verify", "--help"));
    }

    @Test
    void brokerThatDoesNotAnswerEndsWithOneInTime() {
        assertEquals(1, run("audit", "verify", "--bootstrap-servers", "127.0.0.1:1", "--deadline", "1"));
    }

    private static int run(String... arguments) {
        CommandLine cli = PlumblineCli.commandLine(url -> new MockSchemaRegistryClient());
        cli.setErr(new PrintWriter(new StringWriter()));
        cli.setOut(new PrintWriter(new StringWriter()));
        return cli.execute(arguments);
    }

    private static List<AuditEntry> chain(String subject, int length) {
        List<AuditEntry> chain = new ArrayList<>();
        AuditChain.Head head = AuditChain.Head.empty(subject);
        for (int i = 0; i < length; i++) {
            AuditEntry entry = AuditChain.append(
                    head,
                    AuditFact.newBuilder()
                            .setFactId(subject + i)
                            .setSubjectId(subject)
                            .setKind("ORDER_RELEASED")
                            .setFieldTime(Instant.EPOCH)
                            .setWallTime(Instant.EPOCH)
                            .build());
            chain.add(entry);
            head = AuditChain.Head.of(entry);
        }
        return chain;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import picocli.CommandLine;

class AuditReportTest {

    @Test
    void chainsOfSubjectsThatAreReadMixedAreIntact() {
        AuditReport report = new AuditReport();
        List<AuditEntry> first = chain("m1", 3);
        List<AuditEntry> second = chain("c1", 3);
        for (int i = 0; i < 3; i++) {
            report.accept(first.get(i));
            report.accept(second.get(i));
        }
        assertTrue(report.isIntact());
        assertEquals(2, report.subjects());
        assertEquals(6, report.entries());
        assertEquals(6L, report.entriesByKind().get("ORDER_RELEASED"));
    }

    @Test
    void changedEntryIsNamedAndTheOtherSubjectsStayIntact() {
        List<AuditEntry> chain = new ArrayList<>(chain("m1", 3));
        AuditEntry second = chain.get(1);
        chain.set(
                1,
                AuditEntry.newBuilder(second)
                        .setFact(AuditFact.newBuilder(second.getFact())
                                .setActor("mallory")
                                .build())
                        .build());
        AuditReport report = new AuditReport();
        chain.forEach(report);
        chain("m2", 2).forEach(report);
        assertFalse(report.isIntact());
        AuditReport.Break found = report.breaks().getFirst();
        assertEquals(1, report.breaks().size());
        assertEquals("m1", found.subjectId());
        assertEquals(2, found.sequence());
        assertEquals("ENTRY_HASH", found.fault());
    }

    @Test
    void removedEntryIsNoticed() {
        AuditReport report = new AuditReport();
        List<AuditEntry> chain = chain("m1", 3);
        report.accept(chain.get(0));
        report.accept(chain.get(2));
        assertEquals("SEQUENCE", report.breaks().getFirst().fault());
    }

    @Test
    void wrongUsageEndsWithTwoAndHelpWithZero() {
        assertEquals(2, run("audit"));
        assertEquals(2, run());
        assertEquals(2, run("audit", "verify", "--output", "xml"));
        assertEquals(2, run("audit", "verify", "--deadline", "0"));
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

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.AuditHead;
import org.plumbline.schema.signing.TrustedSigners;

class CheckpointsTest {

    @TempDir
    private Path directory;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theFirstIsTakenAtTheStartAndOneMoreEachDayInUtcAlsoWhenNothingHappened() {
        tick();
        assertEquals(List.of(List.of()), heads());
        fact("m-1", "a");
        fact("m-2", "b");
        fact("m-1", "c");
        tick();
        assertEquals(1, bench.checkpoints.size(), "twice on one day");

        nextDay();
        assertEquals(List.of(List.of(), List.of("m-1 2", "m-2 1")), heads());
        fact("m-2", "d");
        nextDay();
        nextDay();
        assertEquals(List.of(List.of(), List.of("m-1 2", "m-2 1"), List.of("m-2 2"), List.of()), heads());
        AuditCheckpoint newest = bench.checkpoints.getLast();
        assertEquals(2, newest.getSubjects());
        assertEquals(4, newest.getEntries());
        assertEquals(List.of(), findings());
    }

    @Test
    void theTimeOfTheLastRecordIsNoDayForThem() {
        tick();
        bench.send(
                Topics.AUDIT_FACTS,
                "m-1",
                AuditFact.newBuilder(told("m-1", "a"))
                        .setFieldTime(bench.now().plus(Duration.ofDays(400)))
                        .build());
        tick();
        assertEquals(1, bench.checkpoints.size(), "field time is not wall time");
    }

    @Test
    void anEntryThatIsTakenOffTheTopicAfterwardsIsMissed() {
        fact("m-1", "a");
        fact("m-1", "b");
        tick();
        assertEquals(List.of(), findings());
        bench.audit.removeIf(entry -> entry.getSubjectId().equals("m-1") && entry.getSequence() == 2);
        assertEquals(
                List.of("subject m-1: entries 2 to 2 at the end are removed"),
                findings().stream().map(AuditProof.Finding::text).toList());
    }

    @Test
    void aFactToldTwiceLetsNoChainGrow() {
        fact("m-1", "a");
        tick();
        fact("m-1", "a");
        nextDay();
        assertNotEquals(List.of(), bench.checkpoints.getFirst().getHeads());
        assertEquals(List.of(), bench.checkpoints.getLast().getHeads());
        assertEquals(List.of(), findings());
    }

    private void tick() {
        bench.pass(Duration.ofMillis(500));
    }

    private void nextDay() {
        Instant midnight = bench.now()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
        bench.pass(Duration.between(bench.now(), midnight));
    }

    private void fact(String subject, String id) {
        bench.send(Topics.AUDIT_FACTS, subject, told(subject, id));
    }

    private AuditFact told(String subject, String id) {
        return AuditFact.newBuilder()
                .setFactId(id)
                .setSubjectId(subject)
                .setKind("ORDER_RELEASED")
                .setFieldTime(bench.now())
                .setWallTime(bench.now())
                .build();
    }

    private List<List<String>> heads() {
        return bench.checkpoints.stream()
                .map(checkpoint -> checkpoint.getHeads().stream()
                        .map(CheckpointsTest::text)
                        .toList())
                .toList();
    }

    private static String text(AuditHead head) {
        return head.getSubjectId() + " " + head.getSequence();
    }

    private List<AuditProof.Finding> findings() {
        AuditProof proof = new AuditProof(new AuditProof.Terms(
                TrustedSigners.load(bench.signersFile, TrustedSigners.Purpose.CHECKPOINTS),
                bench.now(),
                Duration.ofDays(2),
                List.of()));
        bench.checkpoints.forEach(proof::accept);
        bench.audit.forEach(proof::accept);
        return proof.findings(1);
    }
}

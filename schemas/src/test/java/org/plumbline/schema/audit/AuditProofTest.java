// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.audit.AuditProof.Finding;
import org.plumbline.schema.audit.AuditProof.Noted;
import org.plumbline.schema.audit.CheckpointChain.Growth;
import org.plumbline.schema.audit.CheckpointChain.Tail;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.AuditHead;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

class AuditProofTest {

    private final AuditWorld world = new AuditWorld();

    /** m-0 has three entries in partition 1, m-2 two in partition 0; three days. */
    @BeforeEach
    void threeDays() {
        assertEquals(1, AuditWorld.partitionOf("m-1"), "the partitions that the tests count on");
        assertEquals(0, AuditWorld.partitionOf("m-0"), "the partitions that the tests count on");
        world.day();
        world.happens("m-0");
        world.happens("m-1");
        world.happens("m-0");
        world.day();
        world.happens("m-0");
        world.happens("m-1");
        world.day();
    }

    @Test
    void whatIsWholeIsProvenAndDaysWithoutEntriesHaveCheckpointsToo() {
        assertEquals(List.of(), world.findings());
        assertEquals(6, world.checkpoints.size());
        assertEquals(List.of(), world.checkpoints.getFirst().getHeads());
        assertEquals(
                List.of("m-0 3"),
                world.checkpoints.get(4).getHeads().stream()
                        .map(head -> head.getSubjectId() + " " + head.getSequence())
                        .toList(),
                "only what grew is named again");
        assertEquals(3, world.checkpoints.get(4).getEntries());
        assertEquals(1, world.checkpoints.get(4).getSubjects());
    }

    @Test
    void entriesCutOffAtTheEndAreNamed() {
        world.entries.removeIf(entry -> is(entry, "m-0", 2) || is(entry, "m-0", 3));
        assertEquals(List.of("REMOVED subject m-0: entries 2 to 3 at the end are removed"), told(world.findings()));
    }

    @Test
    void aWholeSubjectThatIsGoneIsNamed() {
        world.entries.removeIf(entry -> entry.getSubjectId().equals("m-1"));
        assertEquals(List.of("REMOVED subject m-1: all 2 entries are removed"), told(world.findings()));
    }

    @Test
    void aChainWrittenAnewIsNamedFromTheFirstCheckpointOn() {
        AuditChain.Head head = AuditChain.Head.empty("m-0");
        for (int i = 0; i < world.entries.size(); i++) {
            if (world.entries.get(i).getSubjectId().equals("m-0")) {
                AuditEntry forged = AuditChain.append(head, AuditWorld.fact("m-0", "forged-" + i));
                head = AuditChain.Head.of(forged);
                world.entries.set(i, forged);
            }
        }
        assertEquals(
                List.of(
                        "CHANGED subject m-0: the chain was written anew: entry 2 is not the one the checkpoint names",
                        "CHANGED subject m-0: the chain was written anew: entry 3 is not the one the checkpoint names"),
                told(world.findings()));
    }

    @Test
    void whatIsRemovedMovedSentAgainOrChangedIsToldApart() {
        List<AuditEntry> whole = List.copyOf(world.entries);
        world.entries.removeIf(entry -> is(entry, "m-0", 2));
        assertEquals(
                List.of("REMOVED subject m-0: entry 3 stands where entry 2 belongs: 1 removed"),
                told(world.findings()));

        replay(whole);
        Collections.swap(world.entries, 2, 3);
        assertEquals(
                List.of("REORDERED subject m-0: entry 3 stands where entry 2 belongs: what is missing comes later"),
                told(world.findings()));

        replay(whole);
        world.entries.add(1, whole.getFirst());
        assertEquals(
                List.of("REORDERED subject m-0: entry 1 stands where entry 2 belongs: it was sent again or moved"),
                told(world.findings()));

        replay(whole);
        AuditEntry second = whole.get(2);
        world.entries.set(
                2,
                AuditEntry.newBuilder(second)
                        .setFact(AuditFact.newBuilder(second.getFact())
                                .setActor("mallory")
                                .build())
                        .build());
        assertEquals(
                List.of("CHANGED entry 2 of m-0 was changed: its hash is not that of its content"),
                told(world.findings()));
    }

    private void replay(List<AuditEntry> whole) {
        world.entries.clear();
        world.entries.addAll(whole);
    }

    @Test
    void aCheckpointThatIsGoneIsNamed() {
        world.checkpoints.remove(2);
        assertEquals(
                List.of(
                        "REMOVED checkpoints of partition 0: checkpoint 3 stands where checkpoint 2 belongs: 1 removed"),
                told(world.findings()));
    }

    @Test
    void checkpointsCutOffAtTheEndShowByTheirAgeOrByAHeadNotedElsewhere() {
        AuditCheckpoint newest = world.checkpoints.get(4);
        Noted noted = new Noted(0, 3, CheckpointChain.hash(newest));
        assertEquals(List.of(), world.findings(noted));
        world.checkpoints.remove(newest);
        assertEquals(List.of(), world.findings(), "two days are allowed");
        assertEquals(
                List.of("REMOVED checkpoints of partition 0: checkpoint 3 with the hash noted elsewhere is not there"),
                told(world.findings(noted)));
        assertEquals(
                List.of("STALE", "STALE"),
                world.findings(world.now().plus(Duration.ofHours(49))).stream()
                        .map(Finding::fault)
                        .toList());
    }

    @Test
    void aPartitionWithoutCheckpointsIsNotProven() {
        world.checkpoints.removeIf(checkpoint -> checkpoint.getPartition() == 1);
        assertEquals(List.of("UNPROVEN checkpoints of partition 1: none that is signed"), told(world.findings()));
    }

    @Test
    void onlyAKeyForCheckpointsThatWasValidThenSigns() {
        AuditCheckpoint newest = world.checkpoints.getLast();
        for (SigningKey key : List.of(AuditWorld.CALIBRATOR, AuditWorld.STRANGER)) {
            world.checkpoints.set(5, signed(newest, key));
            Finding found = world.findings().getFirst();
            assertEquals(AuditProof.Kind.FORGED, found.kind());
            assertEquals(key == AuditWorld.STRANGER ? "SIGNATURE_WRONG" : "SIGNER_UNKNOWN", found.fault());
        }
        world.checkpoints.set(
                5,
                signed(
                        AuditCheckpoint.newBuilder(newest)
                                .setTakenAt(Instant.parse("2027-01-01T00:00:00Z"))
                                .build(),
                        AuditWorld.AUDITOR));
        assertTrue(world.findings(Instant.parse("2027-01-02T00:00:00Z")).stream()
                .anyMatch(found -> found.fault().equals("SIGNER_NOT_VALID_NOW")));
        assertEquals("TAKEN_IN_THE_FUTURE", world.findings().getFirst().fault());
    }

    @Test
    void aCheckpointThatLeavesAChainOutOrIsTakenBeforeTheLastIsNotOne() {
        AuditCheckpoint newest = world.checkpoints.getLast();
        world.checkpoints.set(
                5, signed(AuditCheckpoint.newBuilder(newest).setHeads(List.of()).build(), AuditWorld.AUDITOR));
        assertEquals(
                List.of("CHANGED checkpoints of partition 1: checkpoint 3 does not name every chain that grew"),
                told(world.findings()));
        world.checkpoints.set(
                5,
                signed(
                        AuditCheckpoint.newBuilder(newest)
                                .setTakenAt(AuditWorld.START)
                                .build(),
                        AuditWorld.AUDITOR));
        assertTrue(world.findings().stream().anyMatch(found -> found.fault().equals("PART")));
    }

    @Test
    void aCheckpointOfManyChainsIsSeveralRecordsBelowKafkasLimitEachFollowingTheOther() {
        List<Growth> grown = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String subject = "meter-%060d".formatted(i);
            grown.add(new Growth(new AuditChain.Head(subject, 2, ByteBuffer.allocate(32)), 1));
        }
        Tail tail = new Tail(7, "ab".repeat(32), AuditWorld.START, 30_000, 50_000);
        List<AuditCheckpoint> records =
                CheckpointChain.append(3, tail, grown, AuditWorld.START.plusSeconds(1), AuditWorld.AUDITOR);
        assertTrue(records.size() > 5 && records.size() < 20, records.size() + " records");
        assertEquals(
                20_000,
                records.stream().mapToInt(record -> record.getHeads().size()).sum());
        String before = tail.hash();
        for (int i = 0; i < records.size(); i++) {
            AuditCheckpoint record = records.get(i);
            assertTrue(Canonical.octets(record).length < 400_000);
            assertEquals(8 + i, record.getSequence());
            assertEquals(before, hexadecimal(record.getPreviousHash()));
            assertEquals(i + 1, record.getPart());
            assertEquals(records.size(), record.getParts());
            assertEquals(70_000, record.getEntries());
            assertEquals(30_000, record.getSubjects());
            before = CheckpointChain.hash(record);
        }
    }

    @Test
    void aCheckpointWhoseLastRecordsAreGoneIsNotWhole() {
        AuditCheckpoint newest = world.checkpoints.getLast();
        world.checkpoints.set(
                5, signed(AuditCheckpoint.newBuilder(newest).setParts(2).build(), AuditWorld.AUDITOR));
        assertEquals(
                List.of("REMOVED checkpoints of partition 1: the end of the newest is missing"),
                told(world.findings()));
    }

    @Test
    void withoutCheckpointsTheChainsAloneAreProven() {
        AuditProof proof = new AuditProof(null);
        world.checkpoints.forEach(proof::accept);
        world.entries.removeLast();
        world.entries.forEach(proof::accept);
        assertEquals(List.of(), proof.findings(AuditWorld.PARTITIONS));
        assertEquals(4, proof.entries());
        assertEquals(2, proof.subjects());
    }

    @Test
    void twoSignedCheckpointsThatContradictEachOtherAreNamed() {
        AuditCheckpoint newest = world.checkpoints.get(4);
        AuditHead head = newest.getHeads().getFirst();
        AuditCheckpoint other = signed(
                AuditCheckpoint.newBuilder(newest)
                        .setSequence(4)
                        .setHeads(List.of(AuditHead.newBuilder(head)
                                .setHash(ByteBuffer.allocate(32))
                                .build()))
                        .build(),
                AuditWorld.AUDITOR);
        world.checkpoints.add(other);
        assertTrue(told(world.findings()).contains("CHANGED subject m-0: two checkpoints contradict each other"));
    }

    private static AuditCheckpoint signed(AuditCheckpoint checkpoint, SigningKey key) {
        return AuditCheckpoint.newBuilder(checkpoint)
                .setSignature(key.sign(Canonical.signedPart(checkpoint)))
                .build();
    }

    private static boolean is(AuditEntry entry, String subject, long sequence) {
        return entry.getSubjectId().equals(subject) && entry.getSequence() == sequence;
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream().map(found -> found.kind() + " " + found.text()).toList();
    }

    private static String hexadecimal(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}

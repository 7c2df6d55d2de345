// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditHead;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

/**
 * The chain of signed checkpoints of one partition of the audit topic. A checkpoint names the end of every chain that grew
 * since the one before, in as many records as keep each below Kafka's record limit; each record names the hash of the one
 * before it. Pure functions; safe for use by many threads.
 */
public final class CheckpointChain {

    /** Heads of about this many octets go into one record; one head more may follow. */
    static final int MAXIMUM_HEADS_OCTETS = 256 << 10;

    /** Octets of a head besides its subject, at most: sequence, hash, lengths. */
    private static final int HEAD_OCTETS = 64;

    private CheckpointChain() {}

    /**
     * The end of the chain of checkpoints: all that is needed to append to it.
     *
     * @param sequence sequence of the last record; 0 before the first
     * @param hash SHA-256 of its signed part, hexadecimal; zeros before the first
     * @param takenAt when it was taken, wall clock
     * @param subjects number of chains of the partition
     * @param entries number of entries of all chains of the partition
     */
    public record Tail(long sequence, String hash, Instant takenAt, long subjects, long entries) {
        /** Before the first checkpoint. */
        public static final Tail NONE = new Tail(0, "0".repeat(2 * AuditChain.HASH_OCTETS), Instant.EPOCH, 0, 0);

        /** After this record. */
        public static Tail of(AuditCheckpoint last) {
            return new Tail(
                    last.getSequence(),
                    CheckpointChain.hash(last),
                    last.getTakenAt(),
                    last.getSubjects(),
                    last.getEntries());
        }
    }

    /**
     * A chain that grew since the checkpoint before.
     *
     * @param head where it ends
     * @param before sequence of its end in the checkpoint before; 0 when it is new
     */
    public record Growth(AuditChain.Head head, long before) {}

    /**
     * The records of the next checkpoint, signed; at least one, also when nothing grew.
     *
     * @param takenAt wall clock, after that of the tail
     */
    public static List<AuditCheckpoint> append(
            int partition, Tail tail, List<Growth> grown, Instant takenAt, SigningKey key) {
        List<List<AuditHead>> parts = parts(grown);
        long subjects = tail.subjects()
                + grown.stream().filter(growth -> growth.before() == 0).count();
        long entries = tail.entries()
                + grown.stream()
                        .mapToLong(growth -> growth.head().sequence() - growth.before())
                        .sum();
        List<AuditCheckpoint> records = new ArrayList<>(parts.size());
        Tail last = tail;
        for (List<AuditHead> heads : parts) {
            AuditCheckpoint unsigned = new AuditCheckpoint(
                    partition,
                    last.sequence() + 1,
                    ByteBuffer.wrap(HexFormat.of().parseHex(last.hash())),
                    takenAt,
                    records.size() + 1,
                    parts.size(),
                    subjects,
                    entries,
                    heads,
                    null);
            records.add(AuditCheckpoint.newBuilder(unsigned)
                    .setSignature(key.sign(Canonical.signedPart(unsigned)))
                    .build());
            last = Tail.of(unsigned);
        }
        return records;
    }

    /** SHA-256 of the record's signed part, hexadecimal. */
    public static String hash(AuditCheckpoint checkpoint) {
        return Canonical.sha256Hex(Canonical.signedPart(checkpoint));
    }

    private static List<List<AuditHead>> parts(List<Growth> grown) {
        List<List<AuditHead>> parts = new ArrayList<>();
        List<AuditHead> part = new ArrayList<>();
        int octets = 0;
        for (Growth growth : grown) {
            if (octets >= MAXIMUM_HEADS_OCTETS) {
                parts.add(part);
                part = new ArrayList<>();
                octets = 0;
            }
            AuditChain.Head head = growth.head();
            part.add(
                    new AuditHead(head.subjectId(), head.sequence(), head.hash().duplicate()));
            octets += HEAD_OCTETS + head.subjectId().getBytes(StandardCharsets.UTF_8).length;
        }
        parts.add(part);
        return parts;
    }
}

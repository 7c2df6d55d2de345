// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.audit.AuditProof.Finding;
import org.plumbline.schema.audit.AuditProof.Kind;
import org.plumbline.schema.audit.CheckpointChain.Tail;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditHead;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Follows the checkpoints of one partition. Every record with a good signature testifies to its heads, also one that does
 * not follow the record before; the first that does not follow is told, and whether what is missing there comes later.
 */
final class CheckpointTrail {

    /** Clocks of auditor and verifier may differ by this. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final int partition;
    private final TrustedSigners signers;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Long> named = new HashMap<>();
    private final Map<Long, String> noted;
    private Tail tail = Tail.NONE;
    private @Nullable AuditCheckpoint last;
    private @Nullable AuditCheckpoint newest;
    private @Nullable Gap gap;
    private boolean broken;
    private long subjects;
    private long entries;

    /** @param noted hashes of checkpoints, kept elsewhere, by sequence */
    CheckpointTrail(int partition, TrustedSigners signers, Instant now, Map<Long, String> noted) {
        this.partition = partition;
        this.signers = signers;
        this.now = now;
        this.noted = new HashMap<>(noted);
    }

    /** The heads that the record testifies to; none when nobody trusted signed it. */
    List<AuditHead> accept(AuditCheckpoint checkpoint) {
        String hash = CheckpointChain.hash(checkpoint);
        if (hash.equals(noted.get(checkpoint.getSequence()))) {
            noted.remove(checkpoint.getSequence());
        }
        Optional<String> unsigned = signatureFault(checkpoint);
        if (unsigned.isPresent()) {
            tell(checkpoint.getSequence(), Kind.FORGED, unsigned.get(), "is not signed by whom the file trusts");
        } else if (newest == null || checkpoint.getSequence() > newest.getSequence()) {
            newest = checkpoint;
        }
        if (gap != null) {
            gap.see(checkpoint.getSequence());
        }
        if (!broken) {
            follow(checkpoint, hash);
        }
        return unsigned.isPresent() ? List.of() : checkpoint.getHeads();
    }

    private Optional<String> signatureFault(AuditCheckpoint checkpoint) {
        if (checkpoint.getTakenAt().isAfter(now.plus(CLOCK_TOLERANCE))) {
            return Optional.of("TAKEN_IN_THE_FUTURE");
        }
        return signers.check(Canonical.signedPart(checkpoint), checkpoint.getSignature(), checkpoint.getTakenAt())
                        instanceof TrustedSigners.Check.Refused(String reason)
                ? Optional.of(reason)
                : Optional.empty();
    }

    private void follow(AuditCheckpoint checkpoint, String hash) {
        long expected = tail.sequence() + 1;
        if (checkpoint.getSequence() != expected) {
            broken = true;
            gap = new Gap(expected, checkpoint.getSequence());
            return;
        }
        if (!checkpoint.getPreviousHash().equals(ByteBuffer.wrap(HexFormat.of().parseHex(tail.hash())))) {
            broken = true;
            tell(
                    expected,
                    Kind.CHANGED,
                    "PREVIOUS_HASH",
                    "does not name the hash of the one before: one of them was changed");
            return;
        }
        if (!isNextPart(checkpoint)) {
            tell(expected, Kind.CHANGED, "PART", "is no continuation of the one before, in its parts or its time");
        }
        count(checkpoint);
        tail = new Tail(expected, hash, checkpoint.getTakenAt(), checkpoint.getSubjects(), checkpoint.getEntries());
        last = checkpoint;
    }

    /** A checkpoint begins with its first part, later than the one before; its parts follow at one time. */
    private boolean isNextPart(AuditCheckpoint next) {
        AuditCheckpoint before = last;
        if (before == null || before.getPart() == before.getParts()) {
            return next.getPart() == 1
                    && next.getParts() >= 1
                    && (before == null || next.getTakenAt().isAfter(before.getTakenAt()));
        }
        return next.getPart() == before.getPart() + 1
                && next.getParts() == before.getParts()
                && next.getTakenAt().equals(before.getTakenAt());
    }

    private void count(AuditCheckpoint checkpoint) {
        for (AuditHead head : checkpoint.getHeads()) {
            long before = named.getOrDefault(head.getSubjectId(), 0L);
            subjects += before == 0 ? 1 : 0;
            entries += head.getSequence() - before;
            named.put(head.getSubjectId(), head.getSequence());
        }
        if (checkpoint.getPart() == checkpoint.getParts()
                && (subjects != checkpoint.getSubjects() || entries != checkpoint.getEntries())) {
            tell(checkpoint.getSequence(), Kind.CHANGED, "COUNTS", "does not name every chain that grew");
        }
    }

    /** What was found, once all records were accepted. @param maximumAge how old the newest checkpoint may be */
    List<Finding> findings(Duration maximumAge) {
        List<Finding> all = new ArrayList<>(findings);
        if (gap != null) {
            all.add(gap.finding(where(), "checkpoint"));
        }
        age(maximumAge).ifPresent(all::add);
        noted.forEach((sequence, hash) -> all.add(new Finding(
                where(),
                sequence,
                sequence <= tail.sequence() ? Kind.CHANGED : Kind.REMOVED,
                "NOTED_HEAD",
                where() + ": checkpoint " + sequence + " with the hash noted elsewhere is not there")));
        return all;
    }

    private Optional<Finding> age(Duration maximumAge) {
        AuditCheckpoint found = newest;
        if (found == null) {
            return Optional.of(
                    new Finding(where(), 0, Kind.UNPROVEN, "NO_CHECKPOINT", where() + ": none that is signed"));
        }
        if (found.getPart() != found.getParts()) {
            return Optional.of(new Finding(
                    where(),
                    found.getSequence(),
                    Kind.REMOVED,
                    "PART",
                    where() + ": the end of the newest is missing"));
        }
        return found.getTakenAt().isBefore(now.minus(maximumAge))
                ? Optional.of(new Finding(
                        where(),
                        found.getSequence(),
                        Kind.UNPROVEN,
                        "STALE",
                        where() + ": the newest is of " + found.getTakenAt()
                                + ": later ones were removed, or the auditor does not run"))
                : Optional.empty();
    }

    Tail tail() {
        return tail;
    }

    private void tell(long sequence, Kind kind, String fault, String text) {
        findings.add(new Finding(where(), sequence, kind, fault, where() + ": checkpoint " + sequence + " " + text));
    }

    private String where() {
        return "checkpoints of partition " + partition;
    }

    /** Where a chain does not go on: sequences that are missing, and how many of them come later after all. */
    static final class Gap {

        private final long expected;
        private final long found;
        private long seenLater;

        Gap(long expected, long found) {
            this.expected = expected;
            this.found = found;
        }

        void see(long sequence) {
            seenLater += sequence >= expected && sequence < found ? 1 : 0;
        }

        Finding finding(String where, String noun) {
            long missing = found - expected;
            String place = where + ": " + noun + " " + found + " stands where " + noun + " " + expected + " belongs";
            if (missing < 0) {
                return new Finding(where, found, Kind.REORDERED, "SEQUENCE", place + ": it was sent again or moved");
            }
            return seenLater >= missing
                    ? new Finding(where, found, Kind.REORDERED, "SEQUENCE", place + ": what is missing comes later")
                    : new Finding(
                            where, found, Kind.REMOVED, "SEQUENCE", place + ": " + (missing - seenLater) + " removed");
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditHead;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Proves the audit from its topics alone: first all checkpoints are given, then all entries, each in the order of its
 * topic. Every chain must be intact and contain the ends that the signed checkpoints name, so that entries cut off at the
 * end, a whole subject that is gone and a chain written anew show. What came after the newest checkpoint rests on the
 * chains alone.
 *
 * <p>Holds the ends of all chains and the heads that are still to be found: some 200 octets each. For one thread.
 */
public final class AuditProof {

    /** What was done to the audit. */
    public enum Kind {
        /** Records are gone. */
        REMOVED,
        /** A record is not what was written. */
        CHANGED,
        /** Records stand where they do not belong, or twice. */
        REORDERED,
        /** A checkpoint is not signed by whom the file trusts. */
        FORGED,
        /** There is nothing to prove it by. */
        UNPROVEN
    }

    /**
     * One thing found.
     *
     * @param where subject, or checkpoints of a partition
     * @param sequence the entry or checkpoint concerned; 0 when there is none
     * @param fault more exactly, as a name
     * @param text the same in one sentence
     */
    public record Finding(String where, long sequence, Kind kind, String fault, String text) {}

    /**
     * A checkpoint whose hash was noted elsewhere.
     *
     * @param hash hexadecimal
     */
    public record Noted(int partition, long sequence, String hash) {}

    /**
     * By what checkpoints are judged.
     *
     * @param now wall clock
     * @param maximumAge how old the newest checkpoint of a partition may be
     */
    public record Terms(TrustedSigners signers, Instant now, Duration maximumAge, List<Noted> noted) {
        /** Copies the list. */
        public Terms {
            noted = List.copyOf(noted);
        }
    }

    private static final class Chain {
        private AuditChain.Head head;
        private @Nullable Finding broken;
        private CheckpointTrail.@Nullable Gap gap;

        Chain(String subjectId) {
            head = AuditChain.Head.empty(subjectId);
        }
    }

    private final @Nullable Terms terms;
    private final Map<Integer, CheckpointTrail> trails = new TreeMap<>();
    private final Map<String, NavigableMap<Long, ByteBuffer>> expected = new TreeMap<>();
    private final Map<String, Chain> chains = new TreeMap<>();
    private final List<Finding> rewritten = new ArrayList<>();
    private long entries;

    /** @param terms null when the chains alone are to be proven */
    public AuditProof(@Nullable Terms terms) {
        this.terms = terms;
        if (terms != null) {
            terms.noted().forEach(noted -> trails.computeIfAbsent(noted.partition(), one -> trail(one, terms)));
        }
    }

    private static CheckpointTrail trail(int partition, Terms terms) {
        Map<Long, String> noted = new TreeMap<>();
        terms.noted().stream()
                .filter(each -> each.partition() == partition)
                .forEach(each -> noted.put(each.sequence(), each.hash()));
        return new CheckpointTrail(partition, terms.signers(), terms.now(), noted);
    }

    /** The next checkpoint of its partition; all come before the first entry. */
    public void accept(AuditCheckpoint checkpoint) {
        Terms given = terms;
        if (given == null) {
            return;
        }
        List<AuditHead> heads = trails.computeIfAbsent(checkpoint.getPartition(), partition -> trail(partition, given))
                .accept(checkpoint);
        for (AuditHead head : heads) {
            NavigableMap<Long, ByteBuffer> ofSubject =
                    expected.computeIfAbsent(head.getSubjectId(), subject -> new TreeMap<>());
            ByteBuffer other = ofSubject.putIfAbsent(head.getSequence(), head.getHash());
            if (other != null && !other.equals(head.getHash())) {
                rewritten.add(
                        changed(head.getSubjectId(), head.getSequence(), "two checkpoints contradict each other"));
            }
        }
    }

    /** The next entry of its subject. */
    public void accept(AuditEntry entry) {
        entries++;
        Chain chain = chains.computeIfAbsent(entry.getSubjectId(), Chain::new);
        if (chain.gap != null) {
            chain.gap.see(entry.getSequence());
        }
        if (chain.broken != null || chain.gap != null) {
            return;
        }
        switch (AuditChain.verify(chain.head, List.of(entry))) {
            case AuditChain.Verdict.Intact intact -> {
                chain.head = intact.head();
                compare(intact.head());
            }
            case AuditChain.Verdict.Broken broken -> onBreak(chain, broken);
        }
    }

    private static void onBreak(Chain chain, AuditChain.Verdict.Broken broken) {
        if (broken.fault() == AuditChain.Fault.SEQUENCE) {
            chain.gap = new CheckpointTrail.Gap(chain.head.sequence() + 1, broken.sequence());
        } else {
            Kind kind = broken.fault() == AuditChain.Fault.FORM_UNKNOWN ? Kind.UNPROVEN : Kind.CHANGED;
            chain.broken = new Finding(
                    where(chain.head.subjectId()),
                    broken.sequence(),
                    kind,
                    broken.fault().name(),
                    broken.text());
        }
    }

    private void compare(AuditChain.Head head) {
        NavigableMap<Long, ByteBuffer> ofSubject = expected.get(head.subjectId());
        ByteBuffer hash = ofSubject == null ? null : ofSubject.remove(head.sequence());
        if (hash != null && !hash.equals(head.hash())) {
            rewritten.add(changed(
                    head.subjectId(),
                    head.sequence(),
                    "the chain was written anew: entry " + head.sequence() + " is not the one the checkpoint names"));
        }
    }

    private static Finding changed(String subjectId, long sequence, String text) {
        return new Finding(where(subjectId), sequence, Kind.CHANGED, "CHECKPOINT_HASH", where(subjectId) + ": " + text);
    }

    /**
     * All that was found, once all records were accepted; empty when the audit is proven.
     *
     * @param partitions number of partitions of the audit topic; each must have checkpoints
     */
    public List<Finding> findings(int partitions) {
        List<Finding> all = new ArrayList<>();
        Terms given = terms;
        if (given != null) {
            for (int partition = 0; partition < partitions; partition++) {
                trails.computeIfAbsent(partition, one -> trail(one, given));
            }
            trails.values().forEach(trail -> all.addAll(trail.findings(given.maximumAge())));
        }
        chains.forEach((subject, chain) -> {
            if (chain.gap != null) {
                all.add(chain.gap.finding(where(subject), "entry"));
            } else if (chain.broken != null) {
                all.add(chain.broken);
            }
        });
        all.addAll(rewritten);
        expected.forEach((subject, heads) -> {
            Chain chain = chains.getOrDefault(subject, new Chain(subject));
            if (!heads.isEmpty() && chain.gap == null && chain.broken == null) {
                all.add(cutOff(subject, chain.head.sequence(), heads.lastKey()));
            }
        });
        return all;
    }

    private static Finding cutOff(String subject, long end, long signed) {
        String what = end == 0
                ? "all " + signed + " entries are removed"
                : "entries " + (end + 1) + " to " + signed + " at the end are removed";
        return new Finding(where(subject), end + 1, Kind.REMOVED, "END", where(subject) + ": " + what);
    }

    private static String where(String subjectId) {
        return "subject " + subjectId;
    }

    /** Number of entries seen. */
    public long entries() {
        return entries;
    }

    /** Number of subjects seen. */
    public int subjects() {
        return chains.size();
    }

    /** Where the checkpoints of each partition end: what to note elsewhere. */
    public Map<Integer, CheckpointChain.Tail> tails() {
        Map<Integer, CheckpointChain.Tail> tails = new TreeMap<>();
        trails.forEach((partition, trail) -> tails.put(partition, trail.tail()));
        return tails;
    }
}

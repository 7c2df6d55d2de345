// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.signing.Canonical;

/**
 * The hash chain of one subject: {@code entryHash = SHA-256(previousHash || sequence || fact)}, with the sequence as
 * eight octets big-endian from 1, the fact's {@link Canonical#octets}, and 32 zero octets before the first entry.
 *
 * <p>A change, removal, exchange or repetition of entries breaks the chain at the first entry concerned. Entries cut off
 * at the end leave a shorter chain that is sound in itself: they show only against a {@link Head} noted elsewhere. Pure
 * functions; safe for use by many threads.
 */
public final class AuditChain {

    /** Length of a hash. */
    public static final int HASH_OCTETS = 32;

    /**
     * The end of a chain: all that is needed to append to it.
     *
     * @param subjectId subject of the chain
     * @param sequence sequence of the last entry; 0 for an empty chain
     * @param hash hash of the last entry, {@value #HASH_OCTETS} octets from position to limit; zeros for an empty chain
     */
    public record Head(String subjectId, long sequence, ByteBuffer hash) {
        /** Takes a read-only view of the hash. */
        public Head {
            if (sequence < 0 || hash.remaining() != HASH_OCTETS) {
                throw new IllegalArgumentException("chain of " + subjectId + " cannot end with sequence " + sequence
                        + " and a hash of " + hash.remaining() + " octets");
            }
            hash = hash.asReadOnlyBuffer();
        }

        /** The chain that has no entry yet. */
        public static Head empty(String subjectId) {
            return new Head(subjectId, 0, ByteBuffer.allocate(HASH_OCTETS));
        }

        /** The chain that ends with this entry. */
        public static Head of(AuditEntry entry) {
            return new Head(entry.getSubjectId(), entry.getSequence(), entry.getEntryHash());
        }
    }

    /** What a check found. */
    public sealed interface Verdict {
        /**
         * Every entry follows from the one before.
         *
         * @param head where the chain ends
         */
        record Intact(Head head) implements Verdict {}

        /**
         * The chain is broken.
         *
         * @param index position in the list, from 0, of the first entry that does not follow
         * @param sequence the sequence that entry claims
         * @param fault what is wrong with it
         * @param text the same in one sentence
         */
        record Broken(int index, long sequence, Fault fault, String text) implements Verdict {}
    }

    /** What may be wrong with an entry. */
    public enum Fault {
        /** The entry, or its fact, belongs to another subject. */
        FOREIGN_SUBJECT,
        /** The sequence is not one more than that of the entry before. */
        SEQUENCE,
        /** The previous hash is not the hash of the entry before. */
        PREVIOUS_HASH,
        /** There is no fact. */
        FACT_MISSING,
        /** The fact was written by a version that knows more of facts than this one: it cannot be judged here. */
        FORM_UNKNOWN,
        /** The hash is not that of the content. */
        ENTRY_HASH
    }

    private AuditChain() {}

    /**
     * The entry that carries a fact behind the end of a chain.
     *
     * @throws IllegalArgumentException when the fact is about another subject
     */
    public static AuditEntry append(Head head, AuditFact fact) {
        if (!fact.getSubjectId().equals(head.subjectId())) {
            throw new IllegalArgumentException(
                    "fact about " + fact.getSubjectId() + " cannot join the chain of " + head.subjectId());
        }
        long sequence = head.sequence() + 1;
        return new AuditEntry(
                head.subjectId(),
                sequence,
                ByteBuffer.wrap(octets(head.hash())),
                fact,
                ByteBuffer.wrap(hash(head.hash(), sequence, fact)),
                Canonical.formOf(fact));
    }

    /**
     * Checks the whole chain of one subject.
     *
     * @param entries in the order of the topic, from the first
     * @return {@link Verdict.Intact} also for no entries at all
     */
    public static Verdict verify(List<AuditEntry> entries) {
        return entries.isEmpty()
                ? new Verdict.Intact(Head.empty(""))
                : verify(Head.empty(entries.getFirst().getSubjectId()), entries);
    }

    /**
     * Checks entries that follow a known end of a chain.
     *
     * @param from where the chain ended when it was last found intact
     */
    public static Verdict verify(Head from, List<AuditEntry> entries) {
        Head head = from;
        for (int index = 0; index < entries.size(); index++) {
            AuditEntry entry = entries.get(index);
            Fault fault = faultOf(head, entry);
            if (fault != null) {
                return new Verdict.Broken(index, entry.getSequence(), fault, sentence(fault, head, entry));
            }
            head = Head.of(entry);
        }
        return new Verdict.Intact(head);
    }

    private static @Nullable Fault faultOf(Head head, AuditEntry entry) {
        AuditFact fact = entry.getFact();
        if (!entry.getSubjectId().equals(head.subjectId())) {
            return Fault.FOREIGN_SUBJECT;
        }
        if (entry.getSequence() != head.sequence() + 1) {
            return Fault.SEQUENCE;
        }
        if (!entry.getPreviousHash().equals(head.hash())) {
            return Fault.PREVIOUS_HASH;
        }
        if (fact == null) {
            return Fault.FACT_MISSING;
        }
        if (!fact.getSubjectId().equals(head.subjectId())) {
            return Fault.FOREIGN_SUBJECT;
        }
        if (!Canonical.knowsForm(fact.getSchema(), entry.getFactForm())) {
            return Fault.FORM_UNKNOWN;
        }
        return entry.getFactForm().equals(Canonical.formOf(fact))
                        && entry.getEntryHash().equals(ByteBuffer.wrap(hash(head.hash(), entry.getSequence(), fact)))
                ? null
                : Fault.ENTRY_HASH;
    }

    private static String sentence(Fault fault, Head head, AuditEntry entry) {
        String where = "entry " + entry.getSequence() + " of " + head.subjectId();
        return switch (fault) {
            case FOREIGN_SUBJECT -> where + " belongs to " + entry.getSubjectId();
            case SEQUENCE -> where + " stands where entry " + (head.sequence() + 1) + " belongs";
            case PREVIOUS_HASH -> where + " does not name the hash of the entry before it";
            case FACT_MISSING -> where + " has no fact";
            case FORM_UNKNOWN -> where + " was written by a newer version: check it with that version";
            case ENTRY_HASH -> where + " was changed: its hash is not that of its content";
        };
    }

    private static byte[] hash(ByteBuffer previousHash, long sequence, AuditFact fact) {
        return Canonical.sha256(
                octets(previousHash),
                ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(),
                Canonical.octets(fact));
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return octets;
    }
}

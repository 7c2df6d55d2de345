// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.audit.AuditChain.Fault;
import org.plumbline.schema.audit.AuditChain.Head;
import org.plumbline.schema.audit.AuditChain.Verdict;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.signing.Canonical;

class AuditChainTest {

    private static final int ENTRIES = 6;

    @Test
    void aChainAsAppendedIsIntactAndSaysWhereItEnds() {
        List<AuditEntry> chain = chain("meter-1", ENTRIES);
        assertEquals(new Verdict.Intact(Head.of(chain.getLast())), AuditChain.verify(chain));
        assertEquals(ENTRIES, chain.getLast().getSequence());
    }

    @Test
    void noEntriesAreAnIntactChain() {
        assertEquals(new Verdict.Intact(Head.empty("")), AuditChain.verify(List.of()));
    }

    @Test
    void theHashIsTheOneOfTheContract() throws Exception {
        AuditEntry second = chain("meter-1", 2).getLast();
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(second.getPreviousHash().duplicate());
        sha.update(new byte[] {0, 0, 0, 0, 0, 0, 0, 2});
        sha.update(Canonical.octets(second.getFact()));
        assertEquals(
                HexFormat.of().formatHex(sha.digest()),
                HexFormat.of().formatHex(second.getEntryHash().array()));
    }

    @Test
    void everyRemovedEntryButTheLastShows() {
        for (int i = 0; i < ENTRIES - 1; i++) {
            List<AuditEntry> chain = chain("meter-1", ENTRIES);
            chain.remove(i);
            assertBroken(i, Fault.SEQUENCE, chain);
        }
    }

    @Test
    void entriesCutOffAtTheEndShowAgainstANotedHead() {
        List<AuditEntry> chain = chain("meter-1", ENTRIES);
        Head noted = Head.of(chain.getLast());
        chain.removeLast();
        assertEquals(false, AuditChain.verify(chain).equals(new Verdict.Intact(noted)));
    }

    @Test
    void everyPairOfSwappedEntriesShows() {
        for (int i = 0; i < ENTRIES; i++) {
            for (int j = i + 1; j < ENTRIES; j++) {
                List<AuditEntry> chain = chain("meter-1", ENTRIES);
                Collections.swap(chain, i, j);
                assertBroken(i, Fault.SEQUENCE, chain);
            }
        }
    }

    @Test
    void everyRepeatedEntryShows() {
        for (int i = 0; i < ENTRIES; i++) {
            List<AuditEntry> chain = chain("meter-1", ENTRIES);
            chain.add(i, chain.get(i));
            assertBroken(i + 1, Fault.SEQUENCE, chain);
        }
    }

    @Test
    void everyChangedPartOfAnEntryShowsAtThatEntry() {
        for (int i = 0; i < ENTRIES; i++) {
            AuditEntry entry = chain("meter-1", ENTRIES).get(i);
            AuditFact fact = entry.getFact();
            assertBroken(
                    i,
                    Fault.ENTRY_HASH,
                    replaced(i, fact(entry, AuditFact.newBuilder(fact).setFactId("x"))));
            assertBroken(
                    i,
                    Fault.ENTRY_HASH,
                    replaced(i, fact(entry, AuditFact.newBuilder(fact).setKind("x"))));
            assertBroken(
                    i,
                    Fault.ENTRY_HASH,
                    replaced(i, fact(entry, AuditFact.newBuilder(fact).setActor("x"))));
            assertBroken(
                    i,
                    Fault.ENTRY_HASH,
                    replaced(i, fact(entry, AuditFact.newBuilder(fact).setDetails(List.of()))));
            assertBroken(
                    i,
                    Fault.FOREIGN_SUBJECT,
                    replaced(i, fact(entry, AuditFact.newBuilder(fact).setSubjectId("meter-2"))));
            assertBroken(
                    i,
                    Fault.FACT_MISSING,
                    replaced(i, AuditEntry.newBuilder(entry).setFact(null).build()));
            assertBroken(
                    i,
                    Fault.ENTRY_HASH,
                    replaced(
                            i,
                            AuditEntry.newBuilder(entry)
                                    .setEntryHash(flipped(entry.getEntryHash()))
                                    .build()));
            assertBroken(
                    i,
                    Fault.PREVIOUS_HASH,
                    replaced(
                            i,
                            AuditEntry.newBuilder(entry)
                                    .setPreviousHash(flipped(entry.getPreviousHash()))
                                    .build()));
        }
    }

    @Test
    void anEntryRewrittenWithAFittingHashShowsAtTheNextOne() {
        List<AuditEntry> chain = chain("meter-1", ENTRIES);
        AuditFact other =
                AuditFact.newBuilder(chain.get(2).getFact()).setKind("FORGED").build();
        chain.set(2, AuditChain.append(Head.of(chain.get(1)), other));
        assertBroken(3, Fault.PREVIOUS_HASH, chain);
    }

    @Test
    void aCheckGoesOnFromAKnownHead() {
        List<AuditEntry> chain = chain("meter-1", ENTRIES);
        Verdict verdict = AuditChain.verify(Head.of(chain.get(2)), chain.subList(3, ENTRIES));
        assertEquals(new Verdict.Intact(Head.of(chain.getLast())), verdict);
    }

    @Test
    void aFactAboutAnotherSubjectCannotBeAppended() {
        assertThrows(
                IllegalArgumentException.class, () -> AuditChain.append(Head.empty("meter-1"), fact("meter-2", 1)));
    }

    private static void assertBroken(int index, Fault fault, List<AuditEntry> chain) {
        switch (AuditChain.verify(chain)) {
            case Verdict.Broken broken -> {
                assertEquals(index, broken.index(), broken.text());
                assertEquals(fault, broken.fault(), broken.text());
            }
            case Verdict.Intact intact -> throw new AssertionError("found intact: " + intact);
        }
    }

    private static List<AuditEntry> replaced(int index, AuditEntry entry) {
        List<AuditEntry> chain = chain("meter-1", ENTRIES);
        chain.set(index, entry);
        return chain;
    }

    private static AuditEntry fact(AuditEntry entry, AuditFact.Builder changed) {
        return AuditEntry.newBuilder(entry).setFact(changed.build()).build();
    }

    private static ByteBuffer flipped(ByteBuffer hash) {
        byte[] octets = hash.array().clone();
        octets[31] ^= 1;
        return ByteBuffer.wrap(octets);
    }

    private static List<AuditEntry> chain(String subjectId, int length) {
        List<AuditEntry> chain = new ArrayList<>();
        Head head = Head.empty(subjectId);
        for (int i = 1; i <= length; i++) {
            chain.add(AuditChain.append(head, fact(subjectId, i)));
            head = Head.of(chain.getLast());
        }
        return chain;
    }

    private static AuditFact fact(String subjectId, int number) {
        return AuditFact.newBuilder()
                .setFactId("fact-" + number)
                .setSubjectId(subjectId)
                .setKind("KIND")
                .setActor("anna")
                .setDetails(List.of(new NamedValue("n", Integer.toString(number))))
                .build();
    }
}

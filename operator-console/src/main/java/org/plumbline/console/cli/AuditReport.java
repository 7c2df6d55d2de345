// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;

/** Checks the chains of all subjects entry by entry, holding no more than the end of each. */
final class AuditReport implements Consumer<AuditEntry> {

    /** The first entry of a subject that does not follow. */
    record Break(String subjectId, long sequence, String fault, String why) {}

    private final Map<String, AuditChain.Head> heads = new TreeMap<>();
    private final Map<String, Break> breaks = new TreeMap<>();
    private final Map<String, Long> entriesByKind = new TreeMap<>();
    private long entries;

    @Override
    public void accept(AuditEntry entry) {
        entries++;
        AuditFact fact = entry.getFact();
        entriesByKind.merge(fact == null ? "NONE" : fact.getKind(), 1L, Long::sum);
        String subject = entry.getSubjectId();
        AuditChain.Head head = heads.computeIfAbsent(subject, AuditChain.Head::empty);
        if (breaks.containsKey(subject)) {
            return;
        }
        switch (AuditChain.verify(head, List.of(entry))) {
            case AuditChain.Verdict.Intact intact -> heads.put(subject, intact.head());
            case AuditChain.Verdict.Broken broken ->
                breaks.put(
                        subject,
                        new Break(subject, broken.sequence(), broken.fault().name(), broken.text()));
        }
    }

    boolean isIntact() {
        return breaks.isEmpty();
    }

    long entries() {
        return entries;
    }

    int subjects() {
        return heads.size();
    }

    Map<String, Long> entriesByKind() {
        return new TreeMap<>(entriesByKind);
    }

    List<Break> breaks() {
        return new ArrayList<>(breaks.values());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.audit.AuditProof.Finding;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;

/** What a proof of the audit came to, for people and for machines. */
final class AuditReport implements Consumer<AuditEntry> {

    private final AuditProof proof;
    private final boolean signed;
    private final Map<String, Long> entriesByKind = new TreeMap<>();

    /** @param signed true when the proof judges checkpoints too */
    AuditReport(AuditProof proof, boolean signed) {
        this.proof = proof;
        this.signed = signed;
    }

    @Override
    public void accept(AuditEntry entry) {
        AuditFact fact = entry.getFact();
        entriesByKind.merge(fact == null ? "NONE" : fact.getKind(), 1L, Long::sum);
        proof.accept(entry);
    }

    /** Writes it. */
    void print(Output form, List<Finding> findings, PrintWriter out) {
        switch (form) {
            case text -> printText(findings, out);
            case json -> out.println(json(findings));
        }
        out.flush();
    }

    private void printText(List<Finding> findings, PrintWriter out) {
        out.printf("audit: %d entries of %d subjects%n", proof.entries(), proof.subjects());
        entriesByKind.forEach((kind, count) -> out.printf("  %-28s %d%n", kind, count));
        proof.tails()
                .forEach((partition, tail) -> out.printf(
                        "checkpoints: --head %d:%d:%s of %s%n",
                        partition, tail.sequence(), tail.hash(), tail.takenAt()));
        findings.forEach(found -> out.printf("%-9s %s (%s)%n", found.kind(), found.text(), found.fault()));
        if (!findings.isEmpty()) {
            out.println("the audit is not proven: " + findings.size() + " findings");
        } else if (signed) {
            out.println("all chains are intact and hold what the signed checkpoints name");
        } else {
            out.println("all chains are intact; whether entries are missing at their ends, or whole subjects, only the"
                    + " checkpoints tell: give --signers");
        }
    }

    private String json(List<Finding> findings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("intact", findings.isEmpty());
        fields.put("checkpointsChecked", signed);
        fields.put("entries", proof.entries());
        fields.put("subjects", proof.subjects());
        fields.put("entriesByKind", entriesByKind);
        Map<Integer, Object> heads = new TreeMap<>();
        proof.tails()
                .forEach((partition, tail) -> heads.put(
                        partition,
                        Map.of(
                                "sequence",
                                tail.sequence(),
                                "hash",
                                tail.hash(),
                                "takenAt",
                                tail.takenAt().toString())));
        fields.put("checkpoints", heads);
        fields.put("broken", findings);
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

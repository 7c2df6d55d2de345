// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.signing.Canonical;

/** What the sources of a record prove by themselves: chains from their first entry, ids that are hashes, signatures. */
final class EvidenceCheck {

    private final Findings findings;
    private final @Nullable SignatureCheck signatures;

    EvidenceCheck(Findings findings, @Nullable SignatureCheck signatures) {
        this.findings = findings;
        this.signatures = signatures;
    }

    void check(String meterId, Evidence evidence) {
        chains(evidence.entries());
        evidence.orders().forEach(order -> order(meterId, order));
        evidence.commands().forEach(this::command);
        evidence.outcomes().forEach(outcome -> outcome(meterId, outcome, evidence.entries()));
        evidence.cases().forEach(found -> own(meterId, found.getMeterId(), "case " + found.getCaseId()));
        if (evidence.registration() != null) {
            own(meterId, evidence.registration().getMeterId(), "registration");
        }
        if (evidence.latest() != null) {
            own(meterId, evidence.latest().getMeterId(), "newest estimate");
        }
    }

    private void chains(List<AuditEntry> entries) {
        Map<String, List<AuditEntry>> bySubject = new LinkedHashMap<>();
        entries.forEach(entry -> bySubject
                .computeIfAbsent(entry.getSubjectId(), unused -> new ArrayList<>())
                .add(entry));
        bySubject.forEach((subject, chain) -> {
            if (AuditChain.verify(chain) instanceof AuditChain.Verdict.Broken broken) {
                findings.add("chain of " + subject + ", entry " + broken.sequence(), broken.text());
            }
        });
    }

    private void order(String meterId, CalibrationOrder order) {
        String where = "order " + order.getSequence();
        own(meterId, order.getMeterId(), where);
        if (!Canonical.orderId(order).equals(order.getOrderId())) {
            findings.add(where, "its id is not the hash of its content");
        }
        if (signatures != null) {
            signatures
                    .refusal(order)
                    .ifPresent(reason -> findings.add(where, "its signature is worth nothing: " + reason));
        }
    }

    /** Entries that name blocks must tell the same as the outcome; of an order of before they did, there is none. */
    private void outcome(String meterId, CalibrationOutcome outcome, List<AuditEntry> entries) {
        String where = "outcome of " + outcome.getOrderId();
        own(meterId, outcome.getMeterId(), where);
        List<SortedMap<String, String>> told = entries.stream()
                .filter(entry -> entry.getSubjectId().equals(meterId) && entry.getFact() != null)
                .map(entry -> BlocksTold.of(entry.getFact()))
                .flatMap(Optional::stream)
                .filter(each -> outcome.getOrderId().equals(each.get(BlocksTold.ORDER)))
                .toList();
        SortedMap<String, String> said = BlocksTold.of(outcome);
        boolean expected = said.containsKey(BlocksTold.FOUND_BLOCK)
                ? !told.isEmpty()
                : told.stream().anyMatch(each -> Objects.equals(each.get(BlocksTold.TIME), said.get(BlocksTold.TIME)));
        if (expected && !told.contains(said)) {
            findings.add(where, "the audit chain tells of other blocks, checksums, change counters or another time");
        }
    }

    private void command(CampaignCommand command) {
        String where = "command " + command.getAction() + " to " + command.getCampaignId();
        if (!Canonical.commandId(command).equals(command.getCommandId())) {
            findings.add(where, "its id is not the hash of its content");
        }
        if (signatures != null) {
            signatures
                    .refusal(command)
                    .ifPresent(reason -> findings.add(where, "its signature is worth nothing: " + reason));
        }
    }

    private void own(String meterId, String found, String where) {
        if (!found.equals(meterId)) {
            findings.add(where, "is about meter " + found);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.record.Part;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.NamedValue;

/** What a record states about one order: who, why, by which evidence, what was found, written and left, and how it ended. */
final class Correction {

    private static final String STAGE = "MEMBER_";

    private final String meterId;
    private final CalibrationOrder order;
    private final Evidence evidence;
    private final String campaignId;

    Correction(String meterId, CalibrationOrder order, Evidence evidence) {
        this.meterId = meterId;
        this.order = order;
        this.evidence = evidence;
        this.campaignId = Evidence.campaignOf(order);
    }

    Part.Section section() {
        @Nullable
        AccuracyCase found = evidence.cases().stream()
                .filter(one -> one.getCaseId().equals(order.getCaseId()))
                .findFirst()
                .orElse(null);
        return new Part.Section(
                "correction",
                "Order " + order.getSequence(),
                List.of(
                        order("order", "Order", order),
                        people(found),
                        Figures.estimate(
                                "asFound",
                                "As found: the evidence that opened the case",
                                found == null ? null : found.getEvidence()),
                        Coefficients.section(order.getTarget()),
                        write("write", "The write", order),
                        stages(),
                        Figures.estimate(
                                "asLeft",
                                "As left: new readings of the new calibration epoch alone",
                                found == null ? null : found.getProof()),
                        rollback()));
    }

    private Part.Section order(String name, String label, CalibrationOrder order) {
        return new Part.Section(
                name,
                label,
                Part.fields(
                        "orderId",
                        "Order id (SHA-256 of its content)",
                        order.getOrderId(),
                        "sequence",
                        "Sequence",
                        Long.toString(order.getSequence()),
                        "campaignId",
                        "Campaign",
                        order.getCampaignId(),
                        "caseId",
                        "Case",
                        order.getCaseId(),
                        "issuedAt",
                        "Issued at",
                        Figures.time(order.getIssuedAt()),
                        "expiresAt",
                        "Expires at",
                        Figures.time(order.getExpiresAt()),
                        "signature",
                        "Signature",
                        Figures.signer(order.getSignature()),
                        "chainEntry",
                        "Release in the chain as entry",
                        chainEntry("_RELEASED", order.getOrderId())));
    }

    /** Commands that the chain of the campaign says were taken: others had no effect. */
    private Part.Section people(@Nullable AccuracyCase found) {
        Map<String, String> taken = facts(campaignId)
                .filter(fact -> !detail(fact, "commandId").isEmpty())
                .collect(Collectors.toMap(fact -> detail(fact, "commandId"), AuditFact::getKind, (one, other) -> one));
        List<List<String>> rows = evidence.commands().stream()
                .filter(command -> command.getCampaignId().equals(campaignId))
                .filter(command -> taken.containsKey(command.getCommandId()))
                .map(command -> row(command, taken))
                .toList();
        Part commands = new Part.Rows(
                "commands",
                "Commands to campaign " + campaignId,
                Part.columns(
                        "action",
                        "Command",
                        "principal",
                        "Person",
                        "authenticatedAt",
                        "Logged in at",
                        "issuedAt",
                        "Issued at",
                        "reason",
                        "Reason",
                        "takenAs",
                        "In the chain as",
                        "commandId",
                        "Command id",
                        "signature",
                        "Signature"),
                rows);
        return Part.section(
                "people",
                "Who asked, who approved, and why",
                Part.fields(
                        "caseConfirmedBy",
                        "Finding confirmed by",
                        found == null ? "" : found.getConfirmedBy(),
                        "caseConfirmedAt",
                        "Confirmed at",
                        found == null ? "" : Figures.time(found.getConfirmedAt())),
                commands);
    }

    private static List<String> row(CampaignCommand command, Map<String, String> taken) {
        return List.of(
                command.getAction().name(),
                command.getPrincipal(),
                Figures.time(command.getAuthenticatedAt()),
                Figures.time(command.getIssuedAt()),
                command.getReason(),
                taken.getOrDefault(command.getCommandId(), ""),
                command.getCommandId(),
                Figures.signer(command.getSignature()));
    }

    private Part.Section write(String name, String label, CalibrationOrder of) {
        Optional<CalibrationOutcome> result = evidence.outcomes().stream()
                .filter(outcome -> outcome.getOrderId().equals(of.getOrderId()) && !outcome.getRepeated())
                .reduce((one, newer) -> newer);
        if (result.isEmpty()) {
            return new Part.Section(name, label, Part.fields("result", "Result", "no outcome yet"));
        }
        CalibrationOutcome outcome = result.get();
        Part steps = new Part.Rows(
                "steps",
                "Steps",
                Part.columns("name", "Step", "wallTime", "Wall time", "text", "What was seen"),
                outcome.getSteps().stream()
                        .map(step -> List.of(step.getName(), Figures.time(step.getWallTime()), step.getText()))
                        .toList());
        Part entry = new Part.Field(
                "chainEntry",
                "Result in the chain as entry",
                chainEntry(outcome.getOutcome().name(), of.getOrderId()));
        return Part.section(name, label, outcome(outcome, of.getTarget()), steps, entry);
    }

    private static List<Part> outcome(CalibrationOutcome outcome, @Nullable CoefficientTarget target) {
        return Part.fields(
                "result",
                "Result",
                outcome.getOutcome().name(),
                "reason",
                "Reason",
                (outcome.getReasonCode() + " " + outcome.getReasonText()).strip(),
                "fieldTime",
                "Field time",
                Figures.time(outcome.getFieldTime()),
                "wallTime",
                "Wall time",
                Figures.time(outcome.getWallTime()),
                "sessions",
                "Sessions",
                Integer.toString(outcome.getAttempts()),
                "asFoundBlock",
                "Block found, hexadecimal",
                Figures.hex(outcome.getAsFoundBlock()),
                "asFoundChecksum",
                "Checksum found",
                Figures.checksum(outcome.getAsFoundChecksum()),
                "asLeftBlock",
                "Block read back, hexadecimal",
                Figures.hex(outcome.getAsLeftBlock()),
                "asLeftChecksum",
                "Checksum read back",
                Figures.checksum(outcome.getAsLeftChecksum()),
                "readBack",
                "Read back is the target",
                readBack(outcome.getAsLeftBlock(), target),
                "changeCounterBefore",
                "Protected change counter before",
                Long.toString(outcome.getChangeCounterBefore()),
                "changeCounterAfter",
                "Protected change counter after",
                Long.toString(outcome.getChangeCounterAfter()),
                "newEpoch",
                "Calibration epoch opened",
                outcome.getNewEpoch() == 0 ? "none" : Integer.toString(outcome.getNewEpoch()));
    }

    private static String readBack(ByteBuffer left, @Nullable CoefficientTarget target) {
        if (!left.hasRemaining()) {
            return "nothing was read back";
        }
        return target != null && left.equals(target.getTargetBlock()) ? "yes, every octet" : "no";
    }

    /** How the chain of the meter says that the correction went. */
    private Part.Rows stages() {
        return new Part.Rows(
                "verification",
                "Verification and end",
                Part.columns("stage", "Stage", "fieldTime", "Field time", "reason", "Reason"),
                facts(meterId)
                        .filter(fact -> fact.getKind().startsWith(STAGE))
                        .filter(fact -> detail(fact, "campaignId").equals(campaignId))
                        .map(fact -> List.of(
                                fact.getKind().substring(STAGE.length()),
                                Figures.time(fact.getFieldTime()),
                                detail(fact, "reason")))
                        .toList());
    }

    private Part rollback() {
        List<Part.Section> undone = evidence.orders().stream()
                .filter(Evidence::isRollback)
                .filter(back -> Evidence.campaignOf(back).equals(campaignId))
                .map(back -> Part.section(
                        "rollback",
                        "Rollback by order " + back.getSequence(),
                        List.of(
                                order("order", "Order", back),
                                Coefficients.section(back.getTarget()),
                                write("write", "The write", back))))
                .toList();
        return new Part.Sections("rollbacks", "Rollback", undone);
    }

    /** Sequence of the meter's newest entry about an order whose kind ends so; "none" while the chain has none. */
    private String chainEntry(String kindEnd, String orderId) {
        return evidence.entries().stream()
                .filter(entry -> entry.getSubjectId().equals(meterId))
                .filter(entry -> entry.getFact() != null
                        && entry.getFact().getKind().endsWith(kindEnd)
                        && detail(entry.getFact(), "orderId").equals(orderId))
                .map(entry -> Long.toString(entry.getSequence()))
                .reduce("none", (older, newer) -> newer);
    }

    private Stream<AuditFact> facts(String subjectId) {
        return evidence.entries().stream()
                .filter(entry -> entry.getSubjectId().equals(subjectId))
                .map(AuditEntry::getFact)
                .filter(Objects::nonNull);
    }

    private static String detail(AuditFact fact, String name) {
        return fact.getDetails().stream()
                .filter(detail -> detail.getName().equals(name))
                .map(NamedValue::getText)
                .findFirst()
                .orElse("");
    }
}

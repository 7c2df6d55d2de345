// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.record;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.console.SampleFleet;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CaseNote;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.OutcomeStep;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

/** A meter that a campaign corrected, with all that the topics hold about it; any text may be given to it. */
public final class CorrectedMeter {

    private static final Instant THEN = Instant.parse("2026-02-01T08:00:00Z");

    private final String meterId;
    private final String words;
    private final SigningKey key;

    /** @param words every reason, name and text that people or meters give */
    public CorrectedMeter(String meterId, String words, SigningKey key) {
        this.meterId = meterId;
        this.words = words;
        this.key = key;
    }

    /** Its campaign, which has no other member. */
    public String campaignId() {
        return "campaign-of-" + meterId;
    }

    public Evidence evidence() {
        CalibrationOrder order = order();
        List<CampaignCommand> commands = List.of(
                command(CampaignAction.CREATE, "anna"),
                command(CampaignAction.MEMBERS, "anna"),
                command(CampaignAction.APPROVE, "ben"),
                command(CampaignAction.PAUSE, "nobody whose command was taken"));
        List<AuditEntry> entries = new ArrayList<>(meterChain(order));
        entries.addAll(campaignChain(commands));
        return new Evidence(
                registration(),
                SampleFleet.estimate(meterId, 0.02, 2),
                entries,
                List.of(order),
                List.of(outcome(order)),
                List.of(closedCase(order)),
                commands);
    }

    public MeterRegistration registration() {
        return MeterRegistration.newBuilder(SampleFleet.meter(meterId))
                .setMeterModel("PLB-BETA")
                .setHost("10.0.0.1")
                .setPolicyDocument(words)
                .build();
    }

    public CalibrationOrder order() {
        CalibrationOrder order = CalibrationOrder.newBuilder()
                .setMeterId(meterId)
                .setSequence(3)
                .setCampaignId(campaignId())
                .setCaseId(meterId + "|MET-02|1")
                .setTarget(target())
                .setIssuedAt(THEN)
                .setExpiresAt(THEN.plus(Duration.ofHours(1)))
                .build();
        CalibrationOrder named = CalibrationOrder.newBuilder(order)
                .setOrderId(Canonical.orderId(order))
                .build();
        return CalibrationOrder.newBuilder(named)
                .setSignature(key.sign(Canonical.signedPart(named)))
                .build();
    }

    public static CoefficientTarget target() {
        MeterModel model = MeterModels.named("PLB-BETA").orElseThrow();
        byte[] plain = new byte[model.blockOctets()];
        plain[1] = 2;
        byte[] base = model.scaled(plain, 1.01);
        byte[] next = model.scaled(base, 1 / 1.0161);
        return CoefficientTarget.newBuilder()
                .setMeterModel(model.name())
                .setBaseEpoch(1)
                .setBaseBlock(ByteBuffer.wrap(base))
                .setBaseChecksum(model.checksumOf(base))
                .setTargetBlock(ByteBuffer.wrap(next))
                .setTargetChecksum(model.checksumOf(next))
                .setCorrectionFactor(model.gainRatio(base, next))
                .build();
    }

    public CalibrationOutcome outcome(CalibrationOrder order) {
        CoefficientTarget target = order.getTarget();
        return CalibrationOutcome.newBuilder()
                .setOrderId(order.getOrderId())
                .setMeterId(meterId)
                .setSequence(order.getSequence())
                .setCampaignId(campaignId())
                .setCaseId(order.getCaseId())
                .setOutcome(OrderResult.APPLIED)
                .setAsFoundBlock(target.getBaseBlock())
                .setAsFoundChecksum(target.getBaseChecksum())
                .setAsLeftBlock(target.getTargetBlock())
                .setAsLeftChecksum(target.getTargetChecksum())
                .setChangeCounterBefore(4)
                .setChangeCounterAfter(5)
                .setNewEpoch(2)
                .setAttempts(1)
                .setFieldTime(THEN)
                .setWallTime(THEN)
                .setSteps(List.of(
                        new OutcomeStep("read active", THEN, words), new OutcomeStep("write", THEN, "16 octets")))
                .build();
    }

    public AccuracyCase closedCase(CalibrationOrder order) {
        return AccuracyCase.newBuilder(SampleFleet.adjustable(meterId, 1.61))
                .setState(CaseState.CLOSED)
                .setCampaignId(campaignId())
                .setOrderId(order.getOrderId())
                .setConfirmedBy("carla")
                .setConfirmedAt(THEN.minusSeconds(60))
                .setAssignee("somebody's name")
                .setNotes(List.of(new CaseNote("dora", THEN, "the customer's dog bites")))
                .setProof(SampleFleet.estimate(meterId, 0.02, 2))
                .build();
    }

    public CampaignCommand command(CampaignAction action, String principal) {
        CampaignCommand command = CampaignCommand.newBuilder()
                .setCampaignId(campaignId())
                .setAction(action)
                .setPrincipal(principal)
                .setAuthenticatedAt(THEN.minusSeconds(600))
                .setIssuedAt(THEN.minusSeconds(300))
                .setReason(words)
                .build();
        CampaignCommand named = CampaignCommand.newBuilder(command)
                .setCommandId(Canonical.commandId(command))
                .build();
        return CampaignCommand.newBuilder(named)
                .setSignature(key.sign(Canonical.signedPart(named)))
                .build();
    }

    public List<AuditEntry> meterChain(CalibrationOrder order) {
        return chain(List.of(
                fact(meterId, "ORDER_RELEASED", "campaignId", campaignId(), "orderId", order.getOrderId()),
                fact(meterId, "OUTCOME_APPLIED", "campaignId", campaignId(), "orderId", order.getOrderId()),
                fact(meterId, "MEMBER_VERIFYING", "campaignId", campaignId(), "reason", "7 days from the write on"),
                fact(meterId, "MEMBER_CORRECTED", "campaignId", campaignId(), "reason", words),
                written(order)));
    }

    public List<AuditEntry> campaignChain(List<CampaignCommand> commands) {
        return chain(List.of(
                fact(
                        campaignId(),
                        "CAMPAIGN_CREATED",
                        "commandId",
                        commands.get(0).getCommandId()),
                fact(
                        campaignId(),
                        "CAMPAIGN_APPROVED",
                        "commandId",
                        commands.get(2).getCommandId())));
    }

    /** As the gateway commits it with the outcome. */
    private AuditFact written(CalibrationOrder order) {
        CoefficientTarget target = order.getTarget();
        return fact(
                meterId,
                "COEFFICIENTS_WRITTEN",
                "campaignId",
                campaignId(),
                "orderId",
                order.getOrderId(),
                "asFoundBlock",
                HexFormat.of().formatHex(target.getBaseBlock().array()),
                "asFoundChecksum",
                Long.toString(target.getBaseChecksum()),
                "asFoundChangeCounter",
                "4",
                "asLeftBlock",
                HexFormat.of().formatHex(target.getTargetBlock().array()),
                "asLeftChecksum",
                Long.toString(target.getTargetChecksum()),
                "asLeftChangeCounter",
                "5",
                "newEpoch",
                "2");
    }

    private AuditFact fact(String subject, String kind, String... namesAndTexts) {
        List<NamedValue> details = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            details.add(new NamedValue(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return AuditFact.newBuilder()
                .setFactId(subject + kind)
                .setSubjectId(subject)
                .setKind(kind)
                .setActor("ota-calibrator")
                .setWallTime(THEN)
                .setDetails(details)
                .build();
    }

    public static List<AuditEntry> chain(List<AuditFact> facts) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditChain.Head head = AuditChain.Head.empty(facts.getFirst().getSubjectId());
        for (AuditFact fact : facts) {
            entries.add(AuditChain.append(head, fact));
            head = AuditChain.Head.of(entries.getLast());
        }
        return entries;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.CurvePoint;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.simulator.meter.MeterPlan;

/** What people and the analyzer say about one meter: its error, its case, and a campaign of this meter alone. */
final class RealWords {

    private static final double ERROR_PERCENT = 1.3;
    private static final int CLOSED_DAYS = 14;

    private final RealCase which;
    private final MeterPlan plan;
    private final RealTopics topics;
    private final SigningKey console;
    private final CoefficientTarget target;
    private final MeterModel model;

    RealWords(RealCase which, MeterPlan plan, RealTopics topics, SigningKey console) {
        this.which = which;
        this.plan = plan;
        this.topics = topics;
        this.console = console;
        this.model = MeterModels.named(plan.model().modelName()).orElseThrow();
        byte[] base = plan.factoryBlock().canonicalBytes();
        byte[] wanted = model.scaled(base, 1 / (1 + ERROR_PERCENT / 100));
        this.target = new CoefficientTarget(
                model.name(),
                1,
                ByteBuffer.wrap(base),
                model.checksumOf(base),
                ByteBuffer.wrap(wanted),
                model.checksumOf(wanted),
                model.gainRatio(base, wanted),
                0.0);
    }

    /** In hexadecimal. */
    String baseBlock() {
        return HexFormat.of().formatHex(target.getBaseBlock().array());
    }

    /** In hexadecimal. */
    String targetBlock() {
        return HexFormat.of().formatHex(target.getTargetBlock().array());
    }

    /** A person opens the case and plans its correction. */
    void create() {
        String meterId = plan.meterId();
        String caseId = meterId + "|MET-02|1";
        topics.send(
                Topics.CASES,
                caseId,
                AccuracyCase.newBuilder()
                        .setCaseId(caseId)
                        .setMeterId(meterId)
                        .setKind("MET-02")
                        .setNumber(1)
                        .setState(CaseState.PROPOSED)
                        .setAction(CaseAction.ADJUST_GAIN)
                        .setProposal(target)
                        .build());
        List<MemberTarget> members = List.of(new MemberTarget(meterId, caseId, 1, target));
        command(by("author", CampaignAction.CREATE)
                .setName(which.name())
                .setMemberCount(1)
                .setChunkCount(1)
                .setMembersDigest(Canonical.campaignDigest(null, members)));
        command(by("author", CampaignAction.MEMBERS).setChunkIndex(0).setMembers(members));
    }

    /** Another person approves, and it begins. */
    void approveAndStart() {
        CampaignCommand.Builder approval = by("approver", CampaignAction.APPROVE);
        List<MemberTarget> members = List.of(new MemberTarget(plan.meterId(), plan.meterId() + "|MET-02|1", 1, target));
        command(approval.setMembersDigest(Canonical.campaignDigest(null, members)));
        command(by("author", CampaignAction.START).setReason("crash matrix"));
    }

    /** What the analyzer would find from readings of that epoch: the error that the block in force leaves. */
    void estimate(int epoch, byte[] block, Instant fieldNow) {
        double gain = model.gainRatio(target.getBaseBlock().array(), block);
        double effect = which.which().wrong() ? 1 / gain : gain;
        boolean first = epoch == 1;
        double error = ((1 + ERROR_PERCENT / 100) * effect - 1) * 100;
        topics.send(
                Topics.DRIFT,
                plan.meterId(),
                DriftEstimate.newBuilder()
                        .setMeterId(plan.meterId())
                        .setProfileId("ref-" + plan.meterId())
                        .setCalibrationEpoch(epoch)
                        .setWindowTo(fieldNow)
                        .setClosedDays(CLOSED_DAYS)
                        .setErrorPercent(error)
                        .setCurve(List.of(new CurvePoint(0.1, error, 0.04, true, 0.0)))
                        .setUncertainty(new UncertaintyBudget(0.04, 0.02, 0.02, 0.02, 0.02, 0.0))
                        .setQuietDays(CLOSED_DAYS)
                        .setCoveredEnergyFraction(0.97)
                        .setAdjustCandidate(first)
                        .setAction(first ? CorrectiveAction.ADJUST_GAIN : CorrectiveAction.NONE)
                        .build());
    }

    private String campaignId() {
        return "c-" + plan.meterId();
    }

    private CampaignCommand.Builder by(String principal, CampaignAction action) {
        return CampaignCommand.newBuilder()
                .setCampaignId(campaignId())
                .setAction(action)
                .setPrincipal(principal)
                .setAuthenticatedAt(now().minus(Duration.ofMinutes(5)))
                .setIssuedAt(now());
    }

    private void command(CampaignCommand.Builder command) {
        CampaignCommand plain = command.build();
        CampaignCommand named = CampaignCommand.newBuilder(plain)
                .setCommandId(Canonical.commandId(plain))
                .build();
        topics.send(
                Topics.CAMPAIGN_COMMANDS,
                campaignId(),
                CampaignCommand.newBuilder(named)
                        .setSignature(console.sign(Canonical.signedPart(named)))
                        .build());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}

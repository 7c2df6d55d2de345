// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.audit.Fact;
import org.plumbline.calibrator.campaign.CampaignPlan;
import org.plumbline.calibrator.campaign.CampaignRecord;
import org.plumbline.calibrator.campaign.CampaignState;
import org.plumbline.calibrator.campaign.WavePlan;
import org.plumbline.calibrator.job.Job;
import org.plumbline.calibrator.job.OrderDraft;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.Member;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.StateCount;
import org.plumbline.schema.avro.Wave;
import org.plumbline.schema.avro.WaveState;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

/** Domain types as the contract's records. */
final class ToContract {

    private ToContract() {}

    static CoefficientTarget target(CorrectionTarget target) {
        return new CoefficientTarget(
                target.meterModel(),
                target.baseEpoch(),
                octets(target.baseBlock()),
                target.baseChecksum(),
                octets(target.targetBlock()),
                target.targetChecksum(),
                target.correctionFactor(),
                target.errorAfterPercent());
    }

    static MemberTarget member(Member member) {
        return new MemberTarget(member.meterId(), member.caseId(), member.wave(), target(member.target()));
    }

    static String campaignDigest(@Nullable CampaignPlan plan, List<Member> members) {
        return Canonical.campaignDigest(
                plan(plan), members.stream().map(ToContract::member).toList());
    }

    static org.plumbline.schema.avro.@Nullable CampaignPlan plan(@Nullable CampaignPlan plan) {
        return plan == null
                ? null
                : new org.plumbline.schema.avro.CampaignPlan(
                        Math.toIntExact(plan.approvalValidity().toSeconds()),
                        Math.toIntExact(plan.executionTime().toSeconds()),
                        plan.terms().priority(),
                        plan.terms().window().fromMinute(),
                        plan.terms().window().toMinute(),
                        plan.waves().stream().map(ToContract::wavePlan).toList(),
                        plan.terms().pacing().ordersOut(),
                        plan.terms().pacing().ordersOutPerSegment());
    }

    private static org.plumbline.schema.avro.WavePlan wavePlan(WavePlan plan) {
        return new org.plumbline.schema.avro.WavePlan(
                plan.minimumProvenShare(),
                plan.minimumProven(),
                plan.maximumFailedShare(),
                plan.minimumFailed(),
                plan.maximumUnprovenShare(),
                plan.minimumUnproven(),
                plan.pauseOnSuccess());
    }

    static String orderId(OrderDraft draft) {
        return Canonical.orderId(order(draft));
    }

    /** The order with its id, signed. */
    static CalibrationOrder signedOrder(String orderId, OrderDraft draft, SigningKey key) {
        CalibrationOrder order =
                CalibrationOrder.newBuilder(order(draft)).setOrderId(orderId).build();
        return CalibrationOrder.newBuilder(order)
                .setSignature(key.sign(Canonical.signedPart(order)))
                .build();
    }

    private static CalibrationOrder order(OrderDraft draft) {
        return CalibrationOrder.newBuilder()
                .setMeterId(draft.meterId())
                .setSequence(draft.sequence())
                .setCampaignId(draft.campaignId())
                .setCaseId(draft.caseId())
                .setTarget(target(draft.target()))
                .setIssuedAt(draft.issuedAt())
                .setExpiresAt(draft.expiresAt())
                .build();
    }

    static CampaignMember campaignMember(Job job, Instant now) {
        Job.ReleasedOrder last = job.lastOrder();
        return CampaignMember.newBuilder()
                .setCampaignId(job.campaignId())
                .setMeterId(job.member().meterId())
                .setCaseId(job.member().caseId())
                .setWave(job.member().wave())
                .setState(MemberState.valueOf(job.state().stage().name()))
                .setStateReason(job.state().reason())
                .setOrderId(last == null ? "" : last.orderId())
                .setOrderSequence(last == null ? 0 : last.sequence())
                .setTarget(target(job.member().target()))
                .setUpdatedAt(now)
                .build();
    }

    static Campaign campaign(CampaignRecord campaign) {
        CampaignState.Approval approval = campaign.state().approval();
        CampaignRecord.Announcement announced = campaign.announced();
        return Campaign.newBuilder()
                .setCampaignId(campaign.campaignId())
                .setName(announced.name())
                .setState(state(campaign.state()))
                .setStateReason(reason(campaign))
                .setAuthor(announced.author())
                .setApprover(approval == null ? "" : approval.approver())
                .setMembersDigest(announced.membersDigest())
                .setMemberCount(announced.memberCount())
                .setCreatedAt(announced.createdAt())
                .setUpdatedAt(campaign.updatedAt())
                .setWaves(campaign.waves().stream().map(ToContract::wave).toList())
                .setPlan(plan(announced.plan()))
                .setApprovalExpiresAt(approval == null ? Instant.EPOCH : approval.expiresAt())
                .setDeadline(Objects.requireNonNullElse(campaign.deadline(), Instant.EPOCH))
                .setHaltedModels(campaign.haltedModels().entrySet().stream()
                        .map(halted -> new NamedValue(halted.getKey(), halted.getValue()))
                        .toList())
                .build();
    }

    private static org.plumbline.schema.avro.CampaignState state(CampaignState state) {
        return switch (state) {
            case CampaignState.ReceivingMembers ignored -> org.plumbline.schema.avro.CampaignState.RECEIVING_MEMBERS;
            case CampaignState.AwaitingApproval ignored -> org.plumbline.schema.avro.CampaignState.AWAITING_APPROVAL;
            case CampaignState.Approved ignored -> org.plumbline.schema.avro.CampaignState.APPROVED;
            case CampaignState.Running ignored -> org.plumbline.schema.avro.CampaignState.RUNNING;
            case CampaignState.Paused ignored -> org.plumbline.schema.avro.CampaignState.PAUSED;
            case CampaignState.Completed ignored -> org.plumbline.schema.avro.CampaignState.COMPLETED;
            case CampaignState.Aborted ignored -> org.plumbline.schema.avro.CampaignState.ABORTED;
            case CampaignState.Refused ignored -> org.plumbline.schema.avro.CampaignState.REFUSED;
        };
    }

    private static String reason(CampaignRecord campaign) {
        return switch (campaign.state()) {
            case CampaignState.ReceivingMembers receiving ->
                receiving.members() + " of " + campaign.announced().memberCount() + " members received";
            case CampaignState.AwaitingApproval ignored -> "a second person has to approve";
            case CampaignState.Approved approved ->
                "approved by " + approved.given().approver();
            case CampaignState.Running running -> "wave " + running.wave();
            case CampaignState.Paused paused -> paused.reason();
            case CampaignState.Completed ignored -> "every member is at its end";
            case CampaignState.Aborted aborted -> aborted.reason();
            case CampaignState.Refused refused -> refused.reason();
        };
    }

    /** A hold on a campaign whose brake tripped. A stop needs no signature. */
    static Hold brakeHold(String campaignId, String reason, Instant now) {
        return Hold.newBuilder()
                .setScope(campaignId)
                .setActive(true)
                .setPrincipal(Fact.CALIBRATOR)
                .setIssuedAt(now)
                .setReason(reason)
                .build();
    }

    private static Wave wave(org.plumbline.calibrator.campaign.Wave wave) {
        return new Wave(
                wave.number(),
                wave.members(),
                WaveState.valueOf(wave.state().name()),
                wave.all().counts().entrySet().stream()
                        .map(count -> new StateCount(count.getKey().name(), count.getValue()))
                        .sorted(Comparator.comparing(StateCount::getState))
                        .toList());
    }

    /**
     * The fact as the contract's record; its id is the SHA-256 over the record without id.
     *
     * @param fieldNow field time
     * @param now wall-clock time
     */
    static AuditFact fact(Fact fact, Instant fieldNow, Instant now) {
        AuditFact record = AuditFact.newBuilder()
                .setSubjectId(fact.subjectId())
                .setKind(fact.kind())
                .setActor(fact.actor())
                .setFieldTime(fieldNow)
                .setWallTime(now)
                .setDetails(fact.details().entrySet().stream()
                        .map(detail -> new NamedValue(detail.getKey(), detail.getValue()))
                        .toList())
                .build();
        return AuditFact.newBuilder(record)
                .setFactId(Canonical.sha256Hex(Canonical.octets(record)))
                .build();
    }

    private static ByteBuffer octets(String hexadecimal) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hexadecimal));
    }
}

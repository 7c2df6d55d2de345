// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.CaseHandling;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.Explanation;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.fleet.MeterChecks;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.Proposal;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterCheck;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.signing.Canonical;

/** From the contract's records to what the console keeps, and back for coefficients. */
final class Translation {

    private Translation() {}

    static Registration registration(MeterRegistration meter) {
        return new Registration(
                meter.getMeterId(),
                meter.getState().name(),
                meter.getMeterModel(),
                meter.getAccuracyClass(),
                meter.getSerialNumber(),
                meter.getWiring().name(),
                meter.getPhases(),
                meter.getReferenceCurrentAmperes(),
                meter.getMaximumCurrentAmperes(),
                meter.getCapturePeriodSeconds(),
                meter.getDistrict(),
                meter.getJurisdiction(),
                meter.getVerificationState().name(),
                meter.getCorrectionPolicy().name(),
                meter.getPolicyDocument(),
                meter.getLimitKind().name(),
                meter.getLimitPercent(),
                meter.getMaximumPermissibleErrorPercent());
    }

    static ReferencePairing reference(ReferenceProfile profile) {
        return new ReferencePairing(
                profile.getProfileId(),
                profile.getKind().name(),
                profile.getState() == ProfileState.ACTIVE,
                profile.getTestedMeterId(),
                profile.getReferenceMeterId(),
                profile.getCertificateErrorPercent(),
                profile.getCertificateStandardUncertaintyPercent(),
                profile.getCertificateReference());
    }

    static MeterEvent event(org.plumbline.schema.avro.MeterEvent event) {
        return new MeterEvent(
                event.getEventId(),
                event.getMeterId(),
                event.getCode(),
                event.getFieldTime(),
                event.getWallTime(),
                event.getText(),
                event.getEvidence().stream()
                        .map(detail -> new MeterEvent.NamedText(detail.getName(), detail.getText()))
                        .toList());
    }

    /** The estimate with what stands behind it. */
    static Estimate explained(DriftEstimate estimate) {
        return estimate(estimate, FindingTranslation.explanation(estimate));
    }

    /** The estimate alone. */
    static Estimate figures(DriftEstimate estimate) {
        return estimate(estimate, null);
    }

    private static Estimate estimate(DriftEstimate estimate, @Nullable Explanation explanation) {
        boolean refused = !estimate.getRefusal().isEmpty();
        return new Estimate(
                estimate.getMeterId(),
                estimate.getProfileId(),
                estimate.getCalibrationEpoch(),
                estimate.getWindowFrom(),
                estimate.getWindowTo(),
                estimate.getClosedDays(),
                estimate.getRefusal(),
                estimate.getRefusalText(),
                refused ? null : (Double) estimate.getErrorPercent(),
                uncertainty(estimate.getUncertainty()),
                refused ? null : (Double) estimate.getIntervalLowPercent(),
                refused ? null : (Double) estimate.getIntervalHighPercent(),
                refused ? null : (Double) estimate.getRatePercentPerYear(),
                refused ? null : (Double) estimate.getRateStandardUncertaintyPercentPerYear(),
                estimate.getClockSkewSeconds(),
                estimate.getCurve().stream()
                        .map(point -> new Estimate.LoadPoint(
                                point.getFractionOfMaximumCurrent(),
                                point.getErrorPercent(),
                                point.getStandardUncertaintyPercent(),
                                point.getCovered()))
                        .toList(),
                estimate.getCoveredEnergyFraction(),
                estimate.getQuietDays(),
                estimate.getVerdict().name(),
                estimate.getLimitPercent(),
                estimate.getMaximumPermissibleErrorPercent(),
                estimate.getMet02(),
                estimate.getAdjustCandidate(),
                estimate.getAction().name(),
                estimate.getActionReason(),
                estimate.getCorrectionFactor(),
                estimate.getExclusions().stream()
                        .map(left -> new Estimate.Exclusion(left.getReason(), left.getIntervals()))
                        .toList(),
                explanation);
    }

    private static Estimate.@Nullable Uncertainty uncertainty(@Nullable UncertaintyBudget budget) {
        return budget == null
                ? null
                : new Estimate.Uncertainty(
                        budget.getCombinedPercent(),
                        budget.getEstimationPercent(),
                        budget.getReferencePercent(),
                        budget.getStructurePercent());
    }

    private static @Nullable Estimate optional(@Nullable DriftEstimate estimate) {
        return estimate == null ? null : estimate(estimate, null);
    }

    static AccuracyCase accuracyCase(org.plumbline.schema.avro.AccuracyCase found) {
        return new AccuracyCase(
                found.getCaseId(),
                found.getMeterId(),
                found.getKind(),
                found.getNumber(),
                AccuracyCase.State.valueOf(found.getState().name()),
                found.getStateReason(),
                found.getOpenedAt(),
                found.getUpdatedAt(),
                optional(found.getEvidence()),
                optional(found.getLatest()),
                found.getAction().name(),
                proposal(found.getProposal()),
                found.getProposalRefusal(),
                found.getCampaignId(),
                found.getOrderId(),
                optional(found.getProof()),
                handling(found));
    }

    private static CaseHandling handling(org.plumbline.schema.avro.AccuracyCase found) {
        return new CaseHandling(
                found.getConfirmedBy(),
                found.getConfirmedBy().isEmpty() ? null : found.getConfirmedAt(),
                found.getAssignee(),
                found.getNotes().stream()
                        .map(note -> new CaseHandling.Note(note.getPrincipal(), note.getWrittenAt(), note.getText()))
                        .toList(),
                found.getClosingCause().name(),
                found.getDismissalCode().name(),
                found.getDismissedBy(),
                found.getDismissedBy().isEmpty() ? null : found.getDismissedAt());
    }

    static Campaign campaign(org.plumbline.schema.avro.Campaign campaign) {
        return new Campaign(
                campaign.getCampaignId(),
                campaign.getName(),
                Campaign.State.valueOf(campaign.getState().name()),
                campaign.getStateReason(),
                campaign.getAuthor(),
                campaign.getApprover(),
                campaign.getMembersDigest(),
                campaign.getMemberCount(),
                campaign.getCreatedAt(),
                campaign.getUpdatedAt(),
                campaign.getWaves().stream().map(Translation::wave).toList(),
                PlanTranslation.plan(campaign.getPlan()),
                unlessEpoch(campaign.getApprovalExpiresAt()),
                unlessEpoch(campaign.getDeadline()),
                campaign.getHaltedModels().stream()
                        .collect(Collectors.toMap(
                                NamedValue::getName, NamedValue::getText, (one, other) -> one, TreeMap::new)));
    }

    private static @Nullable Instant unlessEpoch(Instant instant) {
        return instant.equals(Instant.EPOCH) ? null : instant;
    }

    private static Campaign.Wave wave(org.plumbline.schema.avro.Wave wave) {
        List<Campaign.StateCount> counts = wave.getCounts().stream()
                .map(count -> new Campaign.StateCount(count.getState(), count.getMembers()))
                .toList();
        return new Campaign.Wave(
                wave.getNumber(), wave.getMembers(), wave.getState().name(), counts);
    }

    static CampaignMember member(org.plumbline.schema.avro.CampaignMember member) {
        return new CampaignMember(
                member.getCampaignId(),
                member.getMeterId(),
                member.getCaseId(),
                member.getWave(),
                member.getState().name(),
                member.getStateReason(),
                member.getOrderId(),
                member.getOrderSequence(),
                proposal(member.getTarget()),
                member.getUpdatedAt());
    }

    static Hold hold(org.plumbline.schema.avro.Hold hold) {
        return new Hold(
                hold.getScope(),
                hold.getActive(),
                hold.getPrincipal(),
                hold.getAuthenticatedAt(),
                hold.getIssuedAt(),
                hold.getReason(),
                hold.getActive() ? Canonical.stopId(hold) : hold.getLiftedStopId());
    }

    static Outcome outcome(CalibrationOutcome outcome) {
        return new Outcome(
                outcome.getOrderId(),
                outcome.getMeterId(),
                outcome.getSequence(),
                outcome.getCampaignId(),
                outcome.getCaseId(),
                outcome.getOutcome().name(),
                outcome.getReasonCode(),
                outcome.getReasonText(),
                outcome.getRepeated(),
                hex(outcome.getAsFoundBlock()),
                hex(outcome.getAsLeftBlock()),
                outcome.getNewEpoch(),
                outcome.getAttempts(),
                outcome.getFieldTime(),
                outcome.getWallTime(),
                outcome.getSteps().stream()
                        .map(step -> new Outcome.Step(step.getName(), step.getWallTime(), step.getText()))
                        .toList());
    }

    /** Sentences that every meter has alike are kept once. */
    static MeterChecks checks(org.plumbline.schema.avro.MeterChecks told) {
        return new MeterChecks(
                told.getMeterId(),
                told.getSettledDay(),
                told.getCalibrationEpoch(),
                told.getRefusedReadings().stream()
                        .map(refused -> new MeterChecks.RefusedReadings(refused.getName(), refused.getText()))
                        .toList(),
                told.getChecks().stream().map(Translation::check).toList());
    }

    private static MeterChecks.Check check(MeterCheck check) {
        return new MeterChecks.Check(
                check.getName().intern(),
                check.getState().name(),
                check.getSinceDay(),
                check.getCode().intern(),
                check.getStatistic(),
                check.getStandardUncertainty(),
                check.getBaseline(),
                check.getThreshold(),
                check.getUnit().intern(),
                check.getReadings(),
                check.getRefusal().intern(),
                check.getRefusal().isEmpty() ? check.getText() : check.getText().intern(),
                check.getSees().intern(),
                check.getCannotSee().intern());
    }

    static @Nullable Proposal proposal(@Nullable CoefficientTarget target) {
        return target == null
                ? null
                : new Proposal(
                        target.getMeterModel(),
                        target.getBaseEpoch(),
                        hex(target.getBaseBlock()),
                        target.getBaseChecksum(),
                        hex(target.getTargetBlock()),
                        target.getTargetChecksum(),
                        target.getCorrectionFactor(),
                        target.getErrorAfterPercent());
    }

    static CoefficientTarget target(Proposal proposal) {
        return CoefficientTarget.newBuilder()
                .setMeterModel(proposal.meterModel())
                .setBaseEpoch(proposal.baseEpoch())
                .setBaseBlock(ByteBuffer.wrap(HexFormat.of().parseHex(proposal.baseBlock())))
                .setBaseChecksum(proposal.baseChecksum())
                .setTargetBlock(ByteBuffer.wrap(HexFormat.of().parseHex(proposal.targetBlock())))
                .setTargetChecksum(proposal.targetChecksum())
                .setCorrectionFactor(proposal.correctionFactor())
                .setErrorAfterPercent(proposal.errorAfterPercent())
                .build();
    }

    private static String hex(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}

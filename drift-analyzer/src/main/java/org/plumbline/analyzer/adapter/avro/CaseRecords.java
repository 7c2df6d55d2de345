// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Instant;
import java.util.List;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CoefficientProposal;
import org.plumbline.analyzer.cases.Dismissal;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseNote;
import org.plumbline.schema.avro.ClosingCause;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.DismissalCode;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.signing.Canonical;

/** Cases and audit facts as records. */
public final class CaseRecords {
    private static final String ACTOR = "drift-analyzer";

    private CaseRecords() {}

    /** The record of a case. */
    public static org.plumbline.schema.avro.AccuracyCase record(AccuracyCase one) {
        var record = org.plumbline.schema.avro.AccuracyCase.newBuilder()
                .setCaseId(one.caseId())
                .setMeterId(one.meterId())
                .setKind(one.kind().code())
                .setNumber(one.number())
                .setStateReason(one.state().reason())
                .setOpenedAt(Instant.ofEpochMilli(one.openedAtMillis()))
                .setUpdatedAt(Instant.ofEpochMilli(one.updatedAtMillis()))
                .setEvidence(EstimateRecords.record(one.evidence()))
                .setLatest(EstimateRecords.record(one.latest()))
                .setCampaignId(one.campaignId())
                .setAssignee(one.handling().assignee())
                .setNotes(one.handling().notes().stream()
                        .map(note -> new CaseNote(
                                note.mark().principal(),
                                Instant.ofEpochMilli(note.mark().wallTimeMillis()),
                                note.text()))
                        .toList());
        one.handling()
                .confirmed()
                .ifPresent(mark -> record.setConfirmedBy(mark.principal())
                        .setConfirmedAt(Instant.ofEpochMilli(mark.wallTimeMillis())));
        switch (one.plan()) {
            case Plan.Adjust(CoefficientProposal proposal) ->
                record.setAction(action(proposal.coefficient())).setProposal(target(proposal));
            case Plan.NoAdjustment none ->
                record.setAction(
                                switch (none.action()) {
                                    case NONE -> CaseAction.NONE;
                                    case REPLACE -> CaseAction.REPLACE;
                                    case SITE_TEST -> CaseAction.SITE_TEST;
                                    case ADJUST_PHASE -> CaseAction.ADJUST_PHASE;
                                    case ADJUST_OFFSET -> CaseAction.ADJUST_OFFSET;
                                    case RECHARACTERISE_CT -> CaseAction.RECHARACTERISE_CT;
                                })
                        .setProposalRefusal(none.reason());
        }
        state(record, one.state());
        return record.build();
    }

    private static void state(org.plumbline.schema.avro.AccuracyCase.Builder record, CaseState state) {
        switch (state) {
            case CaseState.Opened opened -> record.setState(org.plumbline.schema.avro.CaseState.OPENED);
            case CaseState.Confirmed confirmed -> record.setState(org.plumbline.schema.avro.CaseState.CONFIRMED);
            case CaseState.Proposed proposed -> record.setState(org.plumbline.schema.avro.CaseState.PROPOSED);
            case CaseState.InCorrection correcting ->
                record.setState(org.plumbline.schema.avro.CaseState.IN_CORRECTION)
                        .setOrderId(correcting.orderId());
            case CaseState.Verifying verifying ->
                record.setState(org.plumbline.schema.avro.CaseState.VERIFYING).setOrderId(verifying.orderId());
            case CaseState.Closed closed ->
                record.setState(org.plumbline.schema.avro.CaseState.CLOSED)
                        .setClosingCause(ClosingCause.valueOf(closed.cause().name()))
                        .setOrderId(closed.orderId())
                        .setProof(closed.proof().map(EstimateRecords::record).orElse(null));
            case CaseState.Dismissed(String reason, Dismissal dismissal) ->
                record.setState(org.plumbline.schema.avro.CaseState.DISMISSED)
                        .setDismissalCode(DismissalCode.valueOf(dismissal.code().name()))
                        .setDismissedBy(dismissal.mark().principal())
                        .setDismissedAt(Instant.ofEpochMilli(dismissal.mark().wallTimeMillis()));
        }
    }

    private static CaseAction action(Coefficient coefficient) {
        return switch (coefficient) {
            case GAIN -> CaseAction.ADJUST_GAIN;
            case PHASE -> CaseAction.ADJUST_PHASE;
            case OFFSET -> CaseAction.ADJUST_OFFSET;
        };
    }

    private static CoefficientTarget target(CoefficientProposal proposal) {
        return CoefficientTarget.newBuilder()
                .setMeterModel(proposal.meterModel())
                .setBaseEpoch(proposal.baseEpoch())
                .setBaseBlock(Calibrations.octets(proposal.baseBlockHex()))
                .setBaseChecksum(proposal.baseChecksum())
                .setTargetBlock(Calibrations.octets(proposal.targetBlockHex()))
                .setTargetChecksum(proposal.targetChecksum())
                .setCorrectionFactor(proposal.correctionFactor())
                .setErrorAfterPercent(proposal.errorAfterPercent())
                .build();
    }

    /**
     * The record of an audit fact; its id is the digest of what happened, without the wall-clock time.
     *
     * @param wallTimeMillis wall-clock time of the record that led to it, milliseconds since 1970-01-01T00:00Z
     */
    public static AuditFact record(MeterOutput.Fact fact, long wallTimeMillis) {
        List<NamedValue> details = fact.details().entrySet().stream()
                .map(each -> new NamedValue(each.getKey(), each.getValue()))
                .toList();
        AuditFact content = AuditFact.newBuilder()
                .setSubjectId(fact.meterId())
                .setKind(fact.kind())
                .setActor(ACTOR)
                .setFieldTime(Instant.ofEpochMilli(fact.fieldTimeMillis()))
                .setWallTime(Instant.EPOCH)
                .setDetails(details)
                .build();
        return AuditFact.newBuilder(content)
                .setFactId(Canonical.sha256Hex(Canonical.octets(content)))
                .setWallTime(Instant.ofEpochMilli(wallTimeMillis))
                .build();
    }
}

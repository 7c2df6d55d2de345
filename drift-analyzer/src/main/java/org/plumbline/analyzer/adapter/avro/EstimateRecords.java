// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.Proposal;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.CurvePoint;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.ExclusionCount;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.avro.Verdict;

/** Findings as records of {@code drift.v1}. */
public final class EstimateRecords {
    private EstimateRecords() {}

    /** The record of a finding. */
    public static DriftEstimate record(Finding finding) {
        DriftEstimate.Builder record = DriftEstimate.newBuilder()
                .setMeterId(finding.meterId())
                .setProfileId(finding.profileId())
                .setCalibrationEpoch(finding.calibrationEpoch())
                .setWindowFrom(startOf(finding.fromEpochDay()))
                .setWindowTo(startOf(finding.untilEpochDay()))
                .setClosedDays(finding.closedDays())
                .setEvidenceDigest(finding.evidenceDigest())
                .setLimitPercent(finding.limitPercent())
                .setMaximumPermissibleErrorPercent(finding.maximumPermissibleErrorPercent())
                .setLimitSource(finding.sources().limit())
                .setMaximumPermissibleErrorSource(finding.sources().maximumPermissibleError())
                .setReferenceSource(finding.sources().reference())
                .setExclusions(finding.exclusions().entrySet().stream()
                        .map(each -> new ExclusionCount(each.getKey(), each.getValue()))
                        .toList());
        switch (finding.assessment()) {
            case Assessment.Refused refused -> record.setRefusal(refused.name()).setRefusalText(refused.sentence());
            case Assessment.Judged judged -> judged(record, judged);
        }
        return record.build();
    }

    private static void judged(DriftEstimate.Builder record, Assessment.Judged judged) {
        double rateHalfWidth = AccuracyAssessor.COVERAGE_FACTOR * judged.rateStandardUncertaintyPercentPerYear();
        record.setErrorPercent(judged.errorPercent())
                .setUncertainty(new UncertaintyBudget(
                        judged.uncertainty().combinedPercent(),
                        judged.uncertainty().estimationPercent(),
                        judged.uncertainty().referencePercent(),
                        judged.uncertainty().structurePercent(),
                        judged.uncertainty().certificatePercent(),
                        judged.uncertainty().referenceDriftPercent()))
                .setIntervalLowPercent(judged.intervalLowPercent())
                .setIntervalHighPercent(judged.intervalHighPercent())
                .setRatePercentPerYear(judged.ratePercentPerYear())
                .setRateStandardUncertaintyPercentPerYear(judged.rateStandardUncertaintyPercentPerYear())
                .setClockSkewSeconds(judged.clockSkewSeconds())
                .setRateIntervalLowPercentPerYear(judged.ratePercentPerYear() - rateHalfWidth)
                .setRateIntervalHighPercentPerYear(judged.ratePercentPerYear() + rateHalfWidth)
                .setCurve(curve(judged))
                .setCoveredEnergyFraction(judged.curve().coveredEnergyFraction())
                .setQuietDays(judged.quietDays())
                .setVerdict(
                        switch (judged.verdict()) {
                            case NONE -> Verdict.NONE;
                            case PASS -> Verdict.PASS;
                            case CONDITIONAL_PASS -> Verdict.CONDITIONAL_PASS;
                            case CONDITIONAL_FAIL -> Verdict.CONDITIONAL_FAIL;
                            case FAIL -> Verdict.FAIL;
                        })
                .setMet02(judged.met02())
                .setAdjustCandidate(judged.adjustCandidate())
                .setHeldBack(judged.isHeldBack() ? WithholdReason.REFERENCE_IN_DOUBT.name() : "");
        action(record, judged);
        ParticularsRecords.fill(record, judged);
    }

    private static void action(DriftEstimate.Builder record, Assessment.Judged judged) {
        switch (judged.proposal()) {
            case Proposal.Nothing nothing ->
                record.setAction(CorrectiveAction.NONE)
                        .setActionReason(nothing.reason().sentence())
                        .setCorrectionFactor(1.0);
            case Proposal.Adjust adjust -> adjustment(record, adjust);
            case Proposal.Replace replace ->
                record.setAction(CorrectiveAction.REPLACE)
                        .setActionReason(replace.reason().sentence());
            case Proposal.ByPerson byPerson ->
                record.setAction(
                                switch (byPerson.remedy()) {
                                    case ADJUST_OFFSET -> CorrectiveAction.ADJUST_OFFSET;
                                    case ADJUST_PHASE -> CorrectiveAction.ADJUST_PHASE;
                                    case RECHARACTERISE_CT -> CorrectiveAction.RECHARACTERISE_CT;
                                    case CHECK_TERMINALS -> CorrectiveAction.SITE_TEST;
                                })
                        .setActionReason(String.format(
                                Locale.ROOT,
                                "%s (it adds %+.3f %%, u %.3f %%)",
                                byPerson.remedy().sentence(),
                                byPerson.sharePercent(),
                                byPerson.shareStandardUncertaintyPercent()));
            case Proposal.Withheld withheld ->
                record.setAction(judged.isHeldBack() ? CorrectiveAction.NONE : CorrectiveAction.SITE_TEST)
                        .setActionReason(withheld.reasons().stream()
                                .map(reason ->
                                        reason.sentence(judged.particulars().diagnosis()))
                                .collect(Collectors.joining("; ")));
        }
    }

    private static void adjustment(DriftEstimate.Builder record, Proposal.Adjust adjust) {
        String left = adjust.errorAfterPercent() == 0
                ? ""
                : String.format(Locale.ROOT, "; it leaves an error of %+.3f %%", adjust.errorAfterPercent());
        switch (adjust.coefficient()) {
            case GAIN ->
                record.setAction(CorrectiveAction.ADJUST_GAIN)
                        .setActionReason(
                                String.format(Locale.ROOT, "multiply every gain by %.6f", adjust.amount()) + left)
                        .setCorrectionFactor(adjust.correctionFactor());
            case PHASE ->
                record.setAction(CorrectiveAction.ADJUST_PHASE)
                        .setActionReason(String.format(
                                        Locale.ROOT, "add %+.2f' to every angle", 60 * Math.toDegrees(adjust.amount()))
                                + left);
            case OFFSET ->
                record.setAction(CorrectiveAction.ADJUST_OFFSET)
                        .setActionReason(
                                String.format(Locale.ROOT, "add %+.3f W to the offset", adjust.amount()) + left);
        }
    }

    private static List<CurvePoint> curve(Assessment.Judged judged) {
        double referenceOverMaximum = ParticularsRecords.referenceOverMaximum(judged.particulars());
        return judged.curve().points().stream()
                .map(point -> new CurvePoint(
                        point.loadFraction(),
                        point.errorPercent(),
                        point.standardUncertaintyPercent(),
                        point.coverage() == ErrorCurve.Coverage.COVERED,
                        referenceOverMaximum > 0 ? point.loadFraction() / referenceOverMaximum : 0))
                .toList();
    }

    private static Instant startOf(long epochDay) {
        return Instant.EPOCH.plus(Duration.ofDays(epochDay));
    }
}

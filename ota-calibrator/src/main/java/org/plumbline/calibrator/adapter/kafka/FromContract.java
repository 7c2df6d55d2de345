// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.campaign.CampaignPlan;
import org.plumbline.calibrator.campaign.WavePlan;
import org.plumbline.calibrator.job.CaseView;
import org.plumbline.calibrator.job.ErrorForm;
import org.plumbline.calibrator.job.Estimate;
import org.plumbline.calibrator.job.Outcome;
import org.plumbline.calibrator.job.Registration;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.calibrator.member.Pacing;
import org.plumbline.calibrator.member.Terms;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.OffsetPower;
import org.plumbline.schema.avro.PhaseAngle;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.model.Coefficient;

/** The contract's records as domain types. What is not understood becomes what permits least. */
final class FromContract {

    /** State of an angle that is known. */
    private static final String MEASURED = "MEASURED";

    private FromContract() {}

    static CorrectionTarget target(CoefficientTarget target) {
        return new CorrectionTarget(
                target.getMeterModel(),
                target.getBaseEpoch(),
                hexadecimal(target.getBaseBlock()),
                target.getBaseChecksum(),
                hexadecimal(target.getTargetBlock()),
                target.getTargetChecksum(),
                target.getCorrectionFactor(),
                target.getErrorAfterPercent());
    }

    /** The member; null when it has no target. */
    static @Nullable Member member(MemberTarget member) {
        CoefficientTarget target = member.getTarget();
        return target == null
                ? null
                : new Member(member.getMeterId(), member.getCaseId(), member.getWave(), target(target));
    }

    static Registration registration(MeterRegistration meter) {
        return new Registration(
                meter.getState() == RegistrationState.ACTIVE,
                meter.getMeterModel(),
                switch (meter.getCorrectionPolicy()) {
                    case OBSERVE -> Registration.Policy.OBSERVE;
                    case ADVISE -> Registration.Policy.ADVISE;
                    case ADJUST_UNVERIFIED -> Registration.Policy.ADJUST_UNVERIFIED;
                    case ADJUST_UNDER_AUTHORITY -> Registration.Policy.ADJUST_UNDER_AUTHORITY;
                },
                switch (meter.getVerificationState()) {
                    case UNKNOWN -> Registration.Verification.UNKNOWN;
                    case VERIFIED -> Registration.Verification.VERIFIED;
                    case UNVERIFIED -> Registration.Verification.UNVERIFIED;
                },
                meter.getPolicyDocument(),
                meter.getLimitPercent(),
                meter.getMaximumPermissibleErrorPercent(),
                meter.getNetworkSegment(),
                zone(meter.getTimeZone()),
                switch (meter.getRestorePolicy()) {
                    case NEVER -> Registration.Restore.NEVER;
                    case RESTORE_UNVERIFIED -> Registration.Restore.RESTORE_UNVERIFIED;
                    case RESTORE_UNDER_AUTHORITY -> Registration.Restore.RESTORE_UNDER_AUTHORITY;
                });
    }

    private static @Nullable ZoneId zone(String name) {
        try {
            return name.isEmpty() ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    /** The plan; null when the command came without. What is out of range stays so, for the campaign to refuse. */
    static @Nullable CampaignPlan plan(org.plumbline.schema.avro.@Nullable CampaignPlan plan) {
        return plan == null
                ? null
                : new CampaignPlan(
                        Duration.ofSeconds(plan.getApprovalValiditySeconds()),
                        Duration.ofSeconds(plan.getExecutionSeconds()),
                        new Terms(
                                plan.getPriority(),
                                new MaintenanceWindow(plan.getWindowFromMinute(), plan.getWindowToMinute()),
                                new Pacing(plan.getMaximumOrdersOut(), plan.getMaximumOrdersOutPerSegment())),
                        plan.getWaves().stream().map(FromContract::wavePlan).toList());
    }

    private static WavePlan wavePlan(org.plumbline.schema.avro.WavePlan plan) {
        return new WavePlan(
                plan.getMinimumProvenShare(),
                plan.getMinimumProven(),
                plan.getMaximumFailedShare(),
                plan.getMinimumFailed(),
                plan.getMaximumUnprovenShare(),
                plan.getMinimumUnproven(),
                plan.getPauseOnSuccess());
    }

    static CaseView caseView(AccuracyCase accuracyCase) {
        CoefficientTarget proposal = accuracyCase.getProposal();
        return new CaseView(
                accuracyCase.getCaseId(),
                switch (accuracyCase.getState()) {
                    case OPENED, CONFIRMED, PROPOSED -> CaseView.Status.OPEN;
                    case IN_CORRECTION -> CaseView.Status.IN_CORRECTION;
                    case DISMISSED -> CaseView.Status.DISMISSED;
                    case UNKNOWN, VERIFYING, CLOSED -> CaseView.Status.ENDED;
                },
                accuracyCase.getCampaignId(),
                proposal == null ? null : target(proposal));
    }

    static Estimate estimate(DriftEstimate drift) {
        UncertaintyBudget uncertainty = drift.getUncertainty();
        return new Estimate(
                drift.getCalibrationEpoch(),
                drift.getProfileId(),
                drift.getWindowTo(),
                drift.getClosedDays(),
                drift.getRefusal(),
                drift.getErrorPercent(),
                uncertainty == null ? Double.NaN : uncertainty.getCombinedPercent(),
                drift.getQuietDays(),
                drift.getCoveredEnergyFraction(),
                drift.getAdjustCandidate(),
                drift.getAction() == CorrectiveAction.ADJUST_GAIN,
                form(drift));
    }

    private static ErrorForm form(DriftEstimate drift) {
        PhaseAngle angle = drift.getPhaseAngle();
        OffsetPower offset = drift.getOffsetPower();
        return new ErrorForm(
                switch (drift.getAction()) {
                    case ADJUST_GAIN -> Coefficient.GAIN;
                    case ADJUST_PHASE -> Coefficient.PHASE;
                    case ADJUST_OFFSET -> Coefficient.OFFSET;
                    case NONE, REPLACE, SITE_TEST, RECHARACTERISE_CT -> null;
                },
                drift.getCurve().stream()
                        .map(point -> new ErrorForm.Point(
                                point.getFractionOfMaximumCurrent(),
                                point.getErrorPercent(),
                                point.getStandardUncertaintyPercent(),
                                point.getCovered()))
                        .toList(),
                angle == null || !angle.getState().equals(MEASURED)
                        ? null
                        : new ErrorForm.Angle(
                                angle.getErrorPercentPerTangent(),
                                angle.getErrorStandardUncertaintyPercentPerTangent(),
                                angle.getMeanTangent()),
                offset == null
                        ? null
                        : new ErrorForm.Offset(offset.getMeanPowerWatts(), offset.getMaximumPowerWatts()));
    }

    static Outcome outcome(CalibrationOutcome outcome) {
        return new Outcome(
                outcome.getOrderId(),
                Outcome.Result.valueOf(outcome.getOutcome().name()),
                outcome.getReasonCode(),
                outcome.getReasonText(),
                outcome.getRepeated(),
                outcome.getNewEpoch(),
                outcome.getFieldTime());
    }

    static String hexadecimal(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return HexFormat.of().formatHex(octets);
    }
}

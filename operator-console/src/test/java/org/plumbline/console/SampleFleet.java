// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.CampaignState;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CheckVerdict;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.CurvePoint;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.ForecastBasis;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MeterCheck;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.NetworkStatement;
import org.plumbline.schema.avro.Outlook;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.ReferenceState;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.StateCount;
import org.plumbline.schema.avro.SurveillanceAnomaly;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.avro.Symptom;
import org.plumbline.schema.avro.SymptomState;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.avro.Verdict;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.avro.Wave;
import org.plumbline.schema.avro.WavePlan;
import org.plumbline.schema.avro.WaveState;

/** Records of a small fleet as the other services write them. */
public final class SampleFleet {
    public static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final double LIMIT_PERCENT = 1.0;

    private SampleFleet() {}

    public static MeterRegistration meter(String meterId) {
        return MeterRegistration.newBuilder()
                .setMeterId(meterId)
                .setState(RegistrationState.ACTIVE)
                .setMeterModel("PLB-ALPHA")
                .setAccuracyClass("1")
                .setSerialNumber("SN" + meterId)
                .setMaximumCurrentAmperes(60)
                .setReferenceCurrentAmperes(5)
                .setCapturePeriodSeconds(900)
                .setDistrict("D-07")
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(CorrectionPolicy.ADJUST_UNVERIFIED)
                .setPolicyDocument("POL-2026-1")
                .setLimitKind(LimitKind.CLASS)
                .setLimitPercent(LIMIT_PERCENT)
                .setMaximumPermissibleErrorPercent(LIMIT_PERCENT)
                .setKeyReference("key-of-" + meterId)
                .build();
    }

    public static ReferenceProfile pairing(String tested, String reference) {
        return ReferenceProfile.newBuilder()
                .setProfileId("paired-" + tested)
                .setKind(ReferenceKind.PAIRED)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(tested)
                .setReferenceMeterId(reference)
                .setCertificateStandardUncertaintyPercent(0.03)
                .build();
    }

    public static MeterChecks checks(String meterId, CheckVerdict powerPath) {
        return MeterChecks.newBuilder()
                .setMeterId(meterId)
                .setSettledDay(LocalDate.parse("2026-03-01"))
                .setRefusedReadings(List.of(new NamedValue("LATE", "2")))
                .setChecks(List.of(
                        MeterCheck.newBuilder()
                                .setName("POWER_PATH")
                                .setState(powerPath)
                                .setSinceDay(LocalDate.parse("2026-02-27"))
                                .setCode("ERR-02")
                                .setStatistic(1.02)
                                .build(),
                        MeterCheck.newBuilder()
                                .setName("NEUTRAL_CURRENT")
                                .setState(CheckVerdict.NOT_CHECKED)
                                .setRefusal("NO_NEUTRAL_CURRENT")
                                .build()))
                .build();
    }

    public static RegisterReading reading(String meterId, Instant captureTime) {
        return RegisterReading.newBuilder()
                .setMeterId(meterId)
                .setCaptureTime(captureTime)
                .setReceiveTime(captureTime)
                .setSessionFieldTime(captureTime.plus(Duration.ofHours(1)))
                .setSource(ReadingSource.PROFILE)
                .setCalibrationEpoch(1)
                .setRegisters(List.of(new RegisterValue("1.0.1.8.0.255", 123_456L, 1, 30)))
                .build();
    }

    public static DriftEstimate estimate(String meterId, double errorPercent, int epoch) {
        double combined = 0.055;
        boolean out = Math.abs(errorPercent) - 1.645 * combined > LIMIT_PERCENT;
        List<CurvePoint> curve = new ArrayList<>();
        for (double load : new double[] {0.1, 0.5, 1.0}) {
            curve.add(new CurvePoint(load, errorPercent + 0.1 * (0.5 - load), 0.06, load < 1, 12 * load));
        }
        return DriftEstimate.newBuilder()
                .setMeterId(meterId)
                .setProfileId("paired-" + meterId)
                .setCalibrationEpoch(epoch)
                .setWindowFrom(NOW.minus(Duration.ofDays(60)))
                .setWindowTo(NOW.minus(Duration.ofDays(1)))
                .setClosedDays(59)
                .setErrorPercent(errorPercent)
                .setUncertainty(new UncertaintyBudget(combined, 0.04, 0.03, 0.02, 0.03, 0.0))
                .setIntervalLowPercent(errorPercent - 1.96 * combined)
                .setIntervalHighPercent(errorPercent + 1.96 * combined)
                .setRatePercentPerYear(0.2)
                .setRateStandardUncertaintyPercentPerYear(0.3)
                .setCurve(curve)
                .setCoveredEnergyFraction(0.97)
                .setQuietDays(30)
                .setVerdict(out ? Verdict.FAIL : Verdict.PASS)
                .setLimitPercent(LIMIT_PERCENT)
                .setMaximumPermissibleErrorPercent(LIMIT_PERCENT)
                .setMet02(out)
                .setAction(out ? CorrectiveAction.ADJUST_GAIN : CorrectiveAction.NONE)
                .setActionReason(out ? "The error exceeds the class limit beyond doubt and stays below the caps." : "")
                .setCorrectionFactor(out ? (Double) (1 / (1 + errorPercent / 100)) : null)
                .build();
    }

    /** With all that stands behind it. */
    public static DriftEstimate explained(String meterId, double errorPercent) {
        return DriftEstimate.newBuilder(estimate(meterId, errorPercent, 1))
                .setLimitSource("POL-2026-1")
                .setReferenceSource("certificate C-7")
                .setRateIntervalLowPercentPerYear(-0.4)
                .setRateIntervalHighPercentPerYear(0.8)
                .setReferenceCurve(List.of(new CurvePoint(0.01, errorPercent, 0.2, false, 0.1)))
                .setOutlook(Outlook.PASS)
                .setOutlookDays(12)
                .setOutlookText("12 more quiet days make it a pass")
                .setCaseKind("")
                .setDiagnosis("METER")
                .setDiagnosisText("nothing else than the meter is wrong")
                .setSymptoms(List.of(Symptom.newBuilder()
                        .setCode("E-0016")
                        .setState(SymptomState.NOT_MEASURED)
                        .setText("the readings cannot say")
                        .build()))
                .build();
    }

    public static CalibrationForecast forecast(String meterId) {
        return CalibrationForecast.newBuilder()
                .setMeterId(meterId)
                .setBasis(ForecastBasis.CERTIFICATE)
                .setAsOf(NOW)
                .setErrorPercent(0.2)
                .setStandardUncertaintyPercent(0.1)
                .setDueAt(Instant.parse("2031-05-01T00:00:00Z"))
                .build();
    }

    /** The certificate of a reference as it does not fit the comparison with a meter. */
    public static ReferenceFinding doubted(String referenceMeterId, String testedMeterId) {
        return ReferenceFinding.newBuilder()
                .setMeterId(referenceMeterId)
                .setAsOf(NOW)
                .setState(ReferenceState.IN_DOUBT)
                .setCertificateErrorPercent(0.1)
                .setStatements(List.of(
                        new NetworkStatement(referenceMeterId, "", 0.8, 0.1, true),
                        new NetworkStatement(testedMeterId, referenceMeterId, 0.02, 0.1, false)))
                .setSuspectMeterId(referenceMeterId)
                .setText("test meter " + referenceMeterId + " and state its new certificate")
                .build();
    }

    public static SurveillanceDay pointDay(String meterId, Instant day, double e1Percent) {
        return SurveillanceDay.newBuilder()
                .setMeterId(meterId)
                .setReferenceMeterId(meterId + "-ref")
                .setMode("FR-ANNEXE-8")
                .setDay(day)
                .setIntervals(144)
                .setComparedIntervals(90)
                .setE1Percent(e1Percent)
                .setE2Percent(0.1)
                .setAnomalies(e1Percent > 1 ? List.of(SurveillanceAnomaly.INTERVAL_DIVERGENCE) : List.of())
                .setDueTime(e1Percent > 1 ? day.plus(Duration.ofDays(30)) : null)
                .build();
    }

    public static DriftEstimate refused(String meterId, String name, String text) {
        return DriftEstimate.newBuilder()
                .setMeterId(meterId)
                .setProfileId("paired-" + meterId)
                .setCalibrationEpoch(1)
                .setClosedDays(12)
                .setRefusal(name)
                .setRefusalText(text)
                .build();
    }

    public static CoefficientTarget target(double factor) {
        ByteBuffer base = ByteBuffer.allocate(8).put(new byte[] {1, 1}).putInt(1 << 22);
        ByteBuffer next = ByteBuffer.allocate(8).put(new byte[] {1, 1}).putInt((int) Math.round((1 << 22) * factor));
        return CoefficientTarget.newBuilder()
                .setMeterModel("PLB-ALPHA")
                .setBaseEpoch(1)
                .setBaseBlock(base.rewind())
                .setBaseChecksum(0x1234)
                .setTargetBlock(next.rewind())
                .setTargetChecksum(0x4321)
                .setCorrectionFactor(factor)
                .build();
    }

    public static AccuracyCase adjustable(String meterId, double errorPercent) {
        return AccuracyCase.newBuilder()
                .setCaseId(meterId + "|MET-02|1")
                .setMeterId(meterId)
                .setKind("MET-02")
                .setNumber(1)
                .setState(CaseState.PROPOSED)
                .setStateReason("A coefficient is proposed.")
                .setOpenedAt(NOW.minus(Duration.ofDays(2)))
                .setUpdatedAt(NOW.minus(Duration.ofDays(1)))
                .setEvidence(estimate(meterId, errorPercent, 1))
                .setLatest(estimate(meterId, errorPercent, 1))
                .setAction(CaseAction.ADJUST_GAIN)
                .setProposal(target(1 / (1 + errorPercent / 100)))
                .build();
    }

    /** A campaign with a wave under way and one to come. */
    public static Campaign running(String campaignId) {
        WavePlan careful = new WavePlan(2.0 / 3, 1, 1.0 / 3, 2, 0.1, 2, true);
        return Campaign.newBuilder()
                .setCampaignId(campaignId)
                .setName("Spring " + campaignId)
                .setState(CampaignState.RUNNING)
                .setStateReason("wave 1 is under way")
                .setAuthor("anna")
                .setApprover("ben")
                .setMembersDigest("d1")
                .setMemberCount(3)
                .setCreatedAt(NOW)
                .setUpdatedAt(NOW)
                .setWaves(List.of(
                        new Wave(
                                1,
                                2,
                                WaveState.RUNNING,
                                List.of(new StateCount("VERIFYING", 1), new StateCount("UNREACHABLE", 1))),
                        new Wave(2, 1, WaveState.PENDING, List.of(new StateCount("WAITING", 1)))))
                .setPlan(CampaignPlan.newBuilder()
                        .setApprovalValiditySeconds(86_400)
                        .setExecutionSeconds(864_000)
                        .setWindowFromMinute(1_320)
                        .setWindowToMinute(240)
                        .setMaximumOrdersOut(10)
                        .setMaximumOrdersOutPerSegment(5)
                        .setWaves(List.of(careful, careful))
                        .build())
                .build();
    }

    /** A member whose coefficients were written. */
    public static CampaignMember verifying(String campaignId, String meterId) {
        return CampaignMember.newBuilder()
                .setCampaignId(campaignId)
                .setMeterId(meterId)
                .setCaseId(meterId + "|MET-02|1")
                .setWave(1)
                .setState(MemberState.VERIFYING)
                .setStateReason("3 of 7 days closed")
                .setTarget(target(0.98))
                .setUpdatedAt(NOW)
                .build();
    }

    public static AccuracyCase toReplace(String meterId, double errorPercent) {
        return AccuracyCase.newBuilder(adjustable(meterId, errorPercent))
                .setState(CaseState.OPENED)
                .setStateReason("The error lies beyond the caps of policy.")
                .setAction(CaseAction.REPLACE)
                .setProposal(null)
                .setProposalRefusal("The correction of " + errorPercent + " % exceeds the step cap of 2 %.")
                .build();
    }
}

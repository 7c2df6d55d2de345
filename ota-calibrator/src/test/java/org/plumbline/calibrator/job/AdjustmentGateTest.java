// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.plumbline.calibrator.job.JobScene.FIELD;
import static org.plumbline.calibrator.job.JobScene.knowledge;
import static org.plumbline.calibrator.job.JobScene.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.job.GateDecision.WaitReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.MeterModels;

class AdjustmentGateTest {

    static final JobPolicy POLICY = JobPolicy.defaults();

    @Test
    void theUnchangedSceneIsReleased() {
        assertInstanceOf(GateDecision.Release.class, AdjustmentGate.decide(snapshot(), POLICY));
    }

    @TestFactory
    Stream<DynamicTest> anythingMissingOrDenyingHoldsTheOrderBack() {
        return Stream.of(
                waits("campaign not running", s -> s.permitted(false), WaitReason.CAMPAIGN_NOT_RUNNING),
                waits("another job", s -> s.busy(true), WaitReason.METER_BUSY),
                waits("hold", s -> s.hold("stop"), WaitReason.HELD),
                waits("no registration", s -> s.registration(null), WaitReason.REGISTRATION_UNKNOWN),
                waits("no case", s -> s.view(null), WaitReason.CASE_UNKNOWN),
                waits("no estimate", s -> s.estimate(null), WaitReason.ESTIMATE_UNKNOWN),
                waits("no reference", s -> s.kind(null), WaitReason.REFERENCE_UNKNOWN),
                refuses("inactive", s -> s.registration(r(false, "PLB-ALPHA", 1, 1)), RefusalReason.METER_NOT_ACTIVE),
                refuses(
                        "observe",
                        s -> s.registration(policy(Registration.Policy.OBSERVE)),
                        RefusalReason.POLICY_DENIES),
                refuses("advise", s -> s.registration(policy(Registration.Policy.ADVISE)), RefusalReason.POLICY_DENIES),
                refuses(
                        "verified",
                        s -> s.registration(verification(Registration.Verification.VERIFIED)),
                        RefusalReason.METER_VERIFIED),
                refuses(
                        "verification unknown",
                        s -> s.registration(verification(Registration.Verification.UNKNOWN)),
                        RefusalReason.METER_VERIFIED),
                refuses(
                        "authority without document",
                        s -> s.registration(new Registration(
                                true,
                                "PLB-ALPHA",
                                Registration.Policy.ADJUST_UNDER_AUTHORITY,
                                Registration.Verification.VERIFIED,
                                " ",
                                1,
                                1,
                                "",
                                null)),
                        RefusalReason.POLICY_DOCUMENT_MISSING),
                refuses(
                        "window without a time zone",
                        s -> s.window(60, 120).registration(r(true, "PLB-ALPHA", 1, 1)),
                        RefusalReason.TIME_ZONE_NOT_SET),
                refuses("limit 0", s -> s.registration(r(true, "PLB-ALPHA", 0, 1)), RefusalReason.LIMIT_NOT_SET),
                refuses(
                        "limit NaN",
                        s -> s.registration(r(true, "PLB-ALPHA", Double.NaN, 1)),
                        RefusalReason.LIMIT_NOT_SET),
                refuses(
                        "MPE 0",
                        s -> s.registration(r(true, "PLB-ALPHA", 1, 0)),
                        RefusalReason.MAXIMUM_PERMISSIBLE_ERROR_NOT_SET),
                refuses(
                        "MPE infinite",
                        s -> s.registration(r(true, "PLB-ALPHA", 1, Double.POSITIVE_INFINITY)),
                        RefusalReason.MAXIMUM_PERMISSIBLE_ERROR_NOT_SET),
                refuses(
                        "other model",
                        s -> s.registration(r(true, "PLB-BETA", 1, 1)),
                        RefusalReason.METER_MODEL_MISMATCH),
                refuses("case ended", s -> s.view(view(CaseView.Status.ENDED, "")), RefusalReason.CASE_NOT_OPEN),
                refuses(
                        "case dismissed",
                        s -> s.view(view(CaseView.Status.DISMISSED, "")),
                        RefusalReason.CASE_DISMISSED),
                refuses(
                        "case of another campaign",
                        s -> s.view(view(CaseView.Status.IN_CORRECTION, "c-2")),
                        RefusalReason.CASE_TAKEN),
                refuses(
                        "no proposal",
                        s -> s.view(new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", null)),
                        RefusalReason.PROPOSAL_CHANGED),
                refuses(
                        "other proposal",
                        s -> s.view(new CaseView(
                                JobScene.CASE, CaseView.Status.OPEN, "", JobScene.target(JobScene.BASE, 0.99))),
                        RefusalReason.PROPOSAL_CHANGED),
                refuses("district", s -> s.kind("DISTRICT"), RefusalReason.NOT_PAIRED),
                refuses("newer epoch heard of", s -> s.newestEpoch(2), RefusalReason.EPOCH_NOT_CURRENT),
                refuses(
                        "estimate of another epoch",
                        s -> s.estimate(JobScene.estimate(2, 1.3, 60)),
                        RefusalReason.EPOCH_NOT_CURRENT),
                refuses(
                        "refusal",
                        s -> s.estimate(e("CLOCK_INVALID", 1.3, 0.05, 60, 0.97, true)),
                        RefusalReason.ESTIMATE_REFUSED),
                refuses(
                        "no uncertainty",
                        s -> s.estimate(e("", 1.3, Double.NaN, 60, 0.97, true)),
                        RefusalReason.ESTIMATE_REFUSED),
                refuses(
                        "no number",
                        s -> s.estimate(e("", Double.NaN, 0.05, 60, 0.97, true)),
                        RefusalReason.ESTIMATE_REFUSED),
                refuses(
                        "uncertainty 0",
                        s -> s.estimate(e("", 1.3, 0, 60, 0.97, true)),
                        RefusalReason.ESTIMATE_REFUSED),
                refuses("dead band", s -> s.estimate(e("", 0.1, 0.05, 60, 0.97, true)), RefusalReason.WITHIN_DEAD_BAND),
                refuses("too small", s -> s.estimate(e("", 0.58, 0.05, 60, 0.97, true)), RefusalReason.NOT_SIGNIFICANT),
                refuses(
                        "uncertain",
                        s -> s.estimate(e("", 1.3, 0.34, 60, 0.97, true)),
                        RefusalReason.UNCERTAINTY_TOO_LARGE),
                refuses("not quiet", s -> s.estimate(e("", 1.3, 0.05, 13, 0.97, true)), RefusalReason.NOT_QUIET),
                refuses("not covered", s -> s.estimate(e("", 1.3, 0.05, 60, 0.89, true)), RefusalReason.NOT_COVERED),
                refuses(
                        "coverage unknown",
                        s -> s.estimate(e("", 1.3, 0.05, 60, Double.NaN, true)),
                        RefusalReason.NOT_COVERED),
                refuses(
                        "no candidate",
                        s -> s.estimate(e("", 1.3, 0.05, 60, 0.97, false)),
                        RefusalReason.NOT_A_CANDIDATE),
                refuses(
                        "moved away",
                        s -> s.estimate(e("", 1.45, 0.05, 60, 0.97, true)),
                        RefusalReason.RESIDUAL_TOO_LARGE),
                refuses(
                        "written 89 days ago",
                        s -> s.lastWrite(FIELD.minus(Duration.ofDays(89))),
                        RefusalReason.TOO_SOON));
    }

    @Test
    void aWrite90DaysAgoIsNoObstacle() {
        assertInstanceOf(
                GateDecision.Release.class,
                AdjustmentGate.decide(
                        new Setting()
                                .lastWrite(FIELD.minus(Duration.ofDays(90)))
                                .snapshot(),
                        POLICY));
    }

    @Test
    void allStepsTogetherStayUnderTheCap() {
        // The first block had a gain 1 % higher: with this step the gain would be 2.3 % below it, the cap is 2 %.
        String certified = HexFormat.of()
                .formatHex(MeterModels.named("PLB-ALPHA").orElseThrow().scaled(JobScene.BASE, 1.01));
        assertEquals(
                new GateDecision.Refuse(RefusalReason.CUMULATIVE_CAP),
                AdjustmentGate.decide(new Setting().certified(certified).snapshot(), POLICY));
    }

    @Test
    void aBlockFromBeforeTheMeterBecameAnotherModelIsRefused() {
        for (String block : List.of("", "00", "0002" + "00".repeat(14))) {
            assertEquals(
                    new GateDecision.Refuse(RefusalReason.CERTIFIED_BLOCK_UNSOUND),
                    AdjustmentGate.decide(new Setting().certified(block).snapshot(), POLICY),
                    block);
        }
    }

    @Test
    void theApprovedTargetStandsWhileReadingsRefineTheProposalWithinTheDeadBand() {
        double approved = JobScene.target().correctionFactor();
        assertTrue(released(new Setting().view(proposing(JobScene.target(JobScene.BASE, approved * 1.0005)))));
        for (CorrectionTarget other : List.of(
                JobScene.target(JobScene.BASE, approved * 1.002),
                new CorrectionTarget(
                        "PLB-ALPHA",
                        2,
                        JobScene.target().baseBlock(),
                        JobScene.target().baseChecksum(),
                        JobScene.target().targetBlock(),
                        JobScene.target().targetChecksum(),
                        approved))) {
            assertEquals(
                    new GateDecision.Refuse(RefusalReason.PROPOSAL_CHANGED),
                    AdjustmentGate.decide(new Setting().view(proposing(other)).snapshot(), POLICY));
        }
    }

    private static CaseView proposing(CorrectionTarget target) {
        return new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", target);
    }

    @Test
    void aTargetThatIsNotSoundIsRefused() {
        CorrectionTarget good = JobScene.target();
        refused(
                new CorrectionTarget(
                        "NO-MODEL",
                        1,
                        good.baseBlock(),
                        good.baseChecksum(),
                        good.targetBlock(),
                        good.targetChecksum(),
                        1),
                RefusalReason.METER_MODEL_UNKNOWN);
        refused(
                new CorrectionTarget(
                        "PLB-ALPHA",
                        1,
                        good.baseBlock(),
                        good.baseChecksum() + 1,
                        good.targetBlock(),
                        good.targetChecksum(),
                        good.correctionFactor()),
                RefusalReason.TARGET_UNSOUND);
        refused(
                new CorrectionTarget(
                        "PLB-ALPHA",
                        1,
                        good.baseBlock(),
                        good.baseChecksum(),
                        good.targetBlock(),
                        good.targetChecksum(),
                        good.correctionFactor() + 1e-6),
                RefusalReason.TARGET_UNSOUND);
        refused(
                new CorrectionTarget(
                        "PLB-ALPHA", 1, "00", good.baseChecksum(), "", good.targetChecksum(), good.correctionFactor()),
                RefusalReason.TARGET_UNSOUND);
        byte[] phaseToo = HexFormat.of().parseHex(good.targetBlock());
        phaseToo[7] = 1;
        refused(
                new CorrectionTarget(
                        "PLB-ALPHA",
                        1,
                        good.baseBlock(),
                        good.baseChecksum(),
                        HexFormat.of().formatHex(phaseToo),
                        MeterModels.named("PLB-ALPHA").orElseThrow().checksumOf(phaseToo),
                        good.correctionFactor()),
                RefusalReason.TARGET_NOT_ONE_COEFFICIENT);
    }

    private static void refused(CorrectionTarget target, RefusalReason reason) {
        Setting setting = new Setting()
                .target(target)
                .registration(r(true, target.meterModel(), 1, 1))
                .view(new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", target));
        assertEquals(new GateDecision.Refuse(reason), AdjustmentGate.decide(setting.snapshot(), POLICY));
    }

    static boolean released(Setting setting) {
        return AdjustmentGate.decide(setting.snapshot(), POLICY) instanceof GateDecision.Release;
    }

    private static DynamicTest waits(String name, UnaryOperator<Setting> change, WaitReason reason) {
        return DynamicTest.dynamicTest(name + " -> " + reason, () -> {
            GateDecision decision =
                    AdjustmentGate.decide(change.apply(new Setting()).snapshot(), POLICY);
            assertEquals(
                    reason, assertInstanceOf(GateDecision.Wait.class, decision).reason());
        });
    }

    private static DynamicTest refuses(String name, UnaryOperator<Setting> change, RefusalReason reason) {
        return DynamicTest.dynamicTest(
                name + " -> " + reason,
                () -> assertEquals(
                        new GateDecision.Refuse(reason),
                        AdjustmentGate.decide(change.apply(new Setting()).snapshot(), POLICY)));
    }

    private static Registration r(boolean active, String model, double limit, double mpe) {
        return new Registration(
                active,
                model,
                Registration.Policy.ADJUST_UNVERIFIED,
                Registration.Verification.UNVERIFIED,
                "POLICY-1",
                limit,
                mpe,
                "",
                null);
    }

    private static Registration policy(Registration.Policy policy) {
        return new Registration(
                true, "PLB-ALPHA", policy, Registration.Verification.UNVERIFIED, "POLICY-1", 1, 1, "", null);
    }

    private static Registration verification(Registration.Verification verification) {
        return new Registration(
                true, "PLB-ALPHA", Registration.Policy.ADJUST_UNVERIFIED, verification, "POLICY-1", 1, 1, "", null);
    }

    private static CaseView view(CaseView.Status status, String campaignId) {
        return new CaseView(JobScene.CASE, status, campaignId, JobScene.target());
    }

    static Estimate e(
            String refusal, double error, double uncertainty, int quietDays, double covered, boolean candidate) {
        return new Estimate(
                1,
                "ref-1",
                FIELD,
                60,
                refusal,
                error,
                uncertainty,
                quietDays,
                covered,
                candidate,
                candidate,
                JobScene.form(Coefficient.GAIN, error, uncertainty));
    }

    /** The scene with one thing changed. */
    static final class Setting {

        private boolean permitted = true;
        private boolean busy;
        private boolean outranked;
        private MaintenanceWindow window = MaintenanceWindow.WHOLE_DAY;
        private String hold;
        private Registration registration = JobScene.registration();
        private Estimate estimate = knowledge().estimate();
        private CaseView view = AdjustmentGateTest.view(CaseView.Status.OPEN, "");
        private String kind = "PAIRED";
        private int newestEpoch;
        private Instant lastWrite;
        private String certified;
        private CorrectionTarget target = JobScene.target();

        Setting permitted(boolean value) {
            permitted = value;
            return this;
        }

        Setting busy(boolean value) {
            busy = value;
            return this;
        }

        Setting outranked(boolean value) {
            outranked = value;
            return this;
        }

        Setting window(int fromMinute, int toMinute) {
            window = new MaintenanceWindow(fromMinute, toMinute);
            return this;
        }

        Setting hold(String value) {
            hold = value;
            return this;
        }

        Setting registration(Registration value) {
            registration = value;
            return this;
        }

        Setting estimate(Estimate value) {
            estimate = value;
            return this;
        }

        Setting view(CaseView value) {
            view = value;
            return this;
        }

        Setting kind(String value) {
            kind = value;
            return this;
        }

        Setting newestEpoch(int value) {
            newestEpoch = value;
            return this;
        }

        Setting lastWrite(Instant value) {
            lastWrite = value;
            return this;
        }

        Setting certified(String value) {
            certified = value;
            return this;
        }

        Setting target(CorrectionTarget value) {
            target = value;
            return this;
        }

        GateSnapshot snapshot() {
            MeterKnowledge known = JobScene.with(registration, estimate, view);
            MeterKnowledge all = newestEpoch == 0 ? known : known.withEpoch(newestEpoch, "PLB-ALPHA", "00", 0);
            return new GateSnapshot(
                    "c-1",
                    new Member(JobScene.METER, JobScene.CASE, 1, target),
                    window,
                    permitted,
                    hold,
                    busy,
                    outranked,
                    all,
                    kind,
                    lastWrite,
                    certified,
                    FIELD);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.plumbline.calibrator.job.AdjustmentGateTest.POLICY;
import static org.plumbline.calibrator.job.JobScene.FIELD;

import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.job.AdjustmentGateTest.Setting;
import org.plumbline.calibrator.job.GateDecision.RefusalReason;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** A PLB-BETA of class 1 whose angle or offset makes +0.9 % of its +1.0 %. */
class CorrectionGatePropertyTest {

    private static final MeterModel BETA = MeterModels.named("PLB-BETA").orElseThrow();
    private static final byte[] BASE = BETA.scaled(HexFormat.of().parseHex("0002" + "00".repeat(14)), 1.001);
    private static final double ERROR = 1.0;
    private static final double LEFT = 0.1;
    private static final double TANGENT = 0.9;
    private static final double MEAN_WATTS = 400;
    private static final double MAXIMUM_WATTS = 20_000;

    /** 1 % per unit of tan(phi). */
    private static final double ANGLE = -0.01;

    /** 0.9 % of 400 W. */
    private static final double OFFSET = -3.6;

    private static CorrectionTarget target(byte[] wanted, double left) {
        return new CorrectionTarget(
                BETA.name(),
                1,
                HexFormat.of().formatHex(BASE),
                BETA.checksumOf(BASE),
                HexFormat.of().formatHex(wanted),
                BETA.checksumOf(wanted),
                BETA.gainRatio(BASE, wanted),
                left);
    }

    private static CorrectionTarget target(Coefficient coefficient) {
        return target(coefficient == Coefficient.PHASE ? BETA.turned(BASE, ANGLE) : BETA.offsetBy(BASE, OFFSET), LEFT);
    }

    /** A curve that the offset bends, or the same error at every load. */
    private static ErrorForm form(Coefficient coefficient, double uncertainty) {
        boolean offset = coefficient == Coefficient.OFFSET;
        return new ErrorForm(
                coefficient,
                List.of(
                        point(0.1, offset ? LEFT - 100 * OFFSET / (0.1 * MAXIMUM_WATTS) : ERROR, uncertainty, true),
                        point(0.5, offset ? LEFT - 100 * OFFSET / (0.5 * MAXIMUM_WATTS) : ERROR, uncertainty, true),
                        point(1, offset ? LEFT : ERROR, uncertainty + 0.05, false)),
                offset ? null : new ErrorForm.Angle(1, 0.08, TANGENT),
                new ErrorForm.Offset(MEAN_WATTS, MAXIMUM_WATTS));
    }

    private static ErrorForm.Point point(double fraction, double error, double uncertainty, boolean covered) {
        return new ErrorForm.Point(fraction, error, uncertainty, covered);
    }

    private static GateDecision decide(CorrectionTarget target, @Nullable ErrorForm form, double uncertainty) {
        Registration registration = new Registration(
                true,
                BETA.name(),
                Registration.Policy.ADJUST_UNVERIFIED,
                Registration.Verification.UNVERIFIED,
                "POLICY-1",
                1,
                1,
                "",
                ZoneId.of("Europe/Brussels"));
        Estimate estimate = new Estimate(1, "ref-1", FIELD, 60, "", ERROR, uncertainty, 60, 0.97, true, false, form);
        return AdjustmentGate.decide(
                new Setting()
                        .registration(registration)
                        .target(target)
                        .view(new CaseView(JobScene.CASE, CaseView.Status.OPEN, "", target))
                        .estimate(estimate)
                        .snapshot(),
                POLICY);
    }

    private static boolean released(CorrectionTarget target, @Nullable ErrorForm form, double uncertainty) {
        return decide(target, form, uncertainty) instanceof GateDecision.Release;
    }

    private static void refused(RefusalReason reason, Coefficient coefficient, UnaryOperator<ErrorForm> change) {
        assertEquals(
                new GateDecision.Refuse(reason),
                decide(target(coefficient), change.apply(form(coefficient, 0.05)), 0.05),
                coefficient::toString);
    }

    private static ErrorForm with(ErrorForm form, List<ErrorForm.Point> points) {
        return new ErrorForm(form.adjusts(), points, form.angle(), form.offset());
    }

    @Example
    void aPhaseAndAnOffsetThatLeaveWhatTheyStateAreReleased() {
        for (Coefficient coefficient : List.of(Coefficient.PHASE, Coefficient.OFFSET)) {
            assertInstanceOf(
                    GateDecision.Release.class,
                    decide(target(coefficient), form(coefficient, 0.05), 0.05),
                    coefficient::toString);
        }
    }

    @Example
    void whatIsMissingIsRefusedByName() {
        for (Coefficient coefficient : List.of(Coefficient.PHASE, Coefficient.OFFSET)) {
            refused(RefusalReason.CURVE_UNKNOWN, coefficient, form -> with(form, List.of()));
            refused(
                    RefusalReason.NOT_A_CANDIDATE,
                    coefficient,
                    form -> new ErrorForm(null, form.points(), form.angle(), form.offset()));
            assertEquals(
                    new GateDecision.Refuse(RefusalReason.NOT_A_CANDIDATE), decide(target(coefficient), null, 0.05));
        }
        refused(
                RefusalReason.ANGLE_NOT_MEASURED,
                Coefficient.PHASE,
                form -> new ErrorForm(form.adjusts(), form.points(), null, form.offset()));
        refused(
                RefusalReason.POWER_FACTOR_NOT_COVERED,
                Coefficient.PHASE,
                form -> new ErrorForm(
                        form.adjusts(), form.points(), new ErrorForm.Angle(1, 0.2, TANGENT), form.offset()));
        refused(
                RefusalReason.BEYOND_LIMIT_ELSEWHERE,
                Coefficient.PHASE,
                form -> new ErrorForm(
                        form.adjusts(), form.points(), new ErrorForm.Angle(2.1, 0.08, TANGENT), form.offset()));
        refused(
                RefusalReason.LOW_LOAD_NOT_COVERED,
                Coefficient.OFFSET,
                form -> with(form, List.of(point(0.1, 0.28, 0.05, false), point(0.5, 0.14, 0.05, true))));
        refused(
                RefusalReason.BEYOND_LIMIT_ELSEWHERE,
                Coefficient.OFFSET,
                form -> with(form, List.of(point(0.1, 1.2, 0.05, true))));
        for (double watts : new double[] {0, Double.NaN}) {
            refused(
                    RefusalReason.OFFSET_NOT_KNOWN,
                    Coefficient.OFFSET,
                    form -> new ErrorForm(
                            form.adjusts(), form.points(), null, new ErrorForm.Offset(watts, MAXIMUM_WATTS)));
        }
    }

    @Example
    void twoKindsAtOnceOrNoneAreRefused() {
        for (byte[] wanted : List.of(BASE, BETA.turned(BETA.scaled(BASE, 0.99), ANGLE))) {
            assertEquals(
                    new GateDecision.Refuse(RefusalReason.TARGET_NOT_ONE_COEFFICIENT),
                    decide(target(wanted, 0), form(Coefficient.PHASE, 0.05), 0.05));
        }
    }

    @Property(tries = 100)
    void aTargetThatLeavesSomethingElseThanItStatesIsNeverReleased(
            @ForAll boolean phase, @ForAll @DoubleRange(min = 0.12, max = 0.8) double off, @ForAll boolean less) {
        Coefficient coefficient = phase ? Coefficient.PHASE : Coefficient.OFFSET;
        CorrectionTarget good = target(coefficient);
        CorrectionTarget wrong =
                target(HexFormat.of().parseHex(good.targetBlock()), good.errorAfterPercent() + (less ? -off : off));
        assertEquals(
                new GateDecision.Refuse(RefusalReason.RESIDUAL_TOO_LARGE),
                decide(wrong, form(coefficient, 0.05), 0.05));
    }

    /** 2 % at power factor 0.5 and at a tenth of maximum power: beyond 1.155 % per unit of tan(phi) or 40 W. */
    @Property(tries = 100)
    void aStepBeyondTheCapOfItsKindIsNeverReleased(
            @ForAll boolean phase, @ForAll @DoubleRange(min = 1.01, max = 1.6) double beyond, @ForAll boolean down) {
        double share = down ? -beyond : beyond;
        byte[] wanted = phase ? BETA.turned(BASE, share * 0.011551) : BETA.offsetBy(BASE, share * 40.01);
        assertFalse(released(target(wanted, LEFT), form(phase ? Coefficient.PHASE : Coefficient.OFFSET, 0.05), 0.05));
    }

    @Property(tries = 200)
    void moreUncertaintyOrLessCoverageNeverOpensTheGate(
            @ForAll boolean phase,
            @ForAll @DoubleRange(min = 0.02, max = 0.35) double uncertainty,
            @ForAll @DoubleRange(min = 0.02, max = 0.3) double angleUncertainty,
            @ForAll @IntRange(max = 4) int lost) {
        Coefficient coefficient = phase ? Coefficient.PHASE : Coefficient.OFFSET;
        ErrorForm form = form(coefficient, uncertainty);
        ErrorForm known = phase
                ? new ErrorForm(
                        coefficient, form.points(), new ErrorForm.Angle(1, angleUncertainty, TANGENT), form.offset())
                : form;
        ErrorForm.Angle angle = known.angle();
        ErrorForm worse = switch (lost) {
            case 0 ->
                new ErrorForm(
                        known.adjusts(),
                        known.points().stream()
                                .map(p -> point(
                                        p.fractionOfMaximum(),
                                        p.errorPercent(),
                                        2 * p.standardUncertaintyPercent(),
                                        p.covered()))
                                .toList(),
                        angle,
                        known.offset());
            case 1 ->
                with(
                        known,
                        known.points().stream()
                                .map(p -> point(
                                        p.fractionOfMaximum(), p.errorPercent(), p.standardUncertaintyPercent(), false))
                                .toList());
            case 2 -> with(known, List.of());
            case 3 ->
                new ErrorForm(
                        known.adjusts(),
                        known.points(),
                        angle == null ? null : new ErrorForm.Angle(1, 1.5 * angleUncertainty, TANGENT),
                        known.offset());
            default -> new ErrorForm(known.adjusts(), known.points(), null, null);
        };
        boolean before = released(target(coefficient), known, uncertainty);
        assertFalse(!before && released(target(coefficient), worse, uncertainty));
        assertFalse(!before && released(target(coefficient), known, 1.5 * uncertainty));
    }
}

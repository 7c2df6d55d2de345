// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.curve.OffsetPower;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Causes.Share;
import org.plumbline.analyzer.metrology.decision.Proposal.Adjust;
import org.plumbline.analyzer.metrology.decision.Proposal.Remedy;
import org.plumbline.analyzer.metrology.decision.Proposal.ReplaceReason;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;
import org.plumbline.analyzer.metrology.paired.LoadBand;

class StagedCorrectionPropertyTest {
    private static final double U = 0.05;
    private static final double TANGENT = 0.9;
    private static final double MEAN_WATTS = 400;
    private static final double MAXIMUM_WATTS = 20_000;

    /** What a test may take away or make worse. */
    private static final class Scene {
        double gainPercent = 0.1;
        double phasePercentPerTangent;
        double phaseUncertainty = 0.08;
        double offsetWatts;
        double combined = U;
        int quietDays = 60;
        Coverage low = Coverage.COVERED;
        double coveredEnergy = 0.95;
        AccuracyPolicy policy = Policies.subMeter();
        Optional<AdjustableTerm> angle = Optional.of(new AdjustableTerm(0, 6e-6));
        Optional<AdjustableTerm> power = Optional.of(new AdjustableTerm(0, 0.001));

        double error() {
            return gainPercent + phasePercentPerTangent * TANGENT + 100 * offsetWatts / MEAN_WATTS;
        }

        private ErrorCurve.Point point(LoadBand band, double uncertainty, Coverage coverage, double share) {
            double at = error() + 100 * offsetWatts * (1 / (band.pointFraction() * MAXIMUM_WATTS) - 1 / MEAN_WATTS);
            return new ErrorCurve.Point(band, at, uncertainty, coverage, share);
        }

        Proposal propose() {
            ErrorCurve curve = new ErrorCurve(
                    List.of(
                            point(LoadBand.LOW, combined, low, coveredEnergy),
                            point(LoadBand.MIDDLE, combined + 0.05, Coverage.EXTRAPOLATED, 1 - coveredEnergy),
                            point(LoadBand.HIGH, combined + 0.1, Coverage.EXTRAPOLATED, 0)),
                    coveredEnergy);
            Causes causes = new Causes(
                    new Share(100 * offsetWatts / MEAN_WATTS, offsetWatts == 0 ? 0 : 0.05),
                    Share.NONE,
                    new Share(phasePercentPerTangent * TANGENT, phaseUncertainty * TANGENT),
                    false,
                    Optional.of(new Causes.Terms(
                            phasePercentPerTangent / 100,
                            phasePercentPerTangent,
                            phaseUncertainty,
                            TANGENT,
                            new OffsetPower(offsetWatts, 0.1, MEAN_WATTS, MAXIMUM_WATTS))));
            return AdjustmentGate.propose(
                    new AdjustmentGate.Evidence(
                            error(), combined, quietDays, curve, true, new Diagnosis.OfTheMeter(), causes),
                    policy,
                    Optional.of(new AdjustableGain(1, 1e-4, angle, power)));
        }
    }

    private static Scene phase() {
        Scene scene = new Scene();
        scene.phasePercentPerTangent = 1;
        return scene;
    }

    private static Scene offset() {
        Scene scene = new Scene();
        scene.offsetWatts = 3.6;
        return scene;
    }

    private static Adjust adjust(Scene scene) {
        return assertInstanceOf(
                Adjust.class, scene.propose(), () -> scene.propose().toString());
    }

    private static void withheld(WithholdReason reason, Scene scene) {
        Proposal.Withheld withheld = assertInstanceOf(Proposal.Withheld.class, scene.propose());
        assertTrue(withheld.reasons().contains(reason), withheld::toString);
    }

    @Example
    void anAngleIsTurnedBackAndAnOffsetTakenOff() {
        Adjust turned = adjust(phase());
        assertEquals(Coefficient.PHASE, turned.coefficient());
        assertEquals(-0.01, turned.amount());
        assertEquals(0.1, turned.errorAfterPercent(), 1e-12);
        Adjust taken = adjust(offset());
        assertEquals(Coefficient.OFFSET, taken.coefficient());
        assertEquals(-3.6, taken.amount());
        assertEquals(0.1, taken.errorAfterPercent(), 1e-12);
        assertEquals(1, taken.correctionFactor());
    }

    /** +0.75 % of gain call for an adjustment by themselves: the angle waits, and its 0.9 % stay. */
    @Example
    void theGainComesFirstWhereItsOwnPartCallsForIt() {
        Scene both = phase();
        both.gainPercent = 0.75;
        both.phaseUncertainty = 0.03;
        both.policy = Policies.with(Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, "c"), Limit.byPolicy(1.3, "c"));
        Adjust first = adjust(both);
        assertEquals(Coefficient.GAIN, first.coefficient());
        assertEquals(1 / 1.0075, first.amount(), 1e-12);
        assertEquals(0.9, first.errorAfterPercent(), 0.01);
        both.gainPercent = 0.5;
        assertEquals(Coefficient.PHASE, adjust(both).coefficient());
    }

    /** A negative gain hides half of what the angle makes: without it the error would be +1.4 %. */
    @Example
    void aGainThatHidesTheAngleIsNotTakenAwayFirst() {
        Scene hidden = phase();
        hidden.phasePercentPerTangent = 1.4 / TANGENT;
        hidden.policy = Policies.with(Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, "c"), Limit.byPolicy(1.4, "c"));
        hidden.gainPercent = -0.65;
        assertEquals(Coefficient.PHASE, adjust(hidden).coefficient());
        hidden.gainPercent = -0.85;
        withheld(WithholdReason.CAUSES_CANCEL, hidden);
    }

    @Example
    void whatIsNotKnownWellEnoughIsWithheldByName() {
        Scene spread = phase();
        spread.phaseUncertainty = 0.2;
        withheld(WithholdReason.POWER_FACTOR_NOT_COVERED, spread);
        Scene low = offset();
        low.low = Coverage.EXTRAPOLATED;
        withheld(WithholdReason.LOW_LOAD_NOT_COVERED, low);
        Scene quiet = offset();
        quiet.quietDays = 13;
        withheld(WithholdReason.NOT_QUIET, quiet);
        Scene hearsay = phase();
        hearsay.policy = Policies.with(
                Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, "c"), new Limit(1, 1, false, "row to verify"));
        withheld(WithholdReason.LIMIT_NOT_AUTHORITATIVE, hearsay);
        Scene coarse = offset();
        coarse.power = Optional.of(new AdjustableTerm(0, 1.3));
        withheld(WithholdReason.GAIN_TOO_COARSE, coarse);
    }

    @Example
    void whatTheModelOrThePolicyDoesNotAllowIsLeftToPeople() {
        Scene none = offset();
        none.power = Optional.empty();
        assertEquals(
                Remedy.ADJUST_OFFSET,
                assertInstanceOf(Proposal.ByPerson.class, none.propose()).remedy());
        Scene advice = phase();
        advice.policy = Policies.with(Authority.ADVISE, Limit.byPolicy(1, "c"), Limit.byPolicy(1, "c"));
        assertEquals(
                Remedy.ADJUST_PHASE,
                assertInstanceOf(Proposal.ByPerson.class, advice.propose()).remedy());
    }

    /** Caps of class 1: 2 % at power factor 0.5, or at a tenth of 20 kW. */
    @Example
    void capsHoldForOneStepAndForAllTogether() {
        Scene step = phase();
        step.phasePercentPerTangent = 1.16;
        assertEquals(new Proposal.Replace(ReplaceReason.STEP_CAP), step.propose());
        Scene together = phase();
        together.angle = Optional.of(new AdjustableTerm(-0.002, 6e-6));
        assertEquals(new Proposal.Replace(ReplaceReason.CUMULATIVE_CAP), together.propose());
        Scene watts = offset();
        watts.power = Optional.of(new AdjustableTerm(-37, 0.001));
        assertEquals(new Proposal.Replace(ReplaceReason.CUMULATIVE_CAP), watts.propose());
    }

    @Property(tries = 300)
    void worseEvidenceNeverTurnsARefusalIntoACorrection(
            @ForAll boolean phase,
            @ForAll @DoubleRange(min = 0.3, max = 1.2) double size,
            @ForAll @DoubleRange(min = 0.02, max = 0.4) double combined,
            @ForAll @IntRange(max = 4) int lost) {
        Scene before = phase ? phase() : offset();
        Scene after = phase ? phase() : offset();
        for (Scene scene : List.of(before, after)) {
            scene.phasePercentPerTangent *= size;
            scene.offsetWatts *= size;
            scene.combined = combined;
        }
        switch (lost) {
            case 0 -> after.combined *= 1.5;
            case 1 -> after.quietDays = 3;
            case 2 -> after.low = Coverage.EXTRAPOLATED;
            case 3 -> after.coveredEnergy = 0.5;
            default -> after.phaseUncertainty *= 2;
        }
        boolean released = before.propose() instanceof Adjust;
        assertFalse(!released && after.propose() instanceof Adjust);
    }
}

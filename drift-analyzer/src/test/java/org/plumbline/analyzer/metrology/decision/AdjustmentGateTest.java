// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Proposal.NothingReason;
import org.plumbline.analyzer.metrology.decision.Proposal.ReplaceReason;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;

class AdjustmentGateTest {
    private static final double U = 0.055;

    private static Proposal propose(AdjustmentGate.Evidence evidence) {
        return AdjustmentGate.propose(evidence, Policies.subMeter(), Policies.FRESH_GAIN);
    }

    private static void assertWithheld(WithholdReason reason, Proposal proposal) {
        assertEquals(new Proposal.Withheld(new java.util.TreeSet<>(Set.of(reason))), proposal);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.4, -1.4, 1.9, -0.7})
    void clearErrorWithinTheCapsIsAdjustedToZero(double error) {
        Proposal proposal = propose(Policies.evidence(error, U));
        assertEquals(new Proposal.Adjust(1 / (1 + error / 100)), proposal);
        assertTrue(AdjustmentGate.isCandidate(proposal));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.09, -0.1, 0.109, -0.109})
    void smallErrorIsLeftAlone(double error) {
        assertEquals(new Proposal.Nothing(NothingReason.WITHIN_DEAD_BAND), propose(Policies.evidence(error, U)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, -0.5, 0.58})
    void errorNotClearlyAboveHalfTheLimitIsLeftAlone(double error) {
        Proposal proposal = propose(Policies.evidence(error, U));
        assertEquals(new Proposal.Nothing(NothingReason.BELOW_THRESHOLD), proposal);
        assertFalse(AdjustmentGate.isCandidate(proposal));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.1, -2.0, 3.5, -60, -100, 100})
    void errorBeyondTheStepCapCallsForReplacement(double error) {
        assertEquals(new Proposal.Replace(ReplaceReason.STEP_CAP), propose(Policies.evidence(error, U)));
    }

    @Test
    void capOfAClassTwoMeterIsThreePercent() {
        AccuracyPolicy policy = Policies.with(
                Authority.ADJUST_UNVERIFIED, Limit.byPolicy(2, "contract"), Limit.byPolicy(2, "contract"));
        assertEquals(
                new Proposal.Adjust(1 / 1.029),
                AdjustmentGate.propose(Policies.evidence(2.9, U), policy, Policies.FRESH_GAIN));
        assertEquals(
                new Proposal.Replace(ReplaceReason.STEP_CAP),
                AdjustmentGate.propose(Policies.evidence(3.2, U), policy, Policies.FRESH_GAIN));
    }

    @Test
    void correctionsTogetherMayNotPassTheCap() {
        AdjustmentGate.Evidence evidence = Policies.evidence(1.5, U);
        Optional<AdjustableGain> correctedBefore = Optional.of(new AdjustableGain(0.99, 1e-4));
        assertEquals(
                new Proposal.Replace(ReplaceReason.CUMULATIVE_CAP),
                AdjustmentGate.propose(evidence, Policies.subMeter(), correctedBefore));
        Optional<AdjustableGain> correctedTheOtherWay = Optional.of(new AdjustableGain(1.01, 1e-4));
        assertEquals(
                new Proposal.Adjust(1 / 1.015),
                AdjustmentGate.propose(evidence, Policies.subMeter(), correctedTheOtherWay));
    }

    @ParameterizedTest
    @EnumSource(
            value = Authority.class,
            names = {"OBSERVE", "ADVISE"})
    void policyThatDoesNotAllowItWithholds(Authority authority) {
        AccuracyPolicy policy = Policies.with(authority, Limit.byPolicy(1, "c"), Limit.byPolicy(1, "c"));
        Proposal proposal = AdjustmentGate.propose(Policies.evidence(1.5, U), policy, Policies.FRESH_GAIN);
        assertWithheld(WithholdReason.POLICY, proposal);
        assertTrue(AdjustmentGate.isCandidate(proposal));
    }

    @Test
    void limitWithoutDocumentAuthorisesNothing() {
        AccuracyPolicy policy =
                Policies.with(Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, " "), Limit.byPolicy(1, " "));
        Proposal proposal = AdjustmentGate.propose(Policies.evidence(1.5, U), policy, Policies.FRESH_GAIN);
        assertWithheld(WithholdReason.LIMIT_NOT_AUTHORITATIVE, proposal);
        assertFalse(AdjustmentGate.isCandidate(proposal));
    }

    @Test
    void missingClassLimitDenies() {
        AccuracyPolicy policy = Policies.with(Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, "c"), Limit.unset());
        Proposal proposal = AdjustmentGate.propose(Policies.evidence(1.5, U), policy, Policies.FRESH_GAIN);
        assertTrue(
                proposal instanceof Proposal.Withheld withheld
                        && withheld.reasons().contains(WithholdReason.LIMIT_NOT_AUTHORITATIVE),
                proposal.toString());
    }

    @Test
    void uncertaintyAboveAThirdOfTheLimitWithholds() {
        AdjustmentGate.Evidence evidence = Policies.evidence(1.9, 0.34, 60, Policies.curve(1.9, 0.1));
        assertWithheld(WithholdReason.UNCERTAINTY_TOO_LARGE, propose(evidence));
    }

    @Test
    void recentChangeWithholds() {
        assertWithheld(WithholdReason.NOT_QUIET, propose(Policies.evidence(1.5, U, 13, Policies.curve(1.5, U))));
        assertEquals(new Proposal.Adjust(1 / 1.015), propose(Policies.evidence(1.5, U, 14, Policies.curve(1.5, U))));
    }

    @Test
    void tooLittleCoveredEnergyWithholds() {
        assertWithheld(
                WithholdReason.NOT_COVERED, propose(Policies.evidence(1.5, U, 60, Policies.curve(1.5, U, 1.5, 0.89))));
    }

    @Test
    void correctionThatMaySpoilFullLoadIsWithheld() {
        assertWithheld(
                WithholdReason.EXCEEDS_ELSEWHERE,
                propose(Policies.evidence(1.5, U, 60, Policies.curve(1.5, U, 0.7, 0.95))));
    }

    @Test
    void unknownCoefficientWithholds() {
        assertWithheld(
                WithholdReason.GAIN_UNKNOWN,
                AdjustmentGate.propose(Policies.evidence(1.5, U), Policies.subMeter(), Optional.empty()));
    }

    @Test
    void coarseCoefficientWithholds() {
        assertWithheld(
                WithholdReason.GAIN_TOO_COARSE,
                AdjustmentGate.propose(
                        Policies.evidence(1.5, U), Policies.subMeter(), Optional.of(new AdjustableGain(1, 0.51))));
    }
}

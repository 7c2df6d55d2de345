// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.decision.Causes.Share;
import org.plumbline.analyzer.metrology.decision.Proposal.Remedy;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;

class CausesTest {
    private static final double U = 0.055;

    private static Causes causes(double offset, double heating, double phase, boolean transformers) {
        return new Causes(new Share(offset, 0.05), new Share(heating, 0.05), new Share(phase, 0.05), transformers);
    }

    private static Proposal propose(double error, Causes causes, Diagnosis diagnosis) {
        AdjustmentGate.Evidence plain = Policies.evidence(error, U);
        return AdjustmentGate.propose(
                new AdjustmentGate.Evidence(error, U, 60, plain.curve(), plain.met02(), diagnosis, causes),
                Policies.subMeter(),
                Policies.FRESH_GAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5, 0, 0, false, ADJUST_OFFSET",
        "1.5, 0, 0, true, ADJUST_OFFSET",
        "0, 1.5, 0, false, CHECK_TERMINALS",
        "0, 1.5, 0, true, RECHARACTERISE_CT",
        "0, 0, 1.5, false, ADJUST_PHASE",
        "0, 0, 1.5, true, RECHARACTERISE_CT"
    })
    void remedyFollowsTheCauseAndTheWiring(
            double offset, double heating, double phase, boolean transformers, Remedy remedy) {
        Proposal proposal = propose(1.6, causes(offset, heating, phase, transformers), new Diagnosis.OfTheMeter());
        assertEquals(new Proposal.ByPerson(remedy, 1.5, 0.05), proposal);
        assertTrue(!AdjustmentGate.isCandidate(proposal));
    }

    /** Less than half, half but not beyond doubt, or against the error: the gain is the cause. */
    @ParameterizedTest
    @CsvSource({"0.7", "0.85", "-1.5"})
    void causeThatDoesNotMakeMostOfTheErrorBeyondDoubtLeavesTheGain(double offset) {
        assertEquals(
                new Proposal.Adjust(1 / 1.016), propose(1.6, causes(offset, 0, 0, false), new Diagnosis.OfTheMeter()));
    }

    @Test
    void offsetBeyondTheCapsAsksForNoReplacement() {
        assertEquals(
                new Proposal.ByPerson(Remedy.ADJUST_OFFSET, 4, 0.05),
                propose(4.2, causes(4, 0, 0, false), new Diagnosis.OfTheMeter()));
    }

    @Test
    void smallErrorAsksForNothingWhateverItsCause() {
        assertEquals(
                new Proposal.Nothing(Proposal.NothingReason.WITHIN_DEAD_BAND),
                propose(0.09, causes(0.09, 0, 0, false), new Diagnosis.OfTheMeter()));
    }

    @Test
    void whatIsNotOfTheMeterIsNeverAdjustedNorReplaced() {
        Diagnosis factor = new Diagnosis.ConfigurationFactor(Diagnosis.Factor.DOUBLE, 0.2, 2);
        Proposal proposal = propose(100.4, Causes.gainOnly(), factor);
        assertEquals(new Proposal.Withheld(new TreeSet<>(Set.of(WithholdReason.NOT_OF_THE_METER))), proposal);
        assertEquals(factor.sentence(), WithholdReason.NOT_OF_THE_METER.sentence(factor));
        Diagnosis load = new Diagnosis.LoadNotShared(Diagnosis.LoadPattern.LOAD_BYPASSED, 4, 1);
        assertEquals(proposal, propose(1.5, Causes.gainOnly(), load));
    }

    @Test
    void unexplainedErrorIsExaminedBeforeAnybodyReplacesTheMeter() {
        assertEquals(
                new Proposal.Withheld(new TreeSet<>(Set.of(WithholdReason.UNEXPLAINED))),
                propose(20, Causes.gainOnly(), new Diagnosis.Unexplained(20, 10)));
    }

    /** The wider limit lets a gain pass that would take full load from 0.1 % to -0.9 %; it is worse there all the same. */
    @Test
    void gainThatMakesAnotherLoadWorseIsWithheld() {
        AccuracyPolicy wide = Policies.with(
                AccuracyPolicy.Authority.ADJUST_UNVERIFIED,
                AccuracyPolicy.Limit.byPolicy(1, "c"),
                AccuracyPolicy.Limit.byPolicy(2, "c"));
        AdjustmentGate.Evidence evidence = Policies.evidence(1.2, U, 60, Policies.curve(1.2, U, 0.1, 0.95));
        assertEquals(
                new Proposal.Withheld(new TreeSet<>(Set.of(WithholdReason.WORSE_ELSEWHERE))),
                AdjustmentGate.propose(evidence, wide, Policies.FRESH_GAIN));
        assertEquals(
                new Proposal.Adjust(1 / 1.012),
                AdjustmentGate.propose(
                        Policies.evidence(1.2, U, 60, Policies.curve(1.2, U, 0.9, 0.95)),
                        wide,
                        Optional.of(new AdjustableGain(1, 1e-4))));
    }
}

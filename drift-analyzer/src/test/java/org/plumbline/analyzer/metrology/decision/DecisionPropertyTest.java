// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;

class DecisionPropertyTest {
    private static final Limit LIMIT = Limit.byPolicy(1, "contract 7");

    @Property(tries = 500)
    void correctionTakesTheErrorToZero(@ForAll @DoubleRange(min = -50, max = 100) double error) {
        double factor = CorrectionFactor.of(error);
        assertEquals(0, CorrectionFactor.errorAfter(error, factor), 1e-12);
        assertEquals(error, CorrectionFactor.errorAfter(error, 1), 1e-12 * (1 + Math.abs(error)));
    }

    /** Applying K once is exact; the corrected meter asks for K = 1, so a second pass changes nothing. */
    @Property(tries = 200)
    void correctedMeterNeedsNoCorrection(
            @ForAll @DoubleRange(min = -2, max = 2) double error,
            @ForAll @DoubleRange(min = 0.01, max = 0.3) double u) {
        double left = CorrectionFactor.errorAfter(error, CorrectionFactor.of(error));
        Proposal again = AdjustmentGate.propose(Policies.evidence(left, u), Policies.subMeter(), Policies.FRESH_GAIN);
        assertEquals(new Proposal.Nothing(Proposal.NothingReason.WITHIN_DEAD_BAND), again);
    }

    @Property(tries = 500)
    void moreUncertaintyNeverOpensACase(
            @ForAll @DoubleRange(min = -5, max = 5) double error,
            @ForAll @DoubleRange(min = 0, max = 2) double u,
            @ForAll @DoubleRange(min = 0, max = 2) double more) {
        if (AccuracyAssessor.verdict(error, u, LIMIT) != Verdict.FAIL) {
            assertTrue(AccuracyAssessor.verdict(error, u + more, LIMIT) != Verdict.FAIL);
        }
    }

    @Property(tries = 500)
    void largerErrorNeverGetsABetterVerdict(
            @ForAll @DoubleRange(min = 0, max = 5) double error,
            @ForAll @DoubleRange(min = 0, max = 2) double u,
            @ForAll @DoubleRange(min = 0, max = 2) double more) {
        assertTrue(AccuracyAssessor.verdict(error + more, u, LIMIT).compareTo(AccuracyAssessor.verdict(error, u, LIMIT))
                >= 0);
        assertEquals(AccuracyAssessor.verdict(error, u, LIMIT), AccuracyAssessor.verdict(-error, u, LIMIT));
    }

    /** Whatever the evidence, an adjustment stays within the caps and clears the threshold beyond doubt. */
    @Property(tries = 1000)
    void adjustmentKeepsToCapsAndThreshold(
            @ForAll @DoubleRange(min = -6, max = 6) double error,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double u,
            @ForAll @DoubleRange(min = 0.96, max = 1.04) double gain) {
        Proposal proposal = AdjustmentGate.propose(
                Policies.evidence(error, u), Policies.subMeter(), Optional.of(new AdjustableGain(gain, 1e-4)));
        if (proposal instanceof Proposal.Adjust adjust) {
            assertTrue(Math.abs(adjust.correctionFactor() - 1) <= 0.02);
            assertTrue(Math.abs(gain * adjust.correctionFactor() - 1) <= 0.02);
            assertTrue(Math.abs(error) - 1.645 * u > 0.5);
            assertTrue(u <= 1.0 / 3);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.decision.Causes.Terms;
import org.plumbline.analyzer.metrology.decision.Proposal.Adjust;
import org.plumbline.analyzer.metrology.decision.Proposal.ByPerson;
import org.plumbline.analyzer.metrology.decision.Proposal.Remedy;
import org.plumbline.analyzer.metrology.decision.Proposal.ReplaceReason;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;
import org.plumbline.analyzer.metrology.paired.LoadBand;

/**
 * The next correction of a meter whose error is not mostly one of gain: one coefficient at a time, gain, then phase, then
 * offset, as metering circuits are calibrated (Analog Devices AN-1171). Gain comes first where its own part of the error
 * calls for an adjustment by itself; what the one coefficient leaves is stated, and is what the readings are held against
 * afterwards. Every check must pass; a check that cannot be made is a failed check.
 */
final class StagedCorrection {
    private static final double DEAD_BAND_PERCENT = 0.1;

    /** Power factor 0.5, where the phase is set and its uncertainty counts most. */
    private static final double TANGENT_OF_HALF = Math.sqrt(3);

    private final AdjustmentGate.Evidence evidence;
    private final AccuracyPolicy policy;
    private final AdjustableGain known;
    private final Terms terms;
    private final Coefficient coefficient;
    private final Step change;
    private final Set<WithholdReason> reasons = new TreeSet<>();

    private StagedCorrection(
            AdjustmentGate.Evidence evidence,
            AccuracyPolicy policy,
            AdjustableGain known,
            Terms terms,
            Coefficient coefficient,
            Step change) {
        this.evidence = evidence;
        this.policy = policy;
        this.known = known;
        this.terms = terms;
        this.coefficient = coefficient;
        this.change = change;
    }

    /**
     * What to propose.
     *
     * @param byPerson the remedy of the cause that makes most of the error; it stands where nothing can be written over
     *     the air: the policy forbids it, the coefficients in force are not known, or the model has no such coefficient
     */
    static Proposal propose(
            AdjustmentGate.Evidence evidence,
            AccuracyPolicy policy,
            Optional<AdjustableGain> known,
            ByPerson byPerson) {
        Optional<Terms> terms = evidence.causes().terms();
        if (known.isEmpty()
                || terms.isEmpty()
                || !AdjustmentGate.mayAdjust(policy.authority())
                || term(byPerson.remedy(), known.get()).isEmpty()) {
            return byPerson;
        }
        Coefficient last = byPerson.remedy() == Remedy.ADJUST_PHASE ? Coefficient.PHASE : Coefficient.OFFSET;
        double gainShare = evidence.causes().gainPercent(evidence.errorPercent());
        Step gain = new Step(CorrectionFactor.of(gainShare), 0, 0);
        boolean gainFirst = isWarranted(gainShare, evidence, policy)
                && Math.abs(errorAfter(gain, terms.get(), evidence)) < evidence.size();
        Step next = gainFirst
                ? gain
                : last == Coefficient.PHASE
                        ? new Step(1, -terms.get().angleRadians(), 0)
                        : new Step(1, 0, -terms.get().offset().watts());
        return new StagedCorrection(
                        evidence, policy, known.get(), terms.get(), gainFirst ? Coefficient.GAIN : last, next)
                .judged();
    }

    private static Optional<AdjustableTerm> term(Remedy remedy, AdjustableGain known) {
        return switch (remedy) {
            case ADJUST_PHASE -> known.phase();
            case ADJUST_OFFSET -> known.offset();
            case RECHARACTERISE_CT, CHECK_TERMINALS -> Optional.empty();
        };
    }

    /** The part of the gain alone is clearly above half the class limit. */
    private static boolean isWarranted(double share, AdjustmentGate.Evidence evidence, AccuracyPolicy policy) {
        double uncertainty = evidence.causes().gainStandardUncertaintyPercent(evidence.combinedPercent());
        return Math.abs(share) - AccuracyAssessor.GUARD * uncertainty
                > policy.maximumPermissibleError().percent() / 2;
    }

    private static double errorAfter(Step change, Terms terms, AdjustmentGate.Evidence evidence) {
        return change.errorAfterPercent(
                evidence.errorPercent(), terms.meanTangent(), terms.offset().meanPowerWatts());
    }

    private Proposal judged() {
        Optional<ReplaceReason> cap = beyondCap();
        if (cap.isPresent()) {
            return new Proposal.Replace(cap.get());
        }
        double after = errorAfter(change, terms, evidence);
        AdjustmentGate.checkGrounds(evidence, policy, reasons);
        require(Math.abs(after) < evidence.size(), WithholdReason.CAUSES_CANCEL);
        checkPoints();
        switch (coefficient) {
            case GAIN -> require(isFine(known.leastStepPercent(), after), WithholdReason.GAIN_TOO_COARSE);
            case PHASE -> checkPhase(after);
            case OFFSET -> checkOffset(after);
        }
        return reasons.isEmpty()
                ? new Adjust(
                        coefficient,
                        switch (coefficient) {
                            case GAIN -> change.gainRatio();
                            case PHASE -> change.phaseRadians();
                            case OFFSET -> change.offsetWatts();
                        },
                        after)
                : new Proposal.Withheld(new TreeSet<>(reasons));
    }

    private Optional<ReplaceReason> beyondCap() {
        double cap = AdjustmentGate.cap(policy);
        double step = effectPercent(change);
        Step together = new Step(
                known.gainOverCertified() * change.gainRatio(),
                sum(known.phase(), change.phaseRadians()),
                sum(known.offset(), change.offsetWatts()));
        if (!(step <= cap)) {
            return Optional.of(ReplaceReason.STEP_CAP);
        }
        return effectPercent(together) <= cap ? Optional.empty() : Optional.of(ReplaceReason.CUMULATIVE_CAP);
    }

    private static double sum(Optional<AdjustableTerm> term, double more) {
        return term.map(AdjustableTerm::sinceCertified).orElse(0.0) + more;
    }

    /** What counts against a cap: at every load, at power factor 0.5, at the lowest point of the curve. */
    private double effectPercent(Step of) {
        return switch (coefficient) {
            case GAIN -> 100 * Math.abs(of.gainRatio() - 1);
            case PHASE -> Math.abs(100 * of.phaseRadians() * TANGENT_OF_HALF);
            case OFFSET -> Math.abs(100 * of.offsetWatts() / wattsAt(LoadBand.LOW.pointFraction()));
        };
    }

    private double wattsAt(double fraction) {
        return fraction * terms.offset().maximumPowerWatts();
    }

    private void checkPoints() {
        double mpe = policy.maximumPermissibleError().percent();
        for (ErrorCurve.Point point : evidence.curve().points()) {
            double after =
                    change.errorAfterPercent(point.errorPercent(), terms.meanTangent(), wattsAt(point.loadFraction()));
            require(Math.abs(after) + 2 * point.standardUncertaintyPercent() <= mpe, WithholdReason.EXCEEDS_ELSEWHERE);
            require(
                    Math.abs(after) <= Math.abs(point.errorPercent()) + DEAD_BAND_PERCENT,
                    WithholdReason.WORSE_ELSEWHERE);
        }
    }

    /** The phase must be known at power factor 0.5 as well as the error itself must be. */
    private void checkPhase(double after) {
        double mpe = policy.maximumPermissibleError().percent();
        double slope = terms.phasePercentPerTangent() + 100 * change.phaseRadians();
        double reach = TANGENT_OF_HALF - terms.meanTangent();
        double uncertainty =
                Math.hypot(evidence.combinedPercent(), reach * terms.phaseStandardUncertaintyPercentPerTangent());
        require(
                TANGENT_OF_HALF * terms.phaseStandardUncertaintyPercentPerTangent() <= mpe / 3,
                WithholdReason.POWER_FACTOR_NOT_COVERED);
        require(Math.abs(after + slope * reach) + 2 * uncertainty <= mpe, WithholdReason.EXCEEDS_ELSEWHERE);
        double least = known.phase().orElseThrow().leastStep();
        require(isFine(100 * least * Math.abs(terms.meanTangent()), after), WithholdReason.GAIN_TOO_COARSE);
    }

    /** An offset is seen where the load is low, or not at all. */
    private void checkOffset(double after) {
        boolean lowCovered = evidence.curve().points().stream()
                .anyMatch(point -> point.band() == LoadBand.LOW && point.coverage() == Coverage.COVERED);
        require(lowCovered, WithholdReason.LOW_LOAD_NOT_COVERED);
        double least = known.offset().orElseThrow().leastStep();
        require(isFine(100 * least / terms.offset().meanPowerWatts(), after), WithholdReason.GAIN_TOO_COARSE);
    }

    /** One least significant bit moves the error by at most a third of what is taken from it. */
    private boolean isFine(double leastStepPercent, double after) {
        return leastStepPercent <= Math.abs(evidence.errorPercent() - after) / 3;
    }

    private void require(boolean holds, WithholdReason otherwise) {
        if (!holds) {
            reasons.add(otherwise);
        }
    }
}

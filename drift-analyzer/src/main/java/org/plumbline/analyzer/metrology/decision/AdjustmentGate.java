// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Proposal.NothingReason;
import org.plumbline.analyzer.metrology.decision.Proposal.ReplaceReason;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;

/**
 * Decides whether a correction may be proposed. Every check must pass; a check that cannot be made is a failed check.
 * The error is taken to zero, never to a limit.
 */
final class AdjustmentGate {
    private static final double DEAD_BAND_PERCENT = 0.1;
    private static final double HALF = 0.5;
    private static final double SLOWEST_PERCENT = -50;

    private AdjustmentGate() {}

    /**
     * What the readings say.
     *
     * @param errorPercent e
     * @param combinedPercent u_c
     * @param quietDays days since the last change alarm
     * @param curve error over load
     * @param met02 whether the limit is exceeded beyond doubt
     * @param diagnosis what is wrong
     * @param causes what the error is made of
     */
    record Evidence(
            double errorPercent,
            double combinedPercent,
            int quietDays,
            ErrorCurve curve,
            boolean met02,
            Diagnosis diagnosis,
            Causes causes) {
        /** An error of the meter, all of it gain. */
        Evidence(double errorPercent, double combinedPercent, int quietDays, ErrorCurve curve, boolean met02) {
            this(errorPercent, combinedPercent, quietDays, curve, met02, new Diagnosis.OfTheMeter(), Causes.gainOnly());
        }

        double size() {
            return Math.abs(errorPercent);
        }
    }

    static Proposal propose(Evidence evidence, AccuracyPolicy policy, Optional<AdjustableGain> gain) {
        if (!evidence.diagnosis().isOfTheMeter()) {
            return withheld(WithholdReason.NOT_OF_THE_METER);
        }
        if (evidence.size() <= Math.max(DEAD_BAND_PERCENT, 2 * evidence.combinedPercent())) {
            return new Proposal.Nothing(NothingReason.WITHIN_DEAD_BAND);
        }
        Limit mpe = policy.maximumPermissibleError();
        boolean clearlyOff = mpe.isSet()
                && evidence.size() - AccuracyAssessor.GUARD * evidence.combinedPercent() > HALF * mpe.percent();
        if (!clearlyOff && !evidence.met02()) {
            return new Proposal.Nothing(NothingReason.BELOW_THRESHOLD);
        }
        if (evidence.diagnosis() instanceof Diagnosis.Unexplained) {
            return withheld(WithholdReason.UNEXPLAINED);
        }
        Optional<Proposal.ByPerson> notGain = evidence.causes().otherThanGain(evidence.errorPercent());
        if (notGain.isPresent()) {
            return StagedCorrection.propose(evidence, policy, gain, notGain.get());
        }
        Optional<ReplaceReason> replace = replaceReason(evidence.errorPercent(), policy, gain);
        if (replace.isPresent()) {
            return new Proposal.Replace(replace.get());
        }
        Set<WithholdReason> reasons = EnumSet.noneOf(WithholdReason.class);
        checkEvidence(evidence, policy, reasons);
        checkPermission(evidence, policy, gain, reasons);
        return reasons.isEmpty()
                ? new Proposal.Adjust(CorrectionFactor.of(evidence.errorPercent()))
                : new Proposal.Withheld(new TreeSet<>(reasons));
    }

    private static Proposal withheld(WithholdReason reason) {
        return new Proposal.Withheld(new TreeSet<>(Set.of(reason)));
    }

    /** True when the evidence alone would carry an adjustment, whatever policy and coefficient say. */
    static boolean isCandidate(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Adjust ignored -> true;
            case Proposal.Withheld withheld ->
                Collections.disjoint(
                        withheld.reasons(),
                        EnumSet.complementOf(EnumSet.of(
                                WithholdReason.POLICY, WithholdReason.GAIN_UNKNOWN, WithholdReason.GAIN_TOO_COARSE)));
            case Proposal.Nothing ignored -> false;
            case Proposal.Replace ignored -> false;
            case Proposal.ByPerson ignored -> false;
        };
    }

    private static Optional<ReplaceReason> replaceReason(
            double errorPercent, AccuracyPolicy policy, Optional<AdjustableGain> gain) {
        double cap = cap(policy);
        if (errorPercent <= SLOWEST_PERCENT || changePercent(CorrectionFactor.of(errorPercent)) > cap) {
            return Optional.of(ReplaceReason.STEP_CAP);
        }
        double factor = CorrectionFactor.of(errorPercent);
        return gain.filter(known -> changePercent(known.gainOverCertified() * factor) > cap)
                .map(known -> ReplaceReason.CUMULATIVE_CAP);
    }

    /** Cap of one step and of all together, in percent. */
    static double cap(AccuracyPolicy policy) {
        Limit mpe = policy.maximumPermissibleError();
        double largest = policy.rules().largestCapPercent();
        return mpe.isSet() ? Math.min(2 * mpe.percent(), largest) : largest;
    }

    private static double changePercent(double factor) {
        return 100 * Math.abs(factor - 1);
    }

    private static void checkEvidence(Evidence evidence, AccuracyPolicy policy, Set<WithholdReason> reasons) {
        checkGrounds(evidence, policy, reasons);
        if (exceedsElsewhere(evidence, policy.maximumPermissibleError().percent())) {
            reasons.add(WithholdReason.EXCEEDS_ELSEWHERE);
        }
        if (worsensElsewhere(evidence)) {
            reasons.add(WithholdReason.WORSE_ELSEWHERE);
        }
    }

    /** What any coefficient needs: a limit that authorises, a sharp error, quiet days, covered loads. */
    static void checkGrounds(Evidence evidence, AccuracyPolicy policy, Set<WithholdReason> reasons) {
        Limit mpe = policy.maximumPermissibleError();
        boolean judgedByHearsay = policy.limit().isSet() && !policy.limit().authoritative();
        if (!mpe.isSet() || !mpe.authoritative() || judgedByHearsay) {
            reasons.add(WithholdReason.LIMIT_NOT_AUTHORITATIVE);
        }
        if (evidence.combinedPercent() > mpe.percent() / 3) {
            reasons.add(WithholdReason.UNCERTAINTY_TOO_LARGE);
        }
        if (evidence.quietDays() < policy.rules().requiredQuietDays()) {
            reasons.add(WithholdReason.NOT_QUIET);
        }
        if (evidence.curve().coveredEnergyFraction() < policy.rules().minimumCoveredEnergyFraction()) {
            reasons.add(WithholdReason.NOT_COVERED);
        }
    }

    /** A gain moves every load by the same; where it takes one away from zero, the error was not one of gain. */
    private static boolean worsensElsewhere(Evidence evidence) {
        double factor = CorrectionFactor.of(evidence.errorPercent());
        return evidence.curve().points().stream()
                .anyMatch(point -> Math.abs(CorrectionFactor.errorAfter(point.errorPercent(), factor))
                        > Math.abs(point.errorPercent()) + DEAD_BAND_PERCENT);
    }

    private static boolean exceedsElsewhere(Evidence evidence, double mpePercent) {
        double factor = CorrectionFactor.of(evidence.errorPercent());
        return evidence.curve().points().stream()
                .anyMatch(point -> Math.abs(CorrectionFactor.errorAfter(point.errorPercent(), factor))
                                + 2 * point.standardUncertaintyPercent()
                        > mpePercent);
    }

    private static void checkPermission(
            Evidence evidence, AccuracyPolicy policy, Optional<AdjustableGain> gain, Set<WithholdReason> reasons) {
        if (!mayAdjust(policy.authority())) {
            reasons.add(WithholdReason.POLICY);
        }
        if (gain.isEmpty()) {
            reasons.add(WithholdReason.GAIN_UNKNOWN);
        } else if (gain.get().leastStepPercent() > evidence.size() / 3) {
            reasons.add(WithholdReason.GAIN_TOO_COARSE);
        }
    }

    static boolean mayAdjust(Authority authority) {
        return switch (authority) {
            case OBSERVE, ADVISE -> false;
            case ADJUST_UNVERIFIED, ADJUST_UNDER_AUTHORITY -> true;
        };
    }
}

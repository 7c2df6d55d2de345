// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the evidence supports doing about a meter's gain. Immutable. */
public sealed interface Proposal {
    /**
     * Nothing to do; K is exactly 1.
     *
     * @param reason why
     */
    record Nothing(NothingReason reason) implements Proposal {}

    /**
     * Change one coefficient of the block in force, and state the result as an absolute target.
     *
     * @param coefficient which one
     * @param amount before rounding to the coefficient's least significant bit: the factor K on every gain, the angle in
     *     radians that is added to every angle, or the power in W that is added to the sum of the offsets
     * @param errorAfterPercent error at the meter's own load that it leaves, percent; 0 where K takes the whole error
     */
    record Adjust(Coefficient coefficient, double amount, double errorAfterPercent) implements Proposal {
        /** Multiplies every gain by K = 1 / (1 + e/100): the whole error is taken for one of gain. */
        public Adjust(double correctionFactor) {
            this(Coefficient.GAIN, correctionFactor, 0);
        }

        /** K; exactly 1 where another coefficient than the gain is changed. */
        public double correctionFactor() {
            return coefficient == Coefficient.GAIN ? amount : 1;
        }
    }

    /**
     * Too much for an adjustment: a fault. Replace the meter.
     *
     * @param reason which cap is exceeded
     */
    record Replace(ReplaceReason reason) implements Proposal {}

    /**
     * The error is not one of gain: writing a gain would make other loads wrong. Work for people, where the coefficient
     * that would take it away is not in the meter model, not known, or not to be written by policy.
     *
     * @param remedy what would take it away
     * @param sharePercent what its cause adds to the error, in percent
     * @param shareStandardUncertaintyPercent standard uncertainty of that
     */
    record ByPerson(Remedy remedy, double sharePercent, double shareStandardUncertaintyPercent) implements Proposal {}

    /**
     * The error calls for an adjustment, but something forbids it: send a person to a site test.
     *
     * @param reasons all that forbid it, at least one
     */
    record Withheld(SortedSet<WithholdReason> reasons) implements Proposal {
        /** Copies the set. */
        public Withheld {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("no reason to withhold");
            }
            reasons = Collections.unmodifiableSortedSet(new TreeSet<>((Set<WithholdReason>) reasons));
        }

        /** For one reason. */
        public static Withheld because(WithholdReason reason) {
            return new Withheld(new TreeSet<>(Set.of(reason)));
        }
    }

    /** Why nothing is to be done. */
    enum NothingReason {
        /** |e| within max(0.1 %, 2 u_c). */
        WITHIN_DEAD_BAND("the error is within the dead band"),
        /** |e| - 1.645 u_c not above half the MPE, and no MET-02. */
        BELOW_THRESHOLD("the error is not clearly above half the class limit");

        private final String sentence;

        NothingReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** Which cap an adjustment would exceed. */
    enum ReplaceReason {
        /** The single step. */
        STEP_CAP("the correction exceeds the cap of one step"),
        /** The sum of all steps since certification. */
        CUMULATIVE_CAP("the corrections together exceed the cumulative cap");

        private final String sentence;

        ReplaceReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** What people do about an error that is not one of gain. */
    enum Remedy {
        /** Offset power (crosstalk): b / P, large at low load. */
        ADJUST_OFFSET("an offset power makes the error, which a gain would carry to full load; adjust the offset"),
        /** Angle between voltage and current: phi tan(phi). */
        ADJUST_PHASE("an angle error makes the error, which a gain would carry to power factor 1; adjust the phase"),
        /** Error of the current transformers over their load or angle. */
        RECHARACTERISE_CT("the current transformers make the error; characterise them again over load and angle"),
        /** Self-heating: grows with the square of the load. */
        CHECK_TERMINALS("the error grows with the square of the load; examine terminals and shunt for heating");

        private final String sentence;

        Remedy(String sentence) {
            this.sentence = sentence;
        }

        /** The remedy with its reason, in words. */
        public String sentence() {
            return sentence;
        }
    }

    /** What forbids an adjustment. */
    enum WithholdReason {
        /** The policy does not allow adjustments. */
        POLICY("the policy does not allow an adjustment"),
        /** No class MPE is set, or it rests on nothing that may authorise a write. */
        LIMIT_NOT_AUTHORITATIVE("the limit rests on nothing that may authorise a write"),
        /** u_c above a third of the MPE. */
        UNCERTAINTY_TOO_LARGE("the uncertainty exceeds a third of the class limit"),
        /** A change alarm lies too near. */
        NOT_QUIET("too few quiet days since the last change"),
        /** Too little of the energy lies in covered bands. */
        NOT_COVERED("the covered loads carry too little of the energy"),
        /** Elsewhere the predicted |e| + 2u after the correction exceeds the MPE. */
        EXCEEDS_ELSEWHERE("the correction may take or leave a load or power factor beyond the class limit"),
        /** The correction takes a load further from zero than it was. */
        WORSE_ELSEWHERE("the correction would make another load worse than it is"),
        /** The causes cancel in part: without this one the error at the meter's own load would be larger. */
        CAUSES_CANCEL("the causes of the error cancel in part, and correcting one alone would leave a larger error"),
        /** The angle is not known well enough at power factor 0.5. */
        POWER_FACTOR_NOT_COVERED("the power factors covered do not tell the angle well enough at power factor 0.5"),
        /** The point at 10 % of maximum power is extrapolated. */
        LOW_LOAD_NOT_COVERED("low load is not covered, where the offset shows"),
        /** Something else than the meter is wrong. */
        NOT_OF_THE_METER("something else than the meter is wrong"),
        /** Larger than any drift, and unexplained. */
        UNEXPLAINED("the error is too large for drift and unexplained; examine the installation first"),
        /** The meter's coefficient or its history is not known. */
        GAIN_UNKNOWN("the coefficient in force is not known"),
        /** One least significant bit moves the error by more than a third of it. */
        GAIN_TOO_COARSE("the coefficient is too coarse for this correction"),
        /** The network of comparisons around the reference speaks against its certificate, or against the comparison. */
        REFERENCE_IN_DOUBT(
                "held back: the certificate of the reference or the comparison with it does not fit what else is"
                        + " known, or the profile states another certificate than the newest; settle what reference-findings.v1"
                        + " says of the reference first");

        private final String sentence;

        WithholdReason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason in words, with the diagnosis where that is the reason. */
        public String sentence(Diagnosis diagnosis) {
            return switch (this) {
                case NOT_OF_THE_METER, UNEXPLAINED -> diagnosis.sentence();
                case POLICY,
                        LIMIT_NOT_AUTHORITATIVE,
                        UNCERTAINTY_TOO_LARGE,
                        NOT_QUIET,
                        NOT_COVERED,
                        EXCEEDS_ELSEWHERE,
                        WORSE_ELSEWHERE,
                        CAUSES_CANCEL,
                        POWER_FACTOR_NOT_COVERED,
                        LOW_LOAD_NOT_COVERED,
                        GAIN_UNKNOWN,
                        GAIN_TOO_COARSE,
                        REFERENCE_IN_DOUBT -> sentence;
            };
        }

        /** The reason in words. */
        public String sentence() {
            return sentence;
        }
    }
}

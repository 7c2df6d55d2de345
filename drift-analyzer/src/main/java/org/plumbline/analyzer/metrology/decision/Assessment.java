// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import org.plumbline.analyzer.metrology.curve.ErrorCurve;

/** What is known of one meter's accuracy from the closed days of one calibration epoch. Immutable. */
public sealed interface Assessment {
    /**
     * An error with its uncertainty, judged.
     *
     * @param calibrationEpoch epoch of all readings used
     * @param firstDay first day used, days since 1970-01-01
     * @param lastDay last closed day, inclusive
     * @param days closed days used
     * @param errorPercent error e of the meter under its own load at the operating temperature, in percent, with the
     *     reference's certified error taken into account
     * @param uncertainty standard uncertainty of e by cause
     * @param intervalLowPercent lower end of the 95 % interval, in percent
     * @param intervalHighPercent upper end of it
     * @param ratePercentPerYear rate of change
     * @param rateStandardUncertaintyPercentPerYear standard uncertainty of the rate
     * @param clockSkewSeconds tested clock minus reference clock on the newest day, in s
     * @param curve error over load
     * @param quietDays closed days since the last change alarm
     * @param watch true while the change detector is above its watch threshold
     * @param verdict statement of conformity against the limit
     * @param met02 true when |e| - 1.645 u_c exceeds the limit and the diagnosis is of the meter
     * @param adjustCandidate true when the rule for an adjustment holds
     * @param proposal what may be done
     * @param particulars what is said besides
     */
    record Judged(
            int calibrationEpoch,
            long firstDay,
            long lastDay,
            int days,
            double errorPercent,
            UncertaintyBudget uncertainty,
            double intervalLowPercent,
            double intervalHighPercent,
            double ratePercentPerYear,
            double rateStandardUncertaintyPercentPerYear,
            double clockSkewSeconds,
            ErrorCurve curve,
            int quietDays,
            boolean watch,
            Verdict verdict,
            boolean met02,
            boolean adjustCandidate,
            Proposal proposal,
            Particulars particulars)
            implements Assessment {
        /** One that says no more than its number. */
        public Judged(
                int calibrationEpoch,
                long firstDay,
                long lastDay,
                int days,
                double errorPercent,
                UncertaintyBudget uncertainty,
                double intervalLowPercent,
                double intervalHighPercent,
                double ratePercentPerYear,
                double rateStandardUncertaintyPercentPerYear,
                double clockSkewSeconds,
                ErrorCurve curve,
                int quietDays,
                boolean watch,
                Verdict verdict,
                boolean met02,
                boolean adjustCandidate,
                Proposal proposal) {
            this(
                    calibrationEpoch,
                    firstDay,
                    lastDay,
                    days,
                    errorPercent,
                    uncertainty,
                    intervalLowPercent,
                    intervalHighPercent,
                    ratePercentPerYear,
                    rateStandardUncertaintyPercentPerYear,
                    clockSkewSeconds,
                    curve,
                    quietDays,
                    watch,
                    verdict,
                    met02,
                    adjustCandidate,
                    proposal,
                    Particulars.none());
        }

        /** The same numbers; no MET-02, no adjustment and no end of a case may rest on them. */
        public Judged heldBack() {
            return new Judged(
                    calibrationEpoch,
                    firstDay,
                    lastDay,
                    days,
                    errorPercent,
                    uncertainty,
                    intervalLowPercent,
                    intervalHighPercent,
                    ratePercentPerYear,
                    rateStandardUncertaintyPercentPerYear,
                    clockSkewSeconds,
                    curve,
                    quietDays,
                    watch,
                    verdict,
                    false,
                    false,
                    Proposal.Withheld.because(Proposal.WithholdReason.REFERENCE_IN_DOUBT),
                    particulars);
        }

        /** True when nothing may rest on the numbers, because their reference is in doubt. */
        public boolean isHeldBack() {
            return proposal instanceof Proposal.Withheld withheld
                    && withheld.reasons().contains(Proposal.WithholdReason.REFERENCE_IN_DOUBT);
        }
    }

    /**
     * No number can be given.
     *
     * @param name name of the refusal, upper case with underscores
     * @param sentence the refusal in words
     */
    record Refused(String name, String sentence) implements Assessment {}

    /** Non-binary statement of conformity (ILAC-G8:09/2019, 4.2.3) with guard band w = 1.645 u_c. */
    enum Verdict {
        /** No limit is set. */
        NONE,
        /** |e| at most limit - w. */
        PASS,
        /** |e| at most the limit, but above limit - w. */
        CONDITIONAL_PASS,
        /** |e| above the limit, but at most limit + w. */
        CONDITIONAL_FAIL,
        /** |e| above limit + w. */
        FAIL
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an estimate: where its limits come from, what else may be wrong, and what would change the verdict.
 * Kept of the newest estimate of a meter only; those that a case holds go without, to save memory. Errors in percent.
 *
 * @param certificatePercent of the uncertainty of the reference, what its certificate states, k = 1
 * @param referenceDriftPercent of the same, what the reference may have gained since, k = 1
 * @param rateIntervalLowPercentPerYear lower end of the 95 % interval; null with a refusal
 * @param clockSkewStandardUncertaintySeconds k = 1; 0 where it is not known
 * @param referenceCurve error at 0.1, 1 and 2 Iref; empty where the registration states no reference current
 * @param average what the verdict was judged by where the jurisdiction limits a weighted average; null elsewhere
 * @param outlook what more quiet days would do to the verdict if the error stays, with the days and a sentence
 * @param caseKind kind of case that the finding opens; empty = none
 * @param diagnosis METER, FACTOR, LOAD, CLOCK or UNEXPLAINED; empty with a refusal
 * @param symptoms what was tested besides the gain, in a fixed order
 * @param phaseText error of the angle between voltage and current, in one sentence; empty where it is not known
 * @param heldBack why neither MET-02 nor an adjustment may rest on the estimate: REFERENCE_IN_DOUBT; empty = they may
 */
public record Explanation(
        String limitSource,
        String maximumPermissibleErrorSource,
        String referenceSource,
        double certificatePercent,
        double referenceDriftPercent,
        @Nullable Double rateIntervalLowPercentPerYear,
        @Nullable Double rateIntervalHighPercentPerYear,
        double clockSkewStandardUncertaintySeconds,
        List<ReferencePoint> referenceCurve,
        @Nullable Average average,
        String outlook,
        int outlookDays,
        String outlookText,
        String caseKind,
        String diagnosis,
        String diagnosisText,
        List<Symptom> symptoms,
        String phaseText,
        String heldBack) {

    public Explanation {
        referenceCurve = List.copyOf(referenceCurve);
        symptoms = List.copyOf(symptoms);
    }

    /** Error at a multiple of the reference current; {@code covered} = readings cover this load. */
    public record ReferencePoint(
            double fractionOfReferenceCurrent,
            double errorPercent,
            double standardUncertaintyPercent,
            boolean covered) {}

    /**
     * Weighted average of the error over test points.
     *
     * @param errorPercent null with a refusal, as is its uncertainty
     * @param refusal empty when there is an average
     */
    public record Average(
            String method,
            @Nullable Double errorPercent,
            @Nullable Double standardUncertaintyPercent,
            String refusal,
            String refusalText) {}

    /** One test of what else than the gain may be wrong; the figures are in the unit, 0 where not measured. */
    public record Symptom(
            String code,
            String state,
            double statistic,
            double standardUncertainty,
            double threshold,
            String unit,
            String text) {}
}

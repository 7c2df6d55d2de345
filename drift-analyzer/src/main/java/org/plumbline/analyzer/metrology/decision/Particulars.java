// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.curve.OffsetPower;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;

/**
 * What a judgement says besides its number. Immutable.
 *
 * @param clockSkewStandardUncertaintySeconds of the judgement's clock skew, in s; 0 = not known
 * @param referenceCurve error at 0.1, 1 and 2 Iref, without points above Imax; empty where Iref is not stated
 * @param average what the verdict was judged by where a weighted average is limited; empty elsewhere
 * @param outlook what more days would do to the verdict
 * @param diagnosis what is wrong, if anything
 * @param symptoms the tests behind it, in the order of {@link Symptom.Test}
 * @param angle error of the angle between voltage and current, and power factor of the load
 * @param offset power counted without load; empty where it is not stated
 */
public record Particulars(
        double clockSkewStandardUncertaintySeconds,
        List<ReferencePoint> referenceCurve,
        Optional<WeightedAverage> average,
        Outlook outlook,
        Diagnosis diagnosis,
        List<Symptom> symptoms,
        PhaseAngle angle,
        Optional<OffsetPower> offset) {
    /** Copies the lists. */
    public Particulars {
        referenceCurve = List.copyOf(referenceCurve);
        symptoms = List.copyOf(symptoms);
    }

    /** Of a meter of whose angle and offset nothing is known. */
    public Particulars(
            double clockSkewStandardUncertaintySeconds,
            List<ReferencePoint> referenceCurve,
            Optional<WeightedAverage> average,
            Outlook outlook,
            Diagnosis diagnosis,
            List<Symptom> symptoms) {
        this(
                clockSkewStandardUncertaintySeconds,
                referenceCurve,
                average,
                outlook,
                diagnosis,
                symptoms,
                PhaseAngle.UNKNOWN,
                Optional.empty());
    }

    /** Of a judgement that says no more than its number. */
    public static Particulars none() {
        return new Particulars(
                0, List.of(), Optional.empty(), new Outlook.NoLimit(), new Diagnosis.OfTheMeter(), List.of());
    }

    /**
     * Error at a multiple of the reference current.
     *
     * @param multipleOfReference of Iref
     * @param fractionOfMaximum the same load as a fraction of Imax
     * @param errorPercent error at that load, in percent
     * @param standardUncertaintyPercent combined standard uncertainty, in percent
     * @param coverage whether readings cover this load
     */
    public record ReferencePoint(
            double multipleOfReference,
            double fractionOfMaximum,
            double errorPercent,
            double standardUncertaintyPercent,
            Coverage coverage) {}
}

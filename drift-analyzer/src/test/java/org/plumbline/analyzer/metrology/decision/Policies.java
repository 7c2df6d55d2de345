// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.ErrorCurve;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.paired.LoadBand;

/** Policies and evidence made by hand: class 1 sub-meters under the class limit of a contract. */
final class Policies {
    static final Optional<AdjustableGain> FRESH_GAIN = Optional.of(new AdjustableGain(1, 1e-4));

    private Policies() {}

    static AccuracyPolicy subMeter() {
        return with(Authority.ADJUST_UNVERIFIED, Limit.byPolicy(1, "contract 7"), Limit.byPolicy(1, "contract 7"));
    }

    static AccuracyPolicy with(Authority authority, Limit limit, Limit mpe) {
        return new AccuracyPolicy(authority, limit, mpe, DecisionRules.defaults());
    }

    static AdjustmentGate.Evidence evidence(double error, double u) {
        return evidence(error, u, 60, curve(error, u));
    }

    static AdjustmentGate.Evidence evidence(double error, double u, int quietDays, ErrorCurve curve) {
        AccuracyPolicy policy = subMeter();
        boolean met02 = AccuracyAssessor.verdict(error, u, policy.limit()) == Assessment.Verdict.FAIL;
        return new AdjustmentGate.Evidence(error, u, quietDays, curve, met02);
    }

    /** Flat; 95 % of the energy at covered low load, full load extrapolated. */
    static ErrorCurve curve(double error, double u) {
        return curve(error, u, error, 0.95);
    }

    static ErrorCurve curve(double error, double u, double errorAtFullLoad, double covered) {
        return new ErrorCurve(
                List.of(
                        new ErrorCurve.Point(LoadBand.LOW, error, u, Coverage.COVERED, covered),
                        new ErrorCurve.Point(LoadBand.MIDDLE, error, u + 0.05, Coverage.EXTRAPOLATED, 1 - covered),
                        new ErrorCurve.Point(LoadBand.HIGH, errorAtFullLoad, u + 0.1, Coverage.EXTRAPOLATED, 0)),
                covered);
    }
}

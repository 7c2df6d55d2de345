// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import org.plumbline.analyzer.metrology.curve.FittedCurve;
import org.plumbline.analyzer.metrology.curve.OffsetPower;
import org.plumbline.analyzer.metrology.curve.PhaseAngle;
import org.plumbline.analyzer.metrology.decision.Proposal.ByPerson;
import org.plumbline.analyzer.metrology.decision.Proposal.Remedy;
import org.plumbline.analyzer.metrology.limits.Wiring;

/**
 * What the error at the meter's own load is made of besides gain, each in percent of the energy.
 *
 * @param offset what the offset power adds
 * @param heating what grows with the square of the load
 * @param phase what an angle error adds
 * @param behindTransformers true where the meter is known to be connected through current transformers
 * @param terms the same in the units of the coefficients; empty where they are not known
 */
record Causes(Share offset, Share heating, Share phase, boolean behindTransformers, Optional<Terms> terms) {
    private static final double HALF = 0.5;

    /** A part of the error with its standard uncertainty, percent. */
    record Share(double percent, double standardUncertaintyPercent) {
        static final Share NONE = new Share(0, 0);

        /** More than half of the error beyond doubt, and of its sign. */
        private boolean dominates(double errorPercent) {
            double along = percent * Math.signum(errorPercent);
            return along - AccuracyAssessor.GUARD * standardUncertaintyPercent > HALF * Math.abs(errorPercent);
        }

        private ByPerson asks(Remedy remedy) {
            return new ByPerson(remedy, percent, standardUncertaintyPercent);
        }
    }

    /**
     * Angle and offset as a meter's coefficients state them, and the load that they act on.
     *
     * @param angleRadians angle error; 0 unless measured
     * @param phasePercentPerTangent what it adds per unit of tan(phi), percent
     * @param phaseStandardUncertaintyPercentPerTangent standard uncertainty of that
     * @param meanTangent tan(phi) of the meter's energy
     * @param offset offset power
     */
    record Terms(
            double angleRadians,
            double phasePercentPerTangent,
            double phaseStandardUncertaintyPercentPerTangent,
            double meanTangent,
            OffsetPower offset) {}

    Causes(Share offset, Share heating, Share phase, boolean behindTransformers) {
        this(offset, heating, phase, behindTransformers, Optional.empty());
    }

    /** What is left of an error without the shares of offset and phase, percent. */
    double gainPercent(double errorPercent) {
        return errorPercent - offset.percent() - phase.percent();
    }

    /** Standard uncertainty of that, percent, of an error with this one. */
    double gainStandardUncertaintyPercent(double combinedPercent) {
        return Math.hypot(
                combinedPercent, Math.hypot(offset.standardUncertaintyPercent(), phase.standardUncertaintyPercent()));
    }

    static Causes gainOnly() {
        return new Causes(Share.NONE, Share.NONE, Share.NONE, false);
    }

    static Causes of(FittedCurve curve, PhaseAngle angle, Installation installation) {
        return new Causes(
                share(curve.offsetShare()),
                share(curve.curvatureShare()),
                new Share(angle.sharePercent(), angle.shareStandardUncertaintyPercent()),
                installation.wiring().filter(Wiring.CT::equals).isPresent(),
                Optional.of(new Terms(
                        Math.toRadians(angle.angleDegrees()),
                        angle.errorPercent(),
                        angle.standardUncertaintyPercent(),
                        angle.meanTangent(),
                        curve.offsetPower())));
    }

    private static Share share(FittedCurve.Value value) {
        return new Share(value.errorPercent(), value.standardUncertaintyPercent());
    }

    /** The remedy where a cause other than gain makes more than half of the error beyond doubt; else empty. */
    Optional<ByPerson> otherThanGain(double errorPercent) {
        if (phase.dominates(errorPercent)) {
            return Optional.of(phase.asks(behindTransformers ? Remedy.RECHARACTERISE_CT : Remedy.ADJUST_PHASE));
        }
        if (heating.dominates(errorPercent)) {
            return Optional.of(heating.asks(behindTransformers ? Remedy.RECHARACTERISE_CT : Remedy.CHECK_TERMINALS));
        }
        return offset.dominates(errorPercent) ? Optional.of(offset.asks(Remedy.ADJUST_OFFSET)) : Optional.empty();
    }
}

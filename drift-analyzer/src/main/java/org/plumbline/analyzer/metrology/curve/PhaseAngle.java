// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import java.util.Locale;
import java.util.OptionalDouble;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.PhaseShape;

/**
 * Error of the angle between voltage and current, from how the error follows tan(phi): with the angle off by theta a meter
 * registers cos(phi - theta) / cos(phi) = cos(theta) + sin(theta) tan(phi) times the energy. Immutable.
 *
 * @param state whether it is measured, and why not
 * @param errorPercent phi: error per unit of tan(phi), percent; positive where inductive load is counted too high; 0
 *     unless measured
 * @param standardUncertaintyPercent of phi, percent; 0 unless measured
 * @param meanTangent tan(phi) of the meter's energy, positive inductive; 0 where it is not known
 * @param tangentSpread standard deviation of the hours' tan(phi), weighted by energy; 0 where it is not known
 * @param byTested true where the tested meter's own reactive registers tell it, false where the reference's do
 * @param unityErrorPercent error at power factor 1, percent: the error at the meter's own load less the phase's share; 0
 *     unless measured
 */
public record PhaseAngle(
        State state,
        double errorPercent,
        double standardUncertaintyPercent,
        double meanTangent,
        double tangentSpread,
        boolean byTested,
        double unityErrorPercent) {
    /** The regressor is read from registers: what their resolution may make of its information. */
    private static final double LARGEST_NOISE_SHARE = 0.1;

    /** Angles are stated when they are known to this, percent; E-0016 is evidenced from 1 % on. */
    private static final double LARGEST_UNCERTAINTY_PERCENT = 0.15;

    /** Angle errors of sound meters: N(0, 0.5 %). */
    private static final double PRIOR_PERCENT = 0.5;

    /**
     * Value and uncertainty rest on this share of the information: formal uncertainties of form come out too small, see
     * docs/metrology.md.
     */
    private static final double INFORMATION_SHARE = 1.0 / 4;

    /** Nothing is known. */
    public static final PhaseAngle UNKNOWN = new PhaseAngle(State.NO_REACTIVE_ENERGY, 0, 0, 0, 0, false, 0);

    /** Whether the angle error is measured. */
    public enum State {
        /** It is. */
        MEASURED("measured"),
        /** No day tells the reactive energy of the load. */
        NO_REACTIVE_ENERGY(
                "not measured: load profiles with both reactive energies (1.0.3.8.0 and 1.0.4.8.0) of either meter, and"
                        + " active registers that tell the error of a day, are needed"),
        /** The days that do carry less than nine tenths of the energy. */
        TOO_FEW_DAYS("not measured: the reactive energy is known for less than nine tenths of the energy"),
        /** The load always has the same power factor. */
        POWER_FACTOR_STEADY(
                "not covered: the power factor of the load changes too little to tell an angle error from a gain"),
        /** The days do not tell it to 0.15 %. */
        NOT_RESOLVED("not covered: the days do not tell the angle error to 0.15 % yet");

        private final String sentence;

        State(String sentence) {
            this.sentence = sentence;
        }
    }

    /**
     * The angle error of a meter.
     *
     * @param shape what its days say about the form of the error
     * @param phase what they say about the angle
     * @param energyWattHours energy of all of its days
     * @param maximumPowerWatts of the meter
     * @param percentPerKelvin temperature coefficient of the meter, as far as it is known
     */
    public static PhaseAngle of(
            CurveShape shape,
            PhaseShape phase,
            double energyWattHours,
            double maximumPowerWatts,
            double percentPerKelvin) {
        if (phase.isNone()) {
            return UNKNOWN;
        }
        OptionalDouble known = phase.tangent(energyWattHours);
        if (known.isEmpty()) {
            return new PhaseAngle(State.TOO_FEW_DAYS, 0, 0, 0, 0, false, 0);
        }
        double tangent = known.getAsDouble();
        double spread =
                Math.sqrt(Math.max(0, phase.tangentSquareEnergy() / phase.energyWattHours() - tangent * tangent));
        boolean byTested = 2 * phase.testedEnergyWattHours() > phase.energyWattHours();
        Solution solution = solved(shape, phase, maximumPowerWatts, percentPerKelvin);
        boolean steady = phase.noise() > LARGEST_NOISE_SHARE * phase.phase();
        if (steady || !(solution.uncertainty <= LARGEST_UNCERTAINTY_PERCENT)) {
            State state = steady ? State.POWER_FACTOR_STEADY : State.NOT_RESOLVED;
            return new PhaseAngle(state, 0, 0, tangent, spread, byTested, 0);
        }
        return new PhaseAngle(State.MEASURED, solution.percent, solution.uncertainty, tangent, spread, byTested, 0);
    }

    /**
     * The same of a meter with this error.
     *
     * @param levelPercent error at the meter's own load, percent
     */
    public PhaseAngle ofLevel(double levelPercent) {
        return isMeasured()
                ? new PhaseAngle(
                        state,
                        errorPercent,
                        standardUncertaintyPercent,
                        meanTangent,
                        tangentSpread,
                        byTested,
                        levelPercent - sharePercent())
                : this;
    }

    private record Solution(double percent, double uncertainty) {}

    /** Offset and curvature are unknowns of the same fit, with the priors of the curve. */
    private static Solution solved(
            CurveShape shape, PhaseShape phase, double maximumPowerWatts, double percentPerKelvin) {
        double bb = INFORMATION_SHARE * shape.offsetOffset() + CurveFit.offsetInformation(maximumPowerWatts);
        double bs = INFORMATION_SHARE * shape.offsetCurvature();
        double ss = INFORMATION_SHARE * shape.curvatureCurvature() + CurveFit.curvatureInformation();
        double bp = INFORMATION_SHARE * phase.offset();
        double sp = INFORMATION_SHARE * phase.curvature();
        double determinant = bb * ss - bs * bs;
        double byOffset = (ss * bp - bs * sp) / determinant;
        double byCurvature = (bb * sp - bs * bp) / determinant;
        double information = INFORMATION_SHARE * (phase.phase() - phase.noise())
                - byOffset * bp
                - byCurvature * sp
                + 1 / (PRIOR_PERCENT * PRIOR_PERCENT);
        double score = phase.score()
                - percentPerKelvin * phase.temperature()
                - byOffset * (shape.offsetScore() - percentPerKelvin * shape.offsetTemperature())
                - byCurvature * (shape.curvatureScore() - percentPerKelvin * shape.curvatureTemperature());
        return information > 0
                ? new Solution(INFORMATION_SHARE * score / information, 1 / Math.sqrt(information))
                : new Solution(0, Double.POSITIVE_INFINITY);
    }

    /** True where it is measured. */
    public boolean isMeasured() {
        return state == State.MEASURED;
    }

    /** True where the power factor of the load is known. */
    public boolean knowsPowerFactor() {
        return state != State.NO_REACTIVE_ENERGY && state != State.TOO_FEW_DAYS;
    }

    /** What it adds to the error at the meter's own load, percent. */
    public double sharePercent() {
        return errorPercent * meanTangent;
    }

    /** Standard uncertainty of the share, percent. */
    public double shareStandardUncertaintyPercent() {
        return standardUncertaintyPercent * Math.abs(meanTangent);
    }

    /** Registered over true energy with the angle put right; 1 of a meter whose angle alone is wrong. */
    public double amplitude() {
        return Math.hypot(100 + unityErrorPercent, errorPercent) / 100;
    }

    /** theta, in degrees; positive where inductive load is counted too high. */
    public double angleDegrees() {
        return Math.toDegrees(StrictMath.atan2(errorPercent, 100 + unityErrorPercent));
    }

    /** Standard uncertainty of theta, in degrees. */
    public double angleStandardUncertaintyDegrees() {
        return Math.toDegrees(standardUncertaintyPercent / 100 / amplitude());
    }

    /** Power factor of the meter's energy, above 0, at most 1; 1 where it is not known. */
    public double powerFactor() {
        return 1 / Math.hypot(1, meanTangent);
    }

    /** What is known, in one sentence. */
    public String sentence() {
        String known = knowsPowerFactor()
                ? String.format(
                        Locale.ROOT,
                        "; power factor of the energy %.3f %s (tan phi %+.3f, spread %.3f), by the reactive energy of"
                                + " the %s",
                        powerFactor(),
                        meanTangent < 0 ? "capacitive" : "inductive",
                        meanTangent,
                        tangentSpread,
                        byTested ? "tested meter itself" : "reference")
                : "";
        return isMeasured()
                ? String.format(
                        Locale.ROOT,
                        "angle error %+.1f' (u %.1f'), which adds %+.3f %% (u %.3f %%); error at power factor 1 %+.3f %%%s",
                        60 * angleDegrees(),
                        60 * angleStandardUncertaintyDegrees(),
                        sharePercent(),
                        shareStandardUncertaintyPercent(),
                        unityErrorPercent,
                        known)
                : "angle error " + state.sentence + known;
    }
}

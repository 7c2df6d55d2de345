// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.OptionalDouble;

/**
 * Information of one or more days about the phase term phi tan(phi) of the error, phi in percent (an angle error of one
 * centiradian is 1 % per unit of tan(phi)): what the reactive energy adds to the normal equations of {@link CurveShape},
 * after anchor, gain and clock skew of each day are eliminated. The regressor is Q(t) - Q/E E(t), so that the gain stays
 * the error at the power factor of the day's own energy.
 *
 * @param offset mixed information with the offset power
 * @param curvature mixed information with the curvature
 * @param phase information on phi, 1/percent^2
 * @param score right-hand side for phi
 * @param temperature what a temperature coefficient of 1 %/K adds to it
 * @param noise part of {@code phase} that the resolution of the registers alone makes: the regressor is not exact
 * @param varHours net reactive energy of the days, varh
 * @param tangentSquareEnergy sum over hours of tan(phi)^2 times energy, Wh
 * @param energyWattHours active energy of the days, Wh
 * @param testedEnergyWattHours that of days whose reactive energy is the tested meter's, Wh
 */
public record PhaseShape(
        double offset,
        double curvature,
        double phase,
        double score,
        double temperature,
        double noise,
        double varHours,
        double tangentSquareEnergy,
        double energyWattHours,
        double testedEnergyWattHours) {
    /** Rounds to three octets a number, the energies to four: more would enlarge the state of a meter and tell nothing. */
    public PhaseShape {
        offset = Rounded.fiveDigits(offset);
        curvature = Rounded.fiveDigits(curvature);
        phase = Rounded.fiveDigits(phase);
        score = Rounded.fiveDigits(score);
        temperature = Rounded.fiveDigits(temperature);
        noise = Rounded.fiveDigits(noise);
        varHours = Rounded.fiveDigits(varHours);
        tangentSquareEnergy = Rounded.fiveDigits(tangentSquareEnergy);
        energyWattHours = single(energyWattHours);
        testedEnergyWattHours = single(testedEnergyWattHours);
    }

    private static double single(double value) {
        return (float) value;
    }

    /** No information. */
    public static final PhaseShape NONE = new PhaseShape(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Share of the energy that must be on days whose reactive energy is known. */
    private static final double KNOWN_SHARE = 0.9;

    /**
     * tan(phi) of a meter's energy, positive inductive; empty where the reactive energy of a tenth of it or more is not
     * known.
     *
     * @param allWattHours energy of all of its days
     */
    public OptionalDouble tangent(double allWattHours) {
        return energyWattHours > 0 && energyWattHours >= KNOWN_SHARE * allWattHours
                ? OptionalDouble.of(varHours / energyWattHours)
                : OptionalDouble.empty();
    }

    /** True where no day had reactive energy. */
    public boolean isNone() {
        return energyWattHours == 0;
    }

    /**
     * The form of the error with the phase as one more unknown: what a load whose power factor follows the load would make
     * of offset and curvature is taken out.
     */
    public CurveShape takenOutOf(CurveShape shape) {
        if (!(phase > 0)) {
            return shape;
        }
        return new CurveShape(
                shape.offsetOffset() - offset * offset / phase,
                shape.offsetCurvature() - offset * curvature / phase,
                shape.curvatureCurvature() - curvature * curvature / phase,
                shape.offsetScore() - offset * score / phase,
                shape.curvatureScore() - curvature * score / phase,
                shape.offsetTemperature() - offset * temperature / phase,
                shape.curvatureTemperature() - curvature * temperature / phase,
                shape.squareLoadEnergy());
    }

    /** This plus {@code weight} times the other. */
    public PhaseShape plus(PhaseShape other, double weight) {
        return new PhaseShape(
                offset + weight * other.offset,
                curvature + weight * other.curvature,
                phase + weight * other.phase,
                score + weight * other.score,
                temperature + weight * other.temperature,
                noise + weight * other.noise,
                varHours + weight * other.varHours,
                tangentSquareEnergy + weight * other.tangentSquareEnergy,
                energyWattHours + weight * other.energyWattHours,
                testedEnergyWattHours + weight * other.testedEnergyWattHours);
    }
}

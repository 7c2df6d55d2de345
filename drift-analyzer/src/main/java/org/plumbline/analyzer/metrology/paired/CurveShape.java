// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * Information of one or more days about the form of the error curve e(P) = level + b/P + s (P/Pmax)^2, after anchor,
 * gain and clock skew of each day are eliminated: the normal equations in offset power b (W) and curvature s (percent
 * at Pmax). Sums of the components are the information of the days together.
 *
 * @param offsetOffset information on b, 1/W^2
 * @param offsetCurvature mixed information
 * @param curvatureCurvature information on s, 1/percent^2
 * @param offsetScore right-hand side for b
 * @param curvatureScore right-hand side for s
 * @param offsetTemperature what a temperature coefficient of 1 %/K adds to the right-hand side for b: evenings are warm
 *     and loaded, so a temperature error looks like one of the load until it is taken out
 * @param curvatureTemperature the same for s
 * @param squareLoadEnergy integral of (P/Pmax)^2 dE, in Wh: energy-weighted mean square load times energy
 */
public record CurveShape(
        double offsetOffset,
        double offsetCurvature,
        double curvatureCurvature,
        double offsetScore,
        double curvatureScore,
        double offsetTemperature,
        double curvatureTemperature,
        double squareLoadEnergy) {
    /** No information. */
    public static final CurveShape NONE = new CurveShape(0, 0, 0, 0, 0, 0, 0, 0);

    /** With what the temperature adds to the scores in five digits. */
    CurveShape withRoundedTemperature() {
        return new CurveShape(
                offsetOffset,
                offsetCurvature,
                curvatureCurvature,
                offsetScore,
                curvatureScore,
                Rounded.fiveDigits(offsetTemperature),
                Rounded.fiveDigits(curvatureTemperature),
                squareLoadEnergy);
    }

    /** This plus {@code weight} times the other. */
    public CurveShape plus(CurveShape other, double weight) {
        return new CurveShape(
                offsetOffset + weight * other.offsetOffset,
                offsetCurvature + weight * other.offsetCurvature,
                curvatureCurvature + weight * other.curvatureCurvature,
                offsetScore + weight * other.offsetScore,
                curvatureScore + weight * other.curvatureScore,
                offsetTemperature + weight * other.offsetTemperature,
                curvatureTemperature + weight * other.curvatureTemperature,
                squareLoadEnergy + weight * other.squareLoadEnergy);
    }
}

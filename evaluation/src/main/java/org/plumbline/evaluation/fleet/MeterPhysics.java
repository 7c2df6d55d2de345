// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

import java.util.random.RandomGenerator;

/**
 * True error of a simulated meter.
 *
 * @param gainPercent gain error on day 0 at 23 degrees Celsius
 * @param gainPercentPerYear ageing
 * @param offsetWatts registered without load
 * @param phasePercent phase error, percent per unit of tan(phi)
 * @param curvaturePercent at maximum power
 * @param percentPerKelvin temperature coefficient
 * @param influencePercent standard deviation of the slow error from voltage and harmonics: a third of the class 1
 *     influence limits for conditions that wander by a tenth of the test range
 */
public record MeterPhysics(
        double gainPercent,
        double gainPercentPerYear,
        double offsetWatts,
        double phasePercent,
        double curvaturePercent,
        double percentPerKelvin,
        double influencePercent) {
    public static MeterPhysics perfect() {
        return gainOnly(0);
    }

    public static MeterPhysics gainOnly(double gainPercent) {
        return new MeterPhysics(gainPercent, 0, 0, 0, 0, 0, 0);
    }

    /** A class 1 meter; offset in proportion to the size of the meter. */
    public static MeterPhysics classOne(RandomGenerator chance, double gainPercent, double maximumPowerWatts) {
        return new MeterPhysics(
                gainPercent,
                0.05 * chance.nextGaussian(),
                (chance.nextDouble() - 0.5) * maximumPowerWatts / 14_000,
                0.1 * chance.nextGaussian(),
                0.2 * chance.nextGaussian(),
                0.02 * chance.nextGaussian(),
                0.035);
    }

    /** The same meter without the slow error from voltage and harmonics. */
    public MeterPhysics withoutInfluences() {
        return new MeterPhysics(
                gainPercent, gainPercentPerYear, offsetWatts, phasePercent, curvaturePercent, percentPerKelvin, 0);
    }

    /** The same meter with a gain error larger by so many percent. */
    public MeterPhysics shifted(double percent) {
        return new MeterPhysics(
                gainPercent + percent,
                gainPercentPerYear,
                offsetWatts,
                phasePercent,
                curvaturePercent,
                percentPerKelvin,
                influencePercent);
    }

    /** The same meter with another phase error, percent per unit of tan(phi). */
    public MeterPhysics withPhase(double percent) {
        return new MeterPhysics(
                gainPercent,
                gainPercentPerYear,
                offsetWatts,
                percent,
                curvaturePercent,
                percentPerKelvin,
                influencePercent);
    }

    /** The same meter at another rate of ageing, in percent per year. */
    public MeterPhysics ageing(double percentPerYear) {
        return new MeterPhysics(
                gainPercent,
                percentPerYear,
                offsetWatts,
                phasePercent,
                curvaturePercent,
                percentPerKelvin,
                influencePercent);
    }

    /** Error (percent) at 23 degrees Celsius, new, at a load with its tan(phi). */
    public double errorPercent(double watts, double loadFraction) {
        return 100 * (registered(watts, loadFraction, PowerFactor.USUAL.tangent(loadFraction)) / watts - 1);
    }

    /** Power the meter registers when new at 23 degrees Celsius, W. */
    double registered(double watts, double loadFraction, double tangent) {
        double percent = gainPercent + phasePercent * tangent + curvaturePercent * loadFraction * loadFraction;
        return watts * (1 + percent / 100) + offsetWatts;
    }

    /** Error that comes with temperature and age, as a fraction. */
    double slowFraction(double kelvins, double years) {
        return (gainPercentPerYear * years + percentPerKelvin * kelvins) / 100;
    }
}

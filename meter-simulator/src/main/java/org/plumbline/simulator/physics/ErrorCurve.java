// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/**
 * The true error of a meter with its factory coefficients, as a sum of mechanisms:
 * {@code e = gain + ageing*years + alpha*(T-23) + s*(P/Pmax)^2 + phi*tan(phi_load) + b/P}.
 *
 * <p>All shares are fractions, not percent. Model: metrology of static meters (sensor gain, crosstalk offset, current
 * transformer phase, temperature coefficient, self-heating of the shunt, ageing).
 *
 * @param gain relative gain error at {@code referenceEpochSecond}
 * @param offsetWatts power registered without load; seen as b/P
 * @param phaseRadians phase error between the channels
 * @param temperatureCoefficientPerKelvin relative gain change per kelvin from 23 degrees Celsius
 * @param selfHeating relative error added at the maximum power
 * @param ageingPerYear relative gain change per year of 365.25 days
 * @param maximumWatts power at which self-heating is fully there; above 0
 * @param referenceEpochSecond when {@code gain} holds
 */
public record ErrorCurve(
        double gain,
        double offsetWatts,
        double phaseRadians,
        double temperatureCoefficientPerKelvin,
        double selfHeating,
        double ageingPerYear,
        double maximumWatts,
        long referenceEpochSecond) {
    private static final double REFERENCE_CELSIUS = 23;
    private static final double SECONDS_PER_YEAR = 365.25 * 86_400;

    public ErrorCurve {
        if (!(maximumWatts > 0)) {
            throw new IllegalArgumentException("maximumWatts must be above 0: " + maximumWatts);
        }
    }

    /** A meter with a pure gain error, as a fraction. */
    public static ErrorCurve ofGain(double gain) {
        return new ErrorCurve(gain, 0, 0, 0, 0, 0, 10_000, 0);
    }

    public ErrorCurve withGain(double otherGain) {
        return new ErrorCurve(
                otherGain,
                offsetWatts,
                phaseRadians,
                temperatureCoefficientPerKelvin,
                selfHeating,
                ageingPerYear,
                maximumWatts,
                referenceEpochSecond);
    }

    /** The part that changes slowly: gain, ageing and temperature, as a fraction. */
    double slowError(long epochSecond, double celsius) {
        double years = (epochSecond - referenceEpochSecond) / SECONDS_PER_YEAR;
        return gain + ageingPerYear * years + temperatureCoefficientPerKelvin * (celsius - REFERENCE_CELSIUS);
    }

    /** The part that changes with the load, without the offset, as a fraction. */
    double loadError(double watts, double tanPhi) {
        double share = watts / maximumWatts;
        return selfHeating * share * share + phaseRadians * tanPhi;
    }
}

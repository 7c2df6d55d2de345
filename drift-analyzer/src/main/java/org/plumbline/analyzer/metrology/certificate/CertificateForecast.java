// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import java.util.OptionalLong;

/**
 * What a certificate lets expect of a meter. A certificate is a prior and no measurement: nothing here is evidence that a
 * meter is out of its limits, and the type has no place to say so.
 *
 * <pre>
 * e(t) = e_asleft            u^2(t) = u_cal^2 + (s A t)^2 + q A t + (c (T - 23))^2
 * P(t) = P(e &gt; upper) + P(e &lt; -lower),  e ~ N(e(t), u^2(t))
 * </pre>
 *
 * t years since the calibration, s drift prior, A heat acceleration, q random walk, c spread of temperature coefficients,
 * T mean temperature. Same terms and history: same bits.
 *
 * @param day day of the forecast, days since 1970-01-01
 * @param errorPercent predicted error
 * @param certificatePercent u_cal, k = 1
 * @param driftPercent drift and random walk since the calibration, k = 1
 * @param temperaturePercent unknown temperature coefficient at the meter's mean temperature, k = 1
 * @param exceedanceProbability P on that day, 0..1
 * @param dueDay first day on which P exceeds the risk, perhaps past; empty when that is more than {@value #HORIZON_YEARS}
 *     years after the calibration
 * @param heatAcceleration A
 */
public record CertificateForecast(
        long day,
        double errorPercent,
        double certificatePercent,
        double driftPercent,
        double temperaturePercent,
        double exceedanceProbability,
        OptionalLong dueDay,
        double heatAcceleration) {
    /** No due date further away is stated. */
    public static final int HORIZON_YEARS = 40;

    /** Random walk of references and dividers, percent squared per year: 0.01 % after a year; to verify. */
    private static final double WALK_PERCENT_SQUARED_PER_YEAR = 1e-4;

    /** Standard deviation of temperature coefficients, percent per kelvin: typical 0.002 to 0.02; to verify. */
    private static final double TEMPERATURE_COEFFICIENT_SPREAD = 0.02;

    private static final double DAYS_PER_YEAR = 365.25;

    /** @param day not before the calibration */
    public static CertificateForecast of(ForecastTerms terms, HeatHistory heat, long day) {
        if (day < terms.asLeft().epochDay()) {
            throw new IllegalArgumentException("day " + day + " is before the calibration");
        }
        double acceleration = heat.acceleration(terms.activationEnergyElectronvolts());
        double temperature =
                TEMPERATURE_COEFFICIENT_SPREAD * Math.abs(heat.meanCelsius() - HeatHistory.REFERENCE_CELSIUS);
        return new CertificateForecast(
                day,
                terms.asLeft().errorPercent(),
                terms.asLeft().standardUncertaintyPercent(),
                drift(terms, acceleration, day),
                temperature,
                exceedance(terms, acceleration, temperature, day),
                due(terms, acceleration, temperature),
                acceleration);
    }

    /** Combined standard uncertainty of the predicted error, in percent. */
    public double standardUncertaintyPercent() {
        return Math.sqrt(certificatePercent * certificatePercent
                + driftPercent * driftPercent
                + temperaturePercent * temperaturePercent);
    }

    private static double drift(ForecastTerms terms, double acceleration, long day) {
        double years = acceleration * (day - terms.asLeft().epochDay()) / DAYS_PER_YEAR;
        double linear = terms.drift().percentPerYear() * years;
        return Math.sqrt(linear * linear + WALK_PERCENT_SQUARED_PER_YEAR * years);
    }

    private static double exceedance(ForecastTerms terms, double acceleration, double temperature, long day) {
        double calibration = terms.asLeft().standardUncertaintyPercent();
        double drift = drift(terms, acceleration, day);
        double combined = Math.sqrt(calibration * calibration + drift * drift + temperature * temperature);
        double error = terms.asLeft().errorPercent();
        return NormalDistribution.upperTail((terms.limit().upperPercent() - error) / combined)
                + NormalDistribution.upperTail((terms.limit().lowerPercent() + error) / combined);
    }

    /** P grows with u while the error lies within the limits; beyond them it exceeds every risk below one half at once. */
    private static OptionalLong due(ForecastTerms terms, double acceleration, double temperature) {
        long low = terms.asLeft().epochDay();
        long high = low + Math.round(HORIZON_YEARS * DAYS_PER_YEAR);
        if (exceedance(terms, acceleration, temperature, low) > terms.risk()) {
            return OptionalLong.of(low);
        }
        if (exceedance(terms, acceleration, temperature, high) <= terms.risk()) {
            return OptionalLong.empty();
        }
        while (high - low > 1) {
            long middle = Math.floorDiv(low + high, 2);
            if (exceedance(terms, acceleration, temperature, middle) > terms.risk()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalLong.of(high);
    }
}

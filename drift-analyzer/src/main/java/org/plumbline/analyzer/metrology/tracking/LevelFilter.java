// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * Kalman filter over closed days. State: level at 23 degrees Celsius (percent), rate (percent per year), temperature
 * coefficient (percent per kelvin), and the level as it was at the start; a day observes level + coefficient * (T - 23).
 * Immutable.
 *
 * <p>The start is the level of the first day, kept as a state of its own: later days go on refining it through its
 * covariances (fixed-point smoothing, Anderson and Moore 1979, section 7.2). So the change since the start is known as well
 * as the days together know it, also when the seasons have told the temperature coefficient only since.
 *
 * <p>Step of dt: level += rate dt; process noise (0.005 %)^2 per day on the level, as slow influences of 0.035 % with a
 * memory of 90 days move it, and (0.05 %/y)^2 per year on the rate.
 * The prior is diffuse in the level (10 %), 0.5 %/y in the rate, 0.03 %/K in the coefficient.
 *
 * @param level level at 23 degrees Celsius, percent
 * @param rate percent per year
 * @param temperatureCoefficient percent per kelvin
 * @param start level on the first day, percent
 * @param p00 variance of the level
 * @param p01 covariance of level and rate
 * @param p02 covariance of level and temperature coefficient
 * @param p03 covariance of level and start
 * @param p11 variance of the rate
 * @param p12 covariance of rate and temperature coefficient
 * @param p13 covariance of rate and start
 * @param p22 variance of the temperature coefficient
 * @param p23 covariance of temperature coefficient and start
 * @param p33 variance of the start
 */
public record LevelFilter(
        double level,
        double rate,
        double temperatureCoefficient,
        double start,
        double p00,
        double p01,
        double p02,
        double p03,
        double p11,
        double p12,
        double p13,
        double p22,
        double p23,
        double p33) {
    /** Temperature the level refers to, in degrees Celsius (reference temperature of IEC 62052-11). */
    public static final double REFERENCE_TEMPERATURE_CELSIUS = 23;

    static final double DAYS_PER_YEAR = 365.25;
    private static final double LEVEL_WALK_PER_DAY = 0.005 * 0.005;
    private static final double RATE_WALK_PER_YEAR = 0.05 * 0.05;

    /** An innovation counts at most this many standard deviations in the update. */
    private static final double INNOVATION_CLIP = 3;

    /** Prior variance of the rate, (percent per year)^2; a step leaves no more than this known of it. */
    private static final double RATE_PRIOR = 0.5 * 0.5;

    /** Variance added to the level when a step was detected, percent squared; a level this open takes a day whole. */
    private static final double REOPENED_VARIANCE = 1;

    static LevelFilter diffuse() {
        return new LevelFilter(0, 0, 0, 0, 10 * 10, 0, 0, 10 * 10, RATE_PRIOR, 0, 0, 0.03 * 0.03, 0, 10 * 10);
    }

    /** A value with its standard uncertainty. */
    public record Quantity(double value, double standardUncertainty) {}

    /**
     * What one observation does.
     *
     * @param next the filter after it
     * @param normalised innovation over its standard deviation, not clipped
     * @param gains by which the state followed the innovation
     */
    record Update(LevelFilter next, double normalised, Gains gains) {}

    /** What the state moved by per percent of innovation; 0 where the day was not believed. */
    record Gains(double level, double rate, double coefficient) {}

    /** The error at a temperature (degrees Celsius), in percent, with the uncertainty of the estimation alone. */
    public Quantity errorAt(double temperatureCelsius) {
        double h = temperatureCelsius - REFERENCE_TEMPERATURE_CELSIUS;
        double variance = p00 + 2 * h * p02 + h * h * p22;
        return new Quantity(level + h * temperatureCoefficient, Math.sqrt(Math.max(0, variance)));
    }

    /** What the level has changed by since the start, in percent. */
    public Quantity changeSinceStart() {
        return new Quantity(level - start, Math.sqrt(Math.max(0, p00 - 2 * p03 + p33)));
    }

    /** The rate in percent per year. */
    public Quantity ratePerYear() {
        return new Quantity(rate, Math.sqrt(Math.max(0, p11)));
    }

    /** True before the first day and after a step, when a day is believed however far off it is. */
    boolean isOpen() {
        return p00 >= REOPENED_VARIANCE;
    }

    LevelFilter predict(long days) {
        double dt = days / DAYS_PER_YEAR;
        return new LevelFilter(
                level + dt * rate,
                rate,
                temperatureCoefficient,
                start,
                p00 + 2 * dt * p01 + dt * dt * p11 + LEVEL_WALK_PER_DAY * days,
                p01 + dt * p11,
                p02 + dt * p12,
                p03 + dt * p13,
                p11 + RATE_WALK_PER_YEAR * dt,
                p12,
                p13,
                p22,
                p23,
                p33);
    }

    /**
     * A day so far off that it is not believed in full is an outlier, a step, or of an unusual temperature: level and
     * temperature coefficient follow it, clipped, rate and start do not (a Schmidt-Kalman update).
     *
     * @param observed daily error in percent
     * @param variance its variance, positive
     * @param kelvins mean temperature of the day minus 23 degrees Celsius; 0 where not measured
     */
    Update update(double observed, double variance, double kelvins) {
        double c0 = p00 + kelvins * p02;
        double c1 = p01 + kelvins * p12;
        double c2 = p02 + kelvins * p22;
        double c3 = p03 + kelvins * p23;
        double innovationVariance = c0 + kelvins * c2 + variance;
        double deviation = Math.sqrt(innovationVariance);
        double innovation = observed - level - kelvins * temperatureCoefficient;
        double normalised = innovation / deviation;
        boolean isClipped = !isOpen() && Math.abs(normalised) > INNOVATION_CLIP;
        double share = isClipped ? INNOVATION_CLIP / Math.abs(normalised) : 1;
        double g0 = c0 / innovationVariance;
        double g1 = isClipped ? 0 : c1 / innovationVariance;
        double g2 = c2 / innovationVariance;
        double g3 = isClipped ? 0 : c3 / innovationVariance;
        LevelFilter next = new LevelFilter(
                level + g0 * share * innovation,
                rate + g1 * innovation,
                temperatureCoefficient + g2 * share * innovation,
                start + g3 * innovation,
                p00 - g0 * c0,
                p01 - g0 * c1,
                p02 - g0 * c2,
                p03 - g0 * c3,
                p11 - g1 * c1,
                p12 - g2 * c1,
                p13 - g1 * c3,
                p22 - g2 * c2,
                p23 - g2 * c3,
                p33 - g3 * c3);
        return new Update(next, normalised, new Gains(share * g0, g1, share * g2));
    }

    /** After a step: level and rate may be anything again. */
    LevelFilter reopened() {
        return new LevelFilter(
                level,
                rate,
                temperatureCoefficient,
                start,
                p00 + REOPENED_VARIANCE,
                p01,
                p02,
                p03,
                p11 + RATE_PRIOR,
                p12,
                p13,
                p22,
                p23,
                p33);
    }
}

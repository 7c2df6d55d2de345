// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * The uncertainty a track will have after more days like the newest ones. The covariances of a Kalman filter do not
 * depend on what is observed, so the forecast is the filter's own. Immutable.
 *
 * @param filter the filter, one day after another
 * @param dailyVariance variance of a daily error as a measurement of the level, percent squared
 * @param kelvins temperature of every day to come, minus 23 degrees Celsius
 */
public record VarianceForecast(LevelFilter filter, double dailyVariance, double kelvins) {
    /**
     * From today on.
     *
     * @param regressionVariance variance of a daily regression, percent squared, not negative
     */
    public static VarianceForecast of(MeterTrack track, double regressionVariance) {
        double correlation = track.alarm().correlation();
        return new VarianceForecast(
                track.filter(),
                regressionVariance + MeterTrack.LOAD_MIX_VARIANCE * (1 + correlation) / (1 - correlation),
                track.operatingTemperatureCelsius() - LevelFilter.REFERENCE_TEMPERATURE_CELSIUS);
    }

    /** After one more day that finds the error where it is. */
    public VarianceForecast next() {
        LevelFilter ahead = filter.predict(1);
        double expected = ahead.level() + kelvins * ahead.temperatureCoefficient();
        return new VarianceForecast(
                ahead.update(expected, dailyVariance, kelvins).next(), dailyVariance, kelvins);
    }

    /** Standard uncertainty of the error at that temperature, percent. */
    public double standardUncertainty() {
        return filter.errorAt(kelvins + LevelFilter.REFERENCE_TEMPERATURE_CELSIUS)
                .standardUncertainty();
    }
}

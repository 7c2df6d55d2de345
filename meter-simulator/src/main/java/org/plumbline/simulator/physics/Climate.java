// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/**
 * Temperature at a meter: yearly mean, seasonal and daily waves, and a weather deviation that moves from one noon to
 * the next. The same place gives the same temperature at every call.
 *
 * @param seed chooses the weather; meters of one place share it
 * @param siteOffsetKelvin how much warmer this cabinet is than the place
 */
public record Climate(long seed, double siteOffsetKelvin) {
    private static final long PURPOSE_WEATHER = SeededStream.label("weather");
    private static final double YEARLY_MEAN_CELSIUS = 14;
    private static final double SEASONAL_KELVIN = 9;
    private static final double DAILY_KELVIN = 3;
    private static final double WEATHER_KELVIN = 2.5;
    private static final int WARMEST_DAY_OF_YEAR = 202;
    private static final int WARMEST_HOUR = 15;
    private static final int HALF_DAY_SECONDS = 43_200;

    /** Degrees Celsius at an instant in seconds since 1970-01-01T00:00:00Z. */
    public double celsiusAt(long epochSecond) {
        long epochDay = Math.floorDiv(epochSecond, (long) LoadDay.SECONDS);
        int second = (int) Math.floorMod(epochSecond, (long) LoadDay.SECONDS);
        double season = Math.cos(2 * Math.PI * (Seasons.dayOfYear(epochDay) - WARMEST_DAY_OF_YEAR) / 365.25);
        double daily = Math.cos(2 * Math.PI * (second / 3600.0 - WARMEST_HOUR) / 24);
        return YEARLY_MEAN_CELSIUS
                + siteOffsetKelvin
                + SEASONAL_KELVIN * season
                + DAILY_KELVIN * daily
                + weather(epochDay, second);
    }

    private double weather(long epochDay, int secondOfDay) {
        long noonBefore = secondOfDay < HALF_DAY_SECONDS ? epochDay - 1 : epochDay;
        double since = (double) Math.floorMod(secondOfDay - HALF_DAY_SECONDS, LoadDay.SECONDS) / LoadDay.SECONDS;
        return noon(noonBefore) * (1 - since) + noon(noonBefore + 1) * since;
    }

    private double noon(long epochDay) {
        return WEATHER_KELVIN * SeededStream.of(seed, PURPOSE_WEATHER, epochDay).nextNormal();
    }
}

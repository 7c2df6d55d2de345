// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/** True active energy of one UTC day in milliwatt-hours per minute. Power is constant within a minute. Immutable. */
public final class LoadDay {
    public static final int MINUTES = 1440;
    public static final int SECONDS = 86_400;

    private final long epochDay;
    private final int[] milliwattHoursPerMinute;
    private final long[] cumulative = new long[MINUTES + 1];

    private LoadDay(long epochDay, int[] milliwattHoursPerMinute) {
        this.epochDay = epochDay;
        this.milliwattHoursPerMinute = milliwattHoursPerMinute;
        for (int minute = 0; minute < MINUTES; minute++) {
            cumulative[minute + 1] = cumulative[minute] + milliwattHoursPerMinute[minute];
        }
    }

    /** Takes mean powers in watts per minute, limited to 0..{@code maximumWatts}. */
    static LoadDay ofWatts(long epochDay, double[] watts, double maximumWatts) {
        int[] energies = new int[MINUTES];
        for (int minute = 0; minute < MINUTES; minute++) {
            double limited = Math.clamp(watts[minute], 0, maximumWatts);
            energies[minute] = (int) Math.round(limited * 1000 / 60);
        }
        return new LoadDay(epochDay, energies);
    }

    public long epochDay() {
        return epochDay;
    }

    /** Energy of one minute of the day, 0..1439, in milliwatt-hours. */
    public int minuteMilliwattHours(int minute) {
        return milliwattHoursPerMinute[minute];
    }

    /** Energy from midnight to a second of the day (0..86400) in milliwatt-hours, rounded down. */
    public long milliwattHoursUntil(int secondOfDay) {
        int minute = secondOfDay / 60;
        if (minute == MINUTES) {
            return cumulative[MINUTES];
        }
        return cumulative[minute] + milliwattHoursPerMinute[minute] * (secondOfDay % 60L) / 60;
    }

    public long totalMilliwattHours() {
        return cumulative[MINUTES];
    }
}

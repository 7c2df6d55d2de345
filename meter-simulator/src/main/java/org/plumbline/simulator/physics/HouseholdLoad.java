// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.util.List;

/**
 * A household: base load, fridge, an activity-driven background and single appliances, dynamised over the year.
 *
 * <p>Shapes, powers and rates are a published-profile-like synthesis: BDEW H0 dynamisation over the day of year,
 * appliances as a Poisson process with log-normal durations, a share of days on which nobody is at home.
 */
public final class HouseholdLoad implements Load {
    private static final long PURPOSE_HOME = SeededStream.label("household");
    private static final long PURPOSE_DAY = SeededStream.label("household-day");
    private static final long PURPOSE_APPLIANCES = SeededStream.label("household-appliances");
    private static final double EMPTY_DAY_SHARE = 0.04;
    private static final double BACKGROUND_WATTS = 150;
    private static final double BACKGROUND_SIGMA = 0.6;
    private static final double DURATION_SIGMA = 0.4;
    private static final int BACKGROUND_STEP_MINUTES = 5;
    /** What the generator gives per year before scaling, in kWh: the expectation of all its parts. */
    private static final double UNSCALED_KWH_PER_YEAR = 3550;

    private static final double[] ACTIVITY = activityByMinute();
    private static final double[] START_DISTRIBUTION = startDistribution();

    private record Appliance(double watts, double minutes, double timesPerDay) {}

    private static final List<Appliance> APPLIANCES = List.of(
            new Appliance(2000, 4, 4), // kettle
            new Appliance(1100, 12, 2), // microwave
            new Appliance(2000, 35, 1.1), // oven
            new Appliance(2500, 45, 0.6), // washing machine
            new Appliance(700, 90, 0.9), // television and lights around it
            new Appliance(3000, 20, 0.35)); // electric shower

    private final long seed;
    private final double scale;
    private final double maximumWatts;
    private final double baseWatts;
    private final double fridgeWatts;
    private final double fridgeDuty;
    private final int fridgePeriodMinutes;
    private final int fridgePhaseMinutes;

    /**
     * @param seed chooses the home and all its days
     * @param kilowattHoursPerYear expected yearly energy, above 0
     * @param maximumWatts what the connection can carry; the load is cut there
     */
    public HouseholdLoad(long seed, double kilowattHoursPerYear, double maximumWatts) {
        if (kilowattHoursPerYear <= 0 || maximumWatts <= 0) {
            throw new IllegalArgumentException("yearly energy and maximum power must be above 0");
        }
        this.seed = seed;
        this.maximumWatts = maximumWatts;
        this.scale = kilowattHoursPerYear / UNSCALED_KWH_PER_YEAR;
        SeededStream home = SeededStream.of(seed, PURPOSE_HOME);
        this.baseWatts = home.uniform(40, 120);
        this.fridgeWatts = home.uniform(70, 130);
        this.fridgeDuty = home.uniform(0.30, 0.50);
        this.fridgePeriodMinutes = (int) home.uniform(40, 71);
        this.fridgePhaseMinutes = home.nextInt(fridgePeriodMinutes);
    }

    @Override
    public LoadDay day(long epochDay) {
        double[] watts = new double[LoadDay.MINUTES];
        addBaseAndFridge(watts, epochDay);
        SeededStream today = SeededStream.of(seed, PURPOSE_DAY, epochDay);
        if (!today.chance(EMPTY_DAY_SHARE)) {
            addBackground(watts, today, Seasons.householdFactor(epochDay));
        }
        addAppliances(watts, epochDay - 1, -LoadDay.MINUTES);
        addAppliances(watts, epochDay, 0);
        for (int minute = 0; minute < watts.length; minute++) {
            watts[minute] *= scale;
        }
        return LoadDay.ofWatts(epochDay, watts, maximumWatts);
    }

    /** Motors and electronics dominate at low power, heating at high power. */
    @Override
    public double tanPhi(double watts) {
        return 0.4 / (1 + watts / 500);
    }

    private void addBaseAndFridge(double[] watts, long epochDay) {
        long firstMinute = epochDay * LoadDay.MINUTES + fridgePhaseMinutes;
        int position = (int) Math.floorMod(firstMinute, (long) fridgePeriodMinutes);
        int onMinutes = (int) Math.round(fridgeDuty * fridgePeriodMinutes);
        for (int minute = 0; minute < watts.length; minute++) {
            watts[minute] = baseWatts + (position < onMinutes ? fridgeWatts : 0);
            position = position + 1 == fridgePeriodMinutes ? 0 : position + 1;
        }
    }

    private static void addBackground(double[] watts, SeededStream today, double season) {
        double level = 0;
        for (int minute = 0; minute < watts.length; minute++) {
            if (minute % BACKGROUND_STEP_MINUTES == 0) {
                level = BACKGROUND_WATTS * today.lognormal(BACKGROUND_SIGMA) * ACTIVITY[minute] * season;
            }
            watts[minute] += level;
        }
    }

    /** Adds the runs started on {@code startDay}; {@code offset} moves them into the day at hand. */
    private void addAppliances(double[] watts, long startDay, int offset) {
        SeededStream runs = SeededStream.of(seed, PURPOSE_APPLIANCES, startDay);
        if (SeededStream.of(seed, PURPOSE_DAY, startDay).chance(EMPTY_DAY_SHARE)) {
            return;
        }
        for (Appliance appliance : APPLIANCES) {
            int times = runs.poisson(appliance.timesPerDay());
            for (int i = 0; i < times; i++) {
                int start = startMinute(runs.nextDouble()) + offset;
                int length = (int) Math.clamp(appliance.minutes() * runs.lognormal(DURATION_SIGMA) + 0.5, 1, 600);
                int end = Math.min(start + length, LoadDay.MINUTES);
                for (int minute = Math.max(start, 0); minute < end; minute++) {
                    watts[minute] += appliance.watts();
                }
            }
        }
    }

    private static int startMinute(double uniform) {
        int low = 0;
        int high = START_DISTRIBUTION.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (START_DISTRIBUTION[middle] <= uniform) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] activityByMinute() {
        double[] activity = new double[LoadDay.MINUTES];
        for (int minute = 0; minute < activity.length; minute++) {
            double hour = minute / 60.0;
            activity[minute] =
                    0.15 + 0.6 * bell(hour, 7.5, 1.5) + 1.0 * bell(hour, 19.5, 2.5) + 0.35 * bell(hour, 13, 2.5);
        }
        return activity;
    }

    private static double[] startDistribution() {
        double[] cumulative = new double[LoadDay.MINUTES];
        double total = 0;
        for (int minute = 0; minute < cumulative.length; minute++) {
            total += ACTIVITY[minute];
            cumulative[minute] = total;
        }
        for (int minute = 0; minute < cumulative.length; minute++) {
            cumulative[minute] /= total;
        }
        return cumulative;
    }

    private static double bell(double hour, double centre, double width) {
        double x = (hour - centre) / width;
        return Math.exp(-x * x);
    }
}

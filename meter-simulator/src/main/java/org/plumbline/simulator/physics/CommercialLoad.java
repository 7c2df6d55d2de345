// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.util.Arrays;

/**
 * A small business: opening hours with logistic edges, full on weekdays, part on Saturday, a night load, log-normal
 * quarter-hours and a cycling machine (compressor, air conditioning).
 */
public final class CommercialLoad implements Load {
    private static final long PURPOSE_SITE = SeededStream.label("commercial");
    private static final long PURPOSE_DAY = SeededStream.label("commercial-day");
    private static final double NIGHT_SHARE = 0.2;
    private static final double SATURDAY_SHARE = 0.4;
    private static final double QUARTER_SIGMA = 0.25;
    private static final double CYCLING_SHARE = 0.25;
    private static final double EDGE_HOURS = 0.3;
    private static final int MONDAY_OFFSET = 3; // 1970-01-01 was a Thursday

    private final long seed;
    private final double maximumWatts;
    private final double openWatts;
    private final int cyclePeriodMinutes;
    private final int cyclePhaseMinutes;
    private final double[] openness = new double[LoadDay.MINUTES];

    /**
     * @param seed chooses the site and all its days
     * @param kilowattHoursPerYear expected yearly energy, above 0
     * @param maximumWatts what the connection can carry; the load is cut there
     */
    public CommercialLoad(long seed, double kilowattHoursPerYear, double maximumWatts) {
        if (kilowattHoursPerYear <= 0 || maximumWatts <= 0) {
            throw new IllegalArgumentException("yearly energy and maximum power must be above 0");
        }
        this.seed = seed;
        this.maximumWatts = maximumWatts;
        SeededStream site = SeededStream.of(seed, PURPOSE_SITE);
        double opens = site.uniform(6.5, 8.5);
        double closes = site.uniform(17, 20);
        this.cyclePeriodMinutes = 10 + site.nextInt(21);
        this.cyclePhaseMinutes = site.nextInt(cyclePeriodMinutes);
        for (int minute = 0; minute < openness.length; minute++) {
            double hour = minute / 60.0;
            openness[minute] = logistic((hour - opens) / EDGE_HOURS) - logistic((hour - closes) / EDGE_HOURS);
        }
        double openMean = Arrays.stream(openness).average().orElseThrow();
        double dayShare = (5 + SATURDAY_SHARE) / 7;
        double relativeMean =
                (NIGHT_SHARE + (1 - NIGHT_SHARE) * openMean * dayShare) * Math.exp(QUARTER_SIGMA * QUARTER_SIGMA / 2);
        this.openWatts = kilowattHoursPerYear * 1000 / 8766 / relativeMean;
    }

    @Override
    public LoadDay day(long epochDay) {
        double[] watts = new double[LoadDay.MINUTES];
        double share = openShare(epochDay);
        SeededStream today = SeededStream.of(seed, PURPOSE_DAY, epochDay);
        int position = (int) Math.floorMod(epochDay * LoadDay.MINUTES + cyclePhaseMinutes, (long) cyclePeriodMinutes);
        double quarter = 1;
        for (int minute = 0; minute < watts.length; minute++) {
            if (minute % 15 == 0) {
                quarter = today.lognormal(QUARTER_SIGMA);
            }
            double cycling = position < cyclePeriodMinutes / 2 ? 1 + CYCLING_SHARE : 1 - CYCLING_SHARE;
            watts[minute] =
                    openWatts * (NIGHT_SHARE + (1 - NIGHT_SHARE) * openness[minute] * share) * quarter * cycling;
            position = position + 1 == cyclePeriodMinutes ? 0 : position + 1;
        }
        return LoadDay.ofWatts(epochDay, watts, maximumWatts);
    }

    @Override
    public double tanPhi(double watts) {
        return 0.35;
    }

    private static double openShare(long epochDay) {
        return switch ((int) Math.floorMod(epochDay + MONDAY_OFFSET, 7L)) {
            case 5 -> SATURDAY_SHARE;
            case 6 -> 0;
            default -> 1;
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}

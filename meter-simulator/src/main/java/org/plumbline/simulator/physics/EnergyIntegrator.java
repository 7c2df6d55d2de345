// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import org.jspecify.annotations.Nullable;

/**
 * Carries the true load through the error curve of one meter. Not thread-safe: it keeps the day it worked on last.
 *
 * <p>Energy over a span does not depend on what was asked before; the true energy is exactly additive over adjoining
 * spans; the measured one is not rounded.
 */
public final class EnergyIntegrator {
    private static final double WATTS_PER_MILLIWATT_HOUR_AND_MINUTE = 0.06;

    private final Load load;
    private final ErrorCurve errorCurve;
    private final Climate climate;
    private @Nullable LoadDay lastDay;

    /**
     * Energies of a span in the direction of consumption.
     *
     * @param trueMilliwattHours true active energy, at least 0
     * @param measuredMilliwattHours measured active energy, at least 0
     * @param reactiveMillivarHours measured reactive energy; positive is inductive
     */
    public record Span(long trueMilliwattHours, double measuredMilliwattHours, double reactiveMillivarHours) {}

    /**
     * What the coefficients in force make of the sensors.
     *
     * @param gainRatio gain of the active coefficients over the factory gain
     * @param phaseRadians angle of the active coefficients less the factory angle; positive counts more of an inductive load
     * @param offsetMilliwatts offset of the active coefficients less the factory offset
     */
    public record Coefficients(double gainRatio, double phaseRadians, double offsetMilliwatts) {
        /** The factory's. */
        public static final Coefficients FACTORY = new Coefficients(1, 0, 0);

        /** Behind transformers of another ratio. */
        public Coefficients behind(double ratioFactor) {
            return new Coefficients(gainRatio * ratioFactor, phaseRadians, offsetMilliwatts * ratioFactor);
        }
    }

    /** Measured energies of a part of one day, before the lower limit of zero. */
    private record Measured(double active, double reactive) {}

    public EnergyIntegrator(Load load, ErrorCurve errorCurve, Climate climate) {
        this.load = load;
        this.errorCurve = errorCurve;
        this.climate = climate;
    }

    /**
     * Integrates from one second (inclusive) to another (exclusive), both since 1970-01-01T00:00:00Z.
     */
    public Span integrate(long fromEpochSecond, long toEpochSecond, Coefficients coefficients) {
        if (toEpochSecond < fromEpochSecond) {
            throw new IllegalArgumentException("span ends before it begins");
        }
        long trueEnergy = 0;
        double measured = 0;
        double reactive = 0;
        long at = fromEpochSecond;
        while (at < toEpochSecond) {
            LoadDay day = day(Math.floorDiv(at, (long) LoadDay.SECONDS));
            long midnight = day.epochDay() * LoadDay.SECONDS;
            int from = (int) (at - midnight);
            int to = (int) Math.min(toEpochSecond - midnight, LoadDay.SECONDS);
            trueEnergy += day.milliwattHoursUntil(to) - day.milliwattHoursUntil(from);
            Measured part = measured(day, from, to, coefficients);
            measured += part.active();
            reactive += part.reactive();
            at = midnight + to;
        }
        return new Span(trueEnergy, Math.max(0, measured), reactive);
    }

    /** True active power in watts at a second. */
    public double wattsAt(long epochSecond) {
        LoadDay day = day(Math.floorDiv(epochSecond, (long) LoadDay.SECONDS));
        int minute = (int) Math.floorMod(epochSecond, (long) LoadDay.SECONDS) / 60;
        return day.minuteMilliwattHours(minute) * WATTS_PER_MILLIWATT_HOUR_AND_MINUTE;
    }

    /** Power the meter shows at a second, in watts, never below 0. */
    public double measuredWattsAt(long epochSecond, Coefficients coefficients) {
        double watts = wattsAt(epochSecond);
        double tanPhi = load.tanPhi(watts);
        double error = errorCurve.slowError(epochSecond, climate.celsiusAt(epochSecond))
                + errorCurve.loadError(watts, tanPhi)
                + coefficients.phaseRadians() * tanPhi;
        double shown = (watts * (1 + error) + errorCurve.offsetWatts()) * coefficients.gainRatio()
                + coefficients.offsetMilliwatts() / 1000;
        return Math.max(0, shown);
    }

    /** Reactive power the meter shows at a second, in var; positive is inductive. */
    public double measuredVarsAt(long epochSecond, Coefficients coefficients) {
        double watts = wattsAt(epochSecond);
        double tanPhi = load.tanPhi(watts);
        double error = errorCurve.slowError(epochSecond, climate.celsiusAt(epochSecond))
                + errorCurve.loadError(watts, tanPhi)
                + coefficients.phaseRadians() * tanPhi;
        return watts * tanPhi * (1 + error) * coefficients.gainRatio();
    }

    public double celsiusAt(long epochSecond) {
        return climate.celsiusAt(epochSecond);
    }

    private Measured measured(LoadDay day, int fromSecond, int toSecond, Coefficients coefficients) {
        long middle = day.epochDay() * LoadDay.SECONDS + (fromSecond + toSecond) / 2;
        double slow = 1 + errorCurve.slowError(middle, climate.celsiusAt(middle));
        double sum = 0;
        double reactiveSum = 0;
        int second = fromSecond;
        while (second < toSecond) {
            int minute = second / 60;
            int end = Math.min((minute + 1) * 60, toSecond);
            double energy = day.minuteMilliwattHours(minute);
            double watts = energy * WATTS_PER_MILLIWATT_HOUR_AND_MINUTE;
            double tanPhi = load.tanPhi(watts);
            double error = errorCurve.loadError(watts, tanPhi) + coefficients.phaseRadians() * tanPhi;
            double share = energy * (end - second) / 60 * (slow + error);
            sum += share;
            reactiveSum += share * tanPhi;
            second = end;
        }
        double hours = (toSecond - fromSecond) / 3600.0;
        double active = (sum + errorCurve.offsetWatts() * 1000 * hours) * coefficients.gainRatio()
                + coefficients.offsetMilliwatts() * hours;
        return new Measured(active, reactiveSum * coefficients.gainRatio());
    }

    private LoadDay day(long epochDay) {
        LoadDay known = lastDay;
        if (known != null && known.epochDay() == epochDay) {
            return known;
        }
        LoadDay generated = load.day(epochDay);
        lastDay = generated;
        return generated;
    }
}

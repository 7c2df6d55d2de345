// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a meter has beside the common. Immutable; {@link #defaults()} is the plain meter of {@link MeterPlan#simple}.
 *
 * @param loadProfile whether there is a load profile at all
 * @param extraColumns energies kept as further columns of the load profile, in this order
 * @param profileCapacity rows the load profile holds; older ones are overwritten
 * @param registerDigits decimal digits after which energy registers roll over, 4..9; 0 for the full 32 bits
 * @param listLimit greatest number of attributes in a GET-WITH-LIST; 0 for a meter without that service
 * @param clock how the clock runs and shows its time
 * @param capturePeriodSeconds time between rows of the load profile, 60..3600, a whole part of an hour
 * @param dividesByGain defect: a changed gain takes effect as its reciprocal, so that every correction makes the error
 *     larger; what the meter shows of its coefficients is right
 */
public record MeterFeatures(
        boolean loadProfile,
        List<EnergyQuantity> extraColumns,
        int profileCapacity,
        int registerDigits,
        int listLimit,
        ClockPlan clock,
        int capturePeriodSeconds,
        boolean dividesByGain) {
    private static final int DEFAULT_LIST_LIMIT = 64;
    private static final int ROWS_PER_DAY = 96;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int DEFAULT_PROFILE_DAYS = 400;

    /**
     * How a clock runs and shows its time.
     *
     * @param driftPpm how much faster than true time it runs, -1000..1000
     * @param invalid whether it starts with the status "invalid value"
     * @param zone time zone of what it shows
     * @param deviationShown whether it shows the deviation from UTC; otherwise "not specified"
     */
    public record ClockPlan(double driftPpm, boolean invalid, ZoneId zone, boolean deviationShown) {
        public ClockPlan {
            if (Math.abs(driftPpm) > 1000) {
                throw new IllegalArgumentException("drift must be in -1000..1000 ppm: " + driftPpm);
            }
        }
    }

    public MeterFeatures {
        extraColumns = List.copyOf(extraColumns);
        if (profileCapacity < 2) {
            throw new IllegalArgumentException("profileCapacity must be at least 2: " + profileCapacity);
        }
        if (registerDigits != 0 && (registerDigits < 4 || registerDigits > 9)) {
            throw new IllegalArgumentException("registerDigits must be 0 or in 4..9: " + registerDigits);
        }
        if (listLimit < 0) {
            throw new IllegalArgumentException("listLimit must be at least 0: " + listLimit);
        }
        if (capturePeriodSeconds < 60 || SECONDS_PER_HOUR % capturePeriodSeconds != 0) {
            throw new IllegalArgumentException(
                    "capturePeriodSeconds must be in 60..3600 and divide an hour: " + capturePeriodSeconds);
        }
    }

    /** Profile of 400 days without extra columns, registers of 32 bits, lists of 64, an exact clock in UTC. */
    public static MeterFeatures defaults() {
        return new MeterFeatures(
                true,
                List.of(),
                DEFAULT_PROFILE_DAYS * ROWS_PER_DAY,
                0,
                DEFAULT_LIST_LIMIT,
                new ClockPlan(0, false, ZoneOffset.UTC, true),
                MeterPlan.CAPTURE_PERIOD_SECONDS,
                false);
    }

    public MeterFeatures withoutLoadProfile() {
        return new MeterFeatures(
                false,
                List.of(),
                profileCapacity,
                registerDigits,
                listLimit,
                clock,
                capturePeriodSeconds,
                dividesByGain);
    }

    public MeterFeatures withExtraColumns(EnergyQuantity... quantities) {
        return new MeterFeatures(
                loadProfile,
                List.of(quantities),
                profileCapacity,
                registerDigits,
                listLimit,
                clock,
                capturePeriodSeconds,
                dividesByGain);
    }

    public MeterFeatures withProfileCapacity(int rows) {
        return new MeterFeatures(
                loadProfile, extraColumns, rows, registerDigits, listLimit, clock, capturePeriodSeconds, dividesByGain);
    }

    public MeterFeatures withRegisterDigits(int digits) {
        return new MeterFeatures(
                loadProfile,
                extraColumns,
                profileCapacity,
                digits,
                listLimit,
                clock,
                capturePeriodSeconds,
                dividesByGain);
    }

    public MeterFeatures withListLimit(int limit) {
        return new MeterFeatures(
                loadProfile,
                extraColumns,
                profileCapacity,
                registerDigits,
                limit,
                clock,
                capturePeriodSeconds,
                dividesByGain);
    }

    public MeterFeatures withClock(ClockPlan other) {
        return new MeterFeatures(
                loadProfile,
                extraColumns,
                profileCapacity,
                registerDigits,
                listLimit,
                other,
                capturePeriodSeconds,
                dividesByGain);
    }

    public MeterFeatures withCapturePeriodSeconds(int seconds) {
        return new MeterFeatures(
                loadProfile, extraColumns, profileCapacity, registerDigits, listLimit, clock, seconds, dividesByGain);
    }

    /** Defective: see {@code dividesByGain}. */
    public MeterFeatures withReciprocalGain() {
        return new MeterFeatures(
                loadProfile,
                extraColumns,
                profileCapacity,
                registerDigits,
                listLimit,
                clock,
                capturePeriodSeconds,
                true);
    }

    public MeterFeatures withClockDriftPpm(double ppm) {
        return withClock(new ClockPlan(ppm, clock.invalid(), clock.zone(), clock.deviationShown()));
    }

    public MeterFeatures withInvalidClock() {
        return withClock(new ClockPlan(clock.driftPpm(), true, clock.zone(), clock.deviationShown()));
    }

    /** Shows local time; without the deviation the hour after the end of summer time is ambiguous. */
    public MeterFeatures withLocalTime(ZoneId zone, boolean deviationShown) {
        return withClock(new ClockPlan(clock.driftPpm(), clock.invalid(), zone, deviationShown));
    }
}

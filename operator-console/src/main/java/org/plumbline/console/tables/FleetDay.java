// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Duration;
import java.time.Instant;

/**
 * What came in of one day, UTC.
 *
 * @param dayNumber days since 1970-01-01
 * @param intervals load profile rows stored whose interval ends in the day or at its end
 * @param sessions read sessions of meters that delivered something, by the field time of the session
 */
public record FleetDay(long dayNumber, long intervals, long sessions) {
    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    /** The day an instant is in. */
    public static long of(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli(), MILLIS_PER_DAY);
    }

    /** The day of an interval by its capture time, at its end: midnight belongs to the day before. */
    public static long ofInterval(Instant captureTime) {
        return of(captureTime.minusMillis(1));
    }

    public FleetDay plus(FleetDay other) {
        return new FleetDay(dayNumber, intervals + other.intervals, sessions + other.sessions);
    }
}

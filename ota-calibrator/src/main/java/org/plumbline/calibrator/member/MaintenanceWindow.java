// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * Times of the meter's local day in which orders are released.
 *
 * @param fromMinute minute of the day from which, 0..1439
 * @param toMinute minute of the day at which it closes, 1..1440; less than {@code fromMinute} = over midnight
 */
public record MaintenanceWindow(int fromMinute, int toMinute) {

    /** Any time; needs no time zone. */
    public static final MaintenanceWindow WHOLE_DAY = new MaintenanceWindow(0, 1440);

    private static final int MINUTES_OF_DAY = 1440;
    private static final int SECONDS_OF_MINUTE = 60;

    /** True when the minutes name a window; one of no length is none. */
    public boolean isSound() {
        return fromMinute >= 0
                && fromMinute < MINUTES_OF_DAY
                && toMinute >= 1
                && toMinute <= MINUTES_OF_DAY
                && fromMinute != toMinute;
    }

    /** True when it is always open. */
    public boolean isWholeDay() {
        return equals(WHOLE_DAY);
    }

    /** True when it is open at that instant in that zone. */
    public boolean isOpen(Instant at, ZoneId zone) {
        int minute = at.atZone(zone).toLocalTime().toSecondOfDay() / SECONDS_OF_MINUTE;
        return fromMinute < toMinute
                ? minute >= fromMinute && minute < toMinute
                : minute >= fromMinute || minute < toMinute;
    }

    /**
     * Time from that instant, at which it is open, until it closes. Where clocks are put forward over the closing time it
     * closes with that; where they are put back over it, it closes when that time comes for the first time.
     */
    public Duration left(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        LocalDateTime closing = closingOn(local.toLocalDate().atStartOfDay());
        Instant end = instantOf(closing, zone, at);
        return Duration.between(at, end.isAfter(at) ? end : instantOf(closing.plusDays(1), zone, at));
    }

    private LocalDateTime closingOn(LocalDateTime midnight) {
        return toMinute == MINUTES_OF_DAY
                ? midnight.plusDays(1)
                : midnight.with(LocalTime.ofSecondOfDay((long) toMinute * SECONDS_OF_MINUTE));
    }

    private static Instant instantOf(LocalDateTime closing, ZoneId zone, Instant after) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(closing);
        if (transition == null) {
            return closing.atZone(zone).toInstant();
        }
        if (transition.isGap()) {
            return transition.getInstant();
        }
        Instant first = closing.toInstant(transition.getOffsetBefore());
        return first.isAfter(after) ? first : closing.toInstant(transition.getOffsetAfter());
    }
}

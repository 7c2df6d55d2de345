// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts one meter's intervals day by day, midnight to midnight UTC. An interval belongs to the day in which it ends; a
 * row at midnight ends the last one of the day before and opens the next day. A day of which the beginning was not
 * watched is not told. Confined to the meter's session.
 */
public final class DayTally {

    private static final long DAY_SECONDS = 86_400;
    private static final int MOST_DAYS_SKIPPED = 400;

    private boolean begun;
    private boolean watchedFromItsBeginning;
    private boolean opened;
    private int day;
    private int intervals;

    /** Hears of days that have passed. */
    public interface Listener {

        /**
         * @param intervals that have a row, 0..expected
         * @param expected intervals of the day
         * @param complete every interval has its row, and so has the midnight at which the day began
         */
        void dayClosed(int intervals, int expected, boolean complete);
    }

    /**
     * A row that was published; rows come by rising capture time.
     *
     * @param capturePeriod a whole divisor of the day; otherwise nothing is counted
     */
    public void row(Instant captureTime, Duration capturePeriod, Listener listener) {
        long period = capturePeriod.toSeconds();
        if (period <= 0 || DAY_SECONDS % period != 0) {
            return;
        }
        long seconds = captureTime.getEpochSecond();
        boolean midnight = Math.floorMod(seconds, DAY_SECONDS) == 0;
        int expected = Math.toIntExact(DAY_SECONDS / period);
        advanceTo(Math.toIntExact(Math.floorDiv(seconds - 1, DAY_SECONDS)), expected, listener);
        intervals = Math.min(expected, intervals + 1);
        if (midnight) {
            close(expected, listener);
            day++;
            opened = true;
        }
    }

    private void advanceTo(int newDay, int expected, Listener listener) {
        if (!begun) {
            begun = true;
            day = newDay;
        }
        int skipped = Math.min(newDay - day, MOST_DAYS_SKIPPED);
        for (int passed = 0; passed < skipped; passed++) {
            close(expected, listener);
        }
        day = Math.max(day, newDay);
    }

    private void close(int expected, Listener listener) {
        if (watchedFromItsBeginning) {
            listener.dayClosed(intervals, expected, opened && intervals == expected);
        }
        watchedFromItsBeginning = true;
        opened = false;
        intervals = 0;
    }
}

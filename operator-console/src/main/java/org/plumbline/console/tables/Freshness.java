// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How old the newest session of a meter is against its poll period. Age grows without a record, so nothing can be counted
 * by age: meters are counted by poll period and slot of time, and a sum over the slots since an instant says how many are
 * younger. A slot is a quarter of the poll period, but 15 minutes to a day; a meter counts as young as the end of its
 * slot.
 */
public enum Freshness {
    /** Newest session at most two poll periods old: at most one was missed, or is being fetched. */
    FRESH,
    /** At most seven. */
    LATE,
    /** Older. */
    STALE,
    /** No reading yet. */
    NEVER,
    /** No poll period is registered, so that nothing is due; it has delivered. */
    UNSCHEDULED;

    /** Most poll periods that the newest session of a FRESH meter is old. */
    public static final int FRESH_PERIODS = 2;
    /** Most poll periods that the newest session of a LATE meter is old. */
    public static final int LATE_PERIODS = 7;

    private static final int SLOTS_PER_PERIOD = 4;
    private static final long SHORTEST_SLOT_SECONDS = 900;
    private static final long LONGEST_SLOT_SECONDS = 86_400;

    /** Name of the slot of meters that have not delivered; it stands before all others. */
    public static final String NEVER_SLOT = "";

    static CountKey periodKey(int pollPeriodSeconds) {
        return new CountKey(CountKey.Dimension.PERIOD, period(pollPeriodSeconds), "");
    }

    static CountKey sessionKey(int pollPeriodSeconds, @Nullable Instant lastSession) {
        return new CountKey(
                CountKey.Dimension.SESSION,
                period(pollPeriodSeconds),
                lastSession == null ? NEVER_SLOT : slot(pollPeriodSeconds, lastSession.getEpochSecond()));
    }

    private static String period(int pollPeriodSeconds) {
        return pollPeriodSeconds > 0 ? Integer.toString(pollPeriodSeconds) : "";
    }

    /**
     * The oldest slot whose end is at most so many poll periods before now. Slots are ordered by code point as in time.
     *
     * @param pollPeriodSeconds more than 0
     */
    public static String oldestSlot(int pollPeriodSeconds, int periods, Instant now) {
        return slot(pollPeriodSeconds, now.getEpochSecond() - (long) periods * pollPeriodSeconds);
    }

    private static String slot(int pollPeriodSeconds, long second) {
        long length = Math.clamp(pollPeriodSeconds / SLOTS_PER_PERIOD, SHORTEST_SLOT_SECONDS, LONGEST_SLOT_SECONDS);
        return String.format(Locale.ROOT, "%012d", Math.max(0, Math.floorDiv(second, length)));
    }
}

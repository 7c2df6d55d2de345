// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

/** How many scheduled readings of a meter have fallen due, each slot of its schedule counted once. */
public final class DueReadings {

    /** No slot was counted before. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long DAY_SECONDS = 86_400;

    private DueReadings() {}

    /**
     * Slots that have begun since the last one counted; after a long silence those of one day, which is what the rates
     * look back on.
     *
     * @param counted beginning of the newest slot that was counted or read, in epoch seconds, or {@link #NONE}
     * @param slot beginning of the present slot, in epoch seconds
     * @param periodSeconds length of a slot, at least 1
     * @return 0 when the present slot is counted already, or lies before it
     */
    public static long since(long counted, long slot, long periodSeconds) {
        if (counted == NONE) {
            return 1;
        }
        long slots = Math.max(0, Math.ceilDiv(slot - counted, periodSeconds));
        return Math.min(slots, Math.max(1, DAY_SECONDS / periodSeconds));
    }
}

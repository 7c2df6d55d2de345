// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the meters of a group are due: once in every slot of the group's period. Slots are aligned to the Unix epoch in
 * field time. Each meter has its own moment in the slot, drawn from its name: the same after every restart. Immutable.
 *
 * @param periodSeconds length of a slot, at least 1
 * @param spreadMillis the moments lie in this time after the beginning of the slot; 0 = all at its beginning
 */
public record PollSchedule(long periodSeconds, long spreadMillis) {

    private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

    public PollSchedule {
        if (periodSeconds < 1) {
            throw new IllegalArgumentException("poll period must be at least 1 s: " + periodSeconds);
        }
        if (spreadMillis < 0 || spreadMillis > periodSeconds * 1_000) {
            throw new IllegalArgumentException("spread must be within the period: " + spreadMillis + " ms");
        }
    }

    /**
     * A slot longer than the capture period holds a whole number of captures, so that it begins with one.
     *
     * @param capturePeriod zero when unknown
     * @param longestSpread not negative; no spread is longer than the slot
     */
    public static PollSchedule of(Duration pollPeriod, Duration capturePeriod, Duration longestSpread) {
        long period = pollPeriod.toSeconds();
        long capture = capturePeriod.toSeconds();
        if (capture > 0 && period > capture) {
            period = Math.ceilDiv(period, capture) * capture;
        }
        return new PollSchedule(period, Math.min(longestSpread.toMillis(), period * 1_000));
    }

    /** Start of the slot that field time lies in. */
    public Instant slotOf(Instant fieldTime) {
        return Instant.ofEpochSecond(Math.floorDiv(fieldTime.getEpochSecond(), periodSeconds) * periodSeconds);
    }

    /**
     * The slots between two polls; null when there are none.
     *
     * @param lastSlot null before the first poll
     */
    public RowSieve.@Nullable Gap missed(@Nullable Instant lastSlot, Instant slot) {
        if (lastSlot == null) {
            return null;
        }
        Instant first = slotOf(lastSlot).plusSeconds(periodSeconds);
        return first.isBefore(slot) ? new RowSieve.Gap(first, slot.minusSeconds(periodSeconds), 0) : null;
    }

    /**
     * Field time from which on a meter is due; the beginning of time before the first poll.
     *
     * @param lastSlot start of the slot last polled; null before the first poll. One in the future is not believed:
     *     the clock was wrong then
     */
    public Instant dueAt(String meterId, @Nullable Instant lastSlot, Instant fieldTime) {
        return lastSlot == null || lastSlot.isAfter(fieldTime)
                ? Instant.EPOCH
                : slotOf(lastSlot).plusSeconds(periodSeconds).plusMillis(momentMillis(meterId));
    }

    /** The finaliser of SplitMix64: names that differ in one digit lie far apart. */
    private long momentMillis(String meterId) {
        if (spreadMillis == 0) {
            return 0;
        }
        long mixed = (meterId.hashCode() + 1) * GOLDEN_RATIO;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return Math.floorMod(mixed ^ (mixed >>> 31), spreadMillis);
    }
}

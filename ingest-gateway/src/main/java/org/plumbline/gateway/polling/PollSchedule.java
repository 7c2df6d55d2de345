// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a meter is due: once in every slot of its poll period, slots being aligned to the Unix epoch in field time.
 * Immutable.
 *
 * @param period length of a slot, at least 1 s
 * @param lastSlot start of the slot last polled; null before the first poll
 */
public record PollSchedule(Duration period, @Nullable Instant lastSlot) {

    public PollSchedule {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("poll period must be at least 1 s: " + period);
        }
    }

    /** Start of the slot that field time lies in. */
    public Instant slotOf(Instant fieldTime) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(fieldTime.getEpochSecond(), seconds) * seconds);
    }

    public boolean due(Instant fieldTime) {
        return lastSlot == null || slotOf(fieldTime).isAfter(lastSlot);
    }

    /** After a poll that was begun at that field time. */
    public PollSchedule polled(Instant fieldTime) {
        return new PollSchedule(period, slotOf(fieldTime));
    }

    /** With another period; the meter is due at the next slot of it. */
    public PollSchedule withPeriod(Duration newPeriod) {
        return newPeriod.equals(period) ? this : new PollSchedule(newPeriod, lastSlot);
    }
}

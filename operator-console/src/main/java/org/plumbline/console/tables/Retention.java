// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long the tables keep what is stamped with field time. A rebuild does not bring back what is older.
 *
 * @param readings personal data, and with them the daily counts; at least one day, as each of the others
 * @param history estimates of the past
 * @param events what happened to meters
 */
public record Retention(Duration readings, Duration history, Duration events) {
    private static final Duration LEAST = Duration.ofDays(1);

    public Retention {
        if (readings.compareTo(LEAST) < 0 || history.compareTo(LEAST) < 0 || events.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("a retention is shorter than one day: readings " + readings
                    + ", history " + history + ", events " + events);
        }
    }

    /**
     * Oldest instants kept, each the beginning of a UTC day so that daily counts stay whole.
     */
    public record Horizon(Instant readings, Instant history, Instant events) {
        /** Where field time is not known nothing is too old. */
        static final Horizon ENDLESS = new Horizon(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }

    /** @param fieldTime now; null where it is not known */
    public Horizon at(@Nullable Instant fieldTime) {
        return fieldTime == null
                ? Horizon.ENDLESS
                : new Horizon(day(fieldTime, readings), day(fieldTime, history), day(fieldTime, events));
    }

    private static Instant day(Instant fieldTime, Duration kept) {
        return fieldTime.minus(kept).truncatedTo(ChronoUnit.DAYS);
    }
}

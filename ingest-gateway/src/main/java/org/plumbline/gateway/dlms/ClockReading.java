// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The meter's clock, read once.
 *
 * @param meterTime the meter's time in UTC, or null when the meter gives no usable time (wildcards, deviation
 *     unspecified)
 * @param askedAt field time when the request was sent
 * @param roundTrip monotonic time from request to reply: the bound on what {@code meterTime - askedAt} can be wrong by
 * @param clockStatus COSEM clock status octet (bit 0 invalid, bit 1 doubtful, bit 7 daylight saving); 0xFF = not
 *     specified
 */
public record ClockReading(@Nullable Instant meterTime, Instant askedAt, Duration roundTrip, int clockStatus) {

    /** True when the meter itself says that its time is invalid or doubtful, or gives none. */
    public boolean unreliable() {
        return meterTime == null || (clockStatus != 0xFF && (clockStatus & 0x03) != 0);
    }

    /** {@code meterTime - askedAt}, positive for a fast meter; null when the meter gives no time. */
    public @Nullable Duration offset() {
        return meterTime == null ? null : Duration.between(askedAt, meterTime);
    }
}

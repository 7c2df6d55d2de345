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
 * @param answeredAt field time when the reply was there
 * @param roundTrip monotonic time from request to reply
 * @param clockStatus COSEM clock status octet (bit 0 invalid, bit 1 doubtful, bit 7 daylight saving); 0xFF = not
 *     specified
 */
public record ClockReading(
        @Nullable Instant meterTime, Instant askedAt, Instant answeredAt, Duration roundTrip, int clockStatus) {

    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);
    private static final Duration HUNDREDTHS = Duration.ofMillis(10);

    /** True when the meter itself says that its time is invalid or doubtful, or gives none. */
    public boolean unreliable() {
        return meterTime == null || (clockStatus != 0xFF && (clockStatus & 0x03) != 0);
    }

    /**
     * Meter time minus the middle between request and reply, positive for a fast meter; wrong by at most half the round
     * trip and the resolution. Null when the meter gives no time.
     */
    public @Nullable Duration offset() {
        return meterTime == null
                ? null
                : Duration.between(
                        askedAt.plus(Duration.between(askedAt, answeredAt).dividedBy(2)), meterTime);
    }

    /** Step of the time given: a second, unless hundredths are told. */
    public Duration resolution() {
        return meterTime == null || meterTime.getNano() == 0 ? WHOLE_SECONDS : HUNDREDTHS;
    }

    /** The longer of the two clocks' views of the exchange: field time may be stepped or set while it lasts. */
    public Duration longestExchange() {
        Duration byFieldTime = Duration.between(askedAt, answeredAt).abs();
        return byFieldTime.compareTo(roundTrip) > 0 ? byFieldTime : roundTrip;
    }
}

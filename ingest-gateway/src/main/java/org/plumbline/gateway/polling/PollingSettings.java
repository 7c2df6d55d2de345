// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;

/**
 * How meters are read.
 *
 * @param profile logical name of the load profile
 * @param backfill how far back the first reading goes, in field time
 * @param longestLookBack rows older than this are given up, in field time
 * @param slice most field time asked for in one profile request
 * @param slicesPerSession most profile requests in one session
 * @param spread the meters of a group are polled within this time after a slot begins; zero = all at once
 * @param backoff wall-clock delay after failures
 * @param cyclesBeforeAlarm failed cycles in a row before a fault that may pass by itself is told, at least 1
 */
public record PollingSettings(
        ObisCode profile,
        Duration backfill,
        Duration longestLookBack,
        Duration slice,
        int slicesPerSession,
        Duration spread,
        Backoff backoff,
        int cyclesBeforeAlarm) {

    public PollingSettings {
        requirePositive(backfill, "backfill");
        requirePositive(slice, "slice");
        if (longestLookBack.compareTo(backfill) < 0) {
            throw new IllegalArgumentException("longestLookBack must not be shorter than backfill");
        }
        if (slicesPerSession < 1) {
            throw new IllegalArgumentException("slicesPerSession must be at least 1: " + slicesPerSession);
        }
        if (spread.isNegative()) {
            throw new IllegalArgumentException("spread must not be negative: " + spread);
        }
        if (cyclesBeforeAlarm < 1) {
            throw new IllegalArgumentException("cyclesBeforeAlarm must be at least 1: " + cyclesBeforeAlarm);
        }
    }

    public static PollingSettings defaults() {
        return new PollingSettings(
                ObisCode.parse("1.0.99.1.0.255"),
                Duration.ofDays(60),
                Duration.ofDays(400),
                Duration.ofDays(7),
                640,
                Duration.ZERO,
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                3);
    }

    public PollingSettings withBackfill(Duration howFar) {
        return new PollingSettings(
                profile,
                howFar,
                howFar.compareTo(longestLookBack) > 0 ? howFar : longestLookBack,
                slice,
                slicesPerSession,
                spread,
                backoff,
                cyclesBeforeAlarm);
    }

    public PollingSettings withSpread(Duration longest) {
        return new PollingSettings(
                profile, backfill, longestLookBack, slice, slicesPerSession, longest, backoff, cyclesBeforeAlarm);
    }

    public PollingSettings withBackoff(Backoff other) {
        return new PollingSettings(
                profile, backfill, longestLookBack, slice, slicesPerSession, spread, other, cyclesBeforeAlarm);
    }

    /**
     * @param rowsAtOnce most rows that a session asks for at once
     * @throws IllegalArgumentException when a session could end before it has come to the newest row, and the next one
     *     would begin where it began
     */
    public void requireReach(int rowsAtOnce) {
        Duration atOnce = ProfileLayout.SHORTEST_PERIOD.multipliedBy(rowsAtOnce);
        Duration reach = (slice.compareTo(atOnce) < 0 ? slice : atOnce).multipliedBy(slicesPerSession);
        if (reach.compareTo(longestLookBack) < 0) {
            throw new IllegalArgumentException("a session of " + slicesPerSession + " slices of " + rowsAtOnce
                    + " rows reads at least " + reach.toDays() + " days of a profile, not the "
                    + longestLookBack.toDays() + " days of the look-back; shorten the backfill");
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }
}

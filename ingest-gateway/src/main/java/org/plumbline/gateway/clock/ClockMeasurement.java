// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ClockReading;

/**
 * A meter's clock against the head-end's, in one to {@value #MAX_READS} reads.
 *
 * @param reading the one that counts; null when no read was quick enough
 * @param reads how often the clock was read
 */
public record ClockMeasurement(@Nullable ClockReading reading, int reads) {

    /** A slower exchange says too little about the moment at which the clock was read. */
    public static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(10);

    static final int MAX_READS = 3;

    /**
     * Reads once; when that read was slow or is beyond the tolerance, twice more, and takes the middle one of the quick
     * reads.
     *
     * @throws org.plumbline.gateway.dlms.MeterFaultException when the meter does not give its clock
     */
    public static ClockMeasurement take(Supplier<ClockReading> clock, Duration tolerance) {
        ClockReading first = clock.get();
        if (first.unreliable() || (quick(first) && within(first.offset(), tolerance))) {
            return new ClockMeasurement(first, 1);
        }
        List<ClockReading> usable = new ArrayList<>();
        ClockReading next = first;
        for (int read = 1; ; read++) {
            if (quick(next) && next.offset() != null) {
                usable.add(next);
            }
            if (read == MAX_READS) {
                break;
            }
            next = clock.get();
        }
        usable.sort(Comparator.comparing(ClockMeasurement::offsetOf));
        return new ClockMeasurement(usable.isEmpty() ? null : usable.get(usable.size() / 2), MAX_READS);
    }

    /** Meter time minus head-end time, positive for a fast meter; null where it was not measured. */
    public @Nullable Duration offset() {
        return reading == null ? null : reading.offset();
    }

    /** The meter says that its time is invalid or doubtful, or gives none. */
    public boolean unreliable() {
        return reading != null && reading.unreliable();
    }

    /** What the offset can be wrong by; zero where there is none. */
    public Duration bound() {
        return reading == null
                ? Duration.ZERO
                : reading.roundTrip().dividedBy(2).plus(reading.resolution());
    }

    /** For an event; the head-end's own clock is told beside it. */
    public Map<String, String> evidence(ClockHealth headEnd) {
        Duration offset = offset();
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("clockOffsetMillis", offset == null ? "none" : Long.toString(offset.toMillis()));
        evidence.put("clockReads", Integer.toString(reads));
        evidence.put("headEndClock", headEnd.evidence());
        if (reading != null) {
            evidence.put("roundTripMillis", Long.toString(reading.roundTrip().toMillis()));
            evidence.put("resolutionMillis", Long.toString(reading.resolution().toMillis()));
            evidence.put("clockStatus", Integer.toString(reading.clockStatus()));
        }
        return evidence;
    }

    static boolean within(@Nullable Duration offset, Duration tolerance) {
        return offset != null && offset.abs().compareTo(tolerance) <= 0;
    }

    private static boolean quick(ClockReading reading) {
        return reading.longestExchange().compareTo(LONGEST_ROUND_TRIP) < 0;
    }

    private static Duration offsetOf(ClockReading reading) {
        Duration offset = reading.offset();
        return offset == null ? Duration.ZERO : offset;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.ClockReading;

class ClockMeasurementTest {

    private static final Instant NOW = Instant.parse("2026-03-20T08:20:00Z");
    private static final Duration TOLERANCE = Duration.ofSeconds(60);
    private static final ClockHealth RIGHT = new ClockHealth.Right("test", null);

    @Test
    void theOffsetIsTakenAgainstTheMiddleOfTheExchange() {
        ClockReading reading = new ClockReading(NOW.plusSeconds(3), NOW, NOW.plusSeconds(6), Duration.ofSeconds(6), 0);
        assertEquals(Duration.ZERO, reading.offset());
        assertEquals(Duration.ofSeconds(4), new ClockMeasurement(reading, 1).bound(), "half the trip and a second");
    }

    @Test
    void aClockWithinToleranceIsReadOnce() {
        ClockMeasurement measured = take(read(60, 0));
        assertEquals(1, measured.reads());
        assertEquals(Duration.ofSeconds(60), measured.offset());
    }

    @Test
    void aSuspectFirstReadIsOutvotedByTwoMore() {
        ClockMeasurement measured = take(read(900, 0), read(1, 0), read(2, 0));
        assertEquals(3, measured.reads());
        assertEquals(Duration.ofSeconds(2), measured.offset());
    }

    @Test
    void slowReadsDoNotCount() {
        assertEquals(
                Duration.ofSeconds(90),
                take(read(0, 10), read(90, 9), read(0, 11)).offset());
        ClockMeasurement never = take(read(0, 10), read(0, 10), read(0, 10));
        assertNull(never.offset());
        assertInstanceOf(ClockFinding.Unmeasured.class, ClockFinding.judge(never, TOLERANCE, () -> RIGHT, false));
    }

    @Test
    void fieldTimeThatWasSteppedDuringTheExchangeDoesNotCount() {
        ClockReading stepped = new ClockReading(NOW, NOW, NOW.plusSeconds(900), Duration.ofMillis(5), 0);
        assertEquals(
                Duration.ofSeconds(61), take(stepped, read(61, 0), read(61, 0)).offset());
    }

    @Test
    void aClockThatCallsItselfInvalidIsNotMeasuredFurther() {
        ClockMeasurement measured = take(new ClockReading(NOW, NOW, NOW, Duration.ZERO, 0x01));
        assertEquals(1, measured.reads());
        assertInstanceOf(ClockFinding.Unreliable.class, ClockFinding.judge(measured, TOLERANCE, () -> RIGHT, false));
    }

    @Test
    void aMeterIsAccusedOnlyWhereTheHeadEndIsNotToBlame() {
        ClockMeasurement off = take(read(61, 0), read(61, 0), read(61, 0));
        assertInstanceOf(ClockFinding.Deviates.class, ClockFinding.judge(off, TOLERANCE, () -> RIGHT, false));
        assertInstanceOf(
                ClockFinding.NotAccused.class,
                ClockFinding.judge(off, TOLERANCE, () -> new ClockHealth.Suspect("test"), false));
        assertInstanceOf(
                ClockFinding.NotAccused.class,
                ClockFinding.judge(off, TOLERANCE, () -> new ClockHealth.Right("fleet", Duration.ofSeconds(40)), false),
                "the fleet explains two thirds of it");
        assertInstanceOf(
                ClockFinding.Deviates.class,
                ClockFinding.judge(
                        off, TOLERANCE, () -> new ClockHealth.Right("fleet", Duration.ofSeconds(-40)), false));
    }

    @Test
    void whereNobodyKnowsTheMeterIsLookedAtASecondTime() {
        ClockMeasurement off = take(read(-61, 0), read(-61, 0), read(-61, 0));
        ClockHealth unknown = new ClockHealth.Unknown("test");
        assertInstanceOf(ClockFinding.Undecided.class, ClockFinding.judge(off, TOLERANCE, () -> unknown, false));
        assertInstanceOf(ClockFinding.Deviates.class, ClockFinding.judge(off, TOLERANCE, () -> unknown, true));
    }

    private static ClockMeasurement take(ClockReading... readings) {
        Iterator<ClockReading> next = List.of(readings).iterator();
        return ClockMeasurement.take(next::next, TOLERANCE);
    }

    private static ClockReading read(long offsetSeconds, long roundTripSeconds) {
        Duration roundTrip = Duration.ofSeconds(roundTripSeconds);
        return new ClockReading(
                NOW.plus(roundTrip.dividedBy(2)).plusSeconds(offsetSeconds), NOW, NOW.plus(roundTrip), roundTrip, 0);
    }
}

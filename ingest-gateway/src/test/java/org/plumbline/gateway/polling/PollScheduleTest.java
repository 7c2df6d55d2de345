// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PollScheduleTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration CAPTURE = Duration.ofMinutes(15);
    private final PollSchedule daily = PollSchedule.of(Duration.ofDays(1), CAPTURE, Duration.ZERO);
    private final PollSchedule spread = PollSchedule.of(Duration.ofHours(1), CAPTURE, Duration.ofMinutes(15));

    @Example
    void aMeterNeverPolledIsDue() {
        assertTrue(due(daily, "M", null, MIDNIGHT));
        assertTrue(due(spread, "M", null, MIDNIGHT));
    }

    @Example
    void onePollServesItsSlot() {
        Instant polled = daily.slotOf(MIDNIGHT.plusSeconds(3_600));
        assertEquals(MIDNIGHT, polled);
        assertFalse(due(daily, "M", polled, MIDNIGHT.plusSeconds(86_399)));
        assertTrue(due(daily, "M", polled, MIDNIGHT.plusSeconds(86_400)));
    }

    @Example
    void fieldTimeThatStandsStillMakesNothingDue() {
        assertFalse(due(daily, "M", MIDNIGHT, MIDNIGHT));
    }

    @Example
    void aSlotInTheFutureIsNotBelieved() {
        assertTrue(due(daily, "M", Instant.parse("2099-01-01T00:00:00Z"), MIDNIGHT));
    }

    @Example
    void aSlotBeginsWithACapture() {
        assertEquals(
                1_800,
                PollSchedule.of(Duration.ofSeconds(1_000), CAPTURE, Duration.ZERO)
                        .periodSeconds());
        assertEquals(
                60,
                PollSchedule.of(Duration.ofSeconds(60), CAPTURE, Duration.ZERO).periodSeconds());
        assertEquals(
                1_000,
                PollSchedule.of(Duration.ofSeconds(1_000), Duration.ZERO, Duration.ZERO)
                        .periodSeconds());
    }

    @Example
    void noSpreadIsLongerThanTheSlot() {
        assertEquals(
                60_000,
                PollSchedule.of(Duration.ofSeconds(60), CAPTURE, Duration.ofHours(1))
                        .spreadMillis());
    }

    /** A thousand meters named like the next one: in each of fifteen minutes 67, a standard deviation being 8. */
    @Example
    void metersAreSpreadEvenlyAndEachKeepsItsMoment() {
        int[] inMinute = new int[15];
        for (int meter = 0; meter < 1_000; meter++) {
            String meterId = "METER-%06d".formatted(meter);
            Instant due = spread.dueAt(meterId, MIDNIGHT, MIDNIGHT);
            Duration moment = Duration.between(MIDNIGHT.plusSeconds(3_600), due);
            inMinute[(int) moment.toMinutes()]++;
            assertEquals(due.plusSeconds(3_600), spread.dueAt(meterId, MIDNIGHT.plusSeconds(3_600), due));
        }
        for (int count : inMinute) {
            assertTrue(count > 27 && count < 107, () -> Arrays.toString(inMinute));
        }
    }

    /** After an outage a meter is due at once, and then at its moment again: no slot is polled twice. */
    @Example
    void anOutageIsCaughtUpOnceAndTheMomentsStay() {
        Instant back = MIDNIGHT.plus(Duration.ofMinutes(5 * 60 + 1));
        assertTrue(due(spread, "M", MIDNIGHT, back));
        Instant slot = spread.slotOf(back);
        assertEquals(MIDNIGHT.plus(Duration.ofHours(5)), slot);
        assertFalse(due(spread, "M", slot, MIDNIGHT.plus(Duration.ofMinutes(5 * 60 + 59))));
        assertEquals(spread.dueAt("M", MIDNIGHT, MIDNIGHT).plus(Duration.ofHours(5)), spread.dueAt("M", slot, back));
    }

    @Property(tries = 300)
    void backOffStaysWithinItsBounds(
            @ForAll @IntRange(min = 1) int failures, @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
        Duration delay = backoff.delay(failures, chance);
        assertTrue(delay.compareTo(Duration.ofMillis(750)) >= 0, delay::toString);
        assertTrue(delay.compareTo(Duration.ofSeconds(75)) <= 0, delay::toString);
    }

    @Example
    void backOffDoublesUpToItsBound() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertEquals(Duration.ofSeconds(1), backoff.delay(1, 0.5));
        assertEquals(Duration.ofSeconds(2), backoff.delay(2, 0.5));
        assertEquals(Duration.ofSeconds(5), backoff.delay(4, 0.5));
    }

    private static boolean due(PollSchedule schedule, String meterId, Instant lastSlot, Instant fieldTime) {
        return !fieldTime.isBefore(schedule.dueAt(meterId, lastSlot, fieldTime));
    }
}

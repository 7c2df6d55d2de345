// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PollScheduleTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private final PollSchedule daily = new PollSchedule(Duration.ofDays(1), null);

    @Example
    void aMeterNeverPolledIsDue() {
        assertTrue(daily.due(MIDNIGHT));
    }

    @Example
    void onePollServesItsSlot() {
        PollSchedule polled = daily.polled(MIDNIGHT.plusSeconds(3_600));
        assertFalse(polled.due(MIDNIGHT.plusSeconds(86_399)));
        assertTrue(polled.due(MIDNIGHT.plusSeconds(86_400)));
    }

    @Example
    void fieldTimeThatStandsStillMakesNothingDue() {
        assertFalse(daily.polled(MIDNIGHT).due(MIDNIGHT));
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
}

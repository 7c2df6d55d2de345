// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayTallyTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-20T00:00:00Z");

    private final DayTally tally = new DayTally();
    private final List<String> closed = new ArrayList<>();

    @Test
    void aDayWithEveryLevelFromMidnightToMidnightIsComplete() {
        rows(0, 48);
        assertEquals(List.of("24/24 complete", "24/24 complete"), closed);
    }

    @Test
    void aDayThatWasNotWatchedFromItsBeginningIsNotTold() {
        rows(5, 48);
        assertEquals(List.of("24/24 complete"), closed);
    }

    @Test
    void aMissingIntervalMakesTheDayIncomplete() {
        rows(0, 10);
        rows(12, 24);
        assertEquals(List.of("23/24"), closed);
    }

    @Test
    void aMissingMidnightMakesBothDaysIncomplete() {
        rows(0, 23);
        rows(25, 48);
        assertEquals(List.of("23/24", "24/24"), closed);
    }

    @Test
    void daysWithoutAnyRowAreToldAsEmpty() {
        rows(0, 24);
        rows(73, 96);
        assertEquals(List.of("24/24 complete", "0/24", "0/24", "24/24"), closed);
    }

    @Test
    void aPeriodThatDoesNotDivideTheDayIsNotCounted() {
        for (int row = 0; row < 300; row++) {
            tally.row(MIDNIGHT.plusSeconds(7_000L * row), Duration.ofSeconds(7_000), this::closed);
        }
        assertEquals(List.of(), closed);
    }

    private void rows(int fromHour, int toHour) {
        for (int hour = fromHour; hour <= toHour; hour++) {
            tally.row(MIDNIGHT.plus(HOUR.multipliedBy(hour)), HOUR, this::closed);
        }
    }

    private void closed(int intervals, int expected, boolean complete) {
        closed.add(intervals + "/" + expected + (complete ? " complete" : ""));
    }
}

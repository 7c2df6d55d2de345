// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class MaintenanceWindowPropertyTest {

    /** From any open moment the time left ends where the window closes, and not before; summer and winter time included. */
    @Property(tries = 500)
    void timeLeftIsExactlyTheTimeUntilTheWindowCloses(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(min = 1, max = 1440) int to,
            @ForAll @LongRange(min = 1_767_225_600L, max = 1_798_761_600L) long epochSecond,
            @ForAll @From("zones") ZoneId zone) {
        MaintenanceWindow window = new MaintenanceWindow(from, to);
        Instant at = Instant.ofEpochSecond(epochSecond);
        Assume.that(window.isSound() && !window.isWholeDay() && window.isOpen(at, zone));
        Duration left = window.left(at, zone);
        assertTrue(left.isPositive());
        assertTrue(left.compareTo(Duration.ofHours(25)) <= 0);
        assertFalse(window.isOpen(at.plus(left), zone), "open at its end");
        for (Instant minute = at; minute.isBefore(at.plus(left)); minute = minute.plusSeconds(60)) {
            assertTrue(window.isOpen(minute, zone), "closed before its end");
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Brussels", "UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York")
                .map(ZoneId::of);
    }
}

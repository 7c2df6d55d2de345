// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final MaintenanceWindow NIGHT = new MaintenanceWindow(22 * 60, 4 * 60);

    @Test
    void windowIsInTheLocalTimeOfTheMeter() {
        assertFalse(NIGHT.isOpen(Instant.parse("2026-06-01T19:59:59Z"), BRUSSELS));
        assertTrue(NIGHT.isOpen(Instant.parse("2026-06-01T20:00:00Z"), BRUSSELS));
        assertTrue(NIGHT.isOpen(Instant.parse("2026-06-02T01:59:59Z"), BRUSSELS));
        assertFalse(NIGHT.isOpen(Instant.parse("2026-06-02T02:00:00Z"), BRUSSELS));
        assertFalse(NIGHT.isOpen(Instant.parse("2026-12-01T20:59:59Z"), BRUSSELS), "winter time");
        assertTrue(NIGHT.isOpen(Instant.parse("2026-12-01T21:00:00Z"), BRUSSELS), "winter time");
    }

    @Test
    void windowThatEndsAtMidnightClosesThere() {
        MaintenanceWindow evening = new MaintenanceWindow(20 * 60, 1440);
        Instant before = Instant.parse("2026-06-01T21:59:00Z");
        assertTrue(evening.isOpen(before, BRUSSELS));
        assertFalse(evening.isOpen(Instant.parse("2026-06-01T22:00:00Z"), BRUSSELS));
        assertEquals(Duration.ofMinutes(1), evening.left(before, BRUSSELS));
    }

    @Test
    void timeLeftReachesOverMidnight() {
        assertEquals(Duration.ofHours(5), NIGHT.left(Instant.parse("2026-06-01T21:00:00Z"), BRUSSELS));
        assertEquals(Duration.ofMinutes(30), NIGHT.left(Instant.parse("2026-06-02T01:30:00Z"), BRUSSELS));
    }

    @Test
    void clocksPutForwardOverTheClosingTimeCloseIt() {
        // 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
        MaintenanceWindow window = new MaintenanceWindow(60, 150);
        assertEquals(Duration.ofMinutes(30), window.left(Instant.parse("2026-03-29T00:30:00Z"), BRUSSELS));
        assertFalse(window.isOpen(Instant.parse("2026-03-29T01:00:00Z"), BRUSSELS));
    }

    @Test
    void clocksPutBackOverTheClosingTimeCloseItTheFirstTime() {
        // 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC; 02:30 comes at 00:30 and at 01:30 UTC.
        MaintenanceWindow window = new MaintenanceWindow(60, 150);
        assertEquals(Duration.ofMinutes(15), window.left(Instant.parse("2026-10-25T00:15:00Z"), BRUSSELS));
        assertFalse(window.isOpen(Instant.parse("2026-10-25T00:45:00Z"), BRUSSELS));
        assertEquals(Duration.ofMinutes(15), window.left(Instant.parse("2026-10-25T01:15:00Z"), BRUSSELS));
    }
}

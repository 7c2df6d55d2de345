// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.Checkout;

final class DemoSettingsTest {
    private static final Checkout CHECKOUT = new Checkout(Path.of("/checkout"));

    @Test
    void everyDefaultPortIsDistinctAndBelowTheEphemeralRange() {
        DemoSettings settings = DemoSettings.of(CHECKOUT, Map.of());
        assertTrue(settings.ports().values().stream().allMatch(port -> port < 32_768));
        assertEquals(
                settings.ports().size(),
                settings.ports().values().stream().distinct().count());
    }

    @Test
    void aSettingGivenWins() {
        DemoSettings settings = DemoSettings.of(
                CHECKOUT, Map.of(DemoSettings.CONSOLE_PORT, "21000", "plumbline.demo.directory", "/elsewhere"));
        assertEquals(21_000, settings.port(DemoSettings.CONSOLE_PORT));
        assertEquals(Path.of("/elsewhere"), settings.directory());
    }

    @Test
    void unknownSettingsAndValuesOutOfRangeAreNamed() {
        assertRefused(Map.of("plumbline.consol.port", "21000"), "plumbline.consol.port");
        assertRefused(Map.of(DemoSettings.CONSOLE_PORT, "70000"), "70000");
        assertRefused(Map.of(DemoSettings.CONSOLE_PORT, "many"), "many");
    }

    @Test
    void fieldTimeIsReplacedWholeAndNeverGoesBack(@TempDir Path directory) throws Exception {
        FieldTimeFile file = new FieldTimeFile(directory.resolve("field-time"), Instant.parse("2026-01-01T00:07:30Z"));
        file.advance(Duration.ofDays(1));
        assertEquals("2026-01-02T00:07:30Z", Files.readString(file.path()).strip());
        assertThrows(IllegalArgumentException.class, () -> file.advance(Duration.ofSeconds(-1)));
    }

    private static void assertRefused(Map<String, String> overrides, String named) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> DemoSettings.of(CHECKOUT, overrides));
        assertTrue(String.valueOf(refusal.getMessage()).contains(named), refusal.getMessage());
    }
}

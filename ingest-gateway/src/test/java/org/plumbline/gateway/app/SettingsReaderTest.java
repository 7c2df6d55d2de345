// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.gateway.pacing.SegmentLimits;

class SettingsReaderTest {

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void completeSettings() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, "p".toCharArray());
        Path keystore = folder.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(keystore)) {
            store.store(out, "p".toCharArray());
        }
        settings.put("plumbline.kafka.bootstrap-servers", "127.0.0.1:9092");
        settings.put("plumbline.schema-registry.url", "http://127.0.0.1:8081");
        settings.put("plumbline.gateway.keystore", keystore.toString());
        settings.put(
                "plumbline.gateway.keystore-password-file",
                Files.writeString(folder.resolve("password"), "p").toString());
        settings.put(
                "plumbline.gateway.trusted-signers",
                Files.writeString(folder.resolve("signers.json"), "[]").toString());
        settings.put("plumbline.gateway.networks", "127.0.0.0/8,10.1.0.0/16");
        settings.put("plumbline.gateway.client-system-title", "504C420000000001");
    }

    @Test
    void completeSettingsAreAcceptedWithTheirDefaults() {
        GatewaySettings read = SettingsReader.read(config());
        assertEquals("plumbline.", read.kafka().topicPrefix());
        assertEquals(new SegmentLimits(32, 200), read.pacing().instance());
        assertEquals(new SegmentLimits(8, 10), read.pacing().standard());
        assertEquals(Duration.ofDays(60), read.polling().backfill());
        assertEquals(2, read.networks().networks().size());
    }

    @Test
    void pollsAreSpreadUnlessFieldTimeIsStepped() throws Exception {
        settings.put("plumbline.gateway.poll-spread", "PT10M");
        assertEquals(
                Duration.ofMinutes(10), SettingsReader.read(config()).polling().spread());
        settings.put(
                "plumbline.field-time.file",
                Files.writeString(folder.resolve("field-time"), "2026-03-01T00:00:00Z")
                        .toString());
        assertEquals(Duration.ZERO, SettingsReader.read(config()).polling().spread());
    }

    @Test
    void aBackfillThatOneSessionCannotReadStopsTheStartAndIsExplained() {
        settings.put("plumbline.gateway.backfill", "P427D");
        String message = refusal();
        assertTrue(message.startsWith("plumbline.gateway.backfill: "), message);
        assertTrue(message.contains("not the 427 days"), message);
        settings.put("plumbline.gateway.backfill", "P426D");
        assertEquals(
                Duration.ofDays(426), SettingsReader.read(config()).polling().backfill());
    }

    @Test
    void aNamedSegmentTakesFromTheStandardWhatItDoesNotSay() {
        settings.put("plumbline.gateway.segment.max-sessions", "6");
        settings.put("plumbline.gateway.segments.north.connects-per-second", "0.5");
        assertEquals(
                Map.of("north", new SegmentLimits(6, 0.5)),
                SettingsReader.read(config()).pacing().named());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plumbline.kafka.bootstrap-servers",
                "plumbline.gateway.keystore",
                "plumbline.gateway.keystore-password-file",
                "plumbline.gateway.trusted-signers",
                "plumbline.gateway.networks",
                "plumbline.gateway.client-system-title"
            })
    void aMissingSettingStopsTheStartAndIsNamedWithTheRemedy(String name) {
        settings.remove(name);
        String message = refusal();
        assertTrue(message.startsWith(name + " is not set; "), message);
    }

    @Test
    void aMissingRegistryIsNamed() {
        settings.remove("plumbline.schema-registry.url");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SettingsReader.registryUrl(config()));
        assertTrue(refused.getMessage().contains("plumbline.schema-registry.url"));
    }

    @ParameterizedTest
    @CsvSource({
        "plumbline.gateway.networks, 10.0.0.0",
        "plumbline.gateway.client-system-title, 504C42",
        "plumbline.gateway.client-system-title, not-hexadecimal!",
        "plumbline.gateway.keystore, /nonexistent/keys.p12",
        "plumbline.gateway.trusted-signers, /nonexistent/signers.json",
        "plumbline.gateway.max-sessions, 1",
        "plumbline.gateway.connects-per-second, 0",
        "plumbline.gateway.segment.max-sessions, 0",
        "plumbline.gateway.segment.connects-per-second, 0",
        "plumbline.gateway.segments.north.max-sessions, -1",
        "plumbline.gateway.segments.north.connects-per-second, NaN",
        "plumbline.gateway.counter-block, 0",
        "plumbline.gateway.session-timeout, PT2S",
        "plumbline.gateway.reply-timeout, PT0S",
        "plumbline.field-time.file, /nonexistent/field-time",
        "plumbline.gateway.backfill, PT0S",
        "plumbline.gateway.backfill, P450D",
        "plumbline.gateway.poll-spread, PT-1S",
        "plumbline.gateway.clock.tolerance, PT0S",
        "plumbline.gateway.clock.quorum, 0",
        "plumbline.gateway.clock.head-end, FILE"
    })
    void aWrongSettingStopsTheStartAndIsNamed(String name, String wrong) {
        settings.put(name, wrong);
        String message = refusal();
        assertTrue(message.contains(name), message);
    }

    private String refusal() {
        return assertThrows(IllegalArgumentException.class, () -> SettingsReader.read(config()))
                .getMessage();
    }

    private GatewayConfig config() {
        return new MapConfig(settings);
    }
}

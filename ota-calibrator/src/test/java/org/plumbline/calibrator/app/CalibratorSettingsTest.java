// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.signing.SigningKey;

class CalibratorSettingsTest {

    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void allIsSet(@TempDir Path directory) throws IOException {
        Path key = directory.resolve("key.pem");
        SigningKey.generate(key);
        Path signers = Files.writeString(directory.resolve("signers.json"), "[]");
        Path fieldTime = Files.writeString(directory.resolve("field-time"), "2026-03-01T00:00:00Z");
        values.put("plumbline.kafka.bootstrap-servers", "127.0.0.1:9092");
        values.put("plumbline.schema-registry.url", "http://127.0.0.1:8081");
        values.put("plumbline.data-dir", directory.toString());
        values.put("plumbline.calibrator.signing-key", key.toString());
        values.put("plumbline.calibrator.signing-key-id", "calibrator");
        values.put("plumbline.calibrator.checkpoint-key", key.toString());
        values.put("plumbline.calibrator.checkpoint-key-id", "auditor");
        values.put("plumbline.calibrator.trusted-signers", signers.toString());
        values.put("plumbline.field-time.file", fieldTime.toString());
    }

    @Test
    void aCompleteSetIsRead() {
        CalibratorSettings settings = read();
        assertEquals("plumbline.", settings.topicPrefix());
        assertEquals(Duration.ofMillis(500), settings.tick());
        assertEquals(Duration.ofDays(1), settings.checkpointPeriod());
        assertEquals(Duration.ofHours(12), settings.maximumAuthenticationAge());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), settings.fieldTime().instant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plumbline.kafka.bootstrap-servers",
                "plumbline.schema-registry.url",
                "plumbline.data-dir",
                "plumbline.calibrator.signing-key",
                "plumbline.calibrator.signing-key-id",
                "plumbline.calibrator.checkpoint-key",
                "plumbline.calibrator.checkpoint-key-id",
                "plumbline.calibrator.trusted-signers"
            })
    void aMissingSettingStopsTheStartAndIsNamed(String name) {
        values.remove(name);
        assertEquals(
                "setting " + name + " is missing",
                assertThrows(CalibratorException.class, this::read).getMessage());
        values.put(name, " ");
        assertThrows(CalibratorException.class, this::read);
    }

    @ParameterizedTest
    @CsvSource({
        "plumbline.calibrator.signing-key, /no/such/file",
        "plumbline.calibrator.checkpoint-key, /no/such/file",
        "plumbline.calibrator.checkpoint-period, PT25H",
        "plumbline.calibrator.checkpoint-period, PT0S",
        "plumbline.calibrator.trusted-signers, /no/such/file",
        "plumbline.field-time.file, /no/such/file",
        "plumbline.calibrator.tick, soon",
        "plumbline.calibrator.tick, PT0S",
        "plumbline.calibrator.maximum-authentication-age, -PT1H"
    })
    void aWrongSettingStopsTheStartAndIsNamed(String name, String value) {
        values.put(name, value);
        String message = assertThrows(CalibratorException.class, this::read).getMessage();
        assertTrue(message.contains(name), message);
    }

    @Test
    void aDyingThreadIsReplacedABoundedNumberOfTimes() {
        CalibratorProcess.BoundedReplacement replacement =
                new CalibratorProcess.BoundedReplacement(() -> Instant.EPOCH);
        for (int i = 0; i < CalibratorProcess.BoundedReplacement.MOST_REPLACEMENTS; i++) {
            assertEquals(StreamThreadExceptionResponse.REPLACE_THREAD, replacement.handle(new IllegalStateException()));
        }
        assertEquals(StreamThreadExceptionResponse.SHUTDOWN_CLIENT, replacement.handle(new IllegalStateException()));
    }

    private CalibratorSettings read() {
        return CalibratorSettings.from(name -> Optional.ofNullable(values.get(name)));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.QuietLog;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;
import org.plumbline.analyzer.metrology.MetrologyException;

class AnalyzerSettingsTest {
    private static Map<String, String> complete() {
        return new HashMap<>(Map.of(
                "plumbline.kafka.bootstrap-servers", "127.0.0.1:9092",
                "plumbline.schema-registry.url", "http://127.0.0.1:8081",
                "plumbline.data-dir", "data"));
    }

    private static AnalyzerSettings from(Map<String, String> settings) {
        return AnalyzerSettings.from(name -> Optional.ofNullable(settings.get(name)));
    }

    @Test
    void whatIsNotSetHasADefaultWhereThereIsASafeOne() {
        AnalyzerSettings settings = from(complete());
        assertEquals("plumbline.", settings.topicPrefix());
        assertEquals(1, settings.threads());
        assertEquals(1, settings.standbyReplicas());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plumbline.kafka.bootstrap-servers", "plumbline.schema-registry.url", "plumbline.data-dir"})
    void missingSettingIsNamed(String name) {
        for (String value : new String[] {null, " "}) {
            Map<String, String> settings = complete();
            settings.put(name, value);
            assertTrue(assertThrows(IllegalArgumentException.class, () -> from(settings))
                    .getMessage()
                    .contains(name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plumbline.analyzer.threads, 0",
        "plumbline.analyzer.threads, 65",
        "plumbline.analyzer.threads, many",
        "plumbline.analyzer.standby-replicas, -1",
        "plumbline.analyzer.standby-replicas, 3"
    })
    void numbersOutOfRangeAreNamed(String name, String value) {
        Map<String, String> settings = complete();
        settings.put(name, value);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> from(settings))
                .getMessage()
                .contains(name));
    }

    @Test
    void startIsRefusedWithFileLineAndColumnOfAMalformedLimit(@TempDir Path limits) throws IOException {
        Files.writeString(limits.resolve("italy.txt"), """
                reviewed | a person | 2026-11-02
                # In service.
                in-service | Italy | B | any | any | any | any | any | 3,0 | to-verify | a decree
                """);
        Map<String, String> settings = complete();
        settings.put("plumbline.analyzer.limits-dir", limits.toString());
        MetrologyException refusal = assertThrows(
                MetrologyException.class,
                () -> AnalyzerProcess.start(from(settings), new AnalyzerMetrics(new SimpleMeterRegistry())));
        assertEquals(
                "italy.txt line 3, column 56 (limit): '3,0' is no number above 0; write digits with a point, as 2.5",
                refusal.getMessage());
    }

    @Test
    void deadThreadsAreReplacedABoundedNumberOfTimes() {
        QuietLog.off();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        AnalyzerProcess.BoundedReplacement replacement = new AnalyzerProcess.BoundedReplacement(now::get);
        for (int k = 0; k < 20; k++) {
            assertEquals(StreamThreadExceptionResponse.REPLACE_THREAD, replacement.handle(new IllegalStateException()));
        }
        assertEquals(StreamThreadExceptionResponse.SHUTDOWN_CLIENT, replacement.handle(new IllegalStateException()));
        now.set(Instant.EPOCH.plusSeconds(601));
        assertEquals(StreamThreadExceptionResponse.REPLACE_THREAD, replacement.handle(new IllegalStateException()));
    }
}

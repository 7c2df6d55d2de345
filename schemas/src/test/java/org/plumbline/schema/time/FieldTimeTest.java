// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldTimeTest {

    @TempDir
    Path folder;

    @Test
    void followsTheFileForwardAndNeverBack() throws Exception {
        Path file = folder.resolve("field-time");
        Files.writeString(file, "2026-03-01T00:00:00Z\n");
        InstantSource time = FieldTime.of(file.toString());
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), time.instant());
        Files.writeString(file, "2026-03-02T00:00:00Z");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> time.instant().equals(Instant.parse("2026-03-02T00:00:00Z")));
        Files.writeString(file, "garbage");
        assertEquals(Instant.parse("2026-03-02T00:00:00Z"), time.instant());
        Files.writeString(file, "2026-02-01T00:00:00Z");
        Awaitility.await()
                .during(Duration.ofMillis(120))
                .atMost(Duration.ofSeconds(5))
                .until(() -> time.instant().equals(Instant.parse("2026-03-02T00:00:00Z")));
    }

    @Test
    void withoutAGoodInstantThereIsNoTime() {
        InstantSource time = FieldTime.of(folder.resolve("missing").toString());
        assertThrows(IllegalStateException.class, time::instant);
    }
}

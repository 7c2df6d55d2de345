// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.platform.verify.CheckResult;

final class JudgeTest {
    private static final CheckResult GOOD = new CheckResult("good", true, "all well", Map.of("writes", 8));
    private static final CheckResult BAD = new CheckResult("bad", false, "one lost", Map.of("missing", 1));

    private final ByteArrayOutputStream story = new ByteArrayOutputStream();
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();

    @Test
    void oneFailedCheckFailsTheRunAndIsShown() throws Exception {
        assertFalse(judge(GOOD, BAD));
        assertTrue(text(story).contains("PASS  good"));
        assertTrue(text(story).contains("FAIL  bad"));
        assertTrue(text(story).contains("one lost"));
        JsonNode document = new ObjectMapper().readTree(json.toByteArray());
        assertFalse(document.path("passed").asBoolean());
        assertEquals(1, document.path("figures").path("missing").asInt());
        assertEquals(42, document.path("figures").path("seed").asInt());
    }

    @Test
    void onlyPassedChecksPassTheRun() throws Exception {
        assertTrue(judge(GOOD));
        assertTrue(
                new ObjectMapper().readTree(json.toByteArray()).path("passed").asBoolean());
    }

    private boolean judge(CheckResult... results) {
        Narrator narrator = new Narrator(new PrintStream(story, true, StandardCharsets.UTF_8), System.nanoTime());
        return new Judge(narrator)
                .print(List.of(results), Map.of("seed", 42), new PrintStream(json, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

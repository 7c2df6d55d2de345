// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"--sed 1", "--seed", "--seed x", "--output xml", "--figures A0", "--figures"})
    void wrongUsageIsSaidAndExitsWithTwo(String line) {
        assertEquals(2, run(line.split(" ")));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("Usage: ./plumbline evaluate drift"));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void helpExitsWithZero() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("A1, A2, A3"));
    }

    @Test
    void namedFiguresAreShownWithTheirSeedAndProgressGoesToTheOtherStream() {
        assertEquals(0, run("--seed", "3", "--figures", "C1", "--output", "json"));
        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.contains("\"seed\": 3") && json.contains("\"id\": \"C1\""), json);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("seed 3"));
    }

    private int run(String... arguments) {
        return EvaluateMain.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}

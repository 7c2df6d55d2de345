// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole evaluation at full size. */
@Tag("full")
class WholeEvaluationTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyTargetIsMet(String seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = EvaluateMain.run(
                List.of("--seed", seed), new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        String table = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, exit, table);
        assertTrue(table.lines().filter(line -> line.endsWith("PASS")).count() > 20, table);
    }
}

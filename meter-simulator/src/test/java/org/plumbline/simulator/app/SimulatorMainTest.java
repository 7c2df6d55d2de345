// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
    @TempDir
    private Path directory;

    @Test
    void fleetIsWrittenAndASecondOneInTheSamePlaceIsRefused() throws Exception {
        String[] command = {
            "fleet",
            "--seed",
            "3",
            "--pairs",
            "20",
            "--out",
            directory.resolve("f").toString(),
            "--start",
            "2026-01-05T00:00:00Z"
        };
        assertEquals(0, SimulatorMain.execute(command));
        try (Stream<Path> files = Files.list(directory.resolve("f"))) {
            assertEquals(5, files.count());
        }
        assertTrue(errorOf(1, command).contains("already"));
    }

    @Test
    void takenPortIsNamedAndTheNextStartIsNotSpoiled() throws Exception {
        String fleet = directory.resolve("f").toString();
        SimulatorMain.execute(
                "fleet", "--seed", "3", "--pairs", "20", "--out", fleet, "--start", "2026-01-05T00:00:00Z");
        Path time = Files.writeString(directory.resolve("time"), "2026-01-05T00:00:00Z");
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            for (int attempt = 0; attempt < 2; attempt++) {
                String message = errorOf(
                        1,
                        "run",
                        "--fleet",
                        fleet,
                        "--ledger",
                        directory.resolve("l").toString(),
                        "--field-time-file",
                        time.toString(),
                        "--port",
                        port);
                assertTrue(message.contains(port), message);
            }
        }
    }

    @Test
    void wrongUsageIsExplained() {
        assertTrue(errorOf(2, "fleet", "--seed", "x").contains("--seed"));
        assertTrue(errorOf(2).contains("Usage"));
        assertTrue(errorOf(1, "run", "--fleet", directory.toString(), "--ledger", "l")
                .contains("fleet"));
    }

    private static String errorOf(int expectedExit, String... command) {
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertEquals(expectedExit, SimulatorMain.execute(command));
        } finally {
            System.setErr(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}

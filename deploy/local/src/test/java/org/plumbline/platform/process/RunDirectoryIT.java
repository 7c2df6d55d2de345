// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.PlatformException;

final class RunDirectoryIT {
    @Test
    void secondRunInTheSameFolderIsRefusedUntilTheFirstEnds(@TempDir Path directory) {
        Path folder = directory.resolve("demo");
        try (RunDirectory first = RunDirectory.takeEmpty(folder)) {
            PlatformException refusal =
                    assertThrows(PlatformException.class, () -> RunDirectory.takeEmpty(first.path()));
            assertTrue(refusal.getMessage().contains("another run is using"), refusal.getMessage());
        }
        RunDirectory.takeEmpty(folder).close();
    }

    @Test
    void nextRunStartsInAnEmptyFolder(@TempDir Path directory) throws Exception {
        Path folder = directory.resolve("demo");
        try (RunDirectory first = RunDirectory.takeEmpty(folder)) {
            Files.createDirectories(first.path().resolve("broker/data"));
            Files.writeString(first.path().resolve("broker/data/segment"), "old");
        }
        try (RunDirectory second = RunDirectory.takeEmpty(folder)) {
            assertFalse(Files.exists(second.path().resolve("broker")));
        }
    }

    @Test
    void processLeftByAnEarlierRunIsEndedButNotAStrangerWithItsId(@TempDir Path directory) throws Exception {
        Path folder = directory.resolve("demo");
        Process left = new ProcessBuilder("sleep", "60").start();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(folder);
            long startedAt = left.toHandle().info().startInstant().orElseThrow().toEpochMilli();
            Files.writeString(
                    folder.resolve("processes"),
                    "left " + left.pid() + " " + startedAt + "\nstranger " + stranger.pid() + " 12345\n");
            RunDirectory.takeEmpty(folder).close();
            assertFalse(left.isAlive());
            assertTrue(stranger.isAlive());
        } finally {
            left.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void groupEndsItsChildrenAndForgetsThem(@TempDir Path directory) {
        Path pids = directory.resolve("processes");
        ChildProcess below;
        ChildProcess above;
        try (ProcessGroup group = new ProcessGroup(pids)) {
            JavaCommand sleeper = JavaCommand.ofMain(
                    JavaCommand.ownClassPath(), ChildProcessIT.ChildProgram.class.getName(), "patient");
            below = group.add(ChildProcess.start("below", directory, sleeper));
            group.beginTier();
            above = group.add(ChildProcess.start("above", directory, sleeper));
            assertTrue(group.dead().isEmpty());
        }
        assertFalse(below.isAlive() || above.isAlive());
        assertFalse(Files.exists(pids));
    }
}

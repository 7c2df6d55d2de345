// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CleanEndTest {
    @TempDir
    private Path directory;

    private Path store;
    private Path task;
    private CleanEnd end;

    @BeforeEach
    void stores() throws Exception {
        Path application = directory.resolve("streams").resolve("p.drift-analyzer");
        store = Files.createDirectories(application.resolve("global/rocksdb/registrations-v1"))
                .resolve("000004.log");
        Files.writeString(store, "octets");
        task = Files.createDirectories(application.resolve("0_1/rocksdb")).resolve("000004.log");
        Files.writeString(task, "octets");
        end = new CleanEnd(directory, application);
    }

    @Test
    void afterAKillTheGlobalStoresBeginAnewAndThoseOfTasksAreLeftToStreams() {
        end.begin();
        assertFalse(Files.exists(store));
        assertTrue(Files.exists(task));
    }

    @Test
    void afterAnEndInOrderTheyStayOnce() {
        end.end();
        end.begin();
        assertTrue(Files.exists(store));
        end.begin();
        assertFalse(Files.exists(store), "the second start found no mark");
    }

    @Test
    void onAnEmptyDiskThereIsNothingToDo() {
        CleanEnd first = new CleanEnd(directory.resolve("new"), directory.resolve("new/streams"));
        first.begin();
        first.end();
    }
}

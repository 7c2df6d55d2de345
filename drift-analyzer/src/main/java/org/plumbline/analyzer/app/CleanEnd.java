// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the instance before this one ended in order. After a kill -9 Kafka Streams 4.3 wipes the stores of its tasks by
 * itself but refuses to open a global store that was not closed ("didn't find a valid state"), and the instance never
 * comes up again on its own disk. A global store is filled from its topic, so nothing is lost by beginning it anew.
 */
final class CleanEnd {
    private static final Logger LOGGER = LoggerFactory.getLogger(CleanEnd.class);
    private static final String GLOBAL_STORES = "global";

    private final Path mark;
    private final Path globalStores;

    /**
     * @param dataDirectory where the mark is kept
     * @param applicationDirectory where Kafka Streams keeps the stores of the application
     */
    CleanEnd(Path dataDirectory, Path applicationDirectory) {
        this.mark = dataDirectory.resolve("ended-in-order");
        this.globalStores = applicationDirectory.resolve(GLOBAL_STORES);
    }

    /**
     * Before the start: takes the mark away, and where there was none, the global stores.
     *
     * @throws UncheckedIOException when that cannot be done
     */
    void begin() {
        try {
            if (!Files.deleteIfExists(mark) && Files.exists(globalStores)) {
                LOGGER.info("the instance before did not end in order: global stores are filled anew");
                delete(globalStores);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin anew in " + globalStores, e);
        }
    }

    /** After every store was closed. Without the mark the next start takes a little longer, so a failure is only told. */
    void end() {
        try {
            Files.writeString(mark, "");
        } catch (IOException e) {
            LOGGER.atWarn().setCause(e).log("cannot leave the mark of an end in order");
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(directory)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}

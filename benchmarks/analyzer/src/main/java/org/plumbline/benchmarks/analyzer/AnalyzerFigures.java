// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ProcessGroup;

/** Prints rows for benchmarks/RESULTS.md; a real broker and a real registry in processes of their own. */
public final class AnalyzerFigures {
    private static final long SEED = 20_261_123;

    /** A multiple of 96, so that clones are as far into their day as what they are clones of. */
    private static final int DISTINCT_PAIRS = SimulatedPairs.SLOTS_PER_DAY;

    private AnalyzerFigures() {}

    /** @param arguments meters in the fleet, then {@code throughput}, {@code state} or {@code restore} */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        int count = Integer.parseInt(arguments[0]) / 2;
        if (count < DISTINCT_PAIRS) {
            System.err.println("at least " + 2 * DISTINCT_PAIRS + " meters are needed, not " + arguments[0]);
            System.exit(2);
        }
        List<String> figures = List.of(arguments).subList(1, arguments.length);
        Path directory = Files.createTempDirectory("analyzer-figures");
        SimulatedPairs pairs = new SimulatedPairs(
                SEED,
                DISTINCT_PAIRS,
                SeedState.slotsWith(Math.max(Throughput.WARM_UP_SLOTS + Throughput.ROUNDS, Restore.SLOTS)));
        System.err.println("simulated");
        try (ProcessGroup processes = new ProcessGroup(directory.resolve("pids"))) {
            LocalPlatform platform = LocalPlatform.start(directory, LocalPlatform.Ports.FREE, "unused.", processes);
            SeedState seed = SeedState.regular(directory, platform, pairs);
            System.err.printf(
                    Locale.ROOT,
                    "seeded: %s, %.0f octets per pair%n",
                    seed.sizes(),
                    seed.octets("").average().orElseThrow());
            if (figures.contains("throughput")) {
                new Throughput(platform, pairs, seed, count).measure(directory, out);
            }
            if (figures.contains("state")) {
                new StateSize(platform, directory, out).measure(pairs, seed);
            }
            if (figures.contains("restore")) {
                new Restore(platform, pairs, seed, count, directory).measure(out);
            }
        } finally {
            delete(directory);
        }
        System.exit(0);
    }

    /** Gigabytes lie there. */
    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}

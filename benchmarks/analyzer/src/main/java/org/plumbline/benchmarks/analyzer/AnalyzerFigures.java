// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ProcessGroup;

/** Prints rows for benchmarks/RESULTS.md; a real broker and a real registry in processes of their own. */
public final class AnalyzerFigures {
    private static final long SEED = 20_261_123;

    /** A multiple of 96, so that clones are as far into their day as what they are clones of. */
    private static final int DISTINCT_PAIRS = 2 * SimulatedPairs.SLOTS_PER_DAY;

    private AnalyzerFigures() {}

    /** @param arguments pairs in the fleet, then {@code throughput} or {@code state} */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        int count = Integer.parseInt(arguments[0]);
        List<String> figures = List.of(arguments).subList(1, arguments.length);
        Path directory = Files.createTempDirectory("analyzer-figures");
        SimulatedPairs pairs = new SimulatedPairs(
                SEED, DISTINCT_PAIRS, SeedState.slotsWith(Throughput.WARM_UP_SLOTS + Throughput.ROUNDS));
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
        }
        System.exit(0);
    }
}

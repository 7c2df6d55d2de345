// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.DriftTopology;
import org.plumbline.platform.LocalPlatform;

/**
 * Octets of state of a pair and per meter: as encoded, on the changelogs, and in RocksDB on disk after a full compaction. The
 * worst case is a reference that falls silent: the tested meter's levels wait for it.
 */
final class StateSize {
    private static final int CLONES = 2_000;
    private static final double METERS_OF_A_PAIR = 2;
    private static final int WORST_PAIRS = 20;
    private static final int DAYS_TOGETHER = 13;

    /** One day more than levels are kept whatever the other meter does. */
    private static final int DAYS_SILENT = 67;

    private static final long SEED = 7;
    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private final LocalPlatform platform;
    private final Path directory;
    private final PrintStream out;

    StateSize(LocalPlatform platform, Path directory, PrintStream out) {
        this.platform = platform;
        this.directory = directory;
        this.out = out;
    }

    /** Prints the rows. */
    void measure(SimulatedPairs pairs, SeedState regular) throws InterruptedException {
        out.println("| state | of a pair, mean | of a pair, largest | per meter, mean | changelogs, per meter"
                + " | RocksDB compacted, per meter | bound per meter |");
        out.println("|---|---|---|---|---|---|---|");
        long[] closed = regular.octets(DriftTopology.TRACK_STORE).toArray();
        out.printf(
                Locale.ROOT,
                "| closed days only (track of the tested meter) | %,.0f | %,d | | | | 2,000 |%n",
                LongStream.of(closed).average().orElseThrow(),
                LongStream.of(closed).max().orElseThrow());
        row("typical: both meters read every quarter hour", pairs, regular, 16_000, "typical.");
        int slots = (DAYS_TOGETHER + DAYS_SILENT) * SimulatedPairs.SLOTS_PER_DAY;
        SimulatedPairs waiting = new SimulatedPairs(SEED, WORST_PAIRS, slots);
        SeedState worst = SeedState.make(
                directory,
                platform,
                "silence.",
                waiting,
                slots,
                (pair, side, slot) -> side == Side.TESTED || slot < DAYS_TOGETHER * SimulatedPairs.SLOTS_PER_DAY);
        row("worst: reference silent for " + DAYS_SILENT + " days", waiting, worst, 48_000, "worst.");
    }

    private void row(String name, SimulatedPairs pairs, SeedState seed, int bound, String prefix)
            throws InterruptedException {
        LocalPlatform.createTopics(platform.bootstrapServers(), prefix);
        LocalPlatform.registerSchemas(platform.registryUrl(), prefix);
        try (Progress progress = new Progress(platform.bootstrapServers(), prefix);
                FleetWriter fleet = new FleetWriter(platform, prefix, pairs)) {
            seed.write(platform, prefix, fleet, CLONES);
            double onChangelogs = progress.changelogOctets();
            Path home = directory.resolve(prefix + "stores");
            try (StreamsApp app = StreamsApp.analyzer(home, platform, prefix)) {
                fleet.register(CLONES);
                fleet.readings(pairs.distinct(), (pair, side) -> 0);
                fleet.commit();
                progress.awaitAllProcessed(app, DEADLINE);
            }
            progress.deleteTopics();
            double mean = seed.octets("").average().orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,d | %,.0f | %,.0f | %,.0f | %,d |%n",
                    name,
                    mean,
                    seed.octets("").max().orElseThrow(),
                    mean / METERS_OF_A_PAIR,
                    onChangelogs / CLONES / METERS_OF_A_PAIR,
                    (double) StoreSize.compacted(home.resolve("streams").resolve(progress.applicationId()))
                            / CLONES
                            / METERS_OF_A_PAIR,
                    bound);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.plumbline.platform.LocalPlatform;

/**
 * Readings per second and per second of processor time, beside the pass-through. Both have the state of the whole fleet
 * in their stores; rounds take turns. The readings of a round lie on the broker before its clock starts: they are
 * written in a transaction, whose end is what starts the round.
 */
final class Throughput {
    static final int WARM_UP_SLOTS = 3;
    static final int ROUNDS = 5;

    private static final Duration DEADLINE = Duration.ofMinutes(20);

    private final LocalPlatform platform;
    private final SimulatedPairs pairs;
    private final SeedState seed;
    private final int count;

    Throughput(LocalPlatform platform, SimulatedPairs pairs, SeedState seed, int count) {
        this.platform = platform;
        this.pairs = pairs;
        this.seed = seed;
        this.count = count;
    }

    /** What one round took. */
    private record Round(double cpuMicros, double wallMicros, double changelogOctets) {}

    /** One of the two applications with what feeds it. */
    private final class Runner implements AutoCloseable {
        private final String prefix;
        private final FleetWriter fleet;
        private final Progress progress;
        private final List<Round> rounds = new ArrayList<>();
        private StreamsApp app;
        private int slots;

        Runner(String prefix, java.util.function.Supplier<StreamsApp> start) throws InterruptedException {
            this.prefix = prefix;
            LocalPlatform.createTopics(platform.bootstrapServers(), prefix);
            LocalPlatform.registerSchemas(platform.registryUrl(), prefix);
            fleet = new FleetWriter(platform, prefix, pairs);
            seed.write(platform, prefix, fleet, count);
            progress = new Progress(platform.bootstrapServers(), prefix);
            fleet.register(count);
            fleet.commit();
            app = start.get();
            for (int k = 0; k < WARM_UP_SLOTS; k++) {
                round();
            }
            rounds.clear();
        }

        void round() throws InterruptedException {
            int slot = slots++;
            int readings = fleet.readings(count, (pair, side) -> SeedState.slots(pair) + slot);
            fleet.flush();
            long octets = progress.changelogOctets();
            Duration cpu = app.cpu();
            long start = System.nanoTime();
            fleet.commit();
            progress.awaitAllProcessed(app, DEADLINE);
            double wall = (System.nanoTime() - start) / 1e3;
            double used = app.cpu().minus(cpu).toNanos() / 1e3;
            rounds.add(new Round(
                    used / readings, wall / readings, (double) (progress.changelogOctets() - octets) / readings));
            System.err.printf(Locale.ROOT, "%s slot %d: %s%n", prefix, slot, rounds.getLast());
        }

        double median(ToDoubleFunction<Round> figure) {
            double[] values = rounds.stream().mapToDouble(figure).toArray();
            Arrays.sort(values);
            return values[values.length / 2];
        }

        @Override
        public void close() {
            app.close();
            fleet.close();
            progress.deleteTopics();
            progress.close();
        }
    }

    /** Prints the rows. */
    void measure(Path directory, PrintStream out) throws InterruptedException {
        try (Runner analyzer =
                        new Runner("a.", () -> StreamsApp.analyzer(directory.resolve("analyzer"), platform, "a."));
                Runner floor = new Runner(
                        "b.", () -> StreamsApp.passThrough(directory.resolve("floor"), platform, "b.", seed.sizes()))) {
            for (int round = 0; round < ROUNDS; round++) {
                analyzer.round();
                floor.round();
            }
            out.println("| application | CPU us per reading | readings per CPU second | of the pass-through"
                    + " | readings per second | of the pass-through | changelog octets per reading |");
            out.println("|---|---|---|---|---|---|---|");
            row(out, "pass-through", floor, floor);
            row(out, "analyzer", analyzer, floor);
        }
    }

    private static void row(PrintStream out, String name, Runner app, Runner floor) {
        double cpu = app.median(Round::cpuMicros);
        double wall = app.median(Round::wallMicros);
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %,.0f | %.0f %% | %,.0f | %.0f %% | %,.0f |%n",
                name,
                cpu,
                1e6 / cpu,
                100 * floor.median(Round::cpuMicros) / cpu,
                1e6 / wall,
                100 * floor.median(Round::wallMicros) / wall,
                app.median(Round::changelogOctets));
    }
}

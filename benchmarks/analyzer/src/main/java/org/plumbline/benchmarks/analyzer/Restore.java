// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.schema.Topics;

/**
 * How long a fleet goes unwatched when the instance that watches it is killed (kill -9): from the kill until the first
 * reading that another instance has processed and committed, and until there is one in every partition. Both contain the
 * session timeout after which the group gives a dead member up.
 */
final class Restore {
    private static final Duration DEADLINE = Duration.ofMinutes(20);
    private static final String PREFIX = "restore.";

    private final LocalPlatform platform;
    private final SimulatedPairs pairs;
    private final SeedState seed;
    private final int count;
    private final Path directory;
    private int slots;

    Restore(LocalPlatform platform, SimulatedPairs pairs, SeedState seed, int count, Path directory) {
        this.platform = platform;
        this.pairs = pairs;
        this.seed = seed;
        this.count = count;
        this.directory = directory;
    }

    /** Slots of readings this needs. */
    static final int SLOTS = 4;

    /** Seconds from the kill. */
    private record Silence(double first, double all) {}

    /** Prints the rows. */
    void measure(PrintStream out) throws InterruptedException {
        LocalPlatform.createTopics(platform.bootstrapServers(), PREFIX);
        LocalPlatform.registerSchemas(platform.registryUrl(), PREFIX);
        try (Progress progress = new Progress(platform.bootstrapServers(), PREFIX);
                FleetWriter fleet = new FleetWriter(platform, PREFIX, pairs)) {
            seed.write(platform, PREFIX, fleet, count);
            fleet.register(count);
            fleet.commit();
            out.printf(
                    Locale.ROOT,
                    "| %,d meters, %.2f GB on the changelogs | first reading, s | every partition, s |%n",
                    2 * count,
                    progress.changelogOctets() / 1e9);
            out.println("|---|---|---|");
            try (StreamsApp first = instance("one")) {
                row(out, "first start on an empty disk, with the start of the JVM", watched(progress, fleet, first));
                progress.awaitAllProcessed(first, DEADLINE);
                try (StreamsApp standby = instance("two")) {
                    awaitReplica(progress, standby);
                    prepare(fleet);
                    first.process().kill();
                    row(out, "kill -9, standby replica takes over", watched(progress, fleet, standby));
                    progress.awaitAllProcessed(standby, DEADLINE);
                    prepare(fleet);
                    standby.process().kill();
                    try (StreamsApp fresh = instance("three")) {
                        row(
                                out,
                                "kill -9, no standby, a new instance on an empty disk",
                                watched(progress, fleet, fresh));
                        progress.awaitAllProcessed(fresh, DEADLINE);
                        prepare(fleet);
                        fresh.process().kill();
                        try (StreamsApp again = instance("three")) {
                            row(out, "kill -9, the same instance on its own disk", watched(progress, fleet, again));
                        }
                    }
                }
            }
            progress.deleteTopics();
        }
    }

    private StreamsApp instance(String name) {
        return StreamsApp.analyzer(directory.resolve(name), platform, PREFIX);
    }

    /** Puts readings on the broker that the next commit makes visible. */
    private void prepare(FleetWriter fleet) {
        int slot = slots++;
        int unused = fleet.readings(count, (pair, side) -> SeedState.slots(pair) + slot);
        fleet.flush();
    }

    private Silence watched(Progress progress, FleetWriter fleet, StreamsApp app) throws InterruptedException {
        long start = System.nanoTime();
        if (slots == 0) {
            prepare(fleet);
        }
        Map<TopicPartition, Long> before = progress.committed();
        fleet.commit();
        Set<TopicPartition> moved = new HashSet<>();
        double[] first = {0};
        app.process().awaitReady(DEADLINE, () -> {
            Collection<TopicPartition> partitions = progress.levels();
            Map<TopicPartition, Long> now = progress.committed();
            partitions.stream()
                    .filter(each -> now.getOrDefault(each, 0L) > before.getOrDefault(each, 0L))
                    .forEach(moved::add);
            if (first[0] == 0 && !moved.isEmpty()) {
                first[0] = (System.nanoTime() - start) / 1e9;
            }
            return !partitions.isEmpty() && moved.size() == partitions.size();
        });
        return new Silence(first[0], (System.nanoTime() - start) / 1e9);
    }

    /** Waits until an instance holds a complete replica of every changelog partition. */
    private static void awaitReplica(Progress progress, StreamsApp replica) throws InterruptedException {
        long wanted = (long) progress.changelogs().size() * Topics.DEFAULT_PARTITIONS;
        try (ReplicaLag lag = new ReplicaLag(replica.process().pid())) {
            replica.process().awaitReady(DEADLINE, () -> lag.complete() == wanted);
        }
    }

    private static void row(PrintStream out, String name, Silence silence) {
        out.printf(Locale.ROOT, "| %s | %.1f | %.1f |%n", name, silence.first(), silence.all());
    }
}

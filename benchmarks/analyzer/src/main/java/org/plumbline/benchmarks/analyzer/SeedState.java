// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.DriftTopology;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;

/**
 * What a real analyzer remembers of distinct pairs after some weeks, read from its changelogs, and the same under the
 * ids of many more pairs. Pair n is {@code n modulo 96} quarter hours ahead, so that in every slot one pair of 96 begins a
 * new day: what closing a day costs is spread evenly over the readings.
 */
final class SeedState {
    static final long FIRST_DAY = SimulatedPairs.START.getEpochSecond() / 86_400;

    /** A day's levels are deleted when both meters have begun the day that is so much later. */
    static final int DAYS_KEPT = 11;

    /** Days of a meter that are kept for profiles to come. */
    static final int HISTORY_DAYS = 21;

    /** Days before measuring: all kept days are there, and one is deleted for each that begins. */
    private static final int DAYS = HISTORY_DAYS + 2;

    /** Of its octets the last are a digest of the profiles and registrations that the meter was judged by. */
    private static final String FOLLOWED_STORE = "followed-v1";

    private static final Duration DEADLINE = Duration.ofMinutes(20);

    /** @param topic changelog without prefix */
    private record Entry(String topic, byte[] key, byte[] value) {}

    private final List<List<Entry>> byPair = new ArrayList<>();
    private final WriteSizes sizes;

    private SeedState(List<Entry> entries, int pairs, int estimateOctets) {
        for (int pair = 0; pair < pairs; pair++) {
            byPair.add(new ArrayList<>());
        }
        entries.forEach(
                entry -> byPair.get(PairIds.pair(PairIds.leading(entry.key()))).add(entry));
        sizes = new WriteSizes(
                (int) mean(entries, DriftTopology.HISTORY_STORE, octets -> isWholeDay(octets, 0)),
                (int) mean(entries, DriftTopology.ROUTE_STORE, octets -> true),
                (int) mean(entries, DriftTopology.DAY_STORE, octets -> isWholeDay(octets, 1)),
                (int) mean(entries, DriftTopology.TRACK_STORE, octets -> true),
                estimateOctets);
    }

    /** Slots that have been read of a pair. */
    static int slots(int pair) {
        return DAYS * SimulatedPairs.SLOTS_PER_DAY + pair % SimulatedPairs.SLOTS_PER_DAY;
    }

    /** Slots that are to be simulated so that some are left after the seed. */
    static int slotsWith(int more) {
        return slots(SimulatedPairs.SLOTS_PER_DAY - 1) + 1 + more;
    }

    /** Lets an analyzer follow all distinct pairs, both meters read in every slot. */
    static SeedState regular(Path directory, LocalPlatform platform, SimulatedPairs pairs) throws InterruptedException {
        return make(directory, platform, "seed.", pairs, slotsWith(0), (pair, side, slot) -> slot < slots(pair));
    }

    /** Whether a meter is read in a slot. */
    interface Reading {
        boolean isRead(int pair, Side side, int slot);
    }

    /** Lets an analyzer follow all distinct pairs. */
    static SeedState make(
            Path directory, LocalPlatform platform, String prefix, SimulatedPairs pairs, int slots, Reading reading)
            throws InterruptedException {
        LocalPlatform.createTopics(platform.bootstrapServers(), prefix);
        LocalPlatform.registerSchemas(platform.registryUrl(), prefix);
        int count = pairs.distinct();
        try (Progress progress = new Progress(platform.bootstrapServers(), prefix)) {
            try (FleetWriter fleet = new FleetWriter(platform, prefix, pairs);
                    StreamsApp app = StreamsApp.analyzer(directory.resolve(prefix + "seed"), platform, prefix)) {
                fleet.register(count);
                fleet.pair(count);
                fleet.openEpochs(count);
                fleet.commit();
                for (int slot = 0; slot < slots; slot++) {
                    int now = slot;
                    fleet.readings(count, (pair, side) -> reading.isRead(pair, side, now) ? now : -1);
                }
                fleet.commit();
                progress.awaitAllProcessed(app, DEADLINE);
            }
            List<Entry> entries = latest(platform, prefix, progress.changelogs());
            int estimates = (int) latest(platform, prefix, List.of(Topics.DRIFT.prefixed(prefix))).stream()
                    .mapToInt(entry -> entry.value().length)
                    .average()
                    .orElseThrow();
            progress.deleteTopics();
            return new SeedState(entries, count, estimates);
        }
    }

    WriteSizes sizes() {
        return sizes;
    }

    /** Octets of keys and values of each pair in stores whose name holds the text. */
    LongStream octets(String store) {
        return byPair.stream()
                .mapToLong(entries -> entries.stream()
                        .filter(entry -> entry.topic().contains(store))
                        .mapToLong(SeedState::octets)
                        .sum());
    }

    private static long octets(Entry entry) {
        return (long) entry.key().length + entry.value().length;
    }

    /** Puts the state of pairs 0..count-1 on the changelogs of an application that has not run yet. */
    void write(LocalPlatform platform, String prefix, FleetWriter fleet, int count) {
        try (Progress progress = new Progress(platform.bootstrapServers(), prefix);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                platform.bootstrapServers(),
                                // Leaders of topics just made may be news.
                                "metadata.max.age.ms",
                                5_000,
                                "enable.idempotence",
                                false,
                                "linger.ms",
                                50,
                                "batch.size",
                                512 << 10,
                                "delivery.timeout.ms",
                                600_000,
                                "buffer.memory",
                                64L << 20),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            progress.createChangelogs(byPair.stream()
                    .flatMap(List::stream)
                    .map(entry -> prefix + entry.topic())
                    .distinct()
                    .toList());
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            for (int pair = 0; pair < count; pair++) {
                int from = pair % byPair.size();
                for (Entry entry : byPair.get(from)) {
                    byte[] key = PairIds.renamed(entry.key(), from, pair);
                    byte[] value = PairIds.renamed(entry.value(), from, pair);
                    if (entry.topic().contains(FOLLOWED_STORE)) {
                        byte[] digest = fleet.digest(pair);
                        System.arraycopy(digest, 0, value, value.length - digest.length, digest.length);
                    }
                    int partition = Partitioning.partitionOf(PairIds.leading(key), Topics.DEFAULT_PARTITIONS);
                    var unused = producer.send(
                            new ProducerRecord<>(prefix + entry.topic(), partition, key, value),
                            (metadata, exception) -> failure.compareAndSet(null, exception));
                }
            }
            producer.flush();
            Exception first = failure.get();
            if (first != null) {
                throw new IllegalStateException("the broker did not take the state of " + prefix, first);
            }
        }
    }

    /** The newest record of each key. */
    private static List<Entry> latest(LocalPlatform platform, String prefix, List<String> topics) {
        Map<String, Map<ByteBuffer, Entry>> newest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    String topic = each.topic().substring(prefix.length());
                    Map<ByteBuffer, Entry> byKey = newest.computeIfAbsent(topic, name -> new HashMap<>());
                    if (each.value() == null) {
                        byKey.remove(ByteBuffer.wrap(each.key()));
                    } else {
                        byKey.put(ByteBuffer.wrap(each.key()), new Entry(topic, each.key(), each.value()));
                    }
                }
            }
        }
        return newest.values().stream()
                .flatMap(byKey -> byKey.values().stream())
                .toList();
    }

    private static boolean isWholeDay(byte[] octets, int more) {
        return DayLevels.decode(octets).size() == SimulatedPairs.SLOTS_PER_DAY + more;
    }

    private static double mean(List<Entry> entries, String store, Predicate<byte[]> counted) {
        return entries.stream()
                .filter(entry -> entry.topic().contains(store))
                .map(Entry::value)
                .filter(counted)
                .mapToInt(value -> value.length)
                .average()
                .orElseThrow();
    }
}

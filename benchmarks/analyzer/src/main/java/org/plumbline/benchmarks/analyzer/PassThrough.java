// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.analyzer.adapter.kafka.StreamsSettings;
import org.plumbline.analyzer.streams.DriftTopology;
import org.plumbline.schema.Topics;

/**
 * The floor: a streams application with the analyzer's settings that takes the same readings, sends as many octets
 * through a repartition topic to the same keys, and makes the same puts and deletes with as many octets in stores of the
 * same kind, with the same sinks. It decodes nothing, computes nothing and reads no store.
 */
public final class PassThrough {
    private PassThrough() {}

    /** @param arguments bootstrap servers, topic prefix, data directory, sizes */
    public static void main(String[] arguments) throws InterruptedException {
        StreamsConfig config = new StreamsConfig(StreamsSettings.of(
                Brokers.plain(arguments[0]), arguments[1], Path.of(arguments[2]).resolve("streams"), 1));
        KafkaStreams streams = new KafkaStreams(topology(config, arguments[1], WriteSizes.of(arguments[3])), config);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
        new CountDownLatch(1).await();
    }

    private static Topology topology(StreamsConfig config, String prefix, WriteSizes sizes) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
        Serde<byte[]> octets = Serdes.ByteArray();
        for (String store : List.of(
                DriftTopology.ROUTE_STORE,
                DriftTopology.HISTORY_STORE,
                DriftTopology.TRACK_STORE,
                DriftTopology.DAY_STORE)) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(store), Serdes.ByteArray(), octets)
                            .withCachingEnabled()
                            .withLoggingEnabled(Map.of()));
        }
        KStream<String, byte[]> estimates = builder.stream(
                        Topics.READINGS.prefixed(prefix),
                        Consumed.with(Serdes.String(), octets).withName("readings-source"))
                .process(
                        () -> new FanOut(sizes),
                        Named.as("fan-out"),
                        DriftTopology.ROUTE_STORE,
                        DriftTopology.HISTORY_STORE)
                .repartition(Repartitioned.<String, byte[]>as("levels")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(octets))
                .process(
                        () -> new Follow(sizes),
                        Named.as("follow"),
                        DriftTopology.TRACK_STORE,
                        DriftTopology.DAY_STORE);
        estimates.to(
                Topics.DRIFT.prefixed(prefix),
                Produced.with(Serdes.String(), octets).withName("drift-sink"));
        estimates.to(
                Topics.DRIFT_LATEST.prefixed(prefix),
                Produced.with(Serdes.String(), octets).withName("drift-latest-sink"));
        return builder.build();
    }

    /** The slot of each meter's next reading and what it is in its day; row k is captured at the end of slot k. */
    private static final class Slots {
        private final Map<String, Integer> next = new HashMap<>();

        int advance(String meterId) {
            return next.merge(meterId, SeedState.slots(PairIds.pair(meterId)) + 1, (slot, first) -> slot + 1);
        }

        static long day(int slot) {
            return SeedState.FIRST_DAY + slot / SimulatedPairs.SLOTS_PER_DAY;
        }

        static int levelOfDay(int slot) {
            return slot % SimulatedPairs.SLOTS_PER_DAY;
        }
    }

    private static byte[] key(String meterId, long day, int side) {
        byte[] id = meterId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + 10)
                .put(id)
                .put((byte) 0)
                .putLong(day ^ Long.MIN_VALUE)
                .put((byte) side)
                .array();
    }

    /**
     * To the tested meter, with the side in the first octet. Each level is a put into the history of its day; the first
     * of a new day is a put of the route, and the oldest day is deleted.
     */
    private static final class FanOut implements Processor<String, byte[], String, byte[]> {
        private final WriteSizes sizes;
        private final Slots slots = new Slots();
        private @Nullable ProcessorContext<String, byte[]> context;
        private @Nullable KeyValueStore<byte[], byte[]> routes;
        private @Nullable KeyValueStore<byte[], byte[]> history;

        FanOut(WriteSizes sizes) {
            this.sizes = sizes;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> given) {
            context = given;
            routes = given.getStateStore(DriftTopology.ROUTE_STORE);
            history = given.getStateStore(DriftTopology.HISTORY_STORE);
        }

        @Override
        public void process(Record<String, byte[]> in) {
            KeyValueStore<byte[], byte[]> levels = Objects.requireNonNull(history);
            int slot = slots.advance(in.key());
            int levelOfDay = Slots.levelOfDay(slot);
            if (levelOfDay == 0) {
                Objects.requireNonNull(routes).put(in.key().getBytes(StandardCharsets.UTF_8), new byte[sizes.route()]);
                levels.delete(key(in.key(), Slots.day(slot) - SeedState.HISTORY_DAYS, 0));
            }
            levels.put(
                    key(in.key(), Slots.day(slot), 0),
                    new byte[sizes.history() * (levelOfDay + 1) / SimulatedPairs.SLOTS_PER_DAY]);
            byte[] level = Arrays.copyOf(in.value(), WriteSizes.LEVEL);
            level[0] = (byte) in.key().charAt(0);
            Objects.requireNonNull(context)
                    .forward(in.withKey("T" + in.key().substring(1)).withValue(level));
        }
    }

    /**
     * Each level is a put into its day, one at midnight a put into the day before as well. The first level of a new day
     * is a put of the state; of the later meter an estimate, too, and the oldest day is deleted.
     */
    private static final class Follow implements Processor<String, byte[], String, byte[]> {
        private static final int LEVELS = SimulatedPairs.SLOTS_PER_DAY + 1;

        private final WriteSizes sizes;
        private final List<Slots> slots = List.of(new Slots(), new Slots());
        private final Map<String, Integer> newest = new HashMap<>();
        private @Nullable ProcessorContext<String, byte[]> context;
        private @Nullable KeyValueStore<byte[], byte[]> tracks;
        private @Nullable KeyValueStore<byte[], byte[]> days;

        Follow(WriteSizes sizes) {
            this.sizes = sizes;
        }

        @Override
        public void init(ProcessorContext<String, byte[]> given) {
            context = given;
            tracks = given.getStateStore(DriftTopology.TRACK_STORE);
            days = given.getStateStore(DriftTopology.DAY_STORE);
        }

        @Override
        public void process(Record<String, byte[]> in) {
            KeyValueStore<byte[], byte[]> levels = Objects.requireNonNull(days);
            int side = in.value()[0] == 'T' ? 0 : 1;
            int slot = slots.get(side).advance(in.key());
            long day = Slots.day(slot);
            int levelOfDay = Slots.levelOfDay(slot);
            levels.put(key(in.key(), day, side), new byte[size(levelOfDay + 1)]);
            if (levelOfDay == 0) {
                levels.put(key(in.key(), day - 1, side), new byte[size(LEVELS)]);
                Objects.requireNonNull(tracks).put(in.key().getBytes(StandardCharsets.UTF_8), new byte[sizes.track()]);
                boolean isLaterMeter = Objects.equals(newest.put(in.key(), slot), slot);
                if (isLaterMeter) {
                    levels.delete(key(in.key(), day - SeedState.DAYS_KEPT, 0));
                    levels.delete(key(in.key(), day - SeedState.DAYS_KEPT, 1));
                    Objects.requireNonNull(context).forward(in.withValue(new byte[sizes.estimate()]));
                }
            }
        }

        private int size(int levels) {
            return sizes.day() * levels / LEVELS;
        }
    }
}

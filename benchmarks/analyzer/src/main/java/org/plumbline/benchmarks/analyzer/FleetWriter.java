// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/**
 * Writes what a gateway and a console would have written. All that is sent between two commits becomes visible to the
 * analyzer at once, with the second.
 */
final class FleetWriter implements AutoCloseable {
    /** A prime: meters of one slot come in the order of their multiples of it, not pair by pair. */
    private static final long STRIDE = 1_000_003;

    private final String prefix;
    private final SimulatedPairs pairs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordSerde<RegisterReading> readings;
    private final RecordSerde<MeterRegistration> registrations;
    private final RecordSerde<ReferenceProfile> profiles;
    private final RecordSerde<MeterEvent> events;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    FleetWriter(LocalPlatform platform, String prefix, SimulatedPairs pairs) {
        this.prefix = prefix;
        this.pairs = pairs;
        SchemaRegistryClient registry = SchemaRegistration.client(platform.registryUrl());
        readings = new RecordSerde<>(registry, RegisterReading.class);
        registrations = new RecordSerde<>(registry, MeterRegistration.class);
        profiles = new RecordSerde<>(registry, ReferenceProfile.class);
        events = new RecordSerde<>(registry, MeterEvent.class);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "transactional.id",
                        prefix + "writer",
                        "transaction.timeout.ms",
                        900_000,
                        "linger.ms",
                        50,
                        "batch.size",
                        256 << 10,
                        "buffer.memory",
                        64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
    }

    /** Both meters of pairs 0..count-1. */
    void register(int count) {
        for (int pair = 0; pair < count; pair++) {
            for (Side side : Side.values()) {
                MeterRegistration meter = pairs.registration(pair, side);
                send(Topics.METERS, meter.getMeterId(), registrations, meter);
            }
        }
    }

    /** The profiles of pairs 0..count-1. */
    void pair(int count) {
        for (int pair = 0; pair < count; pair++) {
            ReferenceProfile profile = pairs.profile(pair);
            send(Topics.REFERENCE_PROFILES, profile.getProfileId(), profiles, profile);
        }
    }

    /** By which the analyzer knows that a meter was judged by its profile and registrations. */
    byte[] digest(int pair) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            add(sha256, profiles.serialize(Topics.REFERENCE_PROFILES.prefixed(prefix), pairs.profile(pair)));
            for (Side side : Side.values()) {
                add(sha256, registrations.serialize(Topics.METERS.prefixed(prefix), pairs.registration(pair, side)));
            }
            return Arrays.copyOf(sha256.digest(), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void add(MessageDigest sha256, byte @Nullable [] octets) {
        byte[] some = Objects.requireNonNull(octets);
        sha256.update(ByteBuffer.allocate(4).putInt(some.length).array());
        sha256.update(some);
    }

    /** The first calibration epoch of pairs 0..count-1. */
    void openEpochs(int count) {
        for (int pair = 0; pair < count; pair++) {
            send(Topics.METER_EVENTS, PairIds.tested(pair), events, pairs.firstEpoch(pair));
        }
    }

    /** The slot of each meter. */
    interface Slots {
        /** Negative = nothing is read. */
        int of(int pair, Side side);
    }

    /**
     * One row of every meter of pairs 0..count-1.
     *
     * @return readings sent
     */
    int readings(int count, Slots slots) {
        int sent = 0;
        long meters = 2L * count;
        for (long k = 0; k < meters; k++) {
            long meter = k * STRIDE % meters;
            int pair = (int) (meter / 2);
            Side side = meter % 2 == 0 ? Side.TESTED : Side.REFERENCE;
            int slot = slots.of(pair, side);
            if (slot >= 0) {
                RegisterReading reading = pairs.reading(pair, side, slot);
                send(Topics.READINGS, reading.getMeterId(), readings, reading);
                sent++;
            }
        }
        return sent;
    }

    private <T extends SpecificRecord> void send(Topic topic, String key, RecordSerde<T> serde, T value) {
        String name = topic.prefixed(prefix);
        var unused = producer.send(
                new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), serde.serialize(name, value)),
                (metadata, exception) -> failure.compareAndSet(null, exception));
    }

    /** Waits until the broker has all that was sent; none of it is visible yet. */
    void flush() {
        producer.flush();
        Exception first = failure.get();
        if (first != null) {
            throw new IllegalStateException("the broker did not take what was sent to " + prefix, first);
        }
    }

    /** Makes all that was sent visible. */
    void commit() {
        flush();
        producer.commitTransaction();
        producer.beginTransaction();
    }

    @Override
    public void close() {
        producer.abortTransaction();
        producer.close();
    }
}

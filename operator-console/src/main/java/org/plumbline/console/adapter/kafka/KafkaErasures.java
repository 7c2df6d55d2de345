// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.port.CommandSink;
import org.plumbline.console.port.Erasures;
import org.plumbline.console.port.FleetRegister;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterErasure;
import org.plumbline.schema.serde.RecordSerde;

/** Erasures on their topic, with their entry for the audit in one transaction. */
public final class KafkaErasures implements Erasures {
    private static final Duration DEADLINE = Duration.ofSeconds(25);

    private final Map<String, Object> settings;
    private final SchemaRegistryClient registry;
    private final String prefix;
    private final InstantSource wallClock;
    private final RecordSerde<MeterErasure> serde;
    private final ReentrantLock busy = new ReentrantLock();

    /** @param settings where the broker is and how to talk to it */
    public KafkaErasures(
            Map<String, Object> settings, SchemaRegistryClient registry, String topicPrefix, InstantSource wallClock) {
        this.settings = Map.copyOf(settings);
        this.registry = registry;
        this.prefix = topicPrefix;
        this.wallClock = wallClock;
        this.serde = new RecordSerde<>(registry, MeterErasure.class);
    }

    @Override
    public Optional<Instant> erase(CommandSink.Author author, String meterId, Instant upTo, String reason) {
        if (!busy.tryLock()) {
            throw new FleetRegister.BusyException("another meter is being erased");
        }
        try (RegisterWriter writer = new RegisterWriter(settings, registry, prefix, "erasures", wallClock);
                TopicScan scan = new TopicScan(settings, DEADLINE)) {
            if (newest(scan, Topics.METERS, meterId) == null) {
                return Optional.empty();
            }
            Instant erased = later(scan, meterId, upTo.truncatedTo(ChronoUnit.MILLIS));
            writer.begin();
            writer.put(
                    Topics.ERASURES,
                    serde,
                    meterId,
                    MeterErasure.newBuilder()
                            .setMeterId(meterId)
                            .setErasedUpTo(erased)
                            .setPrincipal(author.principal())
                            .setReason(reason)
                            .setRequestedAt(wallClock.instant().truncatedTo(ChronoUnit.MILLIS))
                            .build());
            writer.fact(author, meterId, "METER_ERASED", Map.of("erasedUpTo", erased.toString(), "reason", reason));
            writer.commit();
            return Optional.of(erased);
        } finally {
            busy.unlock();
        }
    }

    private Instant later(TopicScan scan, String meterId, Instant upTo) {
        byte[] before = newest(scan, Topics.ERASURES, meterId);
        if (before == null) {
            return upTo;
        }
        Instant erased = RegisterFinds.decoded(serde, Topics.ERASURES.prefixed(prefix), before)
                .getErasedUpTo();
        return erased.isAfter(upTo) ? erased : upTo;
    }

    /** Value of the newest record of a key; null when it has none. */
    private byte @Nullable [] newest(TopicScan scan, Topic topic, String key) {
        String name = topic.prefixed(prefix);
        AtomicReference<byte @Nullable []> newest = new AtomicReference<>();
        int home = Partitioning.partitionOf(key, scan.partitions(name));
        scan.read(List.of(new TopicPartition(name, home)), found -> {
            if (key.equals(found.key())) {
                newest.set(found.value());
            }
        });
        return newest.get();
    }

    /**
     * Up to when the readings of meters are erased, of those that are.
     *
     * @throws org.plumbline.console.ConsoleException when the topic cannot be read
     */
    static Map<String, Instant> all(TopicScan scan, SchemaRegistryClient registry, String prefix) {
        String topic = Topics.ERASURES.prefixed(prefix);
        RecordSerde<MeterErasure> serde = new RecordSerde<>(registry, MeterErasure.class);
        Map<String, Instant> erased = new HashMap<>();
        scan.read(RegisterFinds.partitions(scan, topic), found -> {
            if (found.value() != null) {
                MeterErasure erasure = RegisterFinds.decoded(serde, topic, found.value());
                erased.merge(
                        erasure.getMeterId(),
                        erasure.getErasedUpTo(),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        });
        return erased;
    }
}

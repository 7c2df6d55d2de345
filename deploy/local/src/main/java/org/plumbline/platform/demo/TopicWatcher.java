// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.PlatformException;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.serde.RecordSerde;

/** Reads all topics of interest from the beginning, committed records only, into a {@link TopicView}. */
final class TopicWatcher implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration JOIN = Duration.ofSeconds(10);
    private static final Map<Topic, Class<? extends SpecificRecord>> WATCHED = Map.ofEntries(
            Map.entry(Topics.READINGS, RegisterReading.class),
            Map.entry(Topics.METER_EVENTS, MeterEvent.class),
            Map.entry(Topics.DRIFT_LATEST, DriftEstimate.class),
            Map.entry(Topics.CASES, AccuracyCase.class),
            Map.entry(Topics.SURVEILLANCE, SurveillanceDay.class),
            Map.entry(Topics.CAMPAIGNS, Campaign.class),
            Map.entry(Topics.CAMPAIGN_MEMBERS, CampaignMember.class),
            Map.entry(Topics.HOLDS, Hold.class),
            Map.entry(Topics.CALIBRATION_ORDERS, CalibrationOrder.class),
            Map.entry(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class),
            Map.entry(Topics.AUDIT, AuditEntry.class),
            Map.entry(Topics.AUDIT_CHECKPOINTS, AuditCheckpoint.class));

    private final String bootstrapServers;
    private final Map<String, RecordSerde<? extends SpecificRecord>> serdes = new HashMap<>();
    private final String deadLetters;
    private final TopicView view;
    private final Thread thread;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    TopicWatcher(String bootstrapServers, SchemaRegistryClient registry, String topicPrefix, TopicView view) {
        this.bootstrapServers = bootstrapServers;
        this.view = view;
        this.deadLetters = Topics.DEAD_LETTERS.prefixed(topicPrefix);
        WATCHED.forEach((topic, type) -> serdes.put(topic.prefixed(topicPrefix), new RecordSerde<>(registry, type)));
        this.thread = Thread.ofPlatform().name("topic-watcher").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Throws what ended the watcher, if something did. */
    void requireRunning() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new PlatformException("reading the topics failed: " + cause, cause);
        }
    }

    /** True when everything that is on the topics now has been taken. */
    boolean hasCaughtUp() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            positions.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            return !ends.isEmpty()
                    && ends.entrySet().stream()
                            .allMatch(end -> positions.getOrDefault(end.getKey(), 0L)
                                    >= end.getValue().offset());
        } catch (ExecutionException e) {
            throw new PlatformException("the broker does not tell the ends of its topics", e);
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join(JOIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Collection<TopicPartition> partitions = partitions(consumer);
            partitions.forEach(partition -> positions.put(partition, 0L));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped.get()) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    take(found);
                }
                partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return Stream.concat(serdes.keySet().stream(), Stream.of(deadLetters))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        RecordSerde<? extends SpecificRecord> serde = serdes.get(found.topic());
        if (serde == null) {
            view.takeDeadLetter();
            return;
        }
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        view.take(found, key, serde.deserialize(found.topic(), found.value()));
    }
}

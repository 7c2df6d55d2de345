// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.fleet.KeyReferenceIndex;
import org.plumbline.gateway.fleet.KeyUse;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.schema.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the registrations of all partitions and keeps the index of the keys in use. A question is answered when the
 * ends that the broker told after it have been passed. A broker or registry that does not answer leaves questions open,
 * and meters not admitted.
 */
final class KeyUseReader implements KeyUse, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyUseReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final RecordReader reader;
    private final KeyReferenceIndex index = new KeyReferenceIndex();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Thread thread;
    private volatile boolean closing;

    KeyUseReader(KafkaSettings settings, RecordReader reader) {
        this.settings = settings;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("gateway-keys").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.keyUseConsumer())) {
                follow(consumer);
            } catch (KafkaException | IllegalStateException e) {
                LOGGER.atWarn().addKeyValue("error", e.toString()).log("registrations not readable, trying again");
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, positions.getOrDefault(partition, 0L));
        }
        long answering = 0;
        Map<TopicPartition, Long> ends = null;
        while (!closing) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, partitions.size());
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (ends == null && asked.get() > answered.get()) {
                answering = asked.get();
                ends = consumer.endOffsets(partitions);
                if (partitions(consumer).size() != partitions.size()) {
                    throw new IllegalStateException("the topic has other partitions than before");
                }
            }
            if (ends != null && reached(consumer, ends)) {
                answered.set(answering);
                ends = null;
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(settings.name(Topics.METERS)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** A record that its owner would not work with changes nothing here either. */
    private void take(ConsumerRecord<byte[], byte[]> record, int partitions) {
        try {
            index.put(RecordReader.ownKey(record, partitions), keyReference(reader.registration(record)));
        } catch (SerializationException poison) {
            RecordReader.requirePoison(poison);
        } catch (IllegalArgumentException unusable) {
            LOGGER.atWarn().addKeyValue("offset", record.offset()).log("meter with an id too long is never admitted");
        }
    }

    private static @Nullable String keyReference(@Nullable Registration registration) {
        return registration == null
                        || registration.state() != Registration.State.ACTIVE
                        || registration.authentication() != Registration.Authentication.HLS5_GMAC
                ? null
                : registration.keyReference();
    }

    @Override
    public long ask() {
        return asked.incrementAndGet();
    }

    @Override
    public boolean answered(long question) {
        return answered.get() >= question;
    }

    @Override
    public boolean knows(String meterId, String keyReference) {
        return index.holds(meterId, keyReference);
    }

    @Override
    public Optional<String> otherUser(String meterId) {
        return index.otherUser(meterId);
    }

    @Override
    public Set<String> sharing() {
        return index.sharing();
    }

    @Override
    public long changes() {
        return index.changes();
    }

    private static void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(Duration.ofSeconds(2))) {
                LOGGER.warn("the reader of the keys in use did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all partitions of some topics, committed records only, on a thread of its own. After a
 * fault it goes on where it was, so that each record is applied once in the life of the process. A record that cannot be
 * decoded is counted and passed over.
 */
final class TopicFollower implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Map<String, Reader> readers;
    private final Optional<Instant> since;
    private final Runnable onUnreadable;
    private final Consumer<Throwable> onFatal;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Map<TopicPartition, Long> target;
    private volatile boolean caughtUp;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** Takes the records of one topic. */
    interface Reader {
        /**
         * @param key null where the record has none
         * @param value null for the end of a key
         * @throws SerializationException when the value is bad
         * @throws RegistryUnavailableException when that cannot be said now
         */
        void take(String topic, @Nullable String key, byte @Nullable [] value);
    }

    /**
     * @param settings of the consumer beyond those fixed here
     * @param readers by topic name
     * @param since record time to begin at; empty = the beginning
     * @param onUnreadable told of each record passed over
     * @param onFatal told when the follower ends by a fault of its own
     */
    TopicFollower(
            String name,
            Map<String, Object> settings,
            Map<String, Reader> readers,
            Optional<Instant> since,
            Runnable onUnreadable,
            Consumer<Throwable> onFatal) {
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "client.id",
                "console-" + name,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "max.poll.records",
                2_000));
        this.readers = Map.copyOf(readers);
        this.since = since;
        this.onUnreadable = onUnreadable;
        this.onFatal = onFatal;
        this.thread = Thread.ofPlatform().daemon().name("follow-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** True from the moment on when everything was read that was there at the start. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(CLOSE_DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try {
            while (!isClosing()) {
                try (KafkaConsumer<String, byte[]> fresh =
                        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                    consumer = fresh;
                    follow(fresh);
                } catch (WakeupException e) {
                    LOGGER.debug("woken up");
                } catch (KafkaException | ConsoleException e) {
                    LOGGER.atWarn()
                            .addKeyValue("topics", readers.keySet())
                            .addKeyValue("error", e.getMessage())
                            .log("reading interrupted; trying again");
                    pause();
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            onFatal.accept(e);
        }
    }

    private void pause() throws InterruptedException {
        if (closing.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.debug("closing");
        }
    }

    private void follow(KafkaConsumer<String, byte[]> reader) {
        List<TopicPartition> partitions = partitions(reader);
        reader.assign(partitions);
        Map<TopicPartition, Long> ends = target;
        if (ends == null) {
            ends = reader.endOffsets(partitions);
            target = ends;
        }
        begin(reader, partitions, ends);
        while (!isClosing()) {
            for (ConsumerRecord<String, byte[]> found : reader.poll(POLL)) {
                apply(found);
                positions.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
            }
            caughtUp = caughtUp || hasReachedTarget(reader);
        }
    }

    private void begin(
            KafkaConsumer<String, byte[]> reader, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        if (since.isPresent() && positions.isEmpty()) {
            long millis = since.get().toEpochMilli();
            reader.offsetsForTimes(partitions.stream().collect(Collectors.toMap(each -> each, each -> millis)))
                    .forEach((partition, found) -> positions.put(
                            partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
        }
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition);
            if (position == null) {
                reader.seekToBeginning(List.of(partition));
            } else {
                reader.seek(partition, position);
            }
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> reader) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : readers.keySet()) {
            List<PartitionInfo> known = reader.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                throw new ConsoleException("topic " + topic + " does not exist; create the topics first");
            }
            known.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        return partitions;
    }

    private void apply(ConsumerRecord<String, byte[]> found) {
        Reader reader = readers.get(found.topic());
        if (reader == null) {
            return;
        }
        try {
            reader.take(found.topic(), found.key(), found.value());
        } catch (SerializationException e) {
            onUnreadable.run();
            LOGGER.atWarn()
                    .addKeyValue("topic", found.topic())
                    .addKeyValue("partition", found.partition())
                    .addKeyValue("offset", found.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("record passed over: it cannot be read");
        }
    }

    private boolean hasReachedTarget(KafkaConsumer<String, byte[]> reader) {
        Map<TopicPartition, Long> wanted = target;
        return wanted != null
                && wanted.entrySet().stream().allMatch(entry -> reader.position(entry.getKey()) >= entry.getValue());
    }
}

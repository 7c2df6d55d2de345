// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.port.TableStore;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TableRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the topics into a {@link TableStore}, committed records only, on a thread of its own. Where to go on is what the
 * store says, not what the broker remembers: the store moves positions and rows in one transaction.
 */
public final class TableFollower implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableFollower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration TOPIC_DEADLINE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(10);

    /** At the end of the topics: readings of a meter then come into the row of their day together. */
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final int MOST_RECORDS = 20_000;
    private static final int MOST_OCTETS_BY_PARTITION = 4 << 20;
    private static final int MOST_OCTETS = 16 << 20;

    private final Map<String, Object> settings;
    private final Map<String, Object> adminSettings;
    private final SchemaRegistryClient registry;
    private final String topicPrefix;
    private final TableTopics topics;
    private final TableStore store;
    private final Retention retention;
    private final Supplier<Optional<Instant>> fieldTime;
    private final Optional<String> group;
    private final Consumer<Throwable> onFatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final SortedMap<TableStore.Slice, Long> positions = new TreeMap<>();
    private long nextPruning = System.nanoTime();
    private volatile boolean caughtUp;
    private volatile long lagRecords;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * @param clientSettings where the broker is and how to talk to it
     * @param group consumer group that instances with one database share; empty = this instance takes all partitions
     * @param fieldTime now in the field; empty while it is not known, then nothing is too old
     * @param onFatal told when following ends by a fault that trying again cannot mend
     */
    public TableFollower(
            Map<String, Object> clientSettings,
            SchemaRegistryClient registry,
            String topicPrefix,
            Optional<String> group,
            TableStore store,
            Retention retention,
            Supplier<Optional<Instant>> fieldTime,
            Consumer<Throwable> onFatal) {
        this.adminSettings = Map.copyOf(clientSettings);
        this.settings = new HashMap<>(clientSettings);
        this.settings.putAll(Map.of(
                "client.id", "console-tables",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false,
                "allow.auto.create.topics", false));
        this.settings.putIfAbsent("max.poll.records", MOST_RECORDS);
        this.settings.putIfAbsent("max.partition.fetch.bytes", MOST_OCTETS_BY_PARTITION);
        this.settings.putIfAbsent("fetch.max.bytes", MOST_OCTETS);
        group.ifPresent(name -> this.settings.put("group.id", name));
        this.registry = registry;
        this.topicPrefix = topicPrefix;
        this.topics = new TableTopics(registry, topicPrefix);
        this.store = store;
        this.retention = retention;
        this.fieldTime = fieldTime;
        this.group = group;
        this.onFatal = onFatal;
        this.thread = Thread.ofPlatform().daemon().name("follow-tables").unstarted(this::run);
    }

    /** Starts following on a thread of its own. */
    public void start() {
        thread.start();
    }

    /** True while the tables hold everything that was on the topics when they were last looked at. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Records on the partitions followed that are not in the tables yet, as far as that is known. */
    public long lagRecords() {
        return lagRecords;
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
                    caughtUp = false;
                    LOGGER.atWarn()
                            .addKeyValue("error", e.getMessage())
                            .log("following into the tables interrupted; trying again");
                    await(PAUSE_AFTER_FAULT.toNanos());
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            onFatal.accept(e);
        }
    }

    private void await(long nanos) throws InterruptedException {
        if (closing.await(nanos, TimeUnit.NANOSECONDS)) {
            LOGGER.debug("closing");
        }
    }

    private void follow(KafkaConsumer<String, byte[]> reader) throws InterruptedException {
        Map<String, TopicDescription> described = described();
        positions.clear();
        if (group.isPresent()) {
            reader.subscribe(topics.names(), new OnAssignment(reader, described));
        } else {
            List<TopicPartition> all = described.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            reader.assign(all);
            goOn(reader, described, all);
        }
        while (!isClosing()) {
            Retention.Horizon horizon = retention.at(fieldTime.get().orElse(null));
            ConsumerRecords<String, byte[]> found = reader.poll(POLL);
            long begun = System.nanoTime();
            take(found, horizon);
            long took = System.nanoTime() - begun;
            boolean atEnd = !positions.isEmpty() && !reader.assignment().isEmpty() && isAtEnd(reader);
            if (atEnd && System.nanoTime() - nextPruning >= 0) {
                store.prune(horizon);
                nextPruning = System.nanoTime() + BETWEEN_PRUNINGS.toNanos();
            }
            caughtUp = atEnd;
            lagRecords = lag(reader);
            if (!found.isEmpty()) {
                rest(atEnd, took);
            }
        }
    }

    /**
     * After a batch it rests as long as the batch took: what people see live is followed by another thread, which then
     * has the processor. At the end of the topics it waits until more has come.
     */
    private void rest(boolean atEnd, long tookNanos) throws InterruptedException {
        await(Math.min(Math.max(tookNanos, atEnd ? GATHERING.toNanos() : 0), LONGEST_REST.toNanos()));
    }

    private Map<String, TopicDescription> described() throws InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            return admin.describeTopics(topics.names())
                    .allTopicNames()
                    .get(TOPIC_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConsoleException("the topics of the read model cannot be described: " + e.getMessage(), e);
        }
    }

    private void goOn(
            KafkaConsumer<String, byte[]> reader,
            Map<String, TopicDescription> described,
            Collection<TopicPartition> partitions) {
        Map<TableStore.Slice, String> ids = new HashMap<>();
        for (TopicPartition partition : partitions) {
            TopicDescription topic = described.get(partition.topic());
            if (topic == null) {
                throw new ConsoleException("topic " + partition.topic() + " was not described");
            }
            ids.put(slice(partition), topic.topicId().toString());
        }
        SortedMap<TableStore.Slice, Long> next = store.follow(ids);
        store.write(new TableStore.Batch(erasures(), new TreeMap<>()), retention.at(null));
        next.forEach((slice, offset) -> {
            positions.put(slice, offset);
            reader.seek(new TopicPartition(slice.topic(), slice.partition()), offset);
        });
    }

    /** All of them before any reading: what is erased never comes back, not even while tables are built again. */
    private List<TableRecord> erasures() {
        try (TopicScan scan = new TopicScan(adminSettings, TOPIC_DEADLINE)) {
            List<TableRecord> erasures = new ArrayList<>();
            KafkaErasures.all(scan, registry, topicPrefix)
                    .forEach((meterId, upTo) -> erasures.add(new TableRecord.Erased(meterId, upTo)));
            return erasures;
        }
    }

    private static TableStore.Slice slice(TopicPartition partition) {
        return new TableStore.Slice(partition.topic(), partition.partition());
    }

    /** Offsets that transactions and compaction left out are passed over with the next record after them. */
    private void take(ConsumerRecords<String, byte[]> found, Retention.Horizon horizon) {
        if (found.isEmpty()) {
            return;
        }
        List<TableRecord> records = new ArrayList<>(found.count());
        SortedMap<TableStore.Slice, TableStore.Advance> advances = new TreeMap<>();
        for (TopicPartition partition : found.partitions()) {
            List<ConsumerRecord<String, byte[]>> inOrder = found.records(partition);
            inOrder.forEach(one -> decoded(one).ifPresent(records::add));
            Long from = positions.get(slice(partition));
            if (from == null) {
                throw new ConsoleException("no position for " + partition);
            }
            advances.put(
                    slice(partition),
                    new TableStore.Advance(from, inOrder.getLast().offset() + 1));
        }
        store.write(new TableStore.Batch(records, advances), horizon);
        advances.forEach((slice, advance) -> positions.put(slice, advance.to()));
    }

    private Optional<TableRecord> decoded(ConsumerRecord<String, byte[]> one) {
        try {
            return topics.decode(one);
        } catch (SerializationException e) {
            LOGGER.atWarn()
                    .addKeyValue("topic", one.topic())
                    .addKeyValue("partition", one.partition())
                    .addKeyValue("offset", one.offset())
                    .addKeyValue("error", e.getMessage())
                    .log("record passed over: it cannot be read");
            return Optional.empty();
        }
    }

    private static boolean isAtEnd(KafkaConsumer<String, byte[]> reader) {
        return reader.assignment().stream()
                .allMatch(partition -> reader.currentLag(partition).orElse(1) == 0);
    }

    private static long lag(KafkaConsumer<String, byte[]> reader) {
        return reader.assignment().stream()
                .mapToLong(partition -> reader.currentLag(partition).orElse(0))
                .sum();
    }

    /** With a shared group: whoever gets a partition goes on where the store says. */
    private final class OnAssignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> reader;
        private final Map<String, TopicDescription> described;

        OnAssignment(KafkaConsumer<String, byte[]> reader, Map<String, TopicDescription> described) {
            this.reader = reader;
            this.described = described;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> positions.remove(slice(partition)));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            goOn(reader, described, partitions);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.hold.HoldState.News;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Lifts;
import org.plumbline.schema.signing.TrustedSigners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of the holds: reads all partitions, and several times a second asks the broker which there are and where
 * they end. Only an answer makes the view fresh; a silent broker therefore stops all changes within a second. A hold that
 * cannot be read holds what its key names.
 *
 * <p>A stop counts as soon as it is on the topic, committed or not: an open transaction of whoever else writes there cannot
 * hide it, and one that is aborted errs towards stopping. A lift counts only when committed. So the topic is read twice,
 * by one thread: for stops up to its very end, for lifts up to the first open transaction. A lift is looked at after the
 * stops before it, and lifts only the stop that it names, and none that comes after it.
 */
final class HoldsReader implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(HoldsReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofMillis(900);

    private final KafkaSettings settings;
    private final RecordSerde<Hold> holds;
    private final TrustedSigners consoles;
    private final HoldsView view;
    private final LongSupplier nanoTime;
    private final Thread thread;
    /** Where the newest stop under the key of each scope stands. */
    private final Map<String, Place> stoppedAt = new HashMap<>();
    /** Lifts read further than stops have been; nothing more is read for lifts meanwhile. */
    private final Deque<ConsumerRecord<byte[], byte[]>> earlyLifts = new ArrayDeque<>();

    private volatile boolean closing;

    private record Place(int partition, long offset) {
        static Place of(ConsumerRecord<byte[], byte[]> record) {
            return new Place(record.partition(), record.offset());
        }

        boolean isBehind(ConsumerRecord<byte[], byte[]> record) {
            return partition == record.partition() && offset > record.offset();
        }
    }

    HoldsReader(
            KafkaSettings settings,
            SchemaRegistryClient registry,
            TrustedSigners consoles,
            HoldsView view,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.holds = new RecordSerde<>(registry, Hold.class);
        this.consoles = consoles;
        this.view = view;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform().name("gateway-holds").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        while (!closing) {
            try (Admin admin = Admin.create(settings.holdsAdmin());
                    KafkaConsumer<byte[], byte[]> stops = new KafkaConsumer<>(settings.holdsStops());
                    KafkaConsumer<byte[], byte[]> lifts = new KafkaConsumer<>(settings.holdsLifts())) {
                follow(admin, stops, lifts);
            } catch (KafkaException | IllegalStateException | ExecutionException notNow) {
                LOGGER.atWarn().addKeyValue("error", notNow.toString()).log("holds not readable, trying again");
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void follow(Admin admin, KafkaConsumer<byte[], byte[]> stops, KafkaConsumer<byte[], byte[]> lifts)
            throws InterruptedException, ExecutionException {
        Set<TopicPartition> partitions = partitions(admin);
        view.restart();
        stoppedAt.clear();
        earlyLifts.clear();
        for (KafkaConsumer<byte[], byte[]> consumer : List.of(stops, lifts)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        long lookedAt = nanoTime.getAsLong() - LOOK.toNanos();
        while (!closing) {
            stops.poll(POLL).forEach(this::applyStop);
            if (earlyLifts.isEmpty()) {
                lifts.poll(Duration.ZERO).forEach(earlyLifts::add);
            }
            applyLifts(stops);
            long asked = nanoTime.getAsLong();
            if (asked - lookedAt >= LOOK.toNanos()) {
                lookedAt = asked;
                look(admin, stops, partitions, asked);
            }
        }
    }

    private Set<TopicPartition> partitions(Admin admin) throws InterruptedException, ExecutionException {
        String topic = settings.name(Topics.HOLDS);
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
    }

    /** A broker that does not answer in time leaves the view to age; that is all it takes to stop changes. */
    private void look(Admin admin, KafkaConsumer<byte[], byte[]> stops, Set<TopicPartition> partitions, long asked)
            throws InterruptedException, ExecutionException {
        try {
            if (!partitions(admin).equals(partitions)) {
                throw new IllegalStateException("the topic has other partitions than before");
            }
            Map<TopicPartition, Long> ends = stops.endOffsets(partitions, ANSWER);
            if (!reached(stops, ends)) {
                stops.poll(POLL).forEach(this::applyStop);
            }
            if (reached(stops, ends)) {
                view.completeAsOf(asked);
            }
        } catch (TimeoutException late) {
            LOGGER.atInfo().addKeyValue("error", late.getMessage()).log("the end of the holds is not known");
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof RetriableException)) {
                throw refused;
            }
            LOGGER.atInfo().addKeyValue("error", refused.getMessage()).log("the partitions of the holds are not known");
        }
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    private static String scope(ConsumerRecord<byte[], byte[]> record) {
        try {
            return RecordReader.key(record);
        } catch (SerializationException keyless) {
            return HoldsView.EVERYTHING;
        }
    }

    // Package-private for the fuzz test, as is the next.
    void applyStop(ConsumerRecord<byte[], byte[]> record) {
        String scope = scope(record);
        try {
            Hold hold = holds.deserialize(record.topic(), record.value());
            if (hold != null && hold.getActive()) {
                News stop = Lifts.news(scope, hold, consoles, recordedAt(record));
                stoppedAt.put(scope, Place.of(record));
                view.apply(scope, stop);
                view.apply(hold.getScope(), stop);
            }
        } catch (SerializationException unreadable) {
            RecordReader.requirePoison(unreadable);
            LOGGER.atWarn().addKeyValue("offset", record.offset()).log("unreadable hold holds what its key names");
            stoppedAt.put(scope, Place.of(record));
            view.apply(scope, Lifts.unreadable(record.value(), recordedAt(record)));
        }
    }

    private void applyLifts(KafkaConsumer<byte[], byte[]> stops) {
        while (!earlyLifts.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = earlyLifts.element();
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (stops.position(partition, ANSWER) <= record.offset()) {
                return;
            }
            applyLift(record);
            earlyLifts.remove();
        }
    }

    void applyLift(ConsumerRecord<byte[], byte[]> record) {
        String scope = scope(record);
        try {
            Hold hold = holds.deserialize(record.topic(), record.value());
            Place stopped = stoppedAt.get(scope);
            boolean superseded = stopped != null && stopped.isBehind(record);
            if (superseded || (hold != null && hold.getActive())) {
                return;
            }
            String refusal = view.apply(
                    scope,
                    hold == null
                            ? new News.Untrusted("TOMBSTONE")
                            : Lifts.news(scope, hold, consoles, recordedAt(record)));
            if (!refusal.isEmpty()) {
                LOGGER.atWarn()
                        .addKeyValue("scope", scope)
                        .addKeyValue("error", refusal)
                        .log("lift ignored");
            }
        } catch (SerializationException unreadable) {
            RecordReader.requirePoison(unreadable); // it stops; it was told where stops are read
        }
    }

    private static Instant recordedAt(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            boolean ended = thread.join(Duration.ofSeconds(2));
            if (!ended) {
                LOGGER.warn("the reader of the holds did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

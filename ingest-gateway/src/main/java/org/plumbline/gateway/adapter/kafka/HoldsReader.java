// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of the holds: reads all partitions, and several times a second asks the broker where they end. Only an
 * answer makes the view fresh; a silent broker therefore stops all changes within a second. A hold that cannot be read
 * holds what its key names.
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
    private final InstantSource wallTime;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private volatile boolean closing;

    HoldsReader(
            KafkaSettings settings,
            SchemaRegistryClient registry,
            TrustedSigners consoles,
            HoldsView view,
            InstantSource wallTime,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.holds = new RecordSerde<>(registry, Hold.class);
        this.consoles = consoles;
        this.view = view;
        this.wallTime = wallTime;
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
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.holdsConsumer())) {
                follow(consumer);
            } catch (KafkaException | IllegalStateException e) {
                LOGGER.atWarn().addKeyValue("error", e.toString()).log("holds not readable, trying again");
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(settings.name(Topics.HOLDS)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        view.restart();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long lookedAt = nanoTime.getAsLong() - LOOK.toNanos();
        while (!closing) {
            consumer.poll(POLL).forEach(this::apply);
            long asked = nanoTime.getAsLong();
            if (asked - lookedAt >= LOOK.toNanos()) {
                lookedAt = asked;
                look(consumer, partitions, asked);
            }
        }
    }

    /** A broker that does not answer in time leaves the view to age; that is all it takes to stop changes. */
    private void look(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long asked) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            if (!reached(consumer, ends)) {
                consumer.poll(POLL).forEach(this::apply);
            }
            if (reached(consumer, ends)) {
                view.completeAsOf(asked);
            }
        } catch (TimeoutException late) {
            LOGGER.atInfo().addKeyValue("error", late.getMessage()).log("the end of the holds is not known");
        }
    }

    private static boolean reached(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        String scope;
        try {
            scope = RecordReader.key(record);
        } catch (SerializationException keyless) {
            scope = HoldsView.EVERYTHING;
        }
        try {
            Hold hold = holds.deserialize(record.topic(), record.value());
            if (hold != null) {
                apply(scope, hold, Instant.ofEpochMilli(record.timestamp()));
            }
        } catch (SerializationException unreadable) {
            RecordReader.requirePoison(unreadable);
            LOGGER.atWarn().addKeyValue("offset", record.offset()).log("unreadable hold holds what its key names");
            view.set(scope, "unreadable hold", Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void apply(String scope, Hold hold, Instant recorded) {
        Instant issued = hold.getIssuedAt().isAfter(recorded) ? recorded : hold.getIssuedAt();
        if (hold.getActive()) {
            view.set(scope, hold.getReason(), issued);
            view.set(hold.getScope(), hold.getReason(), issued);
            return;
        }
        TrustedSigners.Check check =
                consoles.check(Canonical.signedPart(hold), hold.getSignature(), wallTime.instant());
        switch (check) {
            case TrustedSigners.Check.Trusted trusted when hold.getScope().equals(scope) -> view.lift(scope, issued);
            case TrustedSigners.Check.Trusted trusted ->
                LOGGER.atWarn().addKeyValue("scope", scope).log("lift under another scope's key ignored");
            case TrustedSigners.Check.Refused(String reason) ->
                LOGGER.atWarn()
                        .addKeyValue("scope", scope)
                        .addKeyValue("error", reason)
                        .log("lift ignored");
        }
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

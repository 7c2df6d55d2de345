// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.plumbline.console.port.AuditTrail;
import org.plumbline.console.port.CommandNotSentException;
import org.plumbline.console.port.CommandSink;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;

/** Writes facts to {@code audit-facts.v1}, from where the auditor chains them. Safe for use by many threads. */
public final class KafkaAuditTrail implements AuditTrail, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final RecordSerde<AuditFact> facts;
    private final String topic;
    private final InstantSource wallClock;

    /** @param producerSettings where the broker is and how to talk to it */
    public KafkaAuditTrail(
            Map<String, Object> producerSettings,
            SchemaRegistryClient registry,
            String topicPrefix,
            InstantSource wallClock) {
        this.producer = producer(producerSettings);
        this.facts = new RecordSerde<>(registry, AuditFact.class);
        this.topic = Topics.AUDIT_FACTS.prefixed(topicPrefix);
        this.wallClock = wallClock;
    }

    private static Producer<String, byte[]> producer(Map<String, Object> producerSettings) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.putAll(Map.of(
                "client.id",
                "console-facts",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.block.ms",
                DEADLINE.toMillis() / 2,
                "request.timeout.ms",
                (int) DEADLINE.toMillis() / 2,
                "delivery.timeout.ms",
                (int) DEADLINE.toMillis()));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void record(CommandSink.Author author, String subjectId, String kind, SortedMap<String, String> details) {
        AuditFact fact = AuditFact.newBuilder()
                .setSubjectId(subjectId)
                .setKind(kind)
                .setActor(author.principal())
                .setFieldTime(Instant.EPOCH)
                .setWallTime(author.firstAskedAt().orElseGet(wallClock::instant).truncatedTo(ChronoUnit.MILLIS))
                .setDetails(details.entrySet().stream()
                        .map(detail -> new NamedValue(detail.getKey(), detail.getValue()))
                        .toList())
                .build();
        AuditFact named = AuditFact.newBuilder(fact)
                .setFactId(Canonical.sha256Hex(Canonical.octets(fact)))
                .build();
        try {
            producer.send(new ProducerRecord<>(topic, subjectId, facts.serialize(topic, named)))
                    .get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new CommandNotSentException("the broker did not confirm the fact: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandNotSentException("interrupted before the broker confirmed the fact", e);
        }
    }

    @Override
    public void close() {
        producer.close(DEADLINE);
    }
}

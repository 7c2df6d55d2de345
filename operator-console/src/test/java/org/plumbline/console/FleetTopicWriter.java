// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.RecordSerde;

/** Writes records as the other services do. */
public final class FleetTopicWriter implements AutoCloseable {
    private final SchemaRegistryClient registry;
    private final KafkaProducer<String, byte[]> producer;

    public FleetTopicWriter(SchemaRegistryClient registry, String bootstrapServers) {
        this.registry = registry;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> void write(Topic topic, String key, T value) {
        String name = topic.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<T> serde = new RecordSerde<>(registry, (Class<T>) value.getClass());
        raw(topic, key, serde.serialize(name, value));
    }

    /** A record with a compound key, in the partition of the meter as the services write it. */
    @SuppressWarnings("unchecked")
    public <T extends SpecificRecord> void write(Topic topic, String key, String meterId, T value) {
        String name = topic.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<T> serde = new RecordSerde<>(registry, (Class<T>) value.getClass());
        int partition =
                Partitioning.partitionOf(meterId, producer.partitionsFor(name).size());
        send(new ProducerRecord<>(name, partition, key, serde.serialize(name, value)));
    }

    public void raw(Topic topic, String key, byte[] value) {
        send(new ProducerRecord<>(topic.prefixed(Topics.DEFAULT_PREFIX), key, value));
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

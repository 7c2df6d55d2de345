// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.PlatformException;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.serde.RecordSerde;

/** Registers meters and reference profiles on their topics. */
final class Registrar {
    private final String bootstrapServers;
    private final SchemaRegistryClient registry;
    private final String topicPrefix;

    Registrar(String bootstrapServers, SchemaRegistryClient registry, String topicPrefix) {
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.topicPrefix = topicPrefix;
    }

    /** Returns when the broker has all of it. */
    void register(DemoFleet fleet) {
        try (KafkaProducer<String, SpecificRecord> producer = producer()) {
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            for (ReferenceProfile profile : fleet.profiles()) {
                send(producer, Topics.REFERENCE_PROFILES, profile.getProfileId(), profile, failure);
            }
            for (MeterRegistration meter : fleet.meters()) {
                send(producer, Topics.METERS, meter.getMeterId(), meter, failure);
            }
            producer.flush();
            Exception first = failure.get();
            if (first != null) {
                throw new PlatformException("the fleet could not be registered: " + first, first);
            }
        }
    }

    private void send(
            KafkaProducer<String, SpecificRecord> producer,
            Topic topic,
            String key,
            SpecificRecord value,
            AtomicReference<@Nullable Exception> failure) {
        var unused = producer.send(
                new ProducerRecord<>(topic.prefixed(topicPrefix), key, value),
                (metadata, exception) -> failure.compareAndSet(null, exception));
    }

    private KafkaProducer<String, SpecificRecord> producer() {
        RecordSerde<MeterRegistration> meters = new RecordSerde<>(registry, MeterRegistration.class);
        RecordSerde<ReferenceProfile> profiles = new RecordSerde<>(registry, ReferenceProfile.class);
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        // The topics were made a moment ago and their leaders may be news; a registration that is
                        // written twice says the same.
                        ProducerConfig.METADATA_MAX_AGE_CONFIG,
                        5_000,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false),
                new StringSerializer(),
                (topic, value) -> switch (value) {
                    case MeterRegistration meter -> meters.serialize(topic, meter);
                    case ReferenceProfile profile -> profiles.serialize(topic, profile);
                    default -> throw new IllegalArgumentException("not a registration: " + value.getSchema());
                });
    }
}

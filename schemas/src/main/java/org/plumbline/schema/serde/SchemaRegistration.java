// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;

/** Registers the schema of every topic and sets its compatibility, as an act of deployment. */
public final class SchemaRegistration {

    /** Compatibility of every subject: any version can read any other. */
    public static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int CACHED_SCHEMAS = 1_000;
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private SchemaRegistration() {}

    /**
     * A client of a registry with Confluent's API (Confluent, Apicurio's ccompat, Karapace, Redpanda). A registry that
     * takes a request and stays silent is given up after 20 s (the client's own default is a minute, and the JDK may
     * send a request twice).
     *
     * @param url base address, e.g. {@code http://127.0.0.1:8081} or {@code …/apis/ccompat/v7}
     */
    public static SchemaRegistryClient client(String url) {
        return client(url, SILENCE);
    }

    static SchemaRegistryClient client(String url, Duration silence) {
        int milliseconds = Math.toIntExact(silence.toMillis());
        return new CachedSchemaRegistryClient(
                url,
                CACHED_SCHEMAS,
                Map.of(
                        SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, milliseconds,
                        SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, milliseconds));
    }

    /**
     * Registers all subjects; repeating it changes nothing.
     *
     * @throws UncheckedIOException when the registry cannot be reached
     * @throws IllegalStateException when the registry refuses, e.g. an incompatible schema; names the subject
     */
    public static void registerAll(SchemaRegistryClient registry, String topicPrefix) {
        for (Topic topic : Topics.ALL) {
            Schema schema = topic.valueSchema();
            if (schema != null) {
                register(registry, topic.valueSubject(topicPrefix), schema);
            }
        }
    }

    private static void register(SchemaRegistryClient registry, String subject, Schema schema) {
        try {
            registry.register(subject, new AvroSchema(schema));
            registry.updateConfig(subject, new Config(COMPATIBILITY));
        } catch (IOException e) {
            throw new UncheckedIOException("registry not reachable while registering " + subject, e);
        } catch (RestClientException e) {
            throw new IllegalStateException("registry refuses the schema of " + subject + ": " + e.getMessage(), e);
        }
    }
}

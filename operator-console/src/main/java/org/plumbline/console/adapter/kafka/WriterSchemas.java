// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** The schemas that records were written with. Tells a registry that is away from a record that is bad. */
final class WriterSchemas {
    static final int HEADER_OCTETS = 5;
    private static final int SERVER_ERROR = 500;

    private final SchemaRegistryClient registry;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

    WriterSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * The schema of a value in Confluent wire format.
     *
     * @throws SerializationException when the value or its schema id is bad
     * @throws RegistryUnavailableException when the registry does not answer
     */
    Schema schemaOf(byte[] value) {
        if (value.length < HEADER_OCTETS || value[0] != 0) {
            throw new SerializationException("not in Confluent wire format: " + value.length + " octets");
        }
        return byId.computeIfAbsent(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt(), this::fetch);
    }

    private Schema fetch(int id) {
        try {
            if (registry.getSchemaById(id) instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
        } catch (IOException e) {
            throw new RegistryUnavailableException("schema registry does not answer for schema id " + id, e);
        } catch (RestClientException e) {
            if (e.getStatus() >= SERVER_ERROR) {
                throw new RegistryUnavailableException("schema registry fails for schema id " + id, e);
            }
            throw new SerializationException("schema id " + id + " is unknown to the registry", e);
        }
        throw new SerializationException("schema id " + id + " is not an Avro schema");
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

class RegistryFaultsTest {
    private static final byte[] OF_SCHEMA_SEVEN = {0, 0, 0, 0, 7, 1};

    private static SerializationException reading(byte[] octets, Exception answer) {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
            @Override
            public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
                if (answer instanceof IOException unreachable) {
                    throw unreachable;
                }
                throw (RestClientException) answer;
            }
        };
        RecordSerde<RegisterReading> serde = new RecordSerde<>(registry, RegisterReading.class);
        return assertThrows(SerializationException.class, () -> serde.deserialize("t", octets));
    }

    @Test
    void registryThatDoesNotAnswerMakesNoPoison() {
        assertTrue(RegistryFaults.isTransient(reading(OF_SCHEMA_SEVEN, new ConnectException("refused"))));
        assertTrue(RegistryFaults.isTransient(reading(OF_SCHEMA_SEVEN, new RestClientException("busy", 503, 50301))));
        assertTrue(RegistryFaults.isTransient(reading(OF_SCHEMA_SEVEN, new RestClientException("who?", 401, 40101))));
    }

    @Test
    void recordOfNoKnownSchemaIsPoison() {
        assertFalse(
                RegistryFaults.isTransient(reading(OF_SCHEMA_SEVEN, new RestClientException("not found", 404, 40403))));
        assertFalse(RegistryFaults.isTransient(reading(new byte[] {9}, new ConnectException("never asked"))));
    }
}

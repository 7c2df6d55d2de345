// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoisonTest {

    static Stream<Throwable> outages() {
        return Stream.of(
                new ConnectException("refused"),
                new SocketTimeoutException("late"),
                new IOException("premature end"),
                new RestClientException("internal error", 500, 50_001));
    }

    static Stream<Throwable> poisons() {
        return Stream.of(
                new EOFException(),
                new RestClientException("schema not found", 404, 40_403),
                new IndexOutOfBoundsException());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void aRegistryThatDoesNotAnswerNeverMakesARecordPoison(Throwable cause) {
        SerializationException failure = new SerializationException("unreadable", cause);
        assertThrows(RegistryUnavailableException.class, () -> RecordReader.requirePoison(failure));
    }

    @ParameterizedTest
    @MethodSource("poisons")
    void malformedOctetsAndUnknownSchemasArePoison(Throwable cause) {
        assertDoesNotThrow(() -> RecordReader.requirePoison(new SerializationException("unreadable", cause)));
    }

    @Test
    void aRecordInAnotherFormatIsPoison() {
        assertDoesNotThrow(() -> RecordReader.requirePoison(new SerializationException("not in wire format")));
    }
}

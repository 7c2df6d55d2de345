// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class UnreadableRecordsTest {

    @Test
    void aRegistryThatIsNotToBeHadIsNotTheRecordsFault() {
        assertTrue(UnreadableRecords.isOutage(new SerializationException("x", new ConnectException("refused"))));
        assertTrue(UnreadableRecords.isOutage(new SerializationException("x", new SocketTimeoutException("slow"))));
        assertTrue(UnreadableRecords.isOutage(
                new SerializationException("x", new RestClientException("down", 503, 50_003))));
    }

    @Test
    void aRecordOfAnUnknownSchemaOrWithTooFewOctetsIs() {
        assertFalse(UnreadableRecords.isOutage(
                new SerializationException("x", new RestClientException("unknown", 404, 40_403))));
        assertFalse(UnreadableRecords.isOutage(new SerializationException("x", new EOFException())));
        assertFalse(UnreadableRecords.isOutage(new SerializationException("not in Confluent wire format")));
    }
}

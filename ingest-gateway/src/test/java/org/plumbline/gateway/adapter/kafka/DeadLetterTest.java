// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final KafkaSettings SETTINGS = KafkaSettings.of("nowhere:1", "p.", "g");
    private static final String TOPIC = "p.read-requests.v1";

    @Test
    void itIsTheRecordAsFoundWithWhereItWasFound() {
        byte[] value = {9, 9};
        ProducerRecord<byte[], byte[]> letter = letter(new byte[] {1}, value, "unreadable");
        assertArrayEquals(new byte[] {1}, letter.key());
        assertArrayEquals(value, letter.value());
        assertEquals(TOPIC, text(letter, "topic"));
        assertEquals("5", text(letter, "offset"));
        assertEquals("unreadable", text(letter, "message"));
        assertNull(letter.headers().lastHeader("__streams.errors.cut"));
    }

    @Test
    void anEmptyRecordIsOneToo() {
        ProducerRecord<byte[], byte[]> letter = letter(null, null, "empty");
        assertNull(letter.key());
        assertNull(letter.value());
    }

    @Test
    void aRecordTooLargeToBeSentAgainIsCutAndSaysSo() {
        ProducerRecord<byte[], byte[]> letter = letter(new byte[900_000], new byte[3_000_000], "m".repeat(500_000));
        int headers = 0;
        for (Header header : letter.headers()) {
            headers += header.key().length() + header.value().length;
        }
        assertTrue(letter.key().length + letter.value().length + headers <= GroupCommit.MAX_RECORD_OCTETS);
        assertEquals("key of 900000 and value of 3000000 octets", text(letter, "cut"));
    }

    private static ProducerRecord<byte[], byte[]> letter(byte[] key, byte[] value, String message) {
        return DeadLetter.of(
                SETTINGS, new ConsumerRecord<>(TOPIC, 0, 5, key, value), new SerializationException(message));
    }

    private static String text(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }
}

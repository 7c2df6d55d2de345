// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.plumbline.schema.Topics;

/** A poison record as found, with its provenance in the headers that Kafka Streams uses. */
final class DeadLetter {

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            KafkaSettings settings, ConsumerRecord<byte[], byte[]> poison, RuntimeException cause) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                settings.name(Topics.DEAD_LETTERS), poison.partition(), poison.key(), poison.value());
        header(letter, "topic", poison.topic());
        header(letter, "partition", Integer.toString(poison.partition()));
        header(letter, "offset", Long.toString(poison.offset()));
        header(letter, "exception", cause.getClass().getName());
        header(letter, "message", String.valueOf(cause.getMessage()));
        return letter;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
        letter.headers().add("__streams.errors." + name, text.getBytes(StandardCharsets.UTF_8));
    }
}

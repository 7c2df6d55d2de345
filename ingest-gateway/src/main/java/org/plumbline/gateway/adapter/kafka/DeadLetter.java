// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.Topics;

/**
 * A poison record as found, with its provenance in the headers that Kafka Streams uses. What is longer than can be sent is
 * cut, and a header says how long it was: a record that is too large once must not be so for its owner, again and again.
 */
final class DeadLetter {

    private static final int MAX_KEY_OCTETS = 64 << 10;
    private static final int MAX_VALUE_OCTETS = GroupCommit.MAX_RECORD_OCTETS - 2 * MAX_KEY_OCTETS;
    private static final int MAX_MESSAGE_LENGTH = 1_000;

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            KafkaSettings settings, ConsumerRecord<byte[], byte[]> poison, RuntimeException cause) {
        byte @Nullable [] key = cut(poison.key(), MAX_KEY_OCTETS);
        byte @Nullable [] value = cut(poison.value(), MAX_VALUE_OCTETS);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(settings.name(Topics.DEAD_LETTERS), poison.partition(), key, value);
        header(letter, "topic", poison.topic());
        header(letter, "partition", Integer.toString(poison.partition()));
        header(letter, "offset", Long.toString(poison.offset()));
        header(letter, "exception", cause.getClass().getName());
        String message = String.valueOf(cause.getMessage());
        header(letter, "message", message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH)));
        if (length(poison.key()) > MAX_KEY_OCTETS || length(poison.value()) > MAX_VALUE_OCTETS) {
            header(
                    letter,
                    "cut",
                    "key of " + length(poison.key()) + " and value of " + length(poison.value()) + " octets");
        }
        return letter;
    }

    private static byte @Nullable [] cut(byte @Nullable [] octets, int most) {
        return octets == null || octets.length <= most ? octets : Arrays.copyOf(octets, most);
    }

    private static int length(byte @Nullable [] octets) {
        return octets == null ? 0 : octets.length;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
        letter.headers().add("__streams.errors." + name, text.getBytes(StandardCharsets.UTF_8));
    }
}

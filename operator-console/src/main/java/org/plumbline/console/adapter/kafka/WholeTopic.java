// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.plumbline.console.ConsoleException;
import org.plumbline.schema.serde.RecordSerde;

/**
 * Reads a topic from its beginning to the end it has when reading starts, committed records only.
 *
 * @param <T> value of the topic
 */
public final class WholeTopic<T extends SpecificRecord> {
    private static final Duration POLL = Duration.ofMillis(250);

    private final Map<String, Object> settings;
    private final RecordSerde<T> values;
    private final String topic;
    private final Duration deadline;

    /**
     * @param settings where the broker is and how to talk to it
     * @param deadline how long reading may take altogether
     */
    public WholeTopic(Map<String, Object> settings, RecordSerde<T> values, String topic, Duration deadline) {
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                (int) Math.min(deadline.toMillis(), 15_000)));
        this.values = values;
        this.topic = topic;
        this.deadline = deadline;
    }

    /**
     * Gives each record, those of one partition in their order.
     *
     * @return number of partitions of the topic
     * @throws ConsoleException when the topic is missing, a record cannot be read or the deadline passes
     */
    public int read(Consumer<T> reader) {
        long end = System.nanoTime() + deadline.toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                throw new ConsoleException("topic " + topic + " does not exist");
            }
            List<TopicPartition> partitions = known.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() - end > 0) {
                    throw new ConsoleException("topic " + topic + " was not read to its end in " + deadline);
                }
                consumer.poll(POLL).forEach(found -> reader.accept(value(found)));
            }
            return partitions.size();
        } catch (KafkaException e) {
            throw new ConsoleException("topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    private T value(ConsumerRecord<String, byte[]> found) {
        try {
            T value = values.deserialize(topic, found.value());
            if (value != null) {
                return value;
            }
            throw new ConsoleException(where(found) + " has no value");
        } catch (SerializationException e) {
            throw new ConsoleException(where(found) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String where(ConsumerRecord<String, byte[]> found) {
        return "record " + found.offset() + " of " + found.topic() + " partition " + found.partition();
    }
}

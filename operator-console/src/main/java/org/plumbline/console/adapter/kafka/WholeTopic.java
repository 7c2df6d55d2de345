// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.plumbline.console.ConsoleException;
import org.plumbline.schema.serde.RecordSerde;

/**
 * Reads a topic from its beginning to the end it has when reading starts, committed records only.
 *
 * @param <T> value of the topic
 */
public final class WholeTopic<T extends SpecificRecord> {

    private final Map<String, Object> settings;
    private final RecordSerde<T> values;
    private final String topic;
    private final Duration deadline;

    /**
     * @param settings where the broker is and how to talk to it
     * @param deadline how long reading may take altogether
     */
    public WholeTopic(Map<String, Object> settings, RecordSerde<T> values, String topic, Duration deadline) {
        this.settings = Map.copyOf(settings);
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
        try (TopicScan scan = new TopicScan(settings, deadline)) {
            List<TopicPartition> all = IntStream.range(0, scan.partitions(topic))
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            scan.read(all, found -> reader.accept(value(values, found)));
            return all.size();
        }
    }

    /**
     * The value of a record.
     *
     * @throws ConsoleException when it has none, or none that can be read
     */
    static <V extends SpecificRecord> V value(RecordSerde<V> values, ConsumerRecord<String, byte[]> found) {
        try {
            V value = values.deserialize(found.topic(), found.value());
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

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.plumbline.console.ConsoleException;

/**
 * Reads partitions of topics from their beginning to the end they have when reading starts, committed records only. All
 * that one scan reads shares one deadline. Confined to one thread.
 */
final class TopicScan implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long LONGEST_CALL_MILLIS = 15_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final Duration deadline;
    private final long end;

    /**
     * @param settings where the broker is and how to talk to it
     * @param deadline how long reading may take altogether, from now on
     */
    TopicScan(Map<String, Object> settings, Duration deadline) {
        this.deadline = deadline;
        this.end = System.nanoTime() + deadline.toNanos();
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of(
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                // At the end of one topic nobody waits for more of it.
                "fetch.max.wait.ms",
                20,
                "default.api.timeout.ms",
                (int) Math.min(deadline.toMillis(), LONGEST_CALL_MILLIS)));
        try {
            this.consumer = new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new ConsoleException("the broker cannot be asked: " + e.getMessage(), e);
        }
    }

    /**
     * Number of partitions of a topic.
     *
     * @throws ConsoleException when the topic is missing or the broker does not answer
     */
    int partitions(String topic) {
        try {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (known == null || known.isEmpty()) {
                throw new ConsoleException("topic " + topic + " does not exist");
            }
            return known.size();
        } catch (KafkaException e) {
            throw unreadable(topic, e);
        }
    }

    /**
     * Gives each record of some partitions, those of one partition in their order.
     *
     * @throws ConsoleException when a topic cannot be read or the deadline passes
     */
    void read(Collection<TopicPartition> partitions, Consumer<ConsumerRecord<String, byte[]>> reader) {
        read(Map.of(), ends(partitions), reader);
    }

    /** First offset of each partition that is still there. */
    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        try {
            return consumer.beginningOffsets(partitions);
        } catch (KafkaException e) {
            throw unreadable(topics(partitions), e);
        }
    }

    /** First offset of each partition that holds no committed record yet. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions);
        } catch (KafkaException e) {
            throw unreadable(topics(partitions), e);
        }
    }

    /**
     * The same from some offsets to others.
     *
     * @param from first offset; the beginning where none is given
     * @param ends the partitions, with the first offset that is not asked for
     */
    void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<String, byte[]>> reader) {
        Collection<TopicPartition> partitions = ends.keySet();
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            from.forEach(consumer::seek);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() - end > 0) {
                    throw new ConsoleException(topics(partitions) + " not read to the end in " + deadline);
                }
                consumer.poll(POLL).forEach(found -> {
                    if (found.offset() < ends.getOrDefault(new TopicPartition(found.topic(), found.partition()), 0L)) {
                        reader.accept(found);
                    }
                });
            }
        } catch (KafkaException e) {
            throw unreadable(topics(partitions), e);
        }
    }

    private static String topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().collect(Collectors.joining(", "));
    }

    private static ConsoleException unreadable(String topic, KafkaException e) {
        return new ConsoleException("topic " + topic + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

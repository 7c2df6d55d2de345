// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;

/** Reads some dead letters as they are and the notes of their replays behind them, committed records only. */
final class LetterScan {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Of all letters of one scan together. */
    private static final int MOST_OCTETS = 16 << 20;

    private final Map<String, Object> settings;
    private final String topic;
    private final Duration deadline;

    /** A letter as it stands, and its replays, oldest first. */
    record Found(ConsumerRecord<byte[], byte[]> letter, List<ReplayNote> replays) {}

    /** @param deadline how long a scan may take */
    LetterScan(Map<String, Object> clientSettings, String topic, Duration deadline) {
        settings = new HashMap<>(clientSettings);
        settings.putAll(Map.of(
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "fetch.max.wait.ms",
                20,
                "default.api.timeout.ms",
                (int) deadline.toMillis()));
        this.topic = topic;
        this.deadline = deadline;
    }

    /**
     * Those of the letters that are there.
     *
     * @throws ConsoleException when the topic cannot be read in time or the letters are too large together
     */
    Map<DeadLetter.Id, Found> read(Collection<DeadLetter.Id> wanted) {
        SortedMap<Integer, Long> first = new TreeMap<>();
        wanted.forEach(id -> first.merge(id.partition(), id.offset(), Math::min));
        Map<DeadLetter.Id, Found> found = new HashMap<>();
        long end = System.nanoTime() + deadline.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(topic).size();
            first.keySet().removeIf(partition -> partition >= partitions);
            List<TopicPartition> all = first.keySet().stream()
                    .map(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            consumer.assign(all);
            all.forEach(each -> consumer.seek(
                    each,
                    Math.min(
                            ends.getOrDefault(each, 0L),
                            Math.max(begins.getOrDefault(each, 0L), first.getOrDefault(each.partition(), 0L)))));
            int octets = 0;
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                if (System.nanoTime() - end > 0) {
                    throw new ConsoleException(topic + " was not read to its end in " + deadline
                            + "; there are many letters behind those asked for");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    octets += take(record, wanted, found);
                    if (octets > MOST_OCTETS) {
                        throw new ConsoleException("the letters have more than " + MOST_OCTETS
                                + " octets together; ask for fewer at once");
                    }
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw new ConsoleException(topic + " moved on while it was read; ask again", e);
        } catch (KafkaException e) {
            throw new ConsoleException(topic + " cannot be read: " + e.getMessage(), e);
        }
        return found;
    }

    private static int take(
            ConsumerRecord<byte[], byte[]> record, Collection<DeadLetter.Id> wanted, Map<DeadLetter.Id, Found> found) {
        Optional<ReplayNote> note = DeadLetterRecords.note(record);
        if (note.isPresent()) {
            Found letter = found.get(note.get().letter());
            if (letter != null) {
                letter.replays().add(note.get());
            }
            return 0;
        }
        DeadLetter.Id id = new DeadLetter.Id(record.partition(), record.offset());
        if (!wanted.contains(id)) {
            return 0;
        }
        found.put(id, new Found(record, new ArrayList<>()));
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}

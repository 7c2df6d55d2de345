// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.gateway.state.OwnerPositions;

/** Reads the registrations and the state of one partition from the beginning to the end. */
final class PartitionRestore {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordReader reader;
    private final LongSupplier nanoTime;

    PartitionRestore(Consumer<byte[], byte[]> consumer, RecordReader reader, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.reader = reader;
        this.nanoTime = nanoTime;
    }

    /**
     * Leaves the consumer assigned to both, at their ends.
     *
     * @param goOn asked between polls
     * @return empty when {@code goOn} ended it early: a part of the states is worse than none, it lacks newer counters
     * @throws TimeoutException when nothing comes for too long
     */
    Optional<Restored> read(TopicPartition meters, TopicPartition state, BooleanSupplier goOn) {
        List<TopicPartition> both = List.of(meters, state);
        consumer.assign(both);
        consumer.seekToBeginning(both);
        Map<TopicPartition, Long> ends = consumer.endOffsets(both);
        int partitions = consumer.partitionsFor(meters.topic()).size();
        Restored restored = new Restored();
        long heardAt = nanoTime.getAsLong();
        while (!reached(ends)) {
            if (!goOn.getAsBoolean()) {
                return Optional.empty();
            }
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.topic().equals(meters.topic())) {
                    registration(record, partitions, restored);
                } else {
                    state(record, restored);
                }
            }
            long now = nanoTime.getAsLong();
            if (!records.isEmpty()) {
                heardAt = now;
            } else if (now - heardAt > LONGEST_SILENCE.toNanos()) {
                throw new TimeoutException("the end of " + both + " was not reached");
            }
        }
        return Optional.of(restored);
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void registration(ConsumerRecord<byte[], byte[]> record, int partitions, Restored restored) {
        try {
            String meterId = RecordReader.ownKey(record, partitions);
            Registration registration = reader.registration(record);
            if (registration == null) {
                restored.registrations.remove(meterId);
            } else {
                restored.registrations.put(meterId, registration);
            }
        } catch (SerializationException poison) {
            RecordReader.requirePoison(poison);
            restored.poison.add(new Restored.Poison(record, poison));
        }
    }

    private static void state(ConsumerRecord<byte[], byte[]> record, Restored restored) {
        if (record.key() == null) {
            return; // not ours: every state has a meter
        }
        String key = RecordReader.key(record);
        byte[] octets = record.value();
        if (key.equals(OwnerPositions.KEY)) {
            restored.positions = octets == null ? OwnerPositions.NONE : OwnerPositions.decode(octets);
        } else if (octets == null) {
            restored.states.remove(key);
        } else {
            restored.states.put(key, octets);
        }
    }
}

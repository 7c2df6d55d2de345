// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.OwnerPositions;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;

class PartitionRestoreTest {

    private static final int PARTITIONS = 4;
    private static final int OWN = 2;
    private static final String METERS = Topics.METERS.prefixed("p.");
    private static final String STATE = Topics.GATEWAY_STATE.prefixed("p.");

    @Test
    void onlyAKeyOfTheRecordsOwnPartitionIsWorkedWith() {
        for (String topic : List.of(METERS, Topics.CALIBRATION_ORDERS.prefixed("p."))) {
            assertEquals(keyOf(OWN), RecordReader.ownKey(record(topic, 0, keyOf(OWN), null), PARTITIONS));
            SerializationException foreign = assertThrows(
                    SerializationException.class,
                    () -> RecordReader.ownKey(record(topic, 0, keyOf(OWN + 1), null), PARTITIONS));
            assertTrue(foreign.getMessage().endsWith("belongs to partition 3"), foreign.getMessage());
        }
    }

    /** A state written for such a meter would stand in place of the positions, which its owner could not read then. */
    @Test
    void theKeyOfTheOwnersPositionsIsNoMeters() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                METERS,
                Partitioning.partitionOf(OwnerPositions.KEY, PARTITIONS),
                0,
                OwnerPositions.KEY.getBytes(StandardCharsets.UTF_8),
                new byte[0]);
        assertThrows(SerializationException.class, () -> RecordReader.ownKey(record, PARTITIONS));
    }

    @Test
    void aRecordManyTimesLargerThanItNeedsToBeIsPoison(@TempDir Path folder) throws Exception {
        RecordReader reader = new RecordReader(new MockSchemaRegistryClient(), nobody(folder), () -> Instant.EPOCH);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(METERS, OWN, 0, new byte[] {1}, new byte[RecordReader.MAX_OCTETS + 1]);
        SerializationException poison = assertThrows(SerializationException.class, () -> reader.registration(record));
        RecordReader.requirePoison(poison);
        assertTrue(poison.getMessage().contains("at most"), poison.getMessage());
    }

    /** What is missing then are the newest states: counters that were used since. */
    @Test
    void aRestoreThatIsBrokenOffGivesNothing(@TempDir Path folder) throws Exception {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        TopicPartition meters = new TopicPartition(METERS, OWN);
        TopicPartition state = new TopicPartition(STATE, OWN);
        consumer.updatePartitions(
                METERS, List.of(new PartitionInfo(METERS, OWN, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(meters, 0L, state, 0L)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(meters, 0L, state, 2L)));
        AtomicBoolean goOn = new AtomicBoolean(true);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(STATE, 0, keyOf(OWN), MeterStateCodec.encode(MeterState.INITIAL)));
            goOn.set(false);
        });
        RecordReader reader = new RecordReader(new MockSchemaRegistryClient(), nobody(folder), () -> Instant.EPOCH);
        assertEquals(
                Optional.empty(),
                new PartitionRestore(consumer, reader, System::nanoTime).read(meters, state, goOn::get));
    }

    private static TrustedSigners nobody(Path folder) throws Exception {
        return TrustedSigners.load(
                Files.writeString(folder.resolve("signers.json"), "[]"), TrustedSigners.Purpose.ORDERS);
    }

    @Test
    void aRegistrationUnderAKeyOfAnotherPartitionIsPoisonWhenTheOwnerBegins(@TempDir Path folder) throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, "p.");
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        TopicPartition meters = new TopicPartition(METERS, OWN);
        TopicPartition state = new TopicPartition(STATE, OWN);
        consumer.updatePartitions(
                METERS,
                IntStream.range(0, PARTITIONS)
                        .mapToObj(i -> new PartitionInfo(METERS, i, Node.noNode(), new Node[0], new Node[0]))
                        .toList());
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(meters, 0L, state, 0L)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(meters, 2L, state, 0L)));
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(METERS, 0, keyOf(OWN + 1), registration(registry, keyOf(OWN + 1))));
            consumer.addRecord(record(METERS, 1, keyOf(OWN), registration(registry, keyOf(OWN))));
        });
        RecordReader reader = new RecordReader(registry, nobody(folder), () -> Instant.EPOCH);

        Restored restored = new PartitionRestore(consumer, reader, System::nanoTime)
                .read(meters, state, () -> true)
                .orElseThrow();

        assertEquals(Set.of(keyOf(OWN)), restored.registrations.keySet());
        assertEquals(
                List.of(0L),
                restored.poison.stream().map(poison -> poison.record().offset()).toList());
    }

    private static byte[] registration(MockSchemaRegistryClient registry, String meterId) {
        return new RecordSerde<>(registry, MeterRegistration.class)
                .serialize(
                        METERS,
                        MeterRegistration.newBuilder().setMeterId(meterId).build());
    }

    private static String keyOf(int partition) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "M-" + i)
                .filter(id -> Partitioning.partitionOf(id, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(topic, OWN, offset, key.getBytes(StandardCharsets.UTF_8), value);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.export.Dataset;
import org.plumbline.console.export.ExportRow;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

/** The topic of one table for analysts, committed records only. */
public final class ExportSource implements AutoCloseable {
    private final String topic;
    private final RecordSerde<? extends SpecificRecord> values;
    private final TopicScan scan;
    private final Map<String, Instant> erased;

    /** What is read. */
    public interface Reader {
        /** The rows of one record; none where it has none. */
        void rows(int partition, long offset, List<ExportRow> rows);

        /** A record that cannot be read. @param why which one and why, in one sentence */
        void unreadable(int partition, long offset, String why);
    }

    /**
     * @param settings where the broker is and how to talk to it
     * @param prefix of the topics
     * @param deadline how long reading may take altogether, from now on
     */
    public ExportSource(
            Map<String, Object> settings,
            SchemaRegistryClient registry,
            Dataset dataset,
            String prefix,
            Duration deadline) {
        this.topic = topicOf(dataset).prefixed(prefix);
        values = new RecordSerde<>(registry, type(dataset));
        scan = new TopicScan(settings, deadline);
        erased = dataset == Dataset.readings ? KafkaErasures.all(scan, registry, prefix) : Map.of();
    }

    /** The topic of a table. */
    public static Topic topicOf(Dataset dataset) {
        return switch (dataset) {
            case readings -> Topics.READINGS;
            case drift -> Topics.DRIFT;
            case cases -> Topics.CASES;
            case outcomes -> Topics.CALIBRATION_OUTCOMES;
        };
    }

    private static Class<? extends SpecificRecord> type(Dataset dataset) {
        return switch (dataset) {
            case readings -> RegisterReading.class;
            case drift -> DriftEstimate.class;
            case cases -> AccuracyCase.class;
            case outcomes -> CalibrationOutcome.class;
        };
    }

    /** First and end offset of each partition now, by its number. */
    public Map<Integer, long[]> bounds() {
        List<TopicPartition> all = IntStream.range(0, scan.partitions(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        Map<TopicPartition, Long> first = scan.beginnings(all);
        Map<Integer, long[]> bounds = new TreeMap<>();
        scan.ends(all)
                .forEach((partition, end) ->
                        bounds.put(partition.partition(), new long[] {first.getOrDefault(partition, 0L), end}));
        return bounds;
    }

    /**
     * Gives each record, those of one partition in their order.
     *
     * @param bounds first offset and the first that is not asked for, by the number of the partition
     * @throws ConsoleException when the topic cannot be read or the deadline passes
     */
    public void read(Map<Integer, long[]> bounds, Reader reader) {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        bounds.forEach((partition, offsets) -> {
            from.put(new TopicPartition(topic, partition), offsets[0]);
            ends.put(new TopicPartition(topic, partition), offsets[1]);
        });
        scan.read(from, ends, found -> give(found, reader));
    }

    private void give(ConsumerRecord<String, byte[]> found, Reader reader) {
        List<ExportRow> rows;
        try {
            // A key that its topic no longer holds has no row.
            SpecificRecord value = found.value() == null ? null : WholeTopic.value(values, found);
            rows = value == null || isErased(value) ? List.of() : ExportRows.of(value);
        } catch (ConsoleException e) {
            reader.unreadable(found.partition(), found.offset(), String.valueOf(e.getMessage()));
            return;
        }
        reader.rows(found.partition(), found.offset(), rows);
    }

    private boolean isErased(SpecificRecord value) {
        return value instanceof RegisterReading reading
                && !reading.getCaptureTime().isAfter(erased.getOrDefault(reading.getMeterId(), Instant.MIN));
    }

    @Override
    public void close() {
        scan.close();
    }
}

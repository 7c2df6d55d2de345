// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.simulator.port.TruthLedger;

/** What a read_committed consumer has seen of the meters so far. Confined to one thread. */
final class PublishedRows implements AutoCloseable {

    private static final String ENERGY = "1.0.1.8.0.255";

    /** One meter's rows and gaps by capture time in seconds. */
    private static final class OfMeter {
        final Map<Long, Long> rawByTime = new HashMap<>();
        final TreeMap<Long, Long> gapEndByBegin = new TreeMap<>();
    }

    private final TestBed bed;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordSerde<RegisterReading> readings;
    private final RecordSerde<MeterEvent> events;
    private final List<TopicPartition> partitions;
    private final Map<String, OfMeter> meters = new HashMap<>();
    private final Map<String, Integer> eventsByCode = new TreeMap<>();
    private String twice = "";
    private int rows;

    PublishedRows(TestBed bed) {
        this.bed = bed;
        this.readings = new RecordSerde<>(bed.registry, RegisterReading.class);
        this.events = new RecordSerde<>(bed.registry, MeterEvent.class);
        this.partitions = IntStream.range(0, bed.partitions)
                .boxed()
                .flatMap(partition -> List.of(Topics.READINGS, Topics.METER_EVENTS).stream()
                        .map(topic -> new TopicPartition(topic.prefixed(bed.prefix), partition)))
                .toList();
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bed.bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    int rows() {
        return rows;
    }

    /** Number of events of each code. */
    Map<String, Integer> events() {
        return eventsByCode;
    }

    /** Reads up to what is committed now. */
    void update() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().endsWith(Topics.READINGS.name())) {
            row(readings.deserialize(record.topic(), record.value()));
        } else {
            event(events.deserialize(record.topic(), record.value()));
        }
    }

    private void row(RegisterReading reading) {
        if (reading.getSource() != ReadingSource.PROFILE) {
            return;
        }
        rows++;
        long time = reading.getCaptureTime().getEpochSecond();
        long raw = reading.getRegisters().stream()
                .filter(register -> register.getObis().equals(ENERGY))
                .findFirst()
                .orElseThrow()
                .getRaw();
        if (of(reading.getMeterId()).rawByTime.put(time, raw) != null) {
            twice += " " + reading.getMeterId() + " at " + reading.getCaptureTime();
        }
    }

    private void event(MeterEvent event) {
        eventsByCode.merge(event.getCode(), 1, Integer::sum);
        if (event.getCode().equals(EventCodes.GAP)) {
            Map<String, String> evidence =
                    event.getEvidence().stream().collect(Collectors.toMap(NamedValue::getName, NamedValue::getText));
            if (evidence.containsKey("requestId")) {
                return; // of what was asked for once more
            }
            of(event.getMeterId())
                    .gapEndByBegin
                    .put(
                            Instant.parse(evidence.get("from")).getEpochSecond(),
                            Instant.parse(evidence.get("to")).getEpochSecond());
        }
    }

    /** Rows that were published more than once; empty when there are none. */
    String twice() {
        return twice;
    }

    /** Levels of the simulator's ledger that are neither published nor in a gap. */
    int missing() {
        return (int) bed.plans.stream()
                .mapToLong(plan -> {
                    OfMeter found = of(plan.meterId());
                    return bed.ledger.levelsOf(plan.meterId()).stream()
                            .filter(level -> !found.rawByTime.containsKey(level.captureEpochSecond()))
                            .filter(level -> !inGap(found, level.captureEpochSecond()))
                            .count();
                })
                .sum();
    }

    /** Rows published that no meter captured, or with another value; empty when there are none. */
    String wrong() {
        StringBuilder wrong = new StringBuilder();
        meters.forEach((meterId, found) -> {
            Map<Long, Long> truth = new HashMap<>();
            for (TruthLedger.Level level : bed.ledger.levelsOf(meterId)) {
                truth.put(level.captureEpochSecond(), level.registerRaw());
            }
            found.rawByTime.forEach((time, raw) -> {
                if (!raw.equals(truth.get(time))) {
                    wrong.append(' ').append(meterId).append(" at ").append(Instant.ofEpochSecond(time));
                }
            });
        });
        return wrong.toString();
    }

    private static boolean inGap(OfMeter meter, long time) {
        Map.Entry<Long, Long> gap = meter.gapEndByBegin.floorEntry(time);
        return gap != null && time <= gap.getValue();
    }

    private OfMeter of(String meterId) {
        return meters.computeIfAbsent(meterId, unknown -> new OfMeter());
    }

    @Override
    public void close() {
        consumer.close();
    }
}

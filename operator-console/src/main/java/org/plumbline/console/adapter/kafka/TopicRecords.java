// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.record.Evidence;
import org.plumbline.console.adapter.record.Statement;
import org.plumbline.console.port.CalibrationRecords;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.serde.RecordSerde;

/**
 * Makes records from the topics alone: of each topic the partition of the meter, and those of its campaigns, from the
 * beginning. Safe for use by many threads; each call has a consumer of its own.
 */
public final class TopicRecords implements CalibrationRecords {

    /** Most records that a calibration record may hold. */
    static final int MOST_SOURCES = 20_000;

    private final Map<String, Object> settings;
    private final SchemaRegistryClient registry;
    private final String prefix;
    private final Duration deadline;

    /**
     * @param settings where the broker is and how to talk to it
     * @param prefix of the topics
     * @param deadline how long making one record may take
     */
    public TopicRecords(Map<String, Object> settings, SchemaRegistryClient registry, String prefix, Duration deadline) {
        this.settings = Map.copyOf(settings);
        this.registry = registry;
        this.prefix = prefix;
        this.deadline = deadline;
    }

    @Override
    public Optional<CalibrationRecord> of(String meterId, Instant madeAt) {
        try (TopicScan scan = new TopicScan(settings, deadline)) {
            return Statement.record(meterId, madeAt, evidence(scan, meterId));
        }
    }

    private Evidence evidence(TopicScan scan, String meterId) {
        Found meter = found(
                scan,
                List.of(meterId),
                List.of(
                        Topics.METERS,
                        Topics.DRIFT_LATEST,
                        Topics.CALIBRATION_ORDERS,
                        Topics.CALIBRATION_OUTCOMES,
                        Topics.CASES,
                        Topics.AUDIT));
        List<CalibrationOrder> orders = meter.all(Topics.CALIBRATION_ORDERS, CalibrationOrder.class, meterId);
        TreeSet<String> campaignIds = new TreeSet<>();
        orders.forEach(order -> campaignIds.add(Evidence.campaignOf(order)));
        Found campaigns = found(scan, campaignIds, List.of(Topics.AUDIT, Topics.CAMPAIGN_COMMANDS));
        List<AuditEntry> entries = new ArrayList<>(meter.all(Topics.AUDIT, AuditEntry.class, meterId));
        List<CampaignCommand> commands = new ArrayList<>();
        for (String campaignId : campaignIds) {
            entries.addAll(campaigns.all(Topics.AUDIT, AuditEntry.class, campaignId));
            commands.addAll(campaigns.all(Topics.CAMPAIGN_COMMANDS, CampaignCommand.class, campaignId));
        }
        return new Evidence(
                newest(meter.byKey(Topics.METERS, MeterRegistration.class, meterId)),
                newest(meter.byKey(Topics.DRIFT_LATEST, DriftEstimate.class, meterId)),
                entries,
                orders,
                meter.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class, meterId),
                List.copyOf(
                        meter.byKey(Topics.CASES, AccuracyCase.class, meterId).sequencedValues()),
                commands);
    }

    private static <T> @Nullable T newest(SequencedMap<String, T> byKey) {
        return byKey.isEmpty() ? null : byKey.lastEntry().getValue();
    }

    /** Records as they stand on the topics, without those of other ids in the same partitions. */
    private Found found(TopicScan scan, Collection<String> ids, List<Topic> topics) {
        Found found = new Found();
        Set<TopicPartition> partitions = new LinkedHashSet<>();
        for (Topic topic : topics) {
            String name = topic.prefixed(prefix);
            int count = ids.isEmpty() ? 0 : scan.partitions(name);
            ids.forEach(id -> partitions.add(new TopicPartition(name, Partitioning.partitionOf(id, count))));
        }
        scan.read(partitions, record -> {
            if (record.key() != null && ids.contains(idOf(record.key()))) {
                found.add(record);
            }
        });
        return found;
    }

    /** The meter or campaign in a key: what stands before the first bar. */
    private static String idOf(String key) {
        int bar = key.indexOf('|');
        return bar < 0 ? key : key.substring(0, bar);
    }

    /** Records by topic and id. */
    private final class Found {
        private final Map<String, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
        private int count;

        void add(ConsumerRecord<String, byte[]> record) {
            count++;
            if (count > MOST_SOURCES) {
                throw new ConsoleException("the topics hold more than " + MOST_SOURCES + " records about "
                        + idOf(record.key()) + ": too many for one calibration record");
            }
            records.computeIfAbsent(record.topic() + " " + idOf(record.key()), unused -> new ArrayList<>())
                    .add(record);
        }

        <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type, String id) {
            RecordSerde<T> values = new RecordSerde<>(registry, type);
            return of(topic, id).stream()
                    .map(record -> WholeTopic.value(values, record))
                    .toList();
        }

        /** The newest value of each key that was not removed. */
        <T extends SpecificRecord> SequencedMap<String, T> byKey(Topic topic, Class<T> type, String id) {
            RecordSerde<T> values = new RecordSerde<>(registry, type);
            SequencedMap<String, ConsumerRecord<String, byte[]>> newest = new LinkedHashMap<>();
            of(topic, id).forEach(record -> newest.put(record.key(), record));
            SequencedMap<String, T> found = new LinkedHashMap<>();
            newest.forEach((key, record) -> {
                if (record.value() != null) {
                    found.put(key, WholeTopic.value(values, record));
                }
            });
            return found;
        }

        private List<ConsumerRecord<String, byte[]>> of(Topic topic, String id) {
            return records.getOrDefault(topic.prefixed(prefix) + " " + id, List.of());
        }
    }
}

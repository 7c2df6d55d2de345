// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.tables.TableRecord;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterErasure;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.serde.RecordSerde;

/** The topics the tables are built from, and how each is read. Used by one thread. */
final class TableTopics {
    private final SchemaRegistryClient registry;
    private final WriterSchemas schemas;
    private final Map<String, Reader> readers;
    private final DeadLetterRecords deadLetters;

    /** How one topic is read. */
    private record Reader(Function<byte[], TableRecord> decode, FleetRecord.@Nullable Kind kind) {}

    TableTopics(SchemaRegistryClient registry, String prefix) {
        this.registry = registry;
        this.schemas = new WriterSchemas(registry);
        readers = Map.ofEntries(
                reader(
                        prefix,
                        Topics.METERS,
                        MeterRegistration.class,
                        TableTopics::registered,
                        FleetRecord.Kind.REGISTRATION),
                reader(
                        prefix,
                        Topics.REFERENCE_PROFILES,
                        ReferenceProfile.class,
                        of(Translation::reference),
                        FleetRecord.Kind.REFERENCE),
                reader(prefix, Topics.ERASURES, MeterErasure.class, TableTopics::erased, null),
                reader(prefix, Topics.READINGS, RegisterReading.class, TableTopics::reading, null),
                reader(
                        prefix,
                        Topics.DRIFT,
                        DriftEstimate.class,
                        estimate -> new TableRecord.History(Translation.figures(estimate)),
                        null),
                reader(
                        prefix,
                        Topics.DRIFT_LATEST,
                        DriftEstimate.class,
                        of(Translation::figures),
                        FleetRecord.Kind.ESTIMATE),
                reader(prefix, Topics.METER_EVENTS, MeterEvent.class, of(Translation::event), null),
                reader(prefix, Topics.CASES, AccuracyCase.class, of(Translation::accuracyCase), FleetRecord.Kind.CASE),
                reader(prefix, Topics.CAMPAIGNS, Campaign.class, of(Translation::campaign), FleetRecord.Kind.CAMPAIGN),
                reader(
                        prefix,
                        Topics.CAMPAIGN_MEMBERS,
                        CampaignMember.class,
                        of(Translation::member),
                        FleetRecord.Kind.MEMBER),
                reader(prefix, Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class, of(Translation::outcome), null),
                reader(prefix, Topics.AUDIT, AuditEntry.class, AuditLines::audited, null));
        deadLetters = new DeadLetterRecords(prefix);
    }

    Set<String> names() {
        Set<String> names = new HashSet<>(readers.keySet());
        names.add(deadLetters.topic());
        return names;
    }

    /**
     * What a record tells; empty when nothing that the tables keep.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the value is bad
     * @throws RegistryUnavailableException when that cannot be said now
     */
    Optional<TableRecord> decode(ConsumerRecord<String, byte[]> found) {
        if (found.topic().equals(deadLetters.topic())) {
            return Optional.of(deadLetters.told(found));
        }
        Reader reader = readers.get(found.topic());
        if (reader == null) {
            return Optional.empty();
        }
        byte[] value = found.value();
        if (value != null) {
            return Optional.of(reader.decode().apply(value));
        }
        String key = found.key();
        FleetRecord.Kind kind = reader.kind();
        return key == null || kind == null
                ? Optional.empty()
                : Optional.of(new TableRecord.Of(new FleetRecord.Removed(kind, key)));
    }

    private static <T> Function<T, TableRecord> of(Function<T, ? extends FleetRecord> translation) {
        return told -> new TableRecord.Of(translation.apply(told));
    }

    private <T extends SpecificRecord> Map.Entry<String, Reader> reader(
            String prefix,
            Topic topic,
            Class<T> type,
            Function<T, TableRecord> translation,
            FleetRecord.@Nullable Kind kind) {
        RecordSerde<T> serde = new RecordSerde<>(registry, type);
        String name = topic.prefixed(prefix);
        return Map.entry(
                name,
                new Reader(
                        value -> {
                            schemas.schemaOf(value);
                            T decoded = serde.deserialize(name, value);
                            if (decoded == null) {
                                throw new IllegalStateException("octets on " + name + " decoded to nothing");
                            }
                            return translation.apply(decoded);
                        },
                        kind));
    }

    private static TableRecord registered(MeterRegistration meter) {
        return new TableRecord.Registered(
                meter.getMeterId(),
                meter.getState().name(),
                meter.getSerialNumber(),
                meter.getTypeDesignation().isEmpty() ? meter.getMeterModel() : meter.getTypeDesignation(),
                meter.getAccuracyClass(),
                meter.getDistrict(),
                meter.getYearOfManufacture(),
                meter.getCapturePeriodSeconds(),
                meter.getPollPeriodSeconds(),
                meter.getLimitPercent());
    }

    private static TableRecord erased(MeterErasure erasure) {
        return new TableRecord.Erased(erasure.getMeterId(), erasure.getErasedUpTo());
    }

    private static TableRecord reading(RegisterReading reading) {
        return new TableRecord.Reading(
                reading.getMeterId(),
                reading.getCaptureTime(),
                reading.getSource().name(),
                reading.getSessionFieldTime(),
                reading.getStatusBits(),
                reading.getCalibrationEpoch(),
                reading.getClockOffsetMillis(),
                reading.getRegisters().stream()
                        .map(value -> new TableRecord.Register(
                                value.getObis(), value.getRaw(), value.getScaler(), value.getUnit()))
                        .toList());
    }
}

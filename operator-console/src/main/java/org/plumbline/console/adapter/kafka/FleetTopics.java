// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.serde.RecordSerde;

/** The topics the read model is built from, and how each is read. */
final class FleetTopics {
    private final SchemaRegistryClient registry;
    private final WriterSchemas schemas;
    private final String prefix;

    FleetTopics(SchemaRegistryClient registry, String prefix) {
        this.registry = registry;
        this.schemas = new WriterSchemas(registry);
        this.prefix = prefix;
    }

    /** Decoders by topic name, all but the readings. */
    Map<String, RecordDecoder> state() {
        return Map.ofEntries(
                decoder(
                        Topics.METERS,
                        MeterRegistration.class,
                        Translation::registration,
                        FleetRecord.Kind.REGISTRATION),
                decoder(
                        Topics.REFERENCE_PROFILES,
                        ReferenceProfile.class,
                        Translation::reference,
                        FleetRecord.Kind.REFERENCE),
                decoder(Topics.METER_EVENTS, MeterEvent.class, Translation::event, null),
                decoder(Topics.DRIFT_LATEST, DriftEstimate.class, Translation::explained, FleetRecord.Kind.ESTIMATE),
                decoder(
                        Topics.CALIBRATION_FORECASTS,
                        CalibrationForecast.class,
                        FindingTranslation::forecast,
                        FleetRecord.Kind.FORECAST),
                decoder(
                        Topics.QUANTITY_DRIFT_LATEST,
                        DriftEstimate.class,
                        FindingTranslation::quantity,
                        FleetRecord.Kind.QUANTITY),
                decoder(
                        Topics.REFERENCE_FINDINGS,
                        ReferenceFinding.class,
                        FindingTranslation::standing,
                        FleetRecord.Kind.STANDING),
                decoder(Topics.SURVEILLANCE, SurveillanceDay.class, FindingTranslation::pointDay, null),
                decoder(Topics.CASES, AccuracyCase.class, Translation::accuracyCase, FleetRecord.Kind.CASE),
                decoder(Topics.CAMPAIGNS, Campaign.class, Translation::campaign, FleetRecord.Kind.CAMPAIGN),
                decoder(Topics.CAMPAIGN_MEMBERS, CampaignMember.class, Translation::member, FleetRecord.Kind.MEMBER),
                decoder(Topics.HOLDS, Hold.class, Translation::hold, FleetRecord.Kind.HOLD),
                decoder(Topics.METER_CHECKS_LATEST, MeterChecks.class, Translation::checks, FleetRecord.Kind.CHECKS),
                decoder(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class, Translation::outcome, null));
    }

    /** Decoder of the readings by topic name. */
    Map<String, RecordDecoder> readings() {
        return Map.of(Topics.READINGS.prefixed(prefix), new ReadingDecoder(schemas));
    }

    private <T extends SpecificRecord> Map.Entry<String, RecordDecoder> decoder(
            Topic topic, Class<T> type, Function<T, FleetRecord> translation, FleetRecord.@Nullable Kind kind) {
        RecordSerde<T> serde = new RecordSerde<>(registry, type);
        return Map.entry(topic.prefixed(prefix), new RecordDecoder() {
            @Override
            public FleetRecord decode(String name, byte[] value) {
                schemas.schemaOf(value);
                T decoded = serde.deserialize(name, value);
                if (decoded == null) {
                    throw new IllegalStateException("octets on " + name + " decoded to nothing");
                }
                return translation.apply(decoded);
            }

            @Override
            public Optional<FleetRecord> removed(String key) {
                return kind == null ? Optional.empty() : Optional.of(new FleetRecord.Removed(kind, key));
            }
        });
    }
}

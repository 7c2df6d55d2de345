// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.analyzer.adapter.avro.SurveillanceRecords;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.surveillance.SurveillanceOutput;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.serde.RecordSerde;

/**
 * The part of the topology that watches double-metered points.
 *
 * <pre>
 * [levels, by tested meter] --&gt; surveil-points --&gt; surveillance, audit-facts
 * </pre>
 */
final class SurveillanceTopology {
    /** Per tested meter: {@link org.plumbline.analyzer.surveillance.SurveillanceState}. */
    static final String POINT_STORE = "surveilled-points-v1";

    /** Per tested meter, UTC day and side: {@link org.plumbline.analyzer.state.DayLevels}. */
    static final String LEVEL_STORE = "surveilled-levels-v1";

    private SurveillanceTopology() {}

    /** @param levels by tested meter */
    static void add(
            StreamsBuilder builder,
            KStream<String, MeterInput> levels,
            ProfileReader profiles,
            Registrations registrations,
            SchemaRegistryClient registry,
            String prefix) {
        builder.addStateStore(store(POINT_STORE, Serdes.String()));
        builder.addStateStore(store(LEVEL_STORE, DayKey.serde()));
        KStream<String, SurveillanceOutput> outputs = levels.processValues(
                () -> new SurveilPoints(profiles, registrations),
                Named.as("surveil-points"),
                POINT_STORE,
                LEVEL_STORE,
                DriftTopology.FOLLOWED_STORE);
        outputs.flatMapValues(
                        (meterId, output) -> SurveillanceRecords.day(meterId, output)
                                .map(List::of)
                                .orElse(List.of()),
                        Named.as("render-surveillance"))
                .to(
                        Topics.SURVEILLANCE.prefixed(prefix),
                        Produced.with(Serdes.String(), new RecordSerde<>(registry, SurveillanceDay.class))
                                .withName("surveillance-sink"));
        outputs.flatMapValues(
                        (meterId, output) -> SurveillanceRecords.fact(meterId, output)
                                .<List<MeterOutput>>map(List::of)
                                .orElse(List.of()),
                        Named.as("take-surveillance-facts"))
                .processValues(DriftTopology.RenderFacts::new, Named.as("render-surveillance-facts"))
                .to(
                        Topics.AUDIT_FACTS.prefixed(prefix),
                        Produced.with(Serdes.String(), new RecordSerde<>(registry, AuditFact.class))
                                .withName("surveillance-facts-sink"));
    }

    private static <K> StoreBuilder<?> store(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}

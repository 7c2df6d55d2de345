// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.serde.RecordSerde;

/**
 * The part of the topology that follows energies besides active import.
 *
 * <pre>
 * readings, pairings --&gt; fan-out-quantities =&gt; [by tested meter] --&gt; follow-quantity --&gt; quantity-drift, quantity-drift-latest
 * </pre>
 */
final class QuantityTopology {
    /** Per tested meter and quantity: {@link org.plumbline.analyzer.state.MeterState}. */
    static final String TRACK_STORE = "quantity-track-v1";

    /** Per tested meter, quantity, UTC day and side: {@link org.plumbline.analyzer.state.DayLevels}. */
    static final String DAY_STORE = "quantity-days-v1";

    /** Per meter of a pair and tested meter: {@link MeterProfiles} that compare quantities. */
    static final String COMPARED_STORE = "compared-quantities-v1";

    private QuantityTopology() {}

    /** @param fieldTime readings far ahead of it are refused */
    static void add(
            StreamsBuilder builder,
            KStream<String, FanOutInput> readings,
            ProfileReader profiles,
            Registrations registrations,
            InstantSource fieldTime,
            LimitTable limits,
            SchemaRegistryClient registry,
            String prefix) {
        builder.addStateStore(store(COMPARED_STORE, Serdes.String()));
        builder.addStateStore(store(TRACK_STORE, Serdes.String()));
        builder.addStateStore(store(DAY_STORE, DayKey.serde()));
        KStream<String, DriftEstimate> estimates = readings.process(
                        () -> new FanOutQuantities(profiles, fieldTime), Named.as("fan-out-quantities"), COMPARED_STORE)
                .repartition(Repartitioned.<String, QuantityLevel>as("quantity-levels")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(QuantityLevel.serde()))
                .processValues(
                        () -> new FollowQuantity(profiles, registrations, limits),
                        Named.as("follow-quantity"),
                        TRACK_STORE,
                        DAY_STORE,
                        DriftTopology.FOLLOWED_STORE);
        RecordSerde<DriftEstimate> serde = new RecordSerde<>(registry, DriftEstimate.class);
        estimates.to(
                Topics.QUANTITY_DRIFT.prefixed(prefix),
                Produced.with(Serdes.String(), serde).withName("quantity-drift-sink"));
        estimates
                .selectKey((meterId, estimate) -> key(meterId, estimate.getQuantity()), Named.as("key-by-quantity"))
                .to(
                        Topics.QUANTITY_DRIFT_LATEST.prefixed(prefix),
                        Produced.with(Serdes.String(), serde)
                                .withName("quantity-drift-latest-sink")
                                .withStreamPartitioner((topic, key, value, count) ->
                                        Optional.of(Set.of(Partitioning.partitionOf(value.getMeterId(), count)))));
    }

    /** {@code meterId|quantity}. */
    static String key(String meterId, String obis) {
        return meterId + "|" + obis;
    }

    private static <K> StoreBuilder<?> store(String name, Serde<K> keys) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}

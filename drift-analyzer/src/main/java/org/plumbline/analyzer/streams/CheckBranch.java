// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.serde.RecordSerde;

/**
 * The branch that holds each meter against itself.
 *
 * <pre>
 * readings -&gt; check-meter -&gt; meter-checks, meter-checks-latest
 * </pre>
 */
final class CheckBranch {
    /** Per meter: {@link org.plumbline.analyzer.checks.CheckState}. */
    static final String STORE = "checks-v1";

    private CheckBranch() {}

    /** @param prefix of all topic names */
    static void add(
            StreamsBuilder builder,
            KStream<String, FanOutInput> readings,
            RecordSerde<MeterChecks> serde,
            String prefix) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()));
        KStream<String, MeterChecks> checks = readings.processValues(CheckMeter::new, Named.as("check-meter"), STORE);
        checks.to(
                Topics.METER_CHECKS.prefixed(prefix),
                Produced.with(Serdes.String(), serde).withName("meter-checks-sink"));
        checks.to(
                Topics.METER_CHECKS_LATEST.prefixed(prefix),
                Produced.with(Serdes.String(), serde).withName("meter-checks-latest-sink"));
    }
}

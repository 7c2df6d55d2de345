// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.DriftEstimate;

/**
 * The branch that gives meters under some policies a corrected series; not there unless a policy is named.
 *
 * <pre>
 * readings and drift -&gt; correct-readings -&gt; corrected-readings
 * </pre>
 */
final class CorrectionBranch {
    /** Per meter and UTC day: {@link org.plumbline.analyzer.correction.CorrectedDayState}. */
    static final String STORE = "corrected-days-v1";

    private CorrectionBranch() {}

    /**
     * @param estimates as published
     * @param policies meters under these have a series
     * @param topic name of the topic of corrected days
     */
    static void add(
            StreamsBuilder builder,
            KStream<String, FanOutInput> readings,
            KStream<String, DriftEstimate> estimates,
            Registrations registrations,
            Set<CorrectionPolicy> policies,
            InstantSource fieldTime,
            String topic,
            Produced<String, CorrectedDay> produced) {
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), DayKey.serde(), Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()));
        readings.mapValues(
                        input -> (CorrectionInput) new CorrectionInput.Read(input),
                        Named.as("take-readings-to-correct"))
                .merge(
                        estimates
                                .filter((meterId, estimate) -> estimate != null, Named.as("drop-empty-estimates"))
                                .mapValues(
                                        estimate -> (CorrectionInput) new CorrectionInput.Estimated(estimate),
                                        Named.as("take-estimates")),
                        Named.as("with-estimates"))
                .processValues(
                        () -> new CorrectReadings(registrations, policies, fieldTime),
                        Named.as("correct-readings"),
                        STORE)
                .to(topic, produced);
    }
}

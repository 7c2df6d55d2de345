// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.analyzer.adapter.avro.ForecastRecords;
import org.plumbline.analyzer.forecast.ForecastOutput;
import org.plumbline.schema.avro.CalibrationForecast;

/**
 * The branch of meters under a certificate.
 *
 * <pre>
 * readings, pairings -&gt; forecast-calibration -&gt; calibration-forecasts
 * </pre>
 */
final class ForecastBranch {
    /** Per meter under a certificate: {@link org.plumbline.analyzer.forecast.ForecastState}. */
    static final String STORE = "calibration-forecast-v1";

    /** Per meter under a certificate: {@link MeterProfiles}. */
    static final String CERTIFICATE_STORE = "certificates-v1";

    private ForecastBranch() {}

    /**
     * @param forecasting works on readings and pairings with both stores
     * @param topic prefixed name of the topic of forecasts
     * @param produced how they are written
     */
    static void add(
            StreamsBuilder builder,
            KStream<String, FanOutInput> readings,
            ProcessorSupplier<String, FanOutInput, String, ForecastOutput> forecasting,
            String topic,
            Produced<String, CalibrationForecast> produced) {
        for (String store : List.of(STORE, CERTIFICATE_STORE)) {
            builder.addStateStore(Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                    .withCachingEnabled()
                    .withLoggingEnabled(Map.of()));
        }
        readings.process(forecasting, Named.as("forecast-calibration"), STORE, CERTIFICATE_STORE)
                .mapValues(ForecastRecords::record, Named.as("render-forecasts"))
                .to(topic, produced);
    }
}

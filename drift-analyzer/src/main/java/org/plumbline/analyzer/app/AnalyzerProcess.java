// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.analyzer.adapter.file.LimitDirectory;
import org.plumbline.analyzer.adapter.kafka.KafkaDeadLetters;
import org.plumbline.analyzer.adapter.kafka.PoisonRecordHandler;
import org.plumbline.analyzer.adapter.kafka.StreamsSettings;
import org.plumbline.analyzer.adapter.kafka.TopicCheck;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.limits.LimitText;
import org.plumbline.analyzer.streams.DriftTopology;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.time.FieldTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running streams application. A thread that dies is replaced a bounded number of times, then all stops. */
final class AnalyzerProcess implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(AnalyzerProcess.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final KafkaDeadLetters deadLetters;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final CleanEnd cleanEnd;

    private AnalyzerProcess(
            KafkaStreams streams, KafkaDeadLetters deadLetters, KafkaStreamsMetrics kafkaMetrics, CleanEnd cleanEnd) {
        this.streams = streams;
        this.deadLetters = deadLetters;
        this.kafkaMetrics = kafkaMetrics;
        this.cleanEnd = cleanEnd;
    }

    /**
     * Starts and returns at once.
     *
     * @throws org.plumbline.analyzer.metrology.MetrologyException when a limit file cannot be used
     * @throws IllegalStateException when the broker does not answer or a topic is missing
     */
    static AnalyzerProcess start(AnalyzerSettings settings, AnalyzerMetrics metrics) {
        return start(settings, SchemaRegistration.client(settings.schemaRegistryUrl()), metrics);
    }

    /** The same with a registry client of the caller's. */
    static AnalyzerProcess start(AnalyzerSettings settings, SchemaRegistryClient registry, AnalyzerMetrics metrics) {
        LimitTable limits = limits(settings);
        int partitions = TopicCheck.partitions(settings.brokers(), settings.topicPrefix());
        Path stores = settings.dataDirectory().resolve("streams");
        Map<String, Object> config =
                StreamsSettings.of(settings.brokers(), settings.topicPrefix(), stores, settings.threads());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        config.put(PoisonRecordHandler.OBSERVER_CONFIG, metrics);
        StreamsConfig streamsConfig = new StreamsConfig(config);
        KafkaDeadLetters deadLetters =
                new KafkaDeadLetters(settings.brokers(), Topics.DEAD_LETTERS.prefixed(settings.topicPrefix()));
        Topology topology = new DriftTopology(
                        streamsConfig,
                        settings.topicPrefix(),
                        partitions,
                        registry,
                        FieldTime.of(settings.fieldTimeFile()),
                        limits,
                        new CaseCommands(settings.commandSigners(), settings.maximumAuthenticationAge()),
                        (topic, partition, offset, key, value, cause) -> {
                            deadLetters.send(topic, partition, offset, key, value, cause);
                            metrics.onPoison(topic);
                        })
                .correctingReadingsUnder(settings.correctedPolicies())
                .get();
        CleanEnd cleanEnd = new CleanEnd(
                settings.dataDirectory(), stores.resolve(streamsConfig.getString(StreamsConfig.APPLICATION_ID_CONFIG)));
        cleanEnd.begin();
        KafkaStreams streams = new KafkaStreams(topology, streamsConfig);
        BoundedReplacement replacement = new BoundedReplacement(InstantSource.system());
        streams.setUncaughtExceptionHandler(failure -> {
            StreamThreadExceptionResponse response = replacement.handle(failure);
            if (response == StreamThreadExceptionResponse.REPLACE_THREAD) {
                metrics.onThreadReplaced();
            }
            return response;
        });
        streams.setGlobalStateRestoreListener(metrics);
        AnalyzerProcess process = new AnalyzerProcess(streams, deadLetters, metrics.follow(streams), cleanEnd);
        streams.start();
        return process;
    }

    private static LimitTable limits(AnalyzerSettings settings) {
        Path directory = settings.limitsDirectory();
        List<LimitText> texts = directory == null ? List.of() : LimitDirectory.read(directory);
        LimitTable limits = LimitTable.withFiles(texts);
        texts.forEach(text -> LOGGER.info("limits of {} are in force", text.name()));
        limits.gaps().stream()
                .filter(gap -> texts.stream().anyMatch(text -> gap.startsWith(text.name() + " line ")))
                .forEach(gap -> LOGGER.warn("{}", gap));
        return limits;
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    @Override
    public void close() {
        kafkaMetrics.close();
        if (streams.close(STOP_DEADLINE) && streams.state() == KafkaStreams.State.NOT_RUNNING) {
            cleanEnd.end();
        }
        deadLetters.close();
    }

    /** Replaces a stream thread at most {@value #MOST_REPLACEMENTS} times in ten minutes. Safe for many threads. */
    static final class BoundedReplacement implements StreamsUncaughtExceptionHandler {
        private static final int MOST_REPLACEMENTS = 20;
        private static final Duration WINDOW = Duration.ofMinutes(10);

        private final InstantSource wallClock;
        private final Deque<Long> replacedAtMillis = new ArrayDeque<>();

        BoundedReplacement(InstantSource wallClock) {
            this.wallClock = wallClock;
        }

        @Override
        public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
            long now = wallClock.millis();
            while (!replacedAtMillis.isEmpty() && replacedAtMillis.peekFirst() < now - WINDOW.toMillis()) {
                replacedAtMillis.removeFirst();
            }
            if (replacedAtMillis.size() >= MOST_REPLACEMENTS) {
                LOGGER.atError().setCause(failure).log("stream thread died too often, stopping");
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            replacedAtMillis.addLast(now);
            LOGGER.atError().setCause(failure).log("stream thread died and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
    }
}

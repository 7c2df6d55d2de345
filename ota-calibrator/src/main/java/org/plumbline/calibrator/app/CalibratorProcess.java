// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.plumbline.calibrator.adapter.kafka.CalibratorTopology;
import org.plumbline.calibrator.adapter.kafka.StreamsSettings;
import org.plumbline.calibrator.adapter.kafka.TopicCheck;
import org.plumbline.calibrator.campaign.CampaignPolicy;
import org.plumbline.calibrator.job.JobPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running Streams application. A thread that dies is replaced a bounded number of times, then all stops. */
final class CalibratorProcess implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(CalibratorProcess.class);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
    private static final int METERS_PER_TICK = 1_000;

    private final KafkaStreams streams;

    private CalibratorProcess(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Starts and returns at once.
     *
     * @throws org.plumbline.calibrator.CalibratorException when the broker does not answer or a topic is missing
     */
    static CalibratorProcess start(CalibratorSettings settings, SchemaRegistryClient registry) {
        return start(settings, registry, JobPolicy.defaults(), Map.of());
    }

    /** @param more settings of Kafka Streams besides those of the product */
    static CalibratorProcess start(
            CalibratorSettings settings, SchemaRegistryClient registry, JobPolicy policy, Map<String, Object> more) {
        Properties properties = StreamsSettings.of(
                settings.topicPrefix(),
                settings.brokers(),
                settings.dataDirectory().resolve("streams"));
        properties.putAll(more);
        int partitions = TopicCheck.partitions(settings.brokers(), settings.topicPrefix());
        CalibratorTopology topology = new CalibratorTopology(new CalibratorTopology.Parts(
                settings.topicPrefix(),
                partitions,
                registry,
                settings.signingKey(),
                settings.checkpointKey(),
                settings.checkpointPeriod(),
                settings.commandSigners(),
                settings.fieldTime(),
                CampaignPolicy.defaults(partitions),
                policy,
                settings.maximumAuthenticationAge(),
                settings.tick(),
                METERS_PER_TICK));
        KafkaStreams streams = new KafkaStreams(topology.build(properties), properties);
        streams.setUncaughtExceptionHandler(new BoundedReplacement(InstantSource.system()));
        streams.start();
        return new CalibratorProcess(streams);
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(STOP_DEADLINE));
    }

    /** Replaces a stream thread at most {@value #MOST_REPLACEMENTS} times in ten minutes. Safe for many threads. */
    static final class BoundedReplacement implements StreamsUncaughtExceptionHandler {

        static final int MOST_REPLACEMENTS = 20;
        private static final Duration WINDOW = Duration.ofMinutes(10);

        private final InstantSource wallClock;
        private final Deque<Instant> replacedAt = new ArrayDeque<>();

        BoundedReplacement(InstantSource wallClock) {
            this.wallClock = wallClock;
        }

        @Override
        public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
            Instant now = wallClock.instant();
            while (!replacedAt.isEmpty() && replacedAt.getFirst().isBefore(now.minus(WINDOW))) {
                replacedAt.removeFirst();
            }
            if (replacedAt.size() >= MOST_REPLACEMENTS) {
                LOGGER.atError().setCause(failure).log("stream thread died too often, stopping");
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            replacedAt.addLast(now);
            LOGGER.atError().setCause(failure).log("stream thread died and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
    }
}

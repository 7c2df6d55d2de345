// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;

/** Starts and stops the analyzer with Quarkus and says how it is. */
@ApplicationScoped
public class DriftAnalyzer {
    private volatile @Nullable AnalyzerProcess process;

    void start(@Observes StartupEvent event, Config config, MeterRegistry registry) {
        process = AnalyzerProcess.start(
                AnalyzerSettings.from(name -> config.getOptionalValue(name, String.class)),
                new AnalyzerMetrics(registry));
    }

    void stop(@Observes ShutdownEvent event) {
        AnalyzerProcess running = process;
        if (running != null) {
            running.close();
        }
    }

    /** Down when the stream has stopped for good. */
    @Produces
    @Liveness
    HealthCheck liveness() {
        return () -> response(
                "streams-alive",
                state().map(state -> switch (state) {
                            case CREATED, REBALANCING, RUNNING -> true;
                            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
                        })
                        .orElse(true));
    }

    /** Up when readings are being processed or partitions are being assigned. */
    @Produces
    @Readiness
    HealthCheck readiness() {
        return () -> response(
                "streams-ready",
                state().map(state -> switch (state) {
                            case RUNNING, REBALANCING -> true;
                            case CREATED, PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
                        })
                        .orElse(false));
    }

    private HealthCheckResponse response(String name, boolean up) {
        return HealthCheckResponse.named(name)
                .status(up)
                .withData("state", state().map(Enum::name).orElse("STARTING"))
                .build();
    }

    private java.util.Optional<KafkaStreams.State> state() {
        AnalyzerProcess running = process;
        return running == null ? java.util.Optional.empty() : java.util.Optional.of(running.state());
    }
}

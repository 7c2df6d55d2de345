// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.serde.SchemaRegistration;

/** Starts and stops the calibrator with Quarkus and says how it is. */
@ApplicationScoped
public class OtaCalibrator {

    private volatile @Nullable CalibratorProcess process;

    void start(@Observes StartupEvent event, Config config) {
        CalibratorSettings settings = CalibratorSettings.from(name -> config.getOptionalValue(name, String.class));
        process = CalibratorProcess.start(settings, SchemaRegistration.client(settings.schemaRegistryUrl()));
    }

    void stop(@Observes ShutdownEvent event) {
        CalibratorProcess running = process;
        if (running != null) {
            running.close();
        }
    }

    /** Down when the stream has stopped for good. */
    @Produces
    @Liveness
    HealthCheck liveness() {
        return () ->
                response("streams-alive", state().map(OtaCalibrator::isAlive).orElse(true));
    }

    /** Up when records are being processed or partitions are being assigned. */
    @Produces
    @Readiness
    HealthCheck readiness() {
        return () ->
                response("streams-ready", state().map(OtaCalibrator::isReady).orElse(false));
    }

    private static boolean isAlive(KafkaStreams.State state) {
        return switch (state) {
            case CREATED, REBALANCING, RUNNING -> true;
            case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    }

    private static boolean isReady(KafkaStreams.State state) {
        return switch (state) {
            case RUNNING, REBALANCING -> true;
            case CREATED, PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    }

    private HealthCheckResponse response(String name, boolean up) {
        return HealthCheckResponse.named(name)
                .status(up)
                .withData("state", state().map(Enum::name).orElse("STARTING"))
                .build();
    }

    private Optional<KafkaStreams.State> state() {
        return Optional.ofNullable(process).map(CalibratorProcess::state);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.serde.SchemaRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway with the application and ends it in order. A wrong setting stops the start. */
@ApplicationScoped
class GatewayLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayLifecycle.class);

    private final GatewayConfig config;
    private final MeterRegistry metrics;
    private volatile @Nullable Gateway gateway;

    @Inject
    GatewayLifecycle(GatewayConfig config, MeterRegistry metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    void onStart(@Observes StartupEvent event) throws InterruptedException {
        try {
            gateway = Gateway.start(
                    SettingsReader.read(config),
                    SchemaRegistration.client(SettingsReader.registryUrl(config)),
                    new MicrometerObserver(metrics));
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            LOGGER.error("the gateway does not start: {}", wrong.getMessage());
            throw wrong;
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        Gateway running = gateway;
        if (running != null) {
            running.close();
        }
    }

    /** Null before the start. */
    @Nullable
    Gateway gateway() {
        return gateway;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.adapter.micrometer.GatewayMetrics;
import org.plumbline.schema.serde.SchemaRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway with the application and ends it in order. A wrong setting stops the start. */
@ApplicationScoped
class GatewayLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayLifecycle.class);

    private final GatewayConfig config;
    private final Instance<SchemaRegistryClient> registry;
    private final MeterRegistry metrics;
    private volatile @Nullable Gateway gateway;
    private volatile boolean draining;

    @Inject
    GatewayLifecycle(GatewayConfig config, Instance<SchemaRegistryClient> registry, MeterRegistry metrics) {
        this.config = config;
        this.registry = registry;
        this.metrics = metrics;
    }

    /** Confluent's client, unless something else is provided. */
    @Produces
    @DefaultBean
    @Singleton
    static SchemaRegistryClient schemaRegistry(GatewayConfig config) {
        return SchemaRegistration.client(SettingsReader.registryUrl(config));
    }

    void onStart(@Observes StartupEvent event) throws InterruptedException {
        try {
            GatewaySettings settings = SettingsReader.read(config);
            GatewayMetrics observer = new GatewayMetrics(metrics, settings.fieldTime());
            Gateway started = Gateway.start(settings, registry.get(), observer);
            observer.watch(started);
            gateway = started;
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            LOGGER.error("the gateway does not start: {}", wrong.getMessage());
            throw wrong;
        }
    }

    /** The drain comes first, while health and metrics are still served. */
    void onShutdownBegun(@Observes ShutdownDelayInitiatedEvent event) {
        drain();
    }

    /** Where the application ends without a begin of its end, as after a failed start. */
    void onStop(@Observes ShutdownEvent event) {
        drain();
    }

    private synchronized void drain() {
        Gateway running = gateway;
        if (!draining && running != null) {
            draining = true;
            running.close();
        }
    }

    /** Null before the start. */
    @Nullable
    Gateway gateway() {
        return gateway;
    }

    /** True from the beginning of the orderly end. */
    boolean draining() {
        return draining;
    }
}

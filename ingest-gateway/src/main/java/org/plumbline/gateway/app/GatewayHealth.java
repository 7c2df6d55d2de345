// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.plumbline.gateway.ownership.OwnerState;

/** Liveness: the threads that must never end are there. Readiness: every assigned partition has a working owner. */
@ApplicationScoped
class GatewayHealth {

    private final GatewayLifecycle lifecycle;

    @Inject
    GatewayHealth(GatewayLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Produces
    @Liveness
    HealthCheck threads() {
        return () -> {
            Gateway gateway = lifecycle.gateway();
            return HealthCheckResponse.named("threads")
                    .status(gateway == null || gateway.alive())
                    .build();
        };
    }

    @Produces
    @Readiness
    HealthCheck owners() {
        return () -> {
            Gateway gateway = lifecycle.gateway();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("owners");
            if (gateway != null) {
                gateway.owners()
                        .forEach((partition, state) -> response.withData("partition-" + partition, describe(state)));
                response.withData("clock", gateway.headEndClock().evidence());
            }
            return response.status(gateway != null && gateway.ready()).build();
        };
    }

    private static String describe(OwnerState state) {
        return switch (state) {
            case OwnerState.Fencing fencing -> "fencing";
            case OwnerState.Restoring restoring -> "restoring";
            case OwnerState.Running running -> "running, " + running.meters() + " meters";
            case OwnerState.Draining draining -> "draining";
            case OwnerState.Stopped stopped -> "stopped: " + stopped.reason() + " " + stopped.detail();
        };
    }
}

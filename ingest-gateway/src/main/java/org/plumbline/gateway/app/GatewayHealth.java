// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Liveness: the threads that must never end are there. Readiness: every assigned partition has a working owner, lease and
 * holds are known; what hinders is named. A suspect head-end clock is shown and hinders nothing: meters are read all the
 * same.
 */
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
            HealthCheckResponseBuilder response = HealthCheckResponse.named("threads");
            if (gateway == null) {
                return response.up().build();
            }
            Map<String, Boolean> threads = gateway.threads();
            threads.forEach((name, alive) -> response.withData(name, alive ? "alive" : "ended"));
            return response.status(lifecycle.draining() || !threads.containsValue(false))
                    .build();
        };
    }

    @Produces
    @Readiness
    HealthCheck work() {
        return () -> {
            Gateway gateway = lifecycle.gateway();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("work");
            if (gateway == null) {
                return response.down().withData("hindrance-1", "starting").build();
            }
            List<String> hindrances = gateway.hindrances(lifecycle.draining());
            for (int i = 0; i < hindrances.size(); i++) {
                response.withData("hindrance-" + (i + 1), hindrances.get(i));
            }
            gateway.owners()
                    .forEach((partition, state) ->
                            response.withData("partition-" + partition, WorkReadiness.describe(state)));
            response.withData("clock", gateway.headEndClock().evidence());
            return response.status(hindrances.isEmpty()).build();
        };
    }
}

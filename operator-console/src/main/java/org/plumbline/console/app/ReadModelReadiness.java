// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.plumbline.console.adapter.kafka.FleetFollower;

/** Ready once the topics have been read to the end they had at the start. */
@Readiness
@ApplicationScoped
public class ReadModelReadiness implements HealthCheck {
    private final FleetFollower follower;

    ReadModelReadiness(FleetFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("read-model")
                .status(follower.isCaughtUp())
                .build();
    }
}

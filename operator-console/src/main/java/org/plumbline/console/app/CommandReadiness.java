// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.plumbline.console.port.CommandSink;

/** Ready once a stop can be sent without the schema registry. */
@Readiness
@ApplicationScoped
public class CommandReadiness implements HealthCheck {
    private final CommandSink sink;

    CommandReadiness(CommandSink sink) {
        this.sink = sink;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("commands").status(sink.isReady()).build();
    }
}

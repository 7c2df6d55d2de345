// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.plumbline.console.adapter.kafka.ActionFollower;
import org.plumbline.console.adapter.kafka.FleetFollower;
import org.plumbline.console.adapter.kafka.TableFollower;
import org.plumbline.console.people.Logins;
import org.plumbline.console.port.CommandSink;

/** Makes every part at the start, so that a wrong setting stops it, and starts following the topics. */
@ApplicationScoped
public class ConsoleLifecycle {
    void onStart(
            @Observes StartupEvent event,
            FleetFollower follower,
            TableFollower tables,
            ActionFollower actions,
            CommandSink sink,
            Logins logins) {
        follower.start();
        tables.start();
        actions.start();
    }
}

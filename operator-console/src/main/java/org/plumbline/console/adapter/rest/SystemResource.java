// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.SystemSight;
import org.plumbline.console.system.SystemPicture;

/** How services, brokers and this console are. */
@Path("/api/system")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class SystemResource {
    private static final int UNAVAILABLE = 503;

    /** The picture, and how far this console itself is. @param tablesLag records that are not in its tables yet */
    public record Answer(
            Instant at,
            int brokers,
            String controller,
            List<SystemPicture.Group> groups,
            List<SystemPicture.TopicState> topics,
            List<String> missing,
            boolean liveCaughtUp,
            boolean tablesCaughtUp,
            long tablesLag) {}

    private final SystemSight sight;
    private final FleetFeed.CaughtUp live;
    private final TableResource.Progress tables;

    SystemResource(SystemSight sight, FleetFeed.CaughtUp live, TableResource.Progress tables) {
        this.sight = sight;
        this.live = live;
        this.tables = tables;
    }

    @GET
    public Answer system() {
        try {
            SystemPicture found = sight.now();
            return new Answer(
                    found.at(),
                    found.brokers(),
                    found.controller(),
                    found.groups(),
                    found.topics(),
                    found.missing(),
                    live.getAsBoolean(),
                    tables.caughtUp(),
                    tables.lagRecords());
        } catch (ConsoleException e) {
            throw new Problem("BROKERS_SILENT", "The brokers do not answer.", "Look at the brokers, then ask again.")
                    .exception(UNAVAILABLE);
        }
    }
}

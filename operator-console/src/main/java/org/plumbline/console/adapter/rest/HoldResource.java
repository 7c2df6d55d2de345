// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;

/** Stops: look, set, lift. Setting one never waits for another part to agree. */
@Path("/api/holds")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Blocking
public class HoldResource {

    /**
     * What sets or lifts a stop.
     *
     * @param scope campaignId or {@code *}
     */
    public record Asked(
            @Nullable String scope,
            @Nullable Boolean active,
            @Nullable String reason) {}

    /** That the stop, or its end, is in the log. */
    public record Accepted(String scope, boolean active) {}

    private final FleetView view;
    private final CommandSink sink;
    private final SecurityIdentity identity;

    HoldResource(FleetView view, CommandSink sink, SecurityIdentity identity) {
        this.view = view;
        this.sink = sink;
        this.identity = identity;
    }

    @GET
    public Collection<Hold> holds() {
        return view.snapshot().holds().values();
    }

    @POST
    @RolesAllowed({Person.ENGINEER, Person.OPERATOR})
    public Response set(@Nullable Asked asked) {
        if (asked == null || asked.scope() == null || asked.active() == null) {
            throw new Problem("HOLD_MALFORMED", "scope and active are needed.", "Send scope, active and reason.")
                    .exception(422);
        }
        String scope = asked.scope();
        boolean active = asked.active();
        if (!scope.equals(Hold.EVERYTHING) && !view.snapshot().campaigns().containsKey(scope)) {
            throw Problem.unknown("campaign", scope);
        }
        if (!active && !identity.hasRole(Person.ENGINEER)) {
            throw new Problem("FORBIDDEN", "Only an engineer may lift a stop.", "Ask an engineer.").exception(403);
        }
        sink.hold(
                new CommandSink.Author(
                        identity.getPrincipal().getName(), ConsoleAuthentication.authenticatedAt(identity)),
                scope,
                active,
                Reasons.required(asked.reason()));
        return Response.accepted(new Accepted(scope, active)).build();
    }
}

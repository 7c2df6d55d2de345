// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

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
@RolesAllowed(Person.VIEWER)
@Blocking
public class HoldResource {

    /**
     * What sets or lifts a stop.
     *
     * @param scope campaignId, {@code campaignId/rollback}, or {@code *}
     * @param stopId the stop to be lifted; the newest one known of the scope where it is left out
     */
    public record Asked(
            @Nullable String scope,
            @Nullable Boolean active,
            @Nullable String reason,
            @Nullable String stopId) {}

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
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response set(@Nullable Asked asked) {
        if (asked == null || asked.scope() == null || asked.active() == null) {
            throw new Problem("HOLD_MALFORMED", "scope and active are needed.", "Send scope, active and reason.")
                    .of(asked == null || asked.scope() == null ? "scope" : "active")
                    .exception(422);
        }
        String scope = asked.scope();
        boolean active = asked.active();
        String campaignId = Hold.campaignOf(scope);
        if (!scope.equals(Hold.EVERYTHING) && !view.snapshot().campaigns().containsKey(campaignId)) {
            throw Problem.unknown("campaign", campaignId);
        }
        if (!active) {
            Rights.require(Person.ENGINEER, "lift a stop", identity);
        }
        String reason = Reasons.required(asked.reason());
        CommandSink.Author author = ConsoleAuthentication.author(identity);
        if (active) {
            sink.stop(author, scope, reason);
        } else {
            sink.lift(author, scope, stopId(scope, asked.stopId()), reason);
        }
        return Response.accepted(new Accepted(scope, active)).build();
    }

    private String stopId(String scope, @Nullable String asked) {
        Hold newest = view.snapshot().holds().get(scope);
        if (newest == null || !newest.active()) {
            throw new Problem(
                            "NO_STOP_IN_FORCE",
                            "No stop of " + scope + " is known to be in force, so none can be lifted.",
                            "If meters are held all the same, set a stop and lift that one.")
                    .exception(409);
        }
        return requireNewest(newest, asked);
    }

    /** Nobody lifts a stop they have not seen. @param asked the stop the person saw; null when they did not say */
    static String requireNewest(Hold newest, @Nullable String asked) {
        if (asked != null && !asked.equals(newest.stopId())) {
            throw new Problem(
                            "STOP_REPLACED",
                            "The stop of " + newest.scope() + " was replaced by a newer one of " + newest.principal()
                                    + ".",
                            "Look at the newer stop and lift that one.")
                    .exception(409);
        }
        return newest.stopId();
    }
}

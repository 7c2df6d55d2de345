// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;
import org.plumbline.console.port.Erasures;
import org.plumbline.console.port.FleetRegister;

/** Erases the readings of a meter that stays registered. */
@Path("/api/meters/{meterId}/erase")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.ADMIN)
@Blocking
public class ErasureResource {

    /** @param upTo last capture time that is erased; field time now when left out */
    public record Asked(@Nullable String reason, @Nullable Instant upTo) {}

    /** @param erasedUpTo last capture time that is erased; later than asked when more was erased before */
    public record Erased(String meterId, Instant erasedUpTo) {}

    private final Erasures erasures;
    private final FleetFeed.FieldClock fieldTime;
    private final SecurityIdentity identity;

    ErasureResource(Erasures erasures, FleetFeed.FieldClock fieldTime, SecurityIdentity identity) {
        this.erasures = erasures;
        this.fieldTime = fieldTime;
        this.identity = identity;
    }

    @POST
    @Described(status = 202, answer = Erased.class)
    public Response erase(String meterId, @Nullable Asked asked) {
        String reason = Reasons.required(asked == null ? null : asked.reason());
        Instant now = now();
        Instant given = asked == null ? null : asked.upTo();
        Instant upTo = given == null ? now : given;
        if (upTo.isAfter(now)) {
            throw new Problem(
                            "TIME_IN_FUTURE",
                            "upTo is later than field time, " + now + ".",
                            "Erase what there is; ask again later for what comes.")
                    .of("upTo")
                    .exception(422);
        }
        CommandSink.Author author = ConsoleAuthentication.author(identity);
        try {
            Instant erased = erasures.erase(author, meterId, upTo, reason)
                    .orElseThrow(() -> Problem.unknown("registered meter", meterId));
            return Response.accepted(new Erased(meterId, erased)).build();
        } catch (FleetRegister.BusyException e) {
            throw new Problem("ERASURE_RUNNING", "Another meter is being erased.", "Try again in a moment.")
                    .exception(409);
        }
    }

    private Instant now() {
        try {
            return fieldTime.now();
        } catch (IllegalStateException e) {
            throw new Problem(
                            "FIELD_TIME_UNKNOWN",
                            "Field time is not known, so nothing can be said to be in the past.",
                            "Try again when it is.")
                    .exception(503);
        }
    }
}

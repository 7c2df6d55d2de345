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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.actions.ActionBook;
import org.plumbline.console.actions.ActionKind;
import org.plumbline.console.actions.ActionRequest;
import org.plumbline.console.actions.ActionRules;
import org.plumbline.console.actions.ActionStatus;
import org.plumbline.console.actions.MeterAction;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;

/** What is asked of one meter: read now, back-fill, set the clock. Answers 202; the action tells what came of it. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.OPERATOR)
@Blocking
public class MeterActionResource {

    /**
     * What a person asks.
     *
     * @param reason why
     * @param registers read: OBIS codes; left out = those registered
     * @param from back-fill: first capture time, by the meter's clock, ISO-8601 in UTC
     * @param to back-fill: last capture time, inclusive
     */
    public record Asked(
            @Nullable String reason,
            @Nullable List<@Nullable String> registers,
            @Nullable String from,
            @Nullable String to) {}

    /** That the request is on its topic. */
    public record Accepted(String meterId, String actionId, Instant expiresAt) {}

    /**
     * How an action stands.
     *
     * @param ended true when nothing more is to be waited for
     * @param expiresAt from then on it is refused instead of begun
     */
    public record ActionAnswer(
            String actionId,
            String meterId,
            ActionKind kind,
            ActionStatus.State state,
            boolean ended,
            String text,
            String principal,
            String reason,
            @Nullable Instant from,
            @Nullable Instant to,
            Instant requestedAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            int readings,
            List<ActionStatus.Value> values,
            List<ActionStatus.Gap> gaps,
            Map<String, String> evidence) {

        static ActionAnswer of(ActionStatus status) {
            MeterAction action = status.action();
            ActionRequest request = action.request();
            return new ActionAnswer(
                    action.actionId(),
                    action.meterId(),
                    request.kind(),
                    status.state(),
                    status.state().isFinal(),
                    status.text(),
                    action.principal(),
                    request.reason(),
                    request.from(),
                    request.to(),
                    action.requestedAt(),
                    action.expiresAt(),
                    status.endedAt(),
                    status.readings(),
                    status.values(),
                    status.gaps(),
                    status.evidence());
        }
    }

    private final FleetView view;
    private final ActionBook book;
    private final CommandSink sink;
    private final SecurityIdentity identity;
    private final InstantSource wallClock;

    MeterActionResource(
            FleetView view, ActionBook book, CommandSink sink, SecurityIdentity identity, InstantSource wallClock) {
        this.view = view;
        this.book = book;
        this.sink = sink;
        this.identity = identity;
        this.wallClock = wallClock;
    }

    @POST
    @Path("/meters/{meterId}/read")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response read(String meterId, @Nullable Asked asked) {
        return ask(meterId, ActionKind.READ, asked);
    }

    @POST
    @Path("/meters/{meterId}/backfill")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response backfill(String meterId, @Nullable Asked asked) {
        return ask(meterId, ActionKind.BACKFILL, asked);
    }

    @POST
    @Path("/meters/{meterId}/sync-clock")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response syncClock(String meterId, @Nullable Asked asked) {
        return ask(meterId, ActionKind.SYNC_CLOCK, asked);
    }

    /** The newest of the meter, newest first; those of the last hour are there after a start of the console. */
    @GET
    @Path("/meters/{meterId}/actions")
    public List<ActionAnswer> actions(String meterId) {
        return book.ofMeter(meterId, wallClock.instant()).stream()
                .map(ActionAnswer::of)
                .toList();
    }

    @GET
    @Path("/meters/{meterId}/actions/{actionId}")
    public ActionAnswer action(String meterId, String actionId) {
        return book.status(actionId, wallClock.instant())
                .filter(status -> status.action().meterId().equals(meterId))
                .map(ActionAnswer::of)
                .orElseThrow(() -> Problem.unknown("action", actionId + " of meter " + meterId));
    }

    private Response ask(String meterId, ActionKind kind, @Nullable Asked asked) {
        boolean rows = kind == ActionKind.BACKFILL;
        ActionRequest request = new ActionRequest(
                kind,
                Reasons.required(asked == null ? null : asked.reason()),
                kind == ActionKind.READ ? registers(asked) : List.of(),
                rows ? instant("from", asked == null ? null : asked.from()) : null,
                rows ? instant("to", asked == null ? null : asked.to()) : null);
        Optional<Refusal> objection = ActionRules.objection(view.snapshot(), meterId, request);
        if (objection.isPresent()) {
            throw Problem.refused(objection.get());
        }
        MeterAction action = MeterAction.of(
                identity.getPrincipal().getName(),
                meterId,
                request,
                ConsoleAuthentication.author(identity).firstAskedAt().orElseGet(wallClock::instant));
        Optional<Refusal> tooMuch = book.begin(action);
        if (tooMuch.isPresent()) {
            throw Problem.refused(tooMuch.get());
        }
        sink.act(action);
        return Response.accepted(new Accepted(meterId, action.actionId(), action.expiresAt()))
                .build();
    }

    private static List<String> registers(@Nullable Asked asked) {
        List<@Nullable String> registers = asked == null ? null : asked.registers();
        return registers == null
                ? List.of()
                : registers.stream().filter(Objects::nonNull).toList();
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Instant.parse(text.strip());
        } catch (DateTimeException e) {
            throw new Problem(
                            field.toUpperCase(Locale.ROOT) + "_REFUSED",
                            field + " is \"" + text + "\".",
                            "Give a time as 2026-01-05T00:00:00Z.")
                    .of(field)
                    .exception(422);
        }
    }
}

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.casework.CaseAction;
import org.plumbline.console.casework.CaseRequest;
import org.plumbline.console.casework.CaseRules;
import org.plumbline.console.casework.DismissalCode;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;

/** Cases: look, confirm, dismiss, assign, note, reopen. Answers 202: the analyzer decides, and the case tells how. */
@Path("/api/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class CaseResource {

    /**
     * What a person asks.
     *
     * @param reason why; the note itself
     * @param code dismiss: why, of a fixed vocabulary
     * @param assignee assign: who looks after the case; empty = nobody
     */
    public record Asked(
            @Nullable String reason,
            @Nullable String code,
            @Nullable String assignee) {}

    /** That a command is in the log; the case tells what the analyzer made of it. */
    public record Accepted(String caseId) {}

    private final FleetView view;
    private final CommandSink sink;
    private final SecurityIdentity identity;

    CaseResource(FleetView view, CommandSink sink, SecurityIdentity identity) {
        this.view = view;
        this.sink = sink;
        this.identity = identity;
    }

    /** @param state only cases in this state, or {@code open} for all that are not closed or dismissed */
    @GET
    public List<CaseAnswer> cases(@QueryParam("state") @Nullable String state) {
        Predicate<AccuracyCase> wanted = wanted(state == null ? "" : state.strip());
        return view.snapshot().cases().values().stream()
                .filter(wanted)
                .map(CaseAnswer::of)
                .toList();
    }

    private static Predicate<AccuracyCase> wanted(String state) {
        if (state.isEmpty()) {
            return found -> true;
        }
        if (state.equalsIgnoreCase("open")) {
            return AccuracyCase::isOpen;
        }
        try {
            AccuracyCase.State only = AccuracyCase.State.valueOf(state.toUpperCase(Locale.ROOT));
            return found -> found.state() == only;
        } catch (IllegalArgumentException e) {
            throw new Problem(
                            "STATE_UNKNOWN",
                            "There is no case state " + state + ".",
                            "Use open or one of " + List.of(AccuracyCase.State.values()) + ".")
                    .of("state")
                    .exception(400);
        }
    }

    @GET
    @Path("/{caseId}")
    public CaseAnswer one(String caseId) {
        return CaseAnswer.of(existing(caseId));
    }

    @POST
    @Path("/{caseId}/confirm")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response confirm(String caseId, @Nullable Asked asked) {
        return ask(caseId, CaseAction.CONFIRM, asked);
    }

    @POST
    @Path("/{caseId}/dismiss")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response dismiss(String caseId, @Nullable Asked asked) {
        return ask(caseId, CaseAction.DISMISS, asked);
    }

    @POST
    @Path("/{caseId}/reopen")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response reopen(String caseId, @Nullable Asked asked) {
        return ask(caseId, CaseAction.REOPEN, asked);
    }

    @POST
    @Path("/{caseId}/assign")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response assign(String caseId, @Nullable Asked asked) {
        return ask(caseId, CaseAction.ASSIGN, asked);
    }

    @POST
    @Path("/{caseId}/note")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response note(String caseId, @Nullable Asked asked) {
        return ask(caseId, CaseAction.NOTE, asked);
    }

    private Response ask(String caseId, CaseAction action, @Nullable Asked asked) {
        AccuracyCase found = existing(caseId);
        CaseRequest request = request(action, asked);
        Optional<Refusal> objection = CaseRules.objection(found, request);
        if (objection.isPresent()) {
            throw Problem.refused(objection.get());
        }
        sink.caseCommand(ConsoleAuthentication.author(identity), found.meterId(), caseId, request);
        return Response.accepted(new Accepted(caseId)).build();
    }

    /** What is asked, in the terms of the rules. */
    static CaseRequest request(CaseAction action, @Nullable Asked asked) {
        return new CaseRequest(
                action,
                Reasons.required(asked == null ? null : asked.reason()),
                action == CaseAction.DISMISS ? code(asked) : Optional.empty(),
                action == CaseAction.ASSIGN && asked != null
                        ? Objects.requireNonNullElse(asked.assignee(), "").strip()
                        : "");
    }

    private static Optional<DismissalCode> code(@Nullable Asked asked) {
        return asked == null ? Optional.empty() : DismissalCode.of(Objects.requireNonNullElse(asked.code(), ""));
    }

    private AccuracyCase existing(String caseId) {
        AccuracyCase found = view.snapshot().cases().get(caseId);
        if (found == null) {
            throw Problem.unknown("case", caseId);
        }
        return found;
    }
}

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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.casework.CaseAction;
import org.plumbline.console.casework.CaseRequest;
import org.plumbline.console.casework.CaseRules;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandNotSentException;
import org.plumbline.console.port.CommandSink;

/** The same asked of many cases. Each is a command of its own, so some may be sent and others refused: all are answered for. */
@Path("/api/cases/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.OPERATOR)
@Blocking
public class CaseBulkResource {
    /** Most cases of one request: some seconds of work at most. */
    static final int MOST_CASES = 200;

    private static final Set<CaseAction> OF_OPERATORS = Set.of(CaseAction.ASSIGN, CaseAction.NOTE);

    /**
     * What a person asks of many cases.
     *
     * @param action confirm, dismiss, assign, note or reopen
     * @param reason why, the same for all; the note itself
     * @param code dismiss: why, of a fixed vocabulary
     * @param assignee assign: who looks after the cases; empty = nobody
     */
    public record Asked(
            @Nullable List<@Nullable String> caseIds,
            @Nullable String action,
            @Nullable String reason,
            @Nullable String code,
            @Nullable String assignee) {}

    /** What became of the request for one case. */
    public enum Fate {
        /** The command is in the log; the case tells what the analyzer made of it. */
        SENT,
        /** Nothing was sent, for the reason given. */
        REFUSED,
        /** It is not known whether the command is in the log; it may be asked again. */
        NOT_KNOWN,
        /** Nothing was sent, because the broker did not confirm an earlier one. */
        NOT_TRIED
    }

    /** One case. @param problem null when the command was sent */
    public record Result(String caseId, Fate fate, @Nullable Problem problem) {}

    /** What became of all. @param results in the order asked, each case once */
    public record Answer(long sent, List<Result> results) {}

    private final FleetView view;
    private final CommandSink sink;
    private final SecurityIdentity identity;

    CaseBulkResource(FleetView view, CommandSink sink, SecurityIdentity identity) {
        this.view = view;
        this.sink = sink;
        this.identity = identity;
    }

    @POST
    @RolesAllowed(Person.OPERATOR)
    public Answer ask(@Nullable Asked asked) {
        if (asked == null) {
            throw new Problem("BODY_MISSING", "The request has no body.", "Send caseIds, action and reason.")
                    .exception(400);
        }
        CaseAction action = action(asked.action());
        if (!OF_OPERATORS.contains(action)) {
            Rights.require(Person.ENGINEER, action.name().toLowerCase(Locale.ROOT) + " cases", identity);
        }
        CaseRequest request =
                CaseResource.request(action, new CaseResource.Asked(asked.reason(), asked.code(), asked.assignee()));
        List<Result> results = new ArrayList<>();
        CommandSink.Author author = ConsoleAuthentication.author(identity);
        Map<String, AccuracyCase> cases = view.snapshot().cases();
        for (String caseId : caseIds(asked)) {
            boolean brokerAnswers =
                    results.isEmpty() || results.getLast().fate().compareTo(Fate.NOT_KNOWN) < 0;
            results.add(
                    brokerAnswers
                            ? one(author, caseId, cases.get(caseId), request)
                            : new Result(
                                    caseId,
                                    Fate.NOT_TRIED,
                                    new Problem(
                                            "NOT_TRIED",
                                            "The broker did not confirm the command before.",
                                            "Ask again for this case.")));
        }
        return new Answer(
                results.stream().filter(result -> result.fate() == Fate.SENT).count(), results);
    }

    private static Set<String> caseIds(Asked asked) {
        Set<String> caseIds = new LinkedHashSet<>();
        Objects.requireNonNullElse(asked.caseIds(), List.<@Nullable String>of()).stream()
                .filter(Objects::nonNull)
                .forEach(caseIds::add);
        if (caseIds.isEmpty() || caseIds.size() > MOST_CASES) {
            throw new Problem(
                            "CASES_OUT_OF_RANGE",
                            "caseIds names " + caseIds.size() + " cases.",
                            "Name 1 to " + MOST_CASES + " and ask again for the others.")
                    .of("caseIds")
                    .exception(422);
        }
        return caseIds;
    }

    private static CaseAction action(@Nullable String name) {
        try {
            return CaseAction.valueOf(Objects.requireNonNullElse(name, "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                            "ACTION_UNKNOWN",
                            "There is no action " + name + " of a case.",
                            "Send action as one of " + List.of(CaseAction.values()) + ".")
                    .of("action")
                    .exception(422);
        }
    }

    private Result one(CommandSink.Author author, String caseId, @Nullable AccuracyCase found, CaseRequest request) {
        if (found == null) {
            return new Result(
                    caseId,
                    Fate.REFUSED,
                    new Problem("NOT_FOUND", "There is no case " + caseId + ".", "Look at the list again."));
        }
        Optional<Refusal> objection = CaseRules.objection(found, request);
        if (objection.isPresent()) {
            Refusal refusal = objection.get();
            return new Result(caseId, Fate.REFUSED, new Problem(refusal.code(), refusal.message(), refusal.remedy()));
        }
        try {
            sink.caseCommand(author, found.meterId(), caseId, request);
            return new Result(caseId, Fate.SENT, null);
        } catch (CommandNotSentException e) {
            return new Result(
                    caseId,
                    Fate.NOT_KNOWN,
                    new Problem(
                            "COMMAND_NOT_CONFIRMED",
                            "It is not known whether the command is in the log: " + e.getMessage() + ".",
                            "Look at the case again before you repeat it."));
        }
    }
}

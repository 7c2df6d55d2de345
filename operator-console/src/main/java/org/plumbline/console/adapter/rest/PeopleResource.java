// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.People;
import org.plumbline.console.people.PeopleChange;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.Sessions;
import org.plumbline.console.port.AuditTrail;

/** Local users: list, add, roles, passwords, sessions, remove. A change is in the log before it is in force. */
@Path("/api/people")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.ADMIN)
@Blocking
public class PeopleResource {

    /**
     * A local user.
     *
     * @param sessions how many of the page are open
     * @param password new, held nowhere else; null where none was made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PersonAnswer(
            String name,
            Set<String> roles,
            int sessions,
            @Nullable String password) implements AnswerWithSecret {
        @Override
        public boolean holdsSecret() {
            return password != null;
        }
    }

    /** Who is added, with which roles, and why. */
    public record NewPerson(
            @Nullable String name,
            @Nullable List<@Nullable String> roles,
            @Nullable String reason) {}

    /** Which roles somebody has from now on, and why. */
    public record NewRoles(
            @Nullable List<@Nullable String> roles,
            @Nullable String reason) {}

    /** Why. */
    public record Reason(@Nullable String reason) {}

    private final People people;
    private final Sessions sessions;
    private final AuditTrail audit;
    private final SecurityIdentity identity;

    PeopleResource(People people, Sessions sessions, AuditTrail audit, SecurityIdentity identity) {
        this.people = people;
        this.sessions = sessions;
        this.audit = audit;
        this.identity = identity;
    }

    /** All local users, by name. */
    @GET
    public List<PersonAnswer> people() {
        return people.all().stream().map(person -> answer(person, null)).toList();
    }

    /** Adds a person; the answer holds the password, once. */
    @POST
    @Described(status = 201, answer = PersonAnswer.class)
    public Response add(@Nullable NewPerson asked) {
        String name = asked == null ? "" : Objects.requireNonNullElse(asked.name(), "");
        Set<String> roles = roles(asked == null ? null : asked.roles());
        Map<String, String> details = details(name, asked == null ? null : asked.reason());
        details.put("roles", String.join(",", new TreeSet<>(roles)));
        return answered(people.add(name, roles, () -> record("PERSON_ADDED", details)), 201);
    }

    /** Gives a person other roles, at once also in open sessions. */
    @POST
    @Path("/{name}/roles")
    @Described(answer = PersonAnswer.class)
    public Response roles(String name, @Nullable NewRoles asked) {
        Set<String> roles = roles(asked == null ? null : asked.roles());
        Map<String, String> details = details(name, asked == null ? null : asked.reason());
        details.put("roles", String.join(",", new TreeSet<>(roles)));
        people.find(name)
                .ifPresent(user -> details.put(
                        "rolesBefore",
                        String.join(",", new TreeSet<>(user.person().roles()))));
        return answered(people.setRoles(name, roles, () -> record("PERSON_ROLES_CHANGED", details)), 200);
    }

    /** Gives a person a new password and ends their sessions; the answer holds it, once. */
    @POST
    @Path("/{name}/password")
    @Described(answer = PersonAnswer.class)
    public Response password(String name, @Nullable Reason asked) {
        Map<String, String> details = details(name, asked == null ? null : asked.reason());
        PeopleChange change = people.resetPassword(name, () -> record("PERSON_PASSWORD_RESET", details));
        if (!(change instanceof PeopleChange.Refused)) {
            sessions.closeAllOf(name);
        }
        return answered(change, 200);
    }

    /** Ends the sessions of a person; they may log in again. */
    @POST
    @Path("/{name}/end-sessions")
    public PersonAnswer endSessions(String name, @Nullable Reason asked) {
        Person person = people.find(name)
                .orElseThrow(() -> Problem.unknown("local user", name))
                .person();
        record("PERSON_SESSIONS_ENDED", details(name, asked == null ? null : asked.reason()));
        sessions.closeAllOf(name);
        return answer(person, null);
    }

    /** Takes a person away, with their sessions. */
    @POST
    @Path("/{name}/remove")
    @Described(answer = PersonAnswer.class)
    public Response remove(String name, @Nullable Reason asked) {
        Map<String, String> details = details(name, asked == null ? null : asked.reason());
        PeopleChange change = people.remove(name, () -> record("PERSON_REMOVED", details));
        if (!(change instanceof PeopleChange.Refused)) {
            sessions.closeAllOf(name);
        }
        return answered(change, 200);
    }

    private void record(String kind, Map<String, String> details) {
        audit.record(ConsoleAuthentication.author(identity), AuditTrail.PEOPLE, kind, new TreeMap<>(details));
    }

    private static Map<String, String> details(String name, @Nullable String reason) {
        Map<String, String> details = new TreeMap<>();
        details.put("reason", Reasons.required(reason));
        details.put("person", name);
        return details;
    }

    private static Set<String> roles(@Nullable List<@Nullable String> asked) {
        Set<String> roles = new HashSet<>();
        if (asked != null) {
            asked.forEach(role -> roles.add(Objects.requireNonNullElse(role, "")));
        }
        return roles;
    }

    private Response answered(PeopleChange change, int status) {
        return switch (change) {
            case PeopleChange.Done done ->
                Response.status(status).entity(answer(done.person(), null)).build();
            case PeopleChange.NewPassword made ->
                Response.status(status)
                        .entity(answer(made.person(), made.password()))
                        .build();
            case PeopleChange.Refused refused -> throw problem(refused);
        };
    }

    static ProblemException problem(PeopleChange.Refused refused) {
        int status = switch (refused.kind()) {
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case UNSUITABLE -> 422;
        };
        Problem problem = new Problem(refused.code(), refused.message(), refused.remedy());
        return (refused.field().isEmpty() ? problem : problem.of(refused.field())).exception(status);
    }

    private PersonAnswer answer(Person person, @Nullable String password) {
        return new PersonAnswer(
                person.name(), new TreeSet<>(person.roles()), sessions.countOf(person.name()), password);
    }
}

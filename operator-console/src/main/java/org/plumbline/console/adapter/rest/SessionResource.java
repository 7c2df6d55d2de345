// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.LoginResult;
import org.plumbline.console.people.Logins;
import org.plumbline.console.people.People;
import org.plumbline.console.people.PeopleChange;
import org.plumbline.console.people.Sessions;
import org.plumbline.console.port.AuditTrail;

/** Logging in and out, and who is logged in. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class SessionResource {

    /** What the login form sends. */
    public record Credentials(
            @Nullable String name, @Nullable String password) {
        @Override
        public String toString() {
            return "Credentials[" + name + "]";
        }
    }

    /** The password one has and the one one wants. */
    public record NewPassword(
            @Nullable String current, @Nullable String password) {
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /** Who is logged in. */
    public record Me(String name, Set<String> roles, Instant authenticatedAt) {}

    private final Logins logins;
    private final People people;
    private final Sessions sessions;
    private final AuditTrail audit;
    private final SecurityIdentity identity;

    SessionResource(Logins logins, People people, Sessions sessions, AuditTrail audit, SecurityIdentity identity) {
        this.people = people;
        this.audit = audit;
        this.logins = logins;
        this.sessions = sessions;
        this.identity = identity;
    }

    @GET
    @Path("/me")
    @Authenticated
    public Me me() {
        return new Me(
                identity.getPrincipal().getName(),
                new TreeSet<>(identity.getRoles()),
                ConsoleAuthentication.authenticatedAt(identity));
    }

    @POST
    @Path("/login")
    @PermitAll
    @Described(status = 204)
    public Response login(
            @Nullable Credentials credentials,
            @CookieParam(ConsoleAuthentication.SESSION_COOKIE) @Nullable String before,
            @Context UriInfo uri) {
        if (credentials == null || credentials.name() == null || credentials.password() == null) {
            throw new Problem("CREDENTIALS_MISSING", "Name and password are needed.", "Send both.")
                    .of(credentials == null || credentials.name() == null ? "name" : "password")
                    .exception(400);
        }
        return switch (logins.check(credentials.name(), credentials.password())) {
            case LoginResult.Accepted accepted -> {
                // What the browser brings is not gone on with: a session begins with a token of its own.
                if (before != null) {
                    sessions.close(before);
                }
                yield Response.noContent()
                        .cookie(cookie(sessions.open(accepted.person()), NewCookie.DEFAULT_MAX_AGE, uri))
                        .build();
            }
            case LoginResult.Wrong wrong ->
                new Problem("LOGIN_WRONG", "Name or password is wrong.", "Try again.").answer(401);
            case LoginResult.TooManyAttempts tooMany ->
                new Problem(
                                "LOGIN_TOO_MANY",
                                "There were too many failures.",
                                "Wait " + Logins.PAUSE.toSeconds() + " seconds.")
                        .answer(429);
        };
    }

    @POST
    @Path("/logout")
    @Authenticated
    @Consumes(MediaType.WILDCARD)
    @Described(status = 204)
    public Response logout(
            @CookieParam(ConsoleAuthentication.SESSION_COOKIE) @Nullable String token, @Context UriInfo uri) {
        if (token != null) {
            sessions.close(token);
        }
        return Response.noContent().cookie(cookie("", 0, uri)).build();
    }

    /** Takes another password for oneself and ends all of one's sessions. */
    @POST
    @Path("/me/password")
    @Authenticated
    @Described(status = 204)
    public Response password(@Nullable NewPassword asked) {
        if (asked == null || asked.current() == null || asked.password() == null) {
            throw new Problem("PASSWORD_MISSING", "The present and the new password are needed.", "Send both.")
                    .of(asked == null || asked.current() == null ? "current" : "password")
                    .exception(422);
        }
        String name = identity.getPrincipal().getName();
        if (people.find(name).isEmpty()) {
            throw new Problem(
                            "NOT_LOCAL",
                            name + " is known by a token, not by a password here.",
                            "Change the password where the token comes from.")
                    .exception(409);
        }
        if (!(logins.check(name, asked.current()) instanceof LoginResult.Accepted)) {
            throw new Problem("LOGIN_WRONG", "The present password is wrong.", "Try again; after five failures wait.")
                    .of("current")
                    .exception(422);
        }
        PeopleChange change = people.setPassword(
                name,
                asked.password(),
                () -> audit.record(
                        ConsoleAuthentication.author(identity),
                        AuditTrail.PEOPLE,
                        "PERSON_PASSWORD_CHANGED",
                        new TreeMap<>(Map.of("person", name))));
        if (change instanceof PeopleChange.Refused refused) {
            throw PeopleResource.problem(refused);
        }
        sessions.closeAllOf(name);
        return Response.noContent().build();
    }

    static NewCookie cookie(String token, int maxAge, UriInfo uri) {
        return new NewCookie.Builder(ConsoleAuthentication.SESSION_COOKIE)
                .value(token)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}

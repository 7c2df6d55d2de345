// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.arc.Arc;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.LoginResult;
import org.plumbline.console.people.Logins;
import org.plumbline.console.people.People;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.Sessions;
import org.plumbline.console.people.TokenCheck;
import org.plumbline.console.people.TokenResult;
import org.plumbline.console.port.CommandSink;

/** Knows people by HTTP Basic or a bearer token (programs) or by the cookie of a session (the page). */
@ApplicationScoped
public class ConsoleAuthentication implements HttpAuthenticationMechanism {

    static final String SESSION_COOKIE = "plumbline-session";

    /** Sent by the page with each request; another site cannot send it without being asked for it first. */
    static final String PAGE_HEADER = "X-Plumbline-Page";

    private static final String AUTHENTICATED_AT = "authenticatedAt";
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final Logins logins;
    private final People people;
    private final Sessions sessions;
    private final TokenCheck tokens;
    private final InstantSource wallClock;

    ConsoleAuthentication(Logins logins, People people, Sessions sessions, TokenCheck tokens, InstantSource wallClock) {
        this.tokens = tokens;
        this.people = people;
        this.logins = logins;
        this.sessions = sessions;
        this.wallClock = wallClock;
    }

    /** Wall-clock time at which the person authenticated. */
    static Instant authenticatedAt(SecurityIdentity identity) {
        Instant at = identity.getAttribute(AUTHENTICATED_AT);
        if (at == null) {
            throw new IllegalStateException("identity without a time of authentication");
        }
        return at;
    }

    /** Who asks, with roles and what they include. */
    static Person person(SecurityIdentity identity) {
        return new Person(identity.getPrincipal().getName(), identity.getRoles());
    }

    /** Who asks, for a command; asked again with the same key, as it was the first time. */
    static CommandSink.Author author(SecurityIdentity identity) {
        RequestMoment moment = Arc.container().instance(RequestMoment.class).get();
        return new CommandSink.Author(
                identity.getPrincipal().getName(),
                moment.authenticatedAt().orElseGet(() -> authenticatedAt(identity)),
                moment.at());
    }

    @Override
    public Uni<@Nullable SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return Uni.createFrom()
                    .<@Nullable SecurityIdentity>item(() -> byAuthorization(authorization))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        }
        Cookie cookie = context.request().getCookie(SESSION_COOKIE);
        return Uni.createFrom()
                .item(cookie == null ? null : bySession(cookie.getValue()).orElse(null));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(
                        HttpResponseStatus.UNAUTHORIZED.code(),
                        "WWW-Authenticate",
                        "Basic realm=\"Plumbline\", charset=\"UTF-8\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** With the roles that the person has now; a session of somebody taken away is worth nothing. */
    private Optional<SecurityIdentity> bySession(String token) {
        return sessions.use(token)
                .flatMap(session -> people.find(session.person().name())
                        .map(user -> identity(user.person(), session.authenticatedAt())));
    }

    private SecurityIdentity byAuthorization(String authorization) {
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return switch (tokens.check(authorization.substring(BEARER.length()).strip())) {
                case TokenResult.Accepted accepted -> identity(accepted.person(), accepted.authenticatedAt());
                case TokenResult.Refused refused -> throw new AuthenticationFailedException("token refused");
            };
        }
        return byPassword(authorization);
    }

    private SecurityIdentity byPassword(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw new AuthenticationFailedException("unknown scheme");
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AuthenticationFailedException("malformed credentials");
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new AuthenticationFailedException("malformed credentials");
        }
        return switch (logins.check(pair.substring(0, colon), pair.substring(colon + 1))) {
            case LoginResult.Accepted accepted -> identity(accepted.person(), wallClock.instant());
            case LoginResult.Wrong wrong -> throw new AuthenticationFailedException("wrong name or password");
            case LoginResult.TooManyAttempts tooMany -> throw new AuthenticationFailedException("too many failures");
        };
    }

    private static SecurityIdentity identity(Person person, Instant authenticatedAt) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(person.name()))
                .addRoles(person.rights())
                .addAttribute(AUTHENTICATED_AT, authenticatedAt)
                .build();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.PersonName;
import org.plumbline.console.port.RequestBook;
import org.plumbline.console.port.TableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change asked twice with the same {@code Idempotency-Key} by the same person has its effect once: the second is answered as
 * the first was. One that broke off is carried out again with the times of the first, which gives the same commands; whoever
 * takes them takes each once.
 */
@Singleton
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOGGER = LoggerFactory.getLogger(IdempotencyKeys.class);
    private static final Pattern SOUND = Pattern.compile("[\\x21-\\x7E]{1,200}");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern STOPS = Pattern.compile("/?api/(holds|campaigns/[^/]+/(pause|abort))/?");
    private static final int FIRST_FAULT = 500;
    private static final int FIRST_REFUSAL = 300;

    /** Looked up when needed: filters are made before the settings are there. */
    private final Instance<RequestBook> books;

    private final SecurityIdentity identity;
    private final RequestMoment moment;
    private final ObjectMapper json;
    private final Instance<InstantSource> wallClocks;

    IdempotencyKeys(
            Instance<RequestBook> books,
            SecurityIdentity identity,
            RequestMoment moment,
            ObjectMapper json,
            Instance<InstantSource> wallClocks) {
        this.books = books;
        this.identity = identity;
        this.moment = moment;
        this.json = json;
        this.wallClocks = wallClocks;
    }

    @ServerRequestFilter
    @Nullable
    Response before(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null || HARMLESS.contains(request.getMethod()) || identity.isAnonymous()) {
            return null;
        }
        if (!SOUND.matcher(key).matches()) {
            return new Problem(
                            "IDEMPOTENCY_KEY_MALFORMED", "The key is malformed.", "Send 1 to 200 visible characters.")
                    .of(HEADER)
                    .answer(400);
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        RequestBook.Asked asked =
                new RequestBook.Asked(PersonName.key(identity.getPrincipal().getName()), key, digest(request, body));
        try {
            return answer(
                    request,
                    asked,
                    books.get()
                            .begin(asked, wallClocks.get().instant(), ConsoleAuthentication.authenticatedAt(identity)));
        } catch (TableStore.UnavailableException e) {
            LOGGER.atWarn().addKeyValue("error", e.getMessage()).log("idempotency keys cannot be looked up");
            // A stop waits for nothing; one set twice is one stop.
            return STOPS.matcher(request.getUriInfo().getPath()).matches()
                    ? null
                    : new Problem(
                                    "IDEMPOTENCY_UNAVAILABLE",
                                    "Whether this was asked before cannot be looked up now.",
                                    "Ask again later; nothing was changed.")
                            .answer(503);
        }
    }

    private @Nullable Response answer(
            ContainerRequestContext request, RequestBook.Asked asked, RequestBook.Entry entry) {
        return switch (entry) {
            case RequestBook.Entry.Begun begun -> {
                moment.set(begun);
                request.setProperty(HEADER, asked);
                yield null;
            }
            case RequestBook.Entry.Ended ended ->
                ended.answer()
                        .map(text -> Response.status(ended.status())
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .entity(text.getBytes(StandardCharsets.UTF_8)))
                        .orElseGet(() -> Response.status(ended.status()))
                        .header(REPLAYED, "true")
                        .build();
            case RequestBook.Entry.Different different ->
                new Problem(
                                "IDEMPOTENCY_KEY_USED",
                                "The key came with another request before.",
                                "Send a new key with each new request.")
                        .of(HEADER)
                        .answer(422);
            case RequestBook.Entry.UnderWay underWay ->
                new Problem(
                                "IDEMPOTENCY_UNDER_WAY",
                                "The same request is being carried out.",
                                "Ask again in a minute; the answer will be that of the first.")
                        .answer(409);
        };
    }

    /** A refusal changed nothing and is forgotten; after a fault it is not known, and the times are kept. */
    @ServerResponseFilter
    void after(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(HEADER) instanceof RequestBook.Asked asked)) {
            return;
        }
        try {
            if (response.getStatus() >= FIRST_FAULT) {
                books.get().leave(asked);
            } else if (response.getStatus() >= FIRST_REFUSAL) {
                books.get().forget(asked);
            } else {
                books.get().end(asked, response.getStatus(), text(response.getEntity()));
            }
        } catch (TableStore.UnavailableException e) {
            LOGGER.atWarn().addKeyValue("error", e.getMessage()).log("the end of a request cannot be noted");
        }
    }

    private Optional<String> text(@Nullable Object answer) {
        if (answer == null || (answer instanceof AnswerWithSecret secret && secret.holdsSecret())) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            LOGGER.atWarn().setCause(e).log("an answer cannot be kept");
            return Optional.empty();
        }
    }

    private static String digest(ContainerRequestContext request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod() + " "
                            + request.getUriInfo().getRequestUri().getRawPath() + "?"
                            + request.getUriInfo().getRequestUri().getRawQuery() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

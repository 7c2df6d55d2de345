// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.plumbline.console.port.CommandNotSentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns faults into answers with a {@link Problem}; nothing of the inside leaves with it. */
final class ProblemMappers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemMappers.class);
    private static final int SERVER_ERROR = 500;

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return e.problem().answer(e.status());
    }

    @ServerExceptionMapper(priority = 1)
    Response anonymous(UnauthorizedException e, HttpHeaders headers) {
        return unauthorized(headers);
    }

    @ServerExceptionMapper(priority = 1)
    Response wrongCredentials(AuthenticationFailedException e, HttpHeaders headers) {
        return unauthorized(headers);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException e) {
        return new Problem("FORBIDDEN", "Your role does not allow this.", "Ask an engineer.").answer(403);
    }

    @ServerExceptionMapper
    Response notSent(CommandNotSentException e) {
        LOGGER.atError().addKeyValue("error", e.getMessage()).log("command not sent");
        return new Problem(
                        "COMMAND_NOT_SENT",
                        "It is not known whether the command reached the log.",
                        "Look at the state, then try again; the same campaign sent twice is one campaign.")
                .answer(503);
    }

    @ServerExceptionMapper
    Response malformed(MismatchedInputException e) {
        String where = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return new Problem(
                        "HTTP_400",
                        "The request is not well formed" + (where.isEmpty() ? "." : ": " + where + "."),
                        "Compare the request with the documentation.")
                .answer(400);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        return new Problem(
                        "HTTP_" + status,
                        status == 400
                                ? "The request is not well formed."
                                : e.getResponse().getStatusInfo().getReasonPhrase() + ".",
                        "Compare the request with the documentation.")
                .answer(status);
    }

    @ServerExceptionMapper
    Response fault(RuntimeException e) {
        LOGGER.atError().setCause(e).log("request failed");
        return new Problem("INTERNAL", "The console failed.", "Its log says why.").answer(SERVER_ERROR);
    }

    private static Response unauthorized(HttpHeaders headers) {
        Response answer = new Problem(
                        "UNAUTHENTICATED",
                        "Name or password are missing or wrong, the session has ended, or there were too many failures.",
                        "Log in; after five failures wait half a minute.")
                .answer(401);
        return isFromPage(headers)
                ? answer
                : Response.fromResponse(answer)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Plumbline\", charset=\"UTF-8\"")
                        .build();
    }

    /** The page has a form of its own; the challenge would make the browser ask as well and hold the request up. */
    private static boolean isFromPage(HttpHeaders headers) {
        String accepted = headers.getHeaderString(HttpHeaders.ACCEPT);
        return headers.getHeaderString(ConsoleAuthentication.PAGE_HEADER) != null
                || headers.getHeaderString("Sec-Fetch-Mode") != null
                || (accepted != null && accepted.contains(MediaType.SERVER_SENT_EVENTS));
    }
}

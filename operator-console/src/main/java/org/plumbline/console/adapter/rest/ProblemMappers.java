// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.plumbline.console.port.CommandNotSentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns faults into answers with a {@link Problem}; nothing of the inside leaves with it. */
final class ProblemMappers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemMappers.class);
    private static final int SERVER_ERROR = 500;
    private static final String COMPARE = "Compare the request with /api/openapi.";

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
        return new Problem(
                        "FORBIDDEN",
                        "Your roles do not allow this.",
                        "Ask somebody who may, or an admin for the role; docs/operations-console.md says which.")
                .answer(403);
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
                .collect(Collectors.joining("."))
                .replace(".[", "[");
        Problem problem = new Problem(
                e instanceof UnrecognizedPropertyException ? "MEMBER_UNKNOWN" : "BODY_MALFORMED",
                e instanceof UnrecognizedPropertyException
                        ? "There is no member " + where + "."
                        : "The body is not well formed" + (where.isEmpty() ? "." : " at " + where + "."),
                COMPARE);
        return (where.isEmpty() ? problem : problem.of(where)).answer(400);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, UriInfo asked) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status == 404 && e.getCause() instanceof NumberFormatException notANumber) {
            return notANumber(notANumber, asked).answer(400);
        }
        Response answer = http(status, e).answer(status);
        String allowed = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allowed == null
                ? answer
                : Response.fromResponse(answer)
                        .header(HttpHeaders.ALLOW, allowed)
                        .build();
    }

    private static Problem http(int status, WebApplicationException e) {
        return switch (status) {
            case 400 ->
                e.getCause() instanceof JsonProcessingException
                        ? new Problem("BODY_MALFORMED", "The body is not JSON" + place(e) + ".", COMPARE)
                        : new Problem("HTTP_400", "The request is not well formed.", COMPARE);
            case 404 -> new Problem("HTTP_404", "There is nothing at this address.", COMPARE);
            case 405 -> new Problem("HTTP_405", "This address does not take this method.", COMPARE);
            case 415 -> new Problem("HTTP_415", "The body's Content-Type is not taken here.", "Send application/json.");
            default ->
                new Problem("HTTP_" + status, e.getResponse().getStatusInfo().getReasonPhrase() + ".", COMPARE);
        };
    }

    /** What is not said by the fault is which parameter it was; its value is. */
    private static Problem notANumber(NumberFormatException e, UriInfo asked) {
        Problem problem = new Problem("PARAMETER_MALFORMED", "A parameter is not a whole number.", COMPARE);
        return asked.getQueryParameters().entrySet().stream()
                .filter(each -> each.getValue().stream()
                        .anyMatch(value -> String.valueOf(e.getMessage()).contains('"' + value + '"')))
                .findFirst()
                .map(each -> problem.of(each.getKey()))
                .orElse(problem);
    }

    private static String place(WebApplicationException e) {
        return e.getCause() instanceof JsonProcessingException at && at.getLocation() != null
                ? " at line " + at.getLocation().getLineNr() + ", column "
                        + at.getLocation().getColumnNr()
                : "";
    }

    @ServerExceptionMapper
    Response fault(RuntimeException e) {
        LOGGER.atError().setCause(e).log("request failed");
        return new Problem("INTERNAL", "The console failed.", "Its log says why.").answer(SERVER_ERROR);
    }

    private static Response unauthorized(HttpHeaders headers) {
        Response answer = new Problem(
                        "UNAUTHENTICATED",
                        "Name and password, session or token are missing, wrong or over, or there were too many failures.",
                        "Log in; after five failures wait half a minute.")
                .answer(401);
        String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        String challenge = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? "Bearer realm=\"Plumbline\", error=\"invalid_token\""
                : "Basic realm=\"Plumbline\", charset=\"UTF-8\"";
        return isFromPage(headers)
                ? answer
                : Response.fromResponse(answer)
                        .type(Problem.MEDIA_TYPE)
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
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

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.Refusal;

/**
 * Why a request was not a success; answered as a problem of RFC 9457.
 *
 * @param code stable name for programs
 * @param detail what is wrong, in a sentence
 * @param field the parameter or member of the request that is wrong; null where none is
 * @param remedy what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String code, String detail, @Nullable String field, String remedy) {

    /** Media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A tag URI (RFC 4151): it names the kind of problem and leads nowhere. */
    static final String TYPE_PREFIX = "tag:plumbline.org,2026:problem:";

    /**
     * Body of every answer that is not a success (RFC 9457, with extension members).
     *
     * @param type names the kind of problem, as {@code code} does
     * @param title the kind of problem in words
     * @param status of HTTP
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @Nullable String field,
            String remedy) {}

    Problem(String code, String detail, String remedy) {
        this(code, detail, null, remedy);
    }

    /** The same problem, of a parameter or member of the request. */
    Problem of(String wrongField) {
        return new Problem(code, detail, wrongField, remedy);
    }

    Body body(int status) {
        String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Body(
                TYPE_PREFIX + code,
                words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                status,
                detail,
                code,
                field,
                remedy);
    }

    Response answer(int status) {
        return Response.status(status).type(MEDIA_TYPE).entity(body(status)).build();
    }

    ProblemException exception(int status) {
        return new ProblemException(status, this);
    }

    static ProblemException refused(Refusal refusal) {
        int status = switch (refusal.kind()) {
            case UNKNOWN -> 404;
            case CONFLICT -> 409;
            case UNSUITABLE -> 422;
            case TOO_OFTEN -> 429;
        };
        return new Problem(refusal.code(), refusal.message(), refusal.remedy()).exception(status);
    }

    static ProblemException unknown(String what, String id) {
        return new Problem("NOT_FOUND", "There is no " + what + " " + id + ".", "Look at the list again.")
                .exception(404);
    }
}

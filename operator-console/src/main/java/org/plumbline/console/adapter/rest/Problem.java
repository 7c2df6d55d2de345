// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.plumbline.console.campaign.Refusal;

/**
 * Body of every answer that is not a success.
 *
 * @param code stable name for programs
 * @param message what is wrong
 * @param remedy what to do
 */
public record Problem(String code, String message, String remedy) {

    Response answer(int status) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(this)
                .build();
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

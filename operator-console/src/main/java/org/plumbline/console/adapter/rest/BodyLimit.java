// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Large bodies are for files of meters and references alone; what else is asked fits into {@value #MOST_OCTETS} octets. */
final class BodyLimit {
    static final long MOST_OCTETS = 8L << 20;

    private static final Pattern FILES = Pattern.compile("/?api/(meters|references)/import");

    @ServerRequestFilter
    @Nullable
    Response check(ContainerRequestContext request) {
        if (FILES.matcher(request.getUriInfo().getPath()).matches()) {
            return null;
        }
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        boolean unsaid = length == null && request.getHeaderString("Transfer-Encoding") != null;
        if (unsaid || (length != null && isMore(length))) {
            return new Problem(
                            "BODY_TOO_LARGE",
                            "The request has more than " + MOST_OCTETS + " octets, or does not say how many.",
                            "Send a Content-Length and less.")
                    .answer(413);
        }
        return null;
    }

    private static boolean isMore(String length) {
        try {
            return Long.parseLong(length) > MOST_OCTETS;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses changes that another site makes a browser ask for: by what the browser says of the origin, and for requests
 * that live by the session cookie by a header that only the page sends.
 */
final class CrossSiteGuard {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter
    @Nullable
    Response check(ContainerRequestContext request) {
        if (HARMLESS.contains(request.getMethod())) {
            return null;
        }
        boolean byCookie = request.getCookies().containsKey(ConsoleAuthentication.SESSION_COOKIE)
                && request.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
        if (isFromElsewhere(request)
                || (byCookie && request.getHeaderString(ConsoleAuthentication.PAGE_HEADER) == null)) {
            return new Problem(
                            "CROSS_SITE",
                            "The request does not come from the console's page.",
                            "Programs use HTTP Basic; the page sends the header " + ConsoleAuthentication.PAGE_HEADER
                                    + ".")
                    .answer(403);
        }
        return null;
    }

    private static boolean isFromElsewhere(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeaderString("Origin");
        String host = request.getHeaderString(HttpHeaders.HOST);
        return origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
    }
}

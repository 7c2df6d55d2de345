// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The REST interface as an OpenAPI document. */
@Path("/api/openapi")
@Authenticated
public class OpenApiResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Authenticated
    @Described(answer = Object.class)
    public String document() {
        return OpenApi.text();
    }
}

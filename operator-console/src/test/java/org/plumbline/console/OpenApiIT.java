// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.Endpoints.Endpoint;

/** The OpenAPI document against what the console serves and what its documentation says of rights. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class OpenApiIT {
    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "object", "array", "null");

    @TestHTTPResource("/")
    URI address;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private Api anna;
    private JsonNode document;

    @BeforeEach
    void fetch() {
        anna = Api.anonymous(address)
                .with(
                        "Authorization",
                        Api.basic("anna", Api.passwords(passwords).get("anna")));
        document = anna.ask("/api/openapi").body();
    }

    private interface OperationTest {
        void see(Endpoint endpoint, JsonNode operation);
    }

    private void eachOperation(OperationTest test) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(each -> test.see(
                                new Endpoint(each.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey()),
                                each.getValue())));
    }

    @Test
    void everyEndpointIsThereOnceAndNoOther() {
        assertEquals("3.1.0", document.path("openapi").asText());
        Set<Endpoint> described = new TreeSet<>();
        Set<String> ids = new HashSet<>();
        eachOperation((endpoint, operation) -> {
            described.add(endpoint);
            assertTrue(
                    ids.add(operation.path("operationId").asText()),
                    operation.path("operationId").asText() + " twice");
        });
        assertEquals(Endpoints.served(), described, "name the resource in OpenApi.RESOURCES");
    }

    @Test
    void everyOperationTellsOfProblemsParametersAndRights() {
        Map<Endpoint, String> rights = Endpoints.documented();
        eachOperation((endpoint, operation) -> {
            assertEquals(
                    "#/components/responses/Problem",
                    operation.path("responses").path("4XX").path("$ref").asText(),
                    endpoint.toString());
            assertTrue(
                    operation.path("responses").properties().stream()
                            .anyMatch(each -> each.getKey().startsWith("2")),
                    endpoint.toString());
            List<String> roles = new ArrayList<>();
            operation.path("x-roles").forEach(role -> roles.add(role.asText()));
            assertEquals(
                    rights.get(endpoint),
                    operation.has("x-roles") ? roles.isEmpty() ? "everybody" : String.join(", ", roles) : "anybody",
                    endpoint.toString());
            assertEquals(
                    endpoint.path().chars().filter(sign -> sign == '{').count(),
                    operation
                            .path("parameters")
                            .valueStream()
                            .filter(each -> each.path("in").asText().equals("path")
                                    && endpoint.path()
                                            .contains("{" + each.path("name").asText()))
                            .count(),
                    endpoint.toString());
            assertEquals(
                    !endpoint.method().equals("GET"),
                    operation
                            .path("parameters")
                            .valueStream()
                            .anyMatch(each -> each.path("name").asText().equals("Idempotency-Key")),
                    endpoint.toString());
        });
    }

    @Test
    void everySchemaIsWellFormedAndEveryReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");
        assertTrue(references.size() > 100, "references: " + references.size());
        for (JsonNode reference : references) {
            assertFalse(
                    document.at(reference.asText().substring(1)).isMissingNode(),
                    "leads nowhere: " + reference.asText());
        }
        JsonNode schemas = document.path("components").path("schemas");
        schemas.properties().forEach(schema -> {
            assertEquals("object", schema.getValue().path("type").asText(), schema.getKey());
            schema.getValue()
                    .path("required")
                    .forEach(name -> assertTrue(
                            schema.getValue().path("properties").has(name.asText()), schema.getKey() + "." + name));
        });
        schemas.findValues("type").forEach(type -> {
            if (type.isTextual()) {
                assertTrue(TYPES.contains(type.asText()), type.asText());
            }
        });
    }

    @Test
    void answersAreAsTheSchemasSay() {
        JsonNode schema = document.path("components").path("schemas").path("SessionMe");
        Set<String> described = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(described::add);
        Set<String> answered = new TreeSet<>();
        anna.ask("/api/me").body().fieldNames().forEachRemaining(answered::add);
        assertEquals(described, answered);
        JsonNode problem = anna.ask("/api/drift?limit=0").body();
        JsonNode members =
                document.path("components").path("schemas").path("ProblemBody").path("properties");
        problem.fieldNames().forEachRemaining(name -> assertTrue(members.has(name), name));
        assertTrue(members.size() >= 7);
    }
}

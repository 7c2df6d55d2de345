// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.Endpoints.Endpoint;
import org.plumbline.console.people.People;
import org.plumbline.console.people.PeopleChange;
import org.plumbline.console.people.Person;

/** Every endpoint, asked by nobody and by each role, against the table in docs/operations-console.md. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class RightsIT {
    private static final String NOBODY = "nobody";

    /** By HTTP/1.1: with HTTP/2 a server takes many answers that are not read to their end for an attack. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI address;

    @Inject
    People people;

    private final Map<String, String> authorizations = new LinkedHashMap<>();

    @BeforeEach
    void onePersonOfEachRole() {
        for (String role : Person.ROLES) {
            String name = "only-" + role;
            people.remove(name, () -> {});
            PeopleChange.NewPassword added =
                    assertInstanceOf(PeopleChange.NewPassword.class, people.add(name, Set.of(role), () -> {}));
            authorizations.put(role, Api.basic(name, added.password()));
        }
    }

    @Test
    void everyEndpointHasItsRowAndEveryRowItsEndpoint() {
        SortedSet<Endpoint> served = Endpoints.served();
        Map<Endpoint, String> documented = Endpoints.documented();
        assertTrue(served.size() >= 25, served.toString());
        assertEquals(
                List.of(),
                served.stream().filter(each -> !documented.containsKey(each)).toList(),
                "add a row to the table of rights in docs/operations-console.md for");
        assertEquals(
                List.of(),
                documented.keySet().stream()
                        .filter(row -> served.stream().noneMatch(each -> each.equals(row) || each.covers(row)))
                        .toList(),
                "rows without an endpoint");
    }

    @Test
    void whoMayAskWhatIsAsTheDocumentationSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Endpoint, String> row : Endpoints.documented().entrySet()) {
            for (String role : roles()) {
                int status = ask(row.getKey(), role);
                int refusal = role.equals(NOBODY) ? 401 : 403;
                if (mayAsk(role, row.getValue()) == (status == refusal)) {
                    wrong.add(row.getKey() + " by " + role + " gives " + status);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> roles() {
        List<String> roles = new ArrayList<>(Person.ROLES);
        roles.add(NOBODY);
        return roles;
    }

    private static boolean mayAsk(String role, String whom) {
        return switch (whom) {
            case "anybody" -> true;
            case "everybody" -> !role.equals(NOBODY);
            default -> {
                List<String> allowed = List.of(whom.split(", "));
                assertTrue(Person.ROLES.containsAll(allowed), "there is no such role: " + whom);
                yield new Person("x", Set.of(role)).rights().stream().anyMatch(allowed::contains);
            }
        };
    }

    private int ask(Endpoint endpoint, String role) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(endpoint.concrete()))
                .header("Content-Type", "application/json")
                .method(
                        endpoint.method(),
                        endpoint.method().equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (!role.equals(NOBODY)) {
            request.header("Authorization", authorizations.get(role));
        }
        HttpResponse<InputStream> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        // A stream never ends by itself.
        try (InputStream body = answer.body()) {
            int status = answer.statusCode();
            if (status == 401 || status == 403) {
                String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                String expected = status == 403 ? "FORBIDDEN" : "UNAUTHENTICATED";
                return problem.contains(expected) ? status : -status;
            }
            return status;
        }
    }
}

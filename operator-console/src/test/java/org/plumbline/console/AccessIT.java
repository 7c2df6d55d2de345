// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.adapter.rest.CampaignResource;
import org.plumbline.console.adapter.rest.FleetResource;
import org.plumbline.console.adapter.rest.HoldResource;
import org.plumbline.console.adapter.rest.MeterActionResource;
import org.plumbline.console.adapter.rest.SessionResource;
import org.plumbline.console.adapter.rest.StreamResource;
import org.plumbline.console.app.ConsoleConfig;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class AccessIT {
    private static final List<Class<?>> RESOURCES = List.of(
            FleetResource.class,
            CampaignResource.class,
            HoldResource.class,
            MeterActionResource.class,
            SessionResource.class,
            StreamResource.class);

    private record Endpoint(String method, String path) {}

    @TestHTTPResource("/")
    URI address;

    @Inject
    ConsoleConfig config;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    java.nio.file.Path passwords;

    private Api nobody;

    @BeforeEach
    void connect() {
        nobody = Api.anonymous(address);
    }

    @Test
    void anonymousIsRefusedByEveryEndpointButLogin() {
        List<Endpoint> endpoints = endpoints();
        assertTrue(endpoints.size() >= 16, "endpoints found: " + endpoints);
        for (Endpoint each : endpoints) {
            Api.Answer answer =
                    nobody.ask(each.method(), each.path(), each.method().equals("POST") ? "{}" : "");
            assertEquals(401, answer.status(), each.toString());
            assertEquals("UNAUTHENTICATED", answer.code(), each.toString());
        }
    }

    @Test
    void wrongPasswordsAreRefusedAndThenSlowedDown() {
        Api stranger = nobody.with("Authorization", Api.basic("mallory", "guess"));
        assertEquals(401, stranger.ask("/api/me").status());
        Map<String, String> wrong = Map.of("name", "eve", "password", "guess");
        for (int i = 0; i < 5; i++) {
            assertEquals("LOGIN_WRONG", nobody.post("/api/login", wrong).code());
        }
        Api.Answer sixth = nobody.post("/api/login", wrong);
        assertEquals(429, sixth.status());
        assertEquals("LOGIN_TOO_MANY", sixth.code());
    }

    @Test
    void loginGivesACookieThatNoScriptAndNoOtherSiteGets() {
        String cookie = login("ben");
        assertTrue(cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Strict"), cookie);
        Api page = nobody.with("Cookie", cookie.split(";")[0]);
        assertEquals("ben", page.ask("/api/me").body().path("name").asText());

        assertEquals(403, page.ask("POST", "/api/logout", "").status(), "logout without the page's header");
        assertEquals(
                204,
                page.with("X-Plumbline-Page", "1")
                        .ask("POST", "/api/logout", "")
                        .status());
        assertEquals(401, page.ask("/api/me").status());
    }

    @Test
    void changesThatAnotherSiteAsksForAreRefused() {
        Map<String, Object> stop = Map.of("scope", "*", "active", true, "reason", "none of theirs");
        Api page = nobody.with("Cookie", login("ben").split(";")[0]);
        assertEquals("CROSS_SITE", page.post("/api/holds", stop).code());
        assertEquals(
                "CROSS_SITE",
                page.with("X-Plumbline-Page", "1", "Origin", "https://evil.example")
                        .post("/api/holds", stop)
                        .code());
        assertEquals(
                "CROSS_SITE",
                nobody.with("Authorization", basic("anna"), "Sec-Fetch-Site", "cross-site")
                        .post("/api/holds", stop)
                        .code());
    }

    @Test
    void usersFileHoldsNoPasswordAndIsForTheOwnerOnly() throws Exception {
        String users = Files.readString(config.console().users());
        for (java.nio.file.Path file : List.of(config.console().users(), passwords)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        Api.passwords(passwords).values().forEach(password -> assertFalse(users.contains(password)));
        assertEquals(
                List.of("engineer"),
                nobody.with("Authorization", basic("anna"))
                        .ask("/api/me")
                        .body()
                        .path("roles")
                        .valueStream()
                        .map(role -> role.asText())
                        .toList());
    }

    @Test
    void pageIsServedWithAContentSecurityPolicy() {
        Api.Answer page = nobody.ask("/");
        assertEquals(200, page.status());
        String policy =
                page.whole().headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(page.whole().body().contains("style="), "inline style would be refused by the policy");
    }

    @Test
    void malformedRequestsAreAnsweredAsProblems() {
        Api anna = nobody.with("Authorization", basic("anna"));
        assertEquals(400, anna.ask("POST", "/api/campaigns", "{\"name\":").status());
        assertEquals(400, anna.ask("POST", "/api/campaigns", "{\"nonsense\":1}").status());
        assertEquals(404, anna.ask("/api/nothing").status());
        assertEquals("HTTP_400", anna.ask("POST", "/api/campaigns", "[]").code());
        assertEquals(
                415,
                anna.with("Content-Type", "text/plain")
                        .ask("POST", "/api/campaigns", "")
                        .status());
    }

    private String login(String name) {
        Api.Answer answer = nobody.post(
                "/api/login",
                Map.of("name", name, "password", Api.passwords(passwords).get(name)));
        assertEquals(204, answer.status());
        return answer.whole().headers().firstValue("Set-Cookie").orElseThrow();
    }

    private String basic(String name) {
        return Api.basic(name, Api.passwords(passwords).get(name));
    }

    private static List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Class<?> resource : RESOURCES) {
            String base = resource.getAnnotation(Path.class).value();
            for (Method method : resource.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null && !method.isAnnotationPresent(PermitAll.class)) {
                        Path path = method.getAnnotation(Path.class);
                        endpoints.add(new Endpoint(
                                verb.value(),
                                base + (path == null ? "" : path.value().replaceAll("\\{.*}", "x"))));
                    }
                }
            }
        }
        return endpoints;
    }
}

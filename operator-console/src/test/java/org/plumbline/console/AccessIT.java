// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.app.ConsoleConfig;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class AccessIT {
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
    void loginTakesNoTokenThatTheBrowserBrings() {
        String password = Api.passwords(passwords).get("ben");
        Api fixed = nobody.with("Cookie", "plumbline-session=chosen-by-an-attacker", "X-Plumbline-Page", "1");
        Api.Answer answer = fixed.post("/api/login", Map.of("name", "ben", "password", password));
        assertEquals(204, answer.status());
        String cookie = answer.whole().headers().firstValue("Set-Cookie").orElseThrow();
        assertFalse(cookie.contains("chosen-by-an-attacker"), cookie);
        assertEquals(401, fixed.ask("/api/me").status());

        Api first = nobody.with("Cookie", cookie.split(";")[0], "X-Plumbline-Page", "1");
        assertEquals(200, first.ask("/api/me").status());
        assertEquals(
                204,
                first.post("/api/login", Map.of("name", "ben", "password", password))
                        .status());
        assertEquals(401, first.ask("/api/me").status(), "the session before goes on beside the new one");
    }

    @Test
    void everyAnswerHasThePolicyAndIsNotGuessedAtOrFramed() {
        Api anna = nobody.with("Authorization", basic("anna"));
        for (Api.Answer answer : List.of(
                nobody.ask("/"),
                nobody.ask("/js/app.js"),
                nobody.ask("/api/me"),
                anna.ask("/api/me"),
                anna.ask("/api/nothing"),
                anna.ask("/api/tables/meters?format=csv"),
                nobody.with("Authorization", basic("admin")).post("/api/campaigns", Map.of()),
                anna.ask("POST", "/api/campaigns", "{"))) {
            Map<String, List<String>> headers = answer.whole().headers().map();
            String about = answer.whole().uri() + " " + headers;
            assertTrue(
                    answer.whole()
                            .headers()
                            .firstValue("Content-Security-Policy")
                            .orElse("")
                            .startsWith("default-src 'none'"),
                    about);
            assertEquals(
                    "nosniff",
                    answer.whole()
                            .headers()
                            .firstValue("X-Content-Type-Options")
                            .orElse(""),
                    about);
            assertEquals(
                    "DENY",
                    answer.whole().headers().firstValue("X-Frame-Options").orElse(""),
                    about);
            if (answer.whole().uri().getPath().startsWith("/api")) {
                assertEquals(
                        "no-store",
                        answer.whole().headers().firstValue("Cache-Control").orElse(""),
                        about);
            }
        }
    }

    @Test
    void usersFileHoldsNoPasswordAndIsForTheOwnerOnly() throws Exception {
        String users = Files.readString(config.console().users());
        for (java.nio.file.Path file : List.of(config.console().users(), passwords)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        Api.passwords(passwords).values().forEach(password -> assertFalse(users.contains(password)));
        assertEquals(
                List.of("approver", "engineer", "operator", "viewer"),
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
        problem(anna.ask("POST", "/api/campaigns", "{\"name\":"), 400, "BODY_MALFORMED", "");
        problem(anna.ask("POST", "/api/campaigns", "{\"nonsense\":1}"), 400, "MEMBER_UNKNOWN", "nonsense");
        problem(anna.ask("POST", "/api/campaigns", "[]"), 400, "BODY_MALFORMED", "");
        problem(
                anna.ask("POST", "/api/campaigns", "{\"plan\":{\"waves\":[{\"minimumProven\":\"x\"}]}}"),
                400,
                "BODY_MALFORMED",
                "plan.waves[0].minimumProven");
        problem(anna.ask("POST", "/api/campaigns", ""), 400, "BODY_MISSING", "");
        problem(anna.ask("/api/nothing"), 404, "HTTP_404", "");
        problem(anna.ask("/api/drift?limit=none"), 400, "PARAMETER_MALFORMED", "limit");
        problem(anna.ask("/api/drift?limit=0"), 400, "LIMIT_OUT_OF_RANGE", "limit");
        problem(anna.ask("/api/tables/meters?colour=red"), 400, "COLOUR_REFUSED", "colour");
        problem(anna.post("/api/cases/none/note", Map.of("reason", "x")), 404, "NOT_FOUND", "");
        problem(anna.post("/api/holds", Map.of("scope", "*", "active", true)), 422, "REASON_MISSING", "reason");
        problem(anna.ask("DELETE", "/api/campaigns", ""), 405, "HTTP_405", "");
        problem(anna.with("Content-Type", "text/plain").ask("POST", "/api/campaigns", ""), 415, "HTTP_415", "");
        problem(nobody.ask("/api/me"), 401, "UNAUTHENTICATED", "");
        problem(nobody.post("/api/login", Map.of("name", "anna")), 400, "CREDENTIALS_MISSING", "password");
        problem(nobody.with("Authorization", basic("admin")).post("/api/campaigns", Map.of()), 403, "FORBIDDEN", "");
    }

    private static void problem(Api.Answer answer, int status, String code, String field) {
        String whole = answer.whole().request().uri() + " " + answer.status() + " "
                + answer.whole().body();
        assertEquals(
                "application/problem+json",
                answer.whole().headers().firstValue("Content-Type").orElse("").split(";")[0],
                whole);
        assertEquals(status, answer.status(), whole);
        assertEquals(status, answer.body().path("status").asInt(), whole);
        assertEquals(code, answer.code(), whole);
        assertEquals(
                "tag:plumbline.org,2026:problem:" + code,
                answer.body().path("type").asText(),
                whole);
        assertEquals(field, answer.body().path("field").asText(""), whole);
        for (String member : List.of("title", "detail", "remedy")) {
            assertFalse(answer.body().path(member).asText().isBlank(), whole);
        }
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
}

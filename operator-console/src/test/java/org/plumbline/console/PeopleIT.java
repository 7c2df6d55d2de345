// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.console.app.ConsoleConfig;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.serde.RecordSerde;

/** People are managed by an admin, at once, and every change is a fact for the audit. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class PeopleIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @Inject
    ConsoleConfig config;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private Api nobody;
    private Api admin;

    @BeforeEach
    void connect() {
        nobody = Api.anonymous(address);
        admin = nobody.with(
                "Authorization", Api.basic("admin", Api.passwords(passwords).get("admin")));
    }

    private String add(String name, String... roles) {
        Api.Answer added = admin.post("/api/people", Map.of("name", name, "roles", roles, "reason", "joins"));
        assertEquals(201, added.status(), added.whole().body());
        return added.body().path("password").asText();
    }

    private Api session(String name, String password) {
        Api.Answer login = nobody.post("/api/login", Map.of("name", name, "password", password));
        assertEquals(204, login.status());
        String cookie = login.whole().headers().firstValue("Set-Cookie").orElseThrow();
        return nobody.with("Cookie", cookie.split(";")[0], "X-Plumbline-Page", "1");
    }

    @Test
    void changesTakeEffectAtOnceInOpenSessions() throws IOException {
        Api dora = session("dora", add("dora", "viewer"));
        Map<String, Object> stop = Map.of("scope", "no-such-campaign", "active", true, "reason", "x");
        assertEquals(403, dora.post("/api/holds", stop).status());
        admin.post("/api/people/dora/roles", Map.of("roles", List.of("operator"), "reason", "on duty"));
        assertEquals(404, dora.post("/api/holds", stop).status());
        admin.post("/api/people/dora/roles", Map.of("roles", List.of("approver"), "reason", "off duty"));
        assertEquals(403, dora.post("/api/holds", stop).status());
        assertTrue(Files.readString(config.console().users()).contains("\"dora\""));

        Api.Answer reset = admin.post("/api/people/dora/password", Map.of("reason", "lost"));
        assertEquals(401, dora.ask("/api/me").status(), "a session outlives the password");
        Api again = session("dora", reset.body().path("password").asText());
        admin.post("/api/people/dora/end-sessions", Map.of("reason", "laptop lost"));
        assertEquals(401, again.ask("/api/me").status());

        Api last = session("dora", reset.body().path("password").asText());
        Api program = nobody.with(
                "Authorization", Api.basic("dora", reset.body().path("password").asText()));
        assertEquals(200, program.ask("/api/me").status());
        assertEquals(
                200,
                admin.post("/api/people/dora/remove", Map.of("reason", "leaves"))
                        .status());
        assertEquals(401, last.ask("/api/me").status());
        assertEquals(401, program.ask("/api/me").status());
        assertFalse(Files.readString(config.console().users()).contains("\"dora\""));
        assertEquals(
                List.of(
                        "PERSON_ADDED",
                        "PERSON_ROLES_CHANGED",
                        "PERSON_ROLES_CHANGED",
                        "PERSON_PASSWORD_RESET",
                        "PERSON_SESSIONS_ENDED",
                        "PERSON_REMOVED"),
                factsAbout("dora", 6));
    }

    @Test
    void peopleChangeTheirOwnPasswordKnowingTheOldOne() {
        String first = add("emil", "viewer");
        Api emil = session("emil", first);
        assertEquals(
                "LOGIN_WRONG",
                emil.post("/api/me/password", Map.of("current", "guess", "password", "a much better one"))
                        .code());
        Api.Answer tooShort = emil.post("/api/me/password", Map.of("current", first, "password", "short"));
        assertEquals("PASSWORD_LENGTH", tooShort.code());
        assertEquals("password", tooShort.body().path("field").asText());
        assertEquals(
                204,
                emil.post("/api/me/password", Map.of("current", first, "password", "a much better one"))
                        .status());
        assertEquals(401, emil.ask("/api/me").status());
        session("emil", "a much better one");
        assertEquals(List.of("PERSON_ADDED", "PERSON_PASSWORD_CHANGED"), factsAbout("emil", 2));
    }

    @Test
    void refusalsNameTheFieldAndNoPasswordIsListed() {
        add("fred", "viewer");
        Api.Answer taken =
                admin.post("/api/people", Map.of("name", "Fred", "roles", List.of("viewer"), "reason", "again"));
        assertEquals("NAME_TAKEN", taken.code());
        assertEquals("name", taken.body().path("field").asText());
        Api.Answer odd = admin.post("/api/people", Map.of("name", "gina", "roles", List.of("boss"), "reason", "x"));
        assertEquals("roles", odd.body().path("field").asText());
        assertEquals(
                "REASON_MISSING",
                admin.post("/api/people", Map.of("name", "gina", "roles", List.of("viewer")))
                        .code());
        assertEquals(
                "LAST_ADMIN",
                admin.post("/api/people/admin/remove", Map.of("reason", "x")).code());
        Api.Answer list = admin.ask("/api/people");
        assertFalse(list.whole().body().contains("password"), list.whole().body());
        assertTrue(list.whole().body().contains("\"fred\""));
    }

    private List<String> factsAbout(String name, int count) {
        String topic = Topics.AUDIT_FACTS.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<AuditFact> serde = new RecordSerde<>(registry, AuditFact.class);
        List<String> kinds = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    AuditFact fact = serde.deserialize(topic, each.value());
                    if (each.key().equals("people")
                            && fact.getDetails().stream()
                                    .anyMatch(detail -> detail.getName().equals("person")
                                            && detail.getText().equals(name))) {
                        assertEquals(
                                fact.getKind().equals("PERSON_PASSWORD_CHANGED") ? name : "admin", fact.getActor());
                        kinds.add(fact.getKind());
                    }
                });
                return kinds.size() >= count;
            });
        }
        return kinds;
    }
}

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
import java.net.URI;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.serde.RecordSerde;

/** The same change asked twice with one key is sent once. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class IdempotencyIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private FleetTopicWriter topics;

    @BeforeEach
    void connect() {
        topics = new FleetTopicWriter(registry, bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    private Api as(String name, String... headers) {
        return Api.anonymous(address)
                .with("Authorization", Api.basic(name, Api.passwords(passwords).get(name)))
                .with(headers);
    }

    @Test
    void oneKeyIsOneCommandAndTheSameAnswer() {
        String caseId = "I1|MET-02|1";
        String path = "/api/cases/I1%7CMET-02%7C1/note";
        topics.write(Topics.CASES, caseId, SampleFleet.adjustable("I1", 1.7));
        await().atMost(SOON)
                .until(() -> as("anna").ask("/api/cases/I1%7CMET-02%7C1").status() == 200);
        Api anna = as("anna", "Idempotency-Key", "note-1");

        assertEquals("REASON_MISSING", anna.post(path, Map.of()).code());
        Api.Answer first = anna.post(path, Map.of("reason", "seen twice"));
        assertEquals(
                202,
                first.status(),
                "a refusal does not use the key up: " + first.whole().body());
        Api.Answer second = anna.post(path, Map.of("reason", "seen twice"));
        assertEquals(202, second.status());
        assertEquals(first.body(), second.body());
        assertEquals(
                "true",
                second.whole().headers().firstValue("Idempotency-Replayed").orElse(""));
        Api.Answer other = anna.post(path, Map.of("reason", "another"));
        assertEquals("IDEMPOTENCY_KEY_USED", other.code());
        assertEquals(422, other.status());
        assertEquals(
                202,
                as("ben", "Idempotency-Key", "note-1")
                        .post(path, Map.of("reason", "seen twice"))
                        .status(),
                "keys are a person's own");
        as("anna", "Idempotency-Key", "note-2").post(path, Map.of("reason", "the end"));
        assertEquals(List.of("anna: seen twice", "ben: seen twice", "anna: the end"), notes("I1", "the end"));
        assertEquals(
                "IDEMPOTENCY_KEY_MALFORMED",
                as("anna", "Idempotency-Key", "two words")
                        .post(path, Map.of("reason", "x"))
                        .code());
    }

    @Test
    void aPasswordIsAnsweredOnceAndKeptNowhere() {
        Api admin = as("admin", "Idempotency-Key", "add-hugo");
        Map<String, Object> hugo = Map.of("name", "hugo", "roles", List.of("viewer"), "reason", "joins");
        Api.Answer first = admin.post("/api/people", hugo);
        assertEquals(201, first.status());
        assertTrue(first.body().has("password"));
        Api.Answer second = admin.post("/api/people", hugo);
        assertEquals(201, second.status());
        assertFalse(second.whole().body().contains("password"), "an answer with a password was kept");
    }

    private List<String> notes(String meterId, String last) {
        String topic = Topics.CASE_COMMANDS.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<CaseCommand> serde = new RecordSerde<>(registry, CaseCommand.class);
        List<String> notes = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    if (each.key().equals(meterId)) {
                        CaseCommand command = serde.deserialize(topic, each.value());
                        notes.add(command.getPrincipal() + ": " + command.getReason());
                    }
                });
                return notes.stream().anyMatch(note -> note.endsWith(last));
            });
        }
        return notes;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.serde.RecordSerde;

/** Actions on one meter by REST, against a real broker; the gateway's side of the topics is played here. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class MeterActionIT {
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
    private Api anna;

    @BeforeEach
    void prepare() {
        topics = new FleetTopicWriter(registry, bootstrapServers);
        anna = Api.anonymous(address)
                .with(
                        "Authorization",
                        Api.basic("anna", Api.passwords(passwords).get("anna")));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private void register(String meterId) {
        topics.write(Topics.METERS, meterId, SampleFleet.meter(meterId));
        await().atMost(SOON).until(() -> anna.ask("/api/meters/" + meterId).status() == 200);
    }

    private JsonNode ended(String path) {
        return await().atMost(SOON)
                .until(() -> anna.ask(path).body(), body -> body.path("ended").asBoolean());
    }

    private static MeterEvent answer(ReadRequest request, String code, String text, int readings) {
        return MeterEvent.newBuilder()
                .setEventId("e-" + request.getRequestId())
                .setMeterId(request.getMeterId())
                .setCode(code)
                .setText(text)
                .setFieldTime(SampleFleet.NOW)
                .setWallTime(Instant.now())
                .setEvidence(List.of(
                        new NamedValue("readings", Integer.toString(readings)),
                        new NamedValue("requestId", request.getRequestId())))
                .build();
    }

    @Test
    void aReadGoesToTheGatewayWithItsAuthorAndReasonAndComesBackWithItsValues() {
        register("A1");
        Api.Answer accepted = anna.post("/api/meters/A1/read", Map.of("reason", "customer on the line"));
        assertEquals(202, accepted.status(), accepted.whole().body());
        String actionId = accepted.body().path("actionId").asText();
        String path = "/api/meters/A1/actions/" + actionId;
        assertEquals("ACCEPTED", anna.ask(path).body().path("state").asText());
        assertEquals(
                "ACTION_UNDER_WAY",
                anna.post("/api/meters/A1/read", Map.of("reason", "again")).code());

        ReadRequest sent = request("A1");
        assertEquals(ReadRequestKind.REGISTERS, sent.getKind());
        assertEquals(actionId, sent.getRequestId());
        assertEquals("anna", sent.getPrincipal());
        assertEquals("customer on the line", sent.getReason());
        topics.write(
                Topics.READINGS,
                "A1",
                RegisterReading.newBuilder()
                        .setMeterId("A1")
                        .setRequestId(actionId)
                        .setSource(ReadingSource.ON_DEMAND)
                        .setCaptureTime(SampleFleet.NOW)
                        .setRegisters(List.of(new RegisterValue("1.0.1.8.0.255", 12_345L, -1, 30)))
                        .build());
        topics.write(Topics.METER_EVENTS, "A1", answer(sent, EventCodes.READ_DONE, "The request was carried out.", 1));

        JsonNode done = ended(path);
        assertEquals("DONE", done.path("state").asText());
        JsonNode value = done.path("values").path(0);
        assertEquals("1234.5", value.path("value").asText());
        assertEquals("Wh", value.path("unit").asText());
        assertEquals(
                List.of(actionId), anna.ask("/api/meters/A1/actions").body().findValuesAsText("actionId"));
        assertEquals(404, anna.ask("/api/meters/A2/actions/" + actionId).status(), "it is another meter's");
    }

    @Test
    void aBackfillThatTheGatewayRefusesSaysWhy() {
        register("B1");
        Api.Answer accepted = anna.post(
                "/api/meters/B1/backfill",
                Map.of("reason", "gap in February", "from", "2026-02-01T00:00:00Z", "to", "2026-02-02T00:00:00Z"));
        assertEquals(202, accepted.status(), accepted.whole().body());
        ReadRequest sent = request("B1");
        assertEquals(ReadRequestKind.PROFILE, sent.getKind());
        assertEquals(Instant.parse("2026-02-01T00:00:00Z"), sent.getFrom());
        assertEquals(Instant.parse("2026-02-02T00:00:00Z"), sent.getTo());
        topics.write(Topics.METER_EVENTS, "B1", answer(sent, EventCodes.READ_FAILED, "The meter does not answer.", 0));
        JsonNode refused = ended("/api/meters/B1/actions/" + sent.getRequestId());
        assertEquals("REFUSED", refused.path("state").asText());
        assertEquals("The meter does not answer.", refused.path("text").asText());
    }

    @Test
    void whatCannotBeAskedIsRefusedByNameBeforeItIsSent() {
        register("C1");
        String meter = "/api/meters/C1";
        assertEquals("REASON_MISSING", anna.post(meter + "/read", Map.of()).code());
        assertEquals(
                404, anna.post("/api/meters/nobody/read", Map.of("reason", "x")).status());
        assertEquals(
                "FROM_REFUSED",
                anna.post(meter + "/backfill", Map.of("reason", "x", "from", "yesterday"))
                        .code());
        assertEquals(
                "TO_REFUSED",
                anna.post(meter + "/backfill", Map.of("reason", "x", "from", "2026-02-01T00:00:00Z"))
                        .code());
        assertEquals(
                401,
                Api.anonymous(address)
                        .post(meter + "/read", Map.of("reason", "x"))
                        .status());
        Api.Answer clock = anna.post(meter + "/sync-clock", Map.of("reason", "an hour off"));
        assertEquals(202, clock.status(), clock.whole().body());
        assertEquals(ReadRequestKind.CLOCK_SYNC, request("C1").getKind());
        assertTrue(anna.ask(meter + "/actions").body().size() == 1, "only what was sent is listed");
    }

    private ReadRequest request(String meterId) {
        String name = Topics.READ_REQUESTS.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<ReadRequest> serde = new RecordSerde<>(registry, ReadRequest.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(name, 0), new TopicPartition(name, 1)));
            return await().atMost(SOON)
                    .until(
                            () -> {
                                for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                                    if (meterId.equals(found.key())) {
                                        return serde.deserialize(name, found.value());
                                    }
                                }
                                return null;
                            },
                            Objects::nonNull);
        }
    }
}

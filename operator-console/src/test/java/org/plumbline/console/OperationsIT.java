// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.serde.RecordSerde;

/** Dead letters and the audit of a real broker, as the console shows them and sends them back. */
@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class OperationsIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int PARTITION = 1;

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    private Api anna;

    @BeforeEach
    void connect() {
        anna = Api.anonymous(address)
                .with(
                        "Authorization",
                        Api.basic("anna", Api.passwords(passwords).get("anna")));
    }

    @Test
    void aReadingGoesBackOnceAsItWasAndAnOrderNever() throws Exception {
        byte[] reading =
                ByteBuffer.allocate(20).put((byte) 0).putInt(7_777).putLong(42).array();
        byte[] key = "m-lost".getBytes(StandardCharsets.UTF_8);
        String lost = put(Topics.READINGS, key, reading, "schema id 7777 is unknown to the registry");
        String order = put(Topics.CALIBRATION_ORDERS, key, new byte[] {1, 2, 3}, "Unknown magic byte!");
        await().atMost(SOON)
                .until(() -> letters("sourceTopic=calibration-orders.v1").size() == 1);
        JsonNode row = letters("reason=UNKNOWN_SCHEMA").path(0);
        assertEquals(lost, row.path("letterId").asText());
        assertEquals("drift-analyzer", row.path("service").asText());
        assertEquals("ingest-gateway", row.path("culprit").asText());
        assertEquals(20, row.path("valueOctets").asInt());
        assertEquals("", row.path("replayRefusal").asText());
        assertEquals(
                "ORDER_NOT_REPLAYED",
                letters("sourceTopic=calibration-orders.v1")
                        .path(0)
                        .path("replayRefusal")
                        .asText());
        assertTrue(anna.ask("/api/dead-letters/" + lost)
                .body()
                .path("format")
                .asText()
                .contains("7777"));

        long before = end(Topics.READINGS);
        JsonNode dry = replay(List.of(lost, order), true, false);
        assertEquals("WOULD_REPLAY", dry.at("/results/0/result").asText());
        assertEquals("ORDER_NOT_REPLAYED", dry.at("/results/1/result").asText());
        assertEquals(before, end(Topics.READINGS), "a dry run writes nothing");

        JsonNode done = replay(List.of(lost, order), false, false);
        assertEquals(1, done.path("replayed").asInt());
        assertEquals("REPLAYED", done.at("/results/0/result").asText());
        // A committed transaction is seen once its markers are written.
        await().atMost(SOON).until(() -> !read(Topics.READINGS, before).isEmpty());
        ConsumerRecord<byte[], byte[]> again = last(Topics.READINGS, before);
        assertArrayEquals(reading, again.value());
        assertArrayEquals(key, again.key());
        assertEquals("anna", header(again, "principal"));
        assertEquals(lost, header(again, "letter"));
        assertEquals("40", header(again, "from-offset"));

        // Refused by what stands on the topic, also before the tables show it.
        assertEquals(
                "ALREADY_REPLAYED",
                replay(List.of(lost), false, false).at("/results/0/result").asText());
        assertEquals(again.offset() + 1, lastOffset(Topics.READINGS), "nothing was written");
        assertEquals(
                "REPLAYED",
                replay(List.of(lost), false, true).at("/results/0/result").asText());
        await().atMost(SOON)
                .until(() -> anna.ask("/api/dead-letters/" + lost)
                                .body()
                                .path("replays")
                                .size()
                        == 2);
        JsonNode shown = anna.ask("/api/dead-letters/" + lost).body().path("replays");
        assertEquals(2, shown.size());
        assertEquals("they are read now", shown.path(0).path("reason").asText());
        assertEquals(again.offset(), shown.path(0).path("offset").asLong());
        await().atMost(SOON)
                .until(() ->
                        letters("reason=UNKNOWN_SCHEMA").path(0).path("replays").asInt() == 2);
        assertEquals(1, letters("reason=UNKNOWN_SCHEMA").size(), "a note is no letter");
    }

    @Test
    void whatCannotBeReplayedIsRefusedByName() {
        assertEquals(404, anna.ask("/api/dead-letters/0-999999").status());
        assertEquals(404, anna.ask("/api/dead-letters/nonsense").status());
        assertEquals(
                "NOT_FOUND",
                replay(List.of("0-999999"), true, false).at("/results/0/result").asText());
        assertEquals(
                "LETTERS_REFUSED",
                anna.ask("POST", "/api/dead-letters/replay", "{\"letters\":[\"x\"],\"reason\":\"r\"}")
                        .code());
        assertEquals(
                "REASON_MISSING",
                anna.ask("POST", "/api/dead-letters/replay", "{\"letters\":[\"0-1\"]}")
                        .code());
        assertEquals(
                401,
                Api.anonymous(address)
                        .ask("POST", "/api/dead-letters/replay", "{}")
                        .status());
    }

    @Test
    void theTimelineIsNarrowedBySubjectKindPersonAndTime() throws Exception {
        AuditChain.Head head = AuditChain.Head.empty("c-audit");
        String[] kinds = {"CAMPAIGN_CREATED", "CAMPAIGN_APPROVED", "CAMPAIGN_PAUSED"};
        String[] actors = {"anna-audit", "ben-audit", "anna-audit"};
        for (int i = 0; i < kinds.length; i++) {
            AuditEntry entry = AuditChain.append(
                    head,
                    AuditFact.newBuilder()
                            .setFactId("f" + i)
                            .setSubjectId("c-audit")
                            .setKind(kinds[i])
                            .setActor(actors[i])
                            .setWallTime(Instant.parse("2026-03-02T00:00:00Z").plusSeconds(i * 60L))
                            .setDetails(List.of(new NamedValue("reason", "because " + i)))
                            .build());
            head = new AuditChain.Head("c-audit", entry.getSequence(), entry.getEntryHash());
            send(new ProducerRecord<>(
                    Topics.AUDIT.prefixed(Topics.DEFAULT_PREFIX),
                    "c-audit".getBytes(StandardCharsets.UTF_8),
                    new RecordSerde<>(registry, AuditEntry.class)
                            .serialize(Topics.AUDIT.prefixed(Topics.DEFAULT_PREFIX), entry)));
        }
        await().atMost(SOON).until(() -> kinds("subjectId=c-audit").size() == 3);
        assertEquals(List.of("CAMPAIGN_PAUSED", "CAMPAIGN_APPROVED", "CAMPAIGN_CREATED"), kinds("subjectId=c-audit"));
        assertEquals(List.of("CAMPAIGN_APPROVED"), kinds("actor=ben-audit"));
        assertEquals(
                List.of("CAMPAIGN_APPROVED"),
                kinds("subjectId=c-audit&from=2026-03-02T00:01:00Z&to=2026-03-02T00:01:59Z"));
        assertEquals(List.of(), kinds("subjectId=c-audit&kind=CASE_OPENED"));
        assertEquals(
                "Campaign paused: because 2.",
                anna.ask("/api/tables/audit?subjectId=c-audit")
                        .body()
                        .at("/rows/0/sentence")
                        .asText());
        assertEquals(
                "FROM_REFUSED", anna.ask("/api/tables/audit?from=yesterday").code());
    }

    @Test
    void lagAndStateOfAServiceAreSeen() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> read =
                Map.of(new TopicPartition(Topics.METERS.prefixed(Topics.DEFAULT_PREFIX), 0), new OffsetAndMetadata(0));
        for (int i = 0; i < 3; i++) {
            send(new ProducerRecord<>(Topics.METERS.prefixed(Topics.DEFAULT_PREFIX), 0, new byte[] {'k'}, null));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.alterConsumerGroupOffsets(Topics.DEFAULT_PREFIX + "drift-analyzer", read)
                    .all()
                    .get();
        }
        await().atMost(SOON).until(() -> group("ANALYZER").path("lag").asLong() >= 3);
        assertEquals("meters.v1", group("ANALYZER").at("/partitions/0/topic").asText());
        assertEquals(0, group("ANALYZER").path("members").asInt());
        assertTrue(group("CALIBRATOR").path("lag").isNull());
        JsonNode system = anna.ask("/api/system").body();
        assertEquals(Topics.ALL.size(), system.path("topics").size());
        assertEquals(0, system.path("missing").size());
        assertEquals(1, system.path("brokers").asInt());
    }

    private JsonNode group(String role) {
        JsonNode wanted = null;
        for (JsonNode group : anna.ask("/api/system").body().path("groups")) {
            wanted = group.path("role").asText().equals(role) ? group : wanted;
        }
        return wanted;
    }

    private List<String> kinds(String filter) {
        List<String> kinds = new ArrayList<>();
        anna.ask("/api/tables/audit?" + filter)
                .body()
                .path("rows")
                .forEach(row -> kinds.add(row.path("kind").asText()));
        return kinds;
    }

    private JsonNode letters(String filter) {
        return anna.ask("/api/tables/dead-letters?" + filter).body().path("rows");
    }

    private JsonNode replay(List<String> letters, boolean dryRun, boolean again) {
        return anna.ask(
                        "POST",
                        "/api/dead-letters/replay",
                        "{\"letters\":[\"" + String.join("\",\"", letters)
                                + "\"],\"reason\":\"they are read now\",\"dryRun\":" + dryRun + ",\"again\":" + again
                                + "}")
                .body();
    }

    /** Puts a record aside as the analyzer does. @return id of the letter */
    private String put(Topic topic, byte[] key, byte[] value, String message) throws Exception {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS.prefixed(Topics.DEFAULT_PREFIX), PARTITION, key, value);
        Map.of(
                        "__streams.errors.topic",
                        topic.prefixed(Topics.DEFAULT_PREFIX),
                        "__streams.errors.partition",
                        Integer.toString(PARTITION),
                        "__streams.errors.offset",
                        "40",
                        "__streams.errors.exception",
                        "org.apache.kafka.common.errors.SerializationException",
                        "__streams.errors.message",
                        message)
                .forEach((name, text) -> letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return PARTITION + "-" + send(letter).offset();
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private long end(Topic topic) {
        TopicPartition partition = new TopicPartition(topic.prefixed(Topics.DEFAULT_PREFIX), PARTITION);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    private ConsumerRecord<byte[], byte[]> last(Topic topic, long from) {
        List<ConsumerRecord<byte[], byte[]>> found = read(topic, from);
        assertFalse(found.isEmpty(), "nothing stands on " + topic.name() + " from " + from);
        return found.getLast();
    }

    /** Offset behind the last record: a transaction leaves a mark of its own. */
    private long lastOffset(Topic topic) {
        return read(topic, 0).getLast().offset() + 1;
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Topic topic, long from) {
        TopicPartition partition = new TopicPartition(topic.prefixed(Topics.DEFAULT_PREFIX), PARTITION);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(
                record.headers().lastHeader("plumbline.replay." + name).value(), StandardCharsets.UTF_8);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.FleetTopicWriter;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.ServiceAccess;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.audit.CheckpointChain;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.kafka.Role;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.SigningKey;
import picocli.CommandLine;

/** Commands that read topics, against a real broker; the services' side of the topics is played here. */
class TopicCommandsIT {

    private static final Topic REQUESTS = Topics.READ_REQUESTS;

    @TempDir
    private static Path directory;

    private static BrokerProcess broker;
    private static ServiceAccess access;
    private static final MockSchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();

    @BeforeAll
    static void startBroker() throws Exception {
        access = ServiceAccess.create(directory.resolve("clients"), 0, new SecureRandom());
        broker = BrokerProcess.start(directory, 0, 0, Optional.of(access.listener()), child -> {});
        ServiceAccess.grant(broker.bootstrapServers(), Topics.DEFAULT_PREFIX);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (Topic topic : List.of(
                    REQUESTS,
                    Topics.READINGS,
                    Topics.METER_EVENTS,
                    Topics.SURVEILLANCE,
                    Topics.REFERENCE_PROFILES,
                    Topics.AUDIT,
                    Topics.AUDIT_CHECKPOINTS)) {
                admin.createTopics(List.of(new NewTopic(topic.prefixed(Topics.DEFAULT_PREFIX), 3, (short) 1)))
                        .all()
                        .get();
                REGISTRY.register(topic.valueSubject(Topics.DEFAULT_PREFIX), new AvroSchema(topic.valueSchema()));
            }
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine cli = PlumblineCli.commandLine(address -> REGISTRY)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        int code = cli.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private static ReadRequest nextRequest(KafkaConsumer<String, byte[]> consumer, String meterId) {
        RecordSerde<ReadRequest> serde = new RecordSerde<>(REGISTRY, ReadRequest.class);
        return Awaitility.await()
                .until(
                        () -> {
                            for (var found : consumer.poll(Duration.ofMillis(100))) {
                                if (found.key().equals(meterId)) {
                                    return serde.deserialize(found.topic(), found.value());
                                }
                            }
                            return null;
                        },
                        Objects::nonNull);
    }

    private static KafkaConsumer<String, byte[]> requests() {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "played-gateway",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        String topic = REQUESTS.prefixed(Topics.DEFAULT_PREFIX);
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        return consumer;
    }

    private static MeterEvent ending(ReadRequest request, String code, String text, int readings) {
        return MeterEvent.newBuilder()
                .setMeterId(request.getMeterId())
                .setCode(code)
                .setText(text)
                .setEvidence(List.of(
                        new NamedValue("readings", Integer.toString(readings)),
                        new NamedValue("requestId", request.getRequestId())))
                .build();
    }

    private static RegisterReading reading(String meterId, String requestId, long raw) {
        return RegisterReading.newBuilder()
                .setMeterId(meterId)
                .setRequestId(requestId)
                .setSource(ReadingSource.ON_DEMAND)
                .setCaptureTime(Instant.parse("2026-03-02T10:15:00Z"))
                .setRegisters(List.of(
                        new RegisterValue("1.0.1.8.0.255", raw, 0, 30),
                        new RegisterValue("1.0.32.7.0.255", 2_304L, -1, 35)))
                .build();
    }

    @Test
    void theValuesOfItsOwnRequestArePrinted() throws Exception {
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> run(
                "read",
                "SM-7",
                "--obis",
                "1.0.1.8.0.255",
                "--obis",
                "1.0.32.7.0.255",
                "-o",
                "json",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.OPERATOR).toString()));
        try (KafkaConsumer<String, byte[]> consumer = requests();
                FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            ReadRequest request = nextRequest(consumer, "SM-7");
            assertEquals(ReadRequestKind.REGISTERS, request.getKind());
            assertEquals(List.of("1.0.1.8.0.255", "1.0.32.7.0.255"), request.getRegisters());
            assertTrue(request.getExpiresAt().isAfter(request.getRequestedAt()));
            writer.write(Topics.METER_EVENTS, "SM-7", ending(request, EventCodes.READ_DONE, "The meter was read.", 1));
            writer.write(Topics.READINGS, "SM-7", reading("SM-7", "somebody else's", 1));
            writer.write(Topics.READINGS, "SM-7", reading("SM-7", request.getRequestId(), 12_345));
        }
        Run done = run.get();
        assertEquals(0, done.exitCode(), done.err());
        JsonNode answer = new ObjectMapper().readTree(done.out());
        assertTrue(answer.get("done").asBoolean());
        assertEquals(1, answer.get("readings").size());
        JsonNode registers = answer.get("readings").get(0).get("registers");
        assertEquals("12345", registers.get(0).get("value").asText());
        assertEquals("Wh", registers.get(0).get("unit").asText());
        assertEquals("230.4", registers.get(1).get("value").asText());
        assertEquals("V", registers.get(1).get("unit").asText());
    }

    @Test
    void theAuditIsProvenByItsSignedCheckpointsAndWhatIsCutOffIsNamed() throws Exception {
        Path keyFile = directory.resolve("auditor.pem");
        String publicKey = SigningKey.generate(keyFile);
        SigningKey key = SigningKey.load("auditor", keyFile);
        Path signers = Files.writeString(directory.resolve("signers.json"), """
                [{"keyId": "auditor", "algorithm": "Ed25519", "publicKey": "%s", "purpose": "CHECKPOINTS",
                  "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2100-01-01T00:00:00Z", "revoked": false}]
                """.formatted(publicKey));
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        List<AuditEntry> entries = new ArrayList<>();
        AuditChain.Head head = AuditChain.Head.empty("m-1");
        for (int i = 0; i < 3; i++) {
            AuditFact fact = AuditFact.newBuilder()
                    .setFactId("f-" + i)
                    .setSubjectId("m-1")
                    .setKind("ORDER_RELEASED")
                    .setFieldTime(now)
                    .setWallTime(now)
                    .build();
            entries.add(AuditChain.append(head, fact));
            head = AuditChain.Head.of(entries.getLast());
        }
        try (FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            for (int partition = 0; partition < 3; partition++) {
                List<CheckpointChain.Growth> grown = partition == Partitioning.partitionOf("m-1", 3)
                        ? List.of(new CheckpointChain.Growth(head, 0))
                        : List.of();
                for (AuditCheckpoint checkpoint :
                        CheckpointChain.append(partition, CheckpointChain.Tail.NONE, grown, now, key)) {
                    writer.write(Topics.AUDIT_CHECKPOINTS, Integer.toString(partition), checkpoint);
                }
            }
            writer.write(Topics.AUDIT, "m-1", entries.get(0));
            writer.write(Topics.AUDIT, "m-1", entries.get(1));
            String[] verify = {
                "audit",
                "verify",
                "--signers",
                signers.toString(),
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.AUDITOR).toString()
            };
            Run cut = run(verify);
            assertEquals(1, cut.exitCode(), cut.err());
            assertTrue(cut.out().contains("REMOVED   subject m-1: entries 3 to 3 at the end are removed"), cut.out());

            writer.write(Topics.AUDIT, "m-1", entries.get(2));
            Run whole = run(verify);
            assertEquals(0, whole.exitCode(), whole.out() + whole.err());
            String noted = whole.out()
                    .lines()
                    .filter(line -> line.contains("--head 1:1:"))
                    .findFirst()
                    .orElseThrow()
                    .split(" ")[2];
            assertEquals(0, run(with(new String[] {"--head", noted}, verify)).exitCode());
            Run later = run(with(new String[] {"--head", noted.replace("1:1:", "1:2:"), "-o", "json"}, verify));
            assertEquals(1, later.exitCode());
            assertEquals(
                    "NOTED_HEAD",
                    new ObjectMapper()
                            .readTree(later.out())
                            .path("broken")
                            .path(0)
                            .path("fault")
                            .asText());
        }
    }

    @Test
    void surveillanceIsShownByDayAndAnOpenFindingEndsWithOne() throws Exception {
        try (FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            for (int day = 1; day <= 3; day++) {
                writer.write(
                        Topics.SURVEILLANCE,
                        "SM-9",
                        SurveillanceDay.newBuilder()
                                .setMeterId("SM-9")
                                .setReferenceMeterId("SM-10")
                                .setDay(Instant.parse("2026-03-0" + day + "T00:00:00Z"))
                                .setE2Percent(0.4 * day)
                                .setDueTime(day < 2 ? null : Instant.parse("2026-03-17T00:00:00Z"))
                                .build());
            }
        }
        Run done = run(
                "surveillance",
                "SM-9",
                "--days",
                "2",
                "-o",
                "json",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.AUDITOR).toString());
        assertEquals(1, done.exitCode(), done.err());
        JsonNode days = new ObjectMapper().readTree(done.out()).get("days");
        assertEquals(2, days.size());
        assertEquals("2026-03-02T00:00:00Z", days.get(0).get("day").asText());
        assertEquals(1.2, days.get(1).get("e2Percent").asDouble(), 1e-9);
        assertEquals("2026-03-17T00:00:00Z", days.get(1).get("dueTime").asText());
        Run none = run(
                "surveillance",
                "stranger",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.AUDITOR).toString());
        assertEquals(0, none.exitCode(), none.err());
        assertTrue(none.out().contains("nothing was analysed"), none.out());
    }

    @Test
    void aRefusalIsToldAndEndsWithOne() throws Exception {
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> run(
                "read",
                "SM-8",
                "--clock-sync",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.OPERATOR).toString()));
        try (KafkaConsumer<String, byte[]> consumer = requests();
                FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            ReadRequest request = nextRequest(consumer, "SM-8");
            assertEquals(ReadRequestKind.CLOCK_SYNC, request.getKind());
            writer.write(
                    Topics.METER_EVENTS, "SM-8", ending(request, EventCodes.READ_FAILED, "Clock setting is off.", 0));
        }
        Run done = run.get();
        assertEquals(1, done.exitCode());
        assertTrue(done.err().contains("Clock setting is off."), done.err());
    }

    @Test
    void whatTheMeterDoesNotHoldAnyMoreIsPrinted() throws Exception {
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> run(
                "read",
                "SM-6",
                "--from",
                "2026-01-01T00:00:00Z",
                "--to",
                "2026-01-02T00:00:00Z",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.OPERATOR).toString()));
        try (KafkaConsumer<String, byte[]> consumer = requests();
                FleetTopicWriter writer = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            ReadRequest request = nextRequest(consumer, "SM-6");
            assertEquals(ReadRequestKind.PROFILE, request.getKind());
            writer.write(Topics.METER_EVENTS, "SM-6", gap("of the schedule", "2026-01-01T09:00:00Z"));
            writer.write(Topics.METER_EVENTS, "SM-6", gap(request.getRequestId(), "2026-01-01T08:45:00Z"));
            writer.write(Topics.METER_EVENTS, "SM-6", ending(request, EventCodes.READ_DONE, "Carried out.", 0));
        }
        Run done = run.get();
        assertEquals(0, done.exitCode(), done.err());
        assertTrue(
                done.out().contains("no rows from 2026-01-01T00:00:00Z to 2026-01-01T08:45:00Z (NOT_HELD)"),
                done.out());
        assertFalse(done.out().contains("09:00"), done.out());
    }

    private static MeterEvent gap(String requestId, String to) {
        return MeterEvent.newBuilder()
                .setMeterId("SM-6")
                .setCode(EventCodes.GAP)
                .setEvidence(List.of(
                        new NamedValue("from", "2026-01-01T00:00:00Z"),
                        new NamedValue("reason", "NOT_HELD"),
                        new NamedValue("requestId", requestId),
                        new NamedValue("to", to)))
                .build();
    }

    @Test
    void withoutAGatewayItEndsInTimeAndSaysWhereToLook() {
        Run done = run(
                "read",
                "SM-9",
                "--wait",
                "1",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.OPERATOR).toString());
        assertEquals(1, done.exitCode());
        assertTrue(done.err().contains("no answer for meter SM-9 within 1 s"), done.err());
    }

    @Test
    void wrongUsageEndsWithTwoBeforeAnythingIsSent() {
        assertEquals(2, run("read").exitCode());
        assertEquals(2, run("read", "SM-1", "--obis", "1.8.0").exitCode());
        assertEquals(2, run("read", "SM-1", "--from", "2026-01-01T00:00:00Z").exitCode());
        assertEquals(
                2,
                run("read", "SM-1", "--clock-sync", "--obis", "1.0.1.8.0.255").exitCode());
        Run twisted = run("read", "SM-1", "--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z");
        assertEquals(2, twisted.exitCode());
        assertFalse(twisted.err().isEmpty());
    }

    @Test
    void benchCertificateIsPublishedAsTheProfileOfItsMeter() throws Exception {
        String file = "../docs/examples/bench-certificate.json";
        Run run = run(
                "bench-evidence",
                "import",
                file,
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.REGISTRAR).toString(),
                "--output",
                "json");

        assertEquals(0, run.exitCode(), run.err());
        JsonNode told = new ObjectMapper().readTree(run.out());
        assertTrue(told.get("published").asBoolean());
        assertEquals("bench-SUB-0001", told.get("profileId").asText());
        String topic = Topics.REFERENCE_PROFILES.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<ReferenceProfile> serde = new RecordSerde<>(REGISTRY, ReferenceProfile.class);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            ReferenceProfile profile = Awaitility.await()
                    .until(
                            () -> {
                                for (var found : consumer.poll(Duration.ofMillis(100))) {
                                    return serde.deserialize(topic, found.value());
                                }
                                return null;
                            },
                            Objects::nonNull);
            assertEquals(ReferenceKind.CERTIFICATE, profile.getKind());
            assertEquals(2, profile.getCalibrationEpoch());
            assertEquals(0.12, profile.getCertificateErrorPercent());
            assertEquals(0.05, profile.getCertificateStandardUncertaintyPercent());
            assertEquals(4, profile.getBench().getAsLeft().size());
            assertEquals(0.85, profile.getBench().getAsFound().getFirst().getErrorPercent());
        }
    }

    @Test
    void faultyBenchCertificateIsRefusedWithItsLine() throws Exception {
        Path file = directory.resolve("faulty.json");
        Files.writeString(file, "{\n  \"certificate\": 7\n}\n");
        Run run = run("bench-evidence", "import", file.toString(), "--check");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("faulty.json, line "), run.err());
        assertEquals(
                1,
                run("bench-evidence", "import", directory.resolve("none").toString())
                        .exitCode());
        assertEquals(2, run("bench-evidence").exitCode());
    }

    @Test
    void aCommandWithoutTheRightOfItsRoleSaysSo() {
        Run refused = run(
                "surveillance",
                "--bootstrap-servers",
                access.bootstrapServers(),
                "--client-properties",
                access.of(Role.REGISTRAR).toString());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("uthoriz"), refused.err());
    }

    @Test
    void accessRightsAreAppliedAndWhatIsTooMuchIsNamed() throws Exception {
        String[] brokers = {"--bootstrap-servers", broker.bootstrapServers(), "--topic-prefix", "other."};
        Run before = run(with(brokers, "acls", "--check"));
        assertEquals(1, before.exitCode(), before.out());
        assertTrue(before.out().contains("missing") && before.out().contains("other.audit.v1"), before.out());
        // The rights of the default prefix, which the roles have here, are too much for this one.
        assertTrue(before.out().contains("too much"), before.out());

        String[] own = with(brokers, "acls", "--gateway-group", "other-gateway");
        for (Role role : Role.values()) {
            own = with(new String[] {"--principal", role.id() + "=User:other-" + role.id()}, own);
        }
        assertEquals(0, run(with(new String[] {"--apply"}, own)).exitCode());
        Run after = run(with(new String[] {"--check", "-o", "json"}, own));
        assertEquals(0, after.exitCode(), after.out());
        assertTrue(new ObjectMapper().readTree(after.out()).get("ok").asBoolean());
    }

    @Test
    void accessRightsArePrintedWithoutABrokerAlsoAsCommandsOfKafka() {
        Run text = run("acls", "--principal", "analyst=User:CN=ana o'neil");
        assertEquals(0, text.exitCode(), text.err());
        Run commands = run("acls", "-o", "commands", "--principal", "analyst=User:CN=ana o'neil");
        assertEquals(text.out().lines().count(), commands.out().lines().count());
        assertTrue(
                commands.out()
                        .contains(
                                "kafka-acls.sh --add --allow-principal 'User:ota-calibrator' --operation WRITE --topic"
                                        + " 'plumbline.audit.v1' --resource-pattern-type literal"),
                commands.out());
        assertTrue(commands.out().contains("'User:CN=ana o'\\''neil'"), commands.out());
        assertEquals(2, run("acls", "--principal", "root=User:root").exitCode());
        assertEquals(2, run("acls", "--principal", "analyst=root").exitCode());
        assertEquals(2, run("acls", "--apply", "--check").exitCode());
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new);
    }
}

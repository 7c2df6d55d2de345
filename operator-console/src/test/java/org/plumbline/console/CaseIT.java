// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CaseCommandAction;
import org.plumbline.schema.avro.CaseNote;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.DismissalCode;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class CaseIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI address;

    @Inject
    SchemaRegistryClient registry;

    @ConfigProperty(name = "plumbline.kafka.bootstrap-servers")
    String bootstrapServers;

    @ConfigProperty(name = ConsolePlatform.PASSWORDS)
    Path passwords;

    @ConfigProperty(name = ConsolePlatform.SIGNERS)
    Path signersFile;

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

    private String shown(AccuracyCase found) {
        topics.write(Topics.CASES, found.getCaseId(), found);
        String path = "/api/cases/" + found.getCaseId().replace("|", "%7C");
        await().atMost(SOON)
                .until(() -> anna.ask(path)
                        .body()
                        .path("state")
                        .asText()
                        .equals(found.getState().name()));
        return path;
    }

    @Test
    void dismissalIsSignedWithThePersonAndTheLogin() {
        String path = shown(SampleFleet.adjustable("K1", 1.7));
        Instant before = Instant.now();
        assertEquals(
                202,
                anna.post(path + "/dismiss", Map.of("reason", "recalibrated on site", "code", "handled_on_site"))
                        .status());
        CaseCommand sent = commandsOf("K1", 1).getFirst();
        assertEquals(CaseCommandAction.DISMISS, sent.getAction());
        assertEquals("K1|MET-02|1", sent.getCaseId());
        assertEquals(DismissalCode.HANDLED_ON_SITE, sent.getDismissalCode());
        assertEquals("recalibrated on site", sent.getReason());
        assertEquals("anna", sent.getPrincipal());
        assertFalse(sent.getAuthenticatedAt().isBefore(before.minus(Duration.ofMinutes(1))));
        assertEquals(Canonical.commandId(sent), sent.getCommandId(), "the id must follow from the content");
        assertInstanceOf(
                TrustedSigners.Check.Trusted.class,
                TrustedSigners.load(signersFile, TrustedSigners.Purpose.COMMANDS)
                        .check(Canonical.signedPart(sent), sent.getSignature(), Instant.now()));
    }

    @Test
    void everyActionIsSentAndOnlyWhatTheCaseCanTake() {
        String path = shown(SampleFleet.adjustable("K2", 1.7));
        assertEquals(202, anna.post(path + "/confirm", Map.of("reason", "seen")).status());
        assertEquals(
                202,
                anna.post(path + "/assign", Map.of("reason", "on duty", "assignee", "ben"))
                        .status());
        assertEquals(
                202, anna.post(path + "/note", Map.of("reason", "seal intact")).status());
        assertEquals(
                List.of(CaseCommandAction.CONFIRM, CaseCommandAction.ASSIGN, CaseCommandAction.NOTE),
                commandsOf("K2", 3).stream().map(CaseCommand::getAction).toList());

        Api.Answer reopened = anna.post(path + "/reopen", Map.of("reason", "why not"));
        assertEquals(409, reopened.status());
        assertEquals("CASE_STATE", reopened.code());
        assertEquals("REASON_MISSING", anna.post(path + "/confirm", Map.of()).code());
        assertEquals(
                "DISMISSAL_CODE_MISSING",
                anna.post(path + "/dismiss", Map.of("reason", "no code")).code());
        assertEquals(
                404,
                anna.post("/api/cases/nobody/confirm", Map.of("reason", "x")).status());
        assertEquals(
                401,
                Api.anonymous(address)
                        .post(path + "/confirm", Map.of("reason", "x"))
                        .status());
    }

    @Test
    void manyCasesAreAskedAtOnceAndEachIsAnsweredFor() {
        shown(SampleFleet.adjustable("K4", 1.7));
        shown(SampleFleet.adjustable("K5", 1.7));
        shown(AccuracyCase.newBuilder(SampleFleet.adjustable("K6", 1.7))
                .setState(CaseState.IN_CORRECTION)
                .build());
        List<String> caseIds = List.of("K5|MET-02|1", "K6|MET-02|1", "K4|MET-02|1", "nobody", "K5|MET-02|1");
        Api.Answer answer = anna.post(
                "/api/cases/bulk",
                Map.of("caseIds", caseIds, "action", "dismiss", "code", "ACCEPTED", "reason", "tolerated"));
        assertEquals(200, answer.status());
        assertEquals(2, answer.body().path("sent").asInt());
        JsonNode results = answer.body().path("results");
        assertEquals(caseIds.subList(0, 4), results.findValuesAsText("caseId"), "in the order asked, each once");
        assertEquals(List.of("SENT", "REFUSED", "SENT", "REFUSED"), results.findValuesAsText("fate"));
        assertEquals("CASE_STATE", results.at("/1/problem/code").asText());
        assertEquals("NOT_FOUND", results.at("/3/problem/code").asText());
        for (String meterId : List.of("K4", "K5")) {
            CaseCommand sent = commandsOf(meterId, 1).getFirst();
            assertEquals(CaseCommandAction.DISMISS, sent.getAction());
            assertEquals(DismissalCode.ACCEPTED, sent.getDismissalCode());
            assertEquals("tolerated", sent.getReason());
        }
        assertEquals("ACTION_UNKNOWN", bulk(List.of("K4|MET-02|1"), "delete").code());
        assertEquals("CASES_OUT_OF_RANGE", bulk(List.of(), "note").code());
        assertEquals(
                "CASES_OUT_OF_RANGE",
                bulk(IntStream.range(0, 201).mapToObj(i -> "c" + i).toList(), "note")
                        .code());
    }

    private Api.Answer bulk(List<String> caseIds, String action) {
        return anna.post("/api/cases/bulk", Map.of("caseIds", caseIds, "action", action, "reason", "why"));
    }

    @Test
    void whatPeopleDidIsShown() {
        AccuracyCase dismissed = AccuracyCase.newBuilder(SampleFleet.adjustable("K3", 1.7))
                .setState(CaseState.DISMISSED)
                .setConfirmedBy("ben")
                .setConfirmedAt(SampleFleet.NOW)
                .setAssignee("eve")
                .setNotes(List.of(new CaseNote("eve", SampleFleet.NOW, "seal intact")))
                .setDismissalCode(DismissalCode.ACCEPTED)
                .setDismissedBy("anna")
                .setDismissedAt(SampleFleet.NOW)
                .build();
        String path = shown(dismissed);
        JsonNode found = anna.ask(path).body();
        assertEquals(List.of("REOPEN"), texts(found.path("offeredActions")));
        JsonNode handling = found.path("handling");
        assertEquals("ben", handling.path("confirmedBy").asText());
        assertEquals("seal intact", handling.path("notes").path(0).path("text").asText());
        assertEquals("ACCEPTED", handling.path("dismissalCode").asText());
        assertEquals("anna", handling.path("dismissedBy").asText());
        assertEquals(
                List.of("K3|MET-02|1"),
                anna.ask("/api/cases?state=dismissed").body().findValuesAsText("caseId"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private List<CaseCommand> commandsOf(String meterId, int count) {
        String name = Topics.CASE_COMMANDS.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<CaseCommand> serde = new RecordSerde<>(registry, CaseCommand.class);
        List<CaseCommand> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(name, 0), new TopicPartition(name, 1)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    if (meterId.equals(each.key())) {
                        found.add(serde.deserialize(name, each.value()));
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }
}

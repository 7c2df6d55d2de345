// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignState;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.WavePlan;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

@QuarkusTest
@QuarkusTestResource(ConsolePlatform.class)
class CampaignIT {
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
    private Api ben;
    private TrustedSigners signers;

    @BeforeEach
    void connect() {
        topics = new FleetTopicWriter(registry, bootstrapServers);
        anna = as("anna");
        ben = as("ben");
        signers = TrustedSigners.load(signersFile, TrustedSigners.Purpose.COMMANDS);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void campaignIsSentAsSignedCommandsWhoseDigestCoversTheMembers() {
        Instant before = Instant.now().minusMillis(1);
        for (String meterId : List.of("C3", "C1", "C2")) {
            topics.write(Topics.CASES, meterId + "|MET-02|1", SampleFleet.adjustable(meterId, 1.7));
        }
        Api.Answer created = await().atMost(SOON)
                .until(
                        () -> anna.post(
                                "/api/campaigns",
                                draft("spring", List.of("C3|MET-02|1", "C1|MET-02|1", "C2|MET-02|1"), List.of(1, 1))),
                        answer -> answer.status() == 202);
        String campaignId = created.body().path("campaignId").asText();
        String digest = created.body().path("membersDigest").asText();
        assertEquals(3, created.body().path("memberCount").asInt());

        List<CampaignCommand> commands = commandsOf(campaignId, 2);
        CampaignCommand create = commands.get(0);
        CampaignCommand chunk = commands.get(1);
        assertEquals(CampaignAction.CREATE, create.getAction());
        assertEquals(3, create.getMemberCount());
        assertEquals(1, create.getChunkCount());
        assertEquals(digest, create.getMembersDigest());
        assertEquals("spring", create.getName());
        assertEquals(CampaignAction.MEMBERS, chunk.getAction());
        assertEquals(
                List.of("C1", "C2", "C3"),
                chunk.getMembers().stream().map(MemberTarget::getMeterId).toList());
        assertEquals(
                List.of(1, 2, 3),
                chunk.getMembers().stream().map(MemberTarget::getWave).toList());
        assertEquals(SampleFleet.target(1 / 1.017), chunk.getMembers().get(0).getTarget());
        assertEquals(digest, Canonical.campaignDigest(create.getPlan(), chunk.getMembers()));
        assertEquals(86_400, create.getPlan().getApprovalValiditySeconds());
        assertEquals(
                List.of(true, false, false),
                create.getPlan().getWaves().stream()
                        .map(WavePlan::getPauseOnSuccess)
                        .toList(),
                "a look after the canary");
        for (CampaignCommand each : commands) {
            assertEquals("anna", each.getPrincipal());
            assertFalse(each.getAuthenticatedAt().isBefore(before.minus(Duration.ofMinutes(1))));
            assertEquals(Canonical.commandId(each), each.getCommandId(), "the id must follow from the content");
            assertInstanceOf(
                    TrustedSigners.Check.Trusted.class,
                    signers.check(Canonical.signedPart(each), each.getSignature(), Instant.now()));
        }
        Api.Answer again = anna.post(
                "/api/campaigns", draft("spring", List.of("C1|MET-02|1", "C2|MET-02|1", "C3|MET-02|1"), List.of(1, 1)));
        assertEquals(campaignId, again.body().path("campaignId").asText(), "equal content, equal id");
    }

    @Test
    void caseWithoutProposalIsRefusedByName() {
        topics.write(Topics.CASES, "C9|MET-02|1", SampleFleet.toReplace("C9", 4.2));
        Api.Answer answer = await().atMost(SOON)
                .until(
                        () -> anna.post("/api/campaigns", draft("no", List.of("C9|MET-02|1"), List.of(1))),
                        refused -> refused.code().equals("CASE_WITHOUT_PROPOSAL"));
        assertEquals(422, answer.status());
        assertTrue(answer.body().path("detail").asText().contains("C9|MET-02|1"));
        assertEquals(
                "CASE_UNKNOWN",
                anna.post("/api/campaigns", draft("no", List.of("C99|MET-02|1"), List.of()))
                        .code());
        assertEquals(422, anna.post("/api/campaigns", Map.of("name", "x")).status());
    }

    @Test
    void dryRunOfNamedMetersSaysWhoIsInWhoIsOutAndWhatIsExpected() {
        topics.write(Topics.METERS, "C4", SampleFleet.meter("C4"));
        topics.write(Topics.DRIFT_LATEST, "C4", SampleFleet.estimate("C4", 1.7, 1));
        topics.write(Topics.CASES, "C4|MET-02|1", SampleFleet.adjustable("C4", 1.7));
        Map<String, Object> named =
                Map.of("name", "dry", "reason", "try", "selection", Map.of("meterIds", List.of("C4", "nobody")));
        Api.Answer dry = await().atMost(SOON)
                .until(
                        () -> anna.post("/api/campaigns/dry-run", named),
                        answer -> answer.body().path("members").size() == 1);
        assertEquals(
                "the meter is not registered",
                dry.body().at("/choices/1/reason").asText());
        JsonNode expected = dry.body().at("/prediction/members/0");
        assertEquals(1.7, expected.path("errorPercent").asDouble());
        assertEquals(0, expected.path("errorAfterPercent").asDouble(), 1e-9);
        assertTrue(dry.body().at("/prediction/expectedWorse").asDouble() < 1e-6);

        Api.Answer nothing = anna.post(
                "/api/campaigns/dry-run",
                Map.of("name", "dry", "reason", "try", "selection", Map.of("meterIds", List.of("nobody"))));
        assertEquals(200, nothing.status());
        assertEquals(0, nothing.body().path("members").size());
        assertEquals(1, nothing.body().path("choices").size());
    }

    @Test
    void authorIsToldThatAnotherPersonMustApprove() {
        topics.write(Topics.CAMPAIGNS, "four-eyes", campaign("four-eyes", CampaignState.AWAITING_APPROVAL));
        await().atMost(SOON).until(() -> anna.ask("/api/campaigns/four-eyes").status() == 200);
        Map<String, String> approval = Map.of("membersDigest", "d1", "reason", "looks right");

        Api.Answer own = anna.post("/api/campaigns/four-eyes/approve", approval);
        assertEquals(409, own.status());
        assertEquals("FOUR_EYES", own.code());
        assertEquals(
                "MEMBERS_DIGEST",
                ben.post("/api/campaigns/four-eyes/approve", Map.of("membersDigest", "d2", "reason", "hasty"))
                        .code());
        assertEquals(
                "CAMPAIGN_STATE",
                ben.post("/api/campaigns/four-eyes/start", approval).code());
        assertEquals(
                "REASON_MISSING",
                ben.post("/api/campaigns/four-eyes/approve", Map.of()).code());
        assertEquals(404, ben.post("/api/campaigns/nothing/approve", approval).status());

        assertEquals(202, ben.post("/api/campaigns/four-eyes/approve", approval).status());
        CampaignCommand sent = commandsOf("four-eyes", 1).getFirst();
        assertEquals(CampaignAction.APPROVE, sent.getAction());
        assertEquals("ben", sent.getPrincipal());
        assertEquals("d1", sent.getMembersDigest());
    }

    @Test
    void offeredActionsFollowStateAndPerson() {
        topics.write(Topics.CAMPAIGNS, "offered", campaign("offered", CampaignState.AWAITING_APPROVAL));
        await().atMost(SOON).until(() -> anna.ask("/api/campaigns/offered").status() == 200);
        assertEquals(List.of("ABORT"), offered(anna));
        assertEquals(List.of("APPROVE", "ABORT"), offered(ben));
        topics.write(Topics.CAMPAIGNS, "offered", campaign("offered", CampaignState.RUNNING));
        await().atMost(SOON).until(() -> offered(anna).equals(List.of("PAUSE", "ABORT")));
    }

    @Test
    void pauseAndAbortHoldTheCampaignAndAResumptionCarriesTheLift() {
        assertTrue(holdsAfter("paused", CampaignState.RUNNING, "pause", CampaignAction.PAUSE));
        topics.write(Topics.CAMPAIGNS, "paused", campaign("paused", CampaignState.PAUSED));
        await().atMost(SOON)
                .until(() -> anna.post("/api/campaigns/paused/resume", Map.of("reason", "go on", "stopId", "another"))
                        .code()
                        .equals("STOP_REPLACED"));
        await().atMost(SOON)
                .until(() -> anna.post("/api/campaigns/paused/resume", Map.of("reason", "go on"))
                                .status()
                        == 202);
        List<CampaignCommand> commands = commandsOf("paused", 2);
        assertEquals(
                List.of(CampaignAction.PAUSE, CampaignAction.RESUME),
                commands.stream().map(CampaignCommand::getAction).toList());
        assertNull(commands.getFirst().getLift());
        assertTrue(isHeld("paused"), "the calibrator lifts, when it takes the command");
        Hold lift = commands.getLast().getLift();
        assertFalse(lift.getActive());
        assertEquals(
                Canonical.stopId(records(Topics.HOLDS, Hold.class, "paused", 1).getFirst()), lift.getLiftedStopId());
        assertEquals("paused", lift.getScope());
        topics.write(Topics.HOLDS, "paused", lift);
        await().atMost(SOON).until(() -> !isHeld("paused"));
        assertInstanceOf(
                TrustedSigners.Check.Trusted.class,
                signers.check(Canonical.signedPart(lift), lift.getSignature(), Instant.now()));

        assertTrue(holdsAfter("aborted", CampaignState.RUNNING, "abort", CampaignAction.ABORT));
        topics.write(Topics.CAMPAIGNS, "aborted", campaign("aborted", CampaignState.ABORTED));
        await().atMost(SOON)
                .until(() -> anna.post("/api/campaigns/aborted/resume", Map.of("reason", "no"))
                                .status()
                        == 409);
        assertTrue(isHeld("aborted"), "the stop of an aborted campaign stays");
        anna.post("/api/holds", Map.of("scope", "aborted", "active", false, "reason", "end of the test"));
        await().atMost(SOON).until(() -> !isHeld("aborted"));
    }

    private boolean holdsAfter(String campaignId, CampaignState state, String verb, CampaignAction action) {
        topics.write(Topics.CAMPAIGNS, campaignId, campaign(campaignId, state));
        await().atMost(SOON)
                .until(() -> anna.post("/api/campaigns/" + campaignId + "/" + verb, Map.of("reason", "smoke"))
                                .status()
                        == 202);
        await().atMost(SOON).until(() -> isHeld(campaignId));
        Hold stop = records(Topics.HOLDS, Hold.class, campaignId, 1).getFirst();
        CampaignCommand command = commandsOf(campaignId, 1).getFirst();
        assertEquals(action, command.getAction());
        assertFalse(stop.getIssuedAt().isAfter(command.getIssuedAt()), "the stop comes first");
        assertInstanceOf(
                TrustedSigners.Check.Trusted.class,
                signers.check(Canonical.signedPart(stop), stop.getSignature(), Instant.now()));
        return stop.getActive() && stop.getScope().equals(campaignId);
    }

    @Test
    void rollbacksOfACampaignAreHeldInAScopeOfTheirOwn() {
        topics.write(Topics.CAMPAIGNS, "undone", campaign("undone", CampaignState.RUNNING));
        Map<String, Object> stop = Map.of("scope", "undone/rollback", "active", true, "reason", "look first");
        await().atMost(SOON).until(() -> anna.post("/api/holds", stop).status() == 202);
        assertEquals(
                "undone/rollback",
                records(Topics.HOLDS, Hold.class, "undone/rollback", 1)
                        .getFirst()
                        .getScope());
        assertFalse(isHeld("undone"));
        assertEquals(
                404,
                anna.post("/api/holds", Map.of("scope", "unknown/rollback", "active", true, "reason", "x"))
                        .status());
        Map<String, Object> lift = Map.of("scope", "undone/rollback", "active", false, "reason", "looked");
        await().atMost(SOON).until(() -> anna.post("/api/holds", lift).status() == 202);
        await().atMost(SOON).until(() -> anna.post("/api/holds", lift).status() == 409);
    }

    private boolean isHeld(String campaignId) {
        return anna.ask("/api/campaigns/" + campaignId).body().path("held").asBoolean();
    }

    @Test
    void emergencyStopIsSignedAndShownAndCanBeLifted() {
        Api.Answer set = anna.post("/api/holds", Map.of("scope", "*", "active", true, "reason", "smoke"));
        assertEquals(202, set.status());
        await().atMost(SOON).until(() -> hold().path("active").asBoolean());
        assertEquals("anna", hold().path("principal").asText());
        assertEquals("smoke", hold().path("reason").asText());
        assertEquals(1, anna.ask("/api/fleet").body().path("activeHolds").asInt());

        Map<String, Object> another = Map.of("scope", "*", "active", false, "reason", "over", "stopId", "another");
        assertEquals("STOP_REPLACED", ben.post("/api/holds", another).code());
        assertEquals(
                202,
                ben.post("/api/holds", Map.of("scope", "*", "active", false, "reason", "over"))
                        .status());
        await().atMost(SOON).until(() -> !hold().path("active").asBoolean());
        List<Hold> sent = records(Topics.HOLDS, Hold.class, "*", 2);
        assertTrue(sent.get(0).getActive());
        assertFalse(sent.get(1).getActive());
        assertEquals(Canonical.stopId(sent.get(0)), sent.get(1).getLiftedStopId());
        assertEquals(
                "NO_STOP_IN_FORCE",
                ben.post("/api/holds", Map.of("scope", "*", "active", false, "reason", "over"))
                        .code());
        for (Hold each : sent) {
            assertInstanceOf(
                    TrustedSigners.Check.Trusted.class,
                    signers.check(Canonical.signedPart(each), each.getSignature(), Instant.now()));
        }
        assertEquals(
                404,
                anna.post("/api/holds", Map.of("scope", "no", "active", true, "reason", "x"))
                        .status());
    }

    private JsonNode hold() {
        JsonNode holds = anna.ask("/api/holds").body();
        for (JsonNode each : holds) {
            if (each.path("scope").asText().equals("*")) {
                return each;
            }
        }
        return holds.path(-1);
    }

    private static List<String> offered(Api person) {
        List<String> actions = new ArrayList<>();
        person.ask("/api/campaigns/offered").body().path("offeredActions").forEach(each -> actions.add(each.asText()));
        return actions;
    }

    private Api as(String name) {
        return Api.anonymous(address)
                .with("Authorization", Api.basic(name, Api.passwords(passwords).get(name)));
    }

    private static Map<String, Object> draft(String name, List<String> caseIds, List<Integer> waveSizes) {
        return Map.of("name", name, "reason", "drift beyond the limit", "caseIds", caseIds, "waveSizes", waveSizes);
    }

    private static Campaign campaign(String campaignId, CampaignState state) {
        return Campaign.newBuilder()
                .setCampaignId(campaignId)
                .setName("spring")
                .setState(state)
                .setAuthor("anna")
                .setMembersDigest("d1")
                .setMemberCount(1)
                .setCreatedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH)
                .setWaves(List.of())
                .build();
    }

    private List<CampaignCommand> commandsOf(String campaignId, int count) {
        return records(Topics.CAMPAIGN_COMMANDS, CampaignCommand.class, campaignId, count);
    }

    private <T extends SpecificRecord> List<T> records(Topic topic, Class<T> type, String key, int count) {
        String name = topic.prefixed(Topics.DEFAULT_PREFIX);
        RecordSerde<T> serde = new RecordSerde<>(registry, type);
        List<T> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(name, 0), new TopicPartition(name, 1)));
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> {
                    if (key.equals(each.key())) {
                        found.add(serde.deserialize(name, each.value()));
                    }
                });
                return found.size() >= count;
            });
        }
        return found.subList(0, count);
    }
}

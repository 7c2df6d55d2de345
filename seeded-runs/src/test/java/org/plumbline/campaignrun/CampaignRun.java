// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.network.SegmentWatch;

/**
 * A campaign from the first reading to the last proof: real services on a real broker, simulated meters behind real sockets,
 * two people at the console. Field time stands still while meters are read or written and is moved in between.
 */
final class CampaignRun implements AutoCloseable {
    static final int CANARY_WAVE = 1;
    static final int REST_WAVE = 2;
    /** Fourteen quiet days, the day of the first reading and a margin of one. */
    private static final Duration HISTORY = Duration.ofDays(16).plusHours(2).plusMinutes(7);
    /** So many closed days under new coefficients disprove a correction; the day of the write does not count. */
    private static final Duration UNTIL_DISPROVEN = Duration.ofDays(15);

    private static final Duration UNTIL_PROVEN = Duration.ofDays(8);
    private static final Duration LONG = Duration.ofMinutes(40);
    private static final Duration NO_MORE_CASES = Duration.ofSeconds(5);
    private static final Duration STRAGGLERS_LAST = Duration.ofSeconds(45);
    private static final int MOST_FURTHER_DAYS = 6;
    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final Set<MemberState> BEFORE_ITS_WRITE =
            EnumSet.of(MemberState.WAITING, MemberState.CLAIMED, MemberState.RELEASED, MemberState.HELD);
    private static final Set<MemberState> UNDER_WAY = EnumSet.of(
            MemberState.WAITING,
            MemberState.CLAIMED,
            MemberState.RELEASED,
            MemberState.HELD,
            MemberState.VERIFYING,
            MemberState.ROLLING_BACK);

    final RunFleet fleet;
    final RunLedger ledger = new RunLedger();
    final Progress progress;
    private final HeadEnd head;
    private final RunWatch watch;
    private final SettableFieldClock clock;
    private final List<SimulatorServer> simulators = new ArrayList<>();
    private final int canary;

    /**
     * How it went.
     *
     * @param dryRun what the console predicted
     * @param canaryWrites, restWrites what was used while the wave was written
     */
    record Course(
            String campaignId,
            JsonNode dryRun,
            Usage canaryWrites,
            Usage restWrites,
            Map<String, Integer> haltedAfterCanary,
            Usage whole) {}

    CampaignRun(long seed, int meters, Path directory) throws Exception {
        fleet = new RunFleet(seed, meters);
        canary = Math.max(20, meters / 100);
        clock = new SettableFieldClock(RunFleet.START.plus(HISTORY));
        progress = new Progress(System.out, this::requireHealthy);
        progress.tell(
                "campaign run, seed %d, %d meters behind %d references",
                seed, meters, fleet.all().size() - meters);
        head = new HeadEnd(directory, clock.now());
        progress.tell("broker %s, registry %s", head.platform.bootstrapServers(), head.platform.registryUrl());
        watch = new RunWatch(head.platform);
        startMeters();
        register();
        head.startServices(fleet.all());
        progress.tell("gateway, analyzer, calibrator and console are ready");
    }

    private void requireHealthy() {
        head.requireHealthy();
        watch.requireRunning();
    }

    /** Meters with faulty links have a server of their own. */
    private void startMeters() {
        List<MeterPlan> sound =
                fleet.all().stream().filter(plan -> !fleet.hasFaultyLink(plan)).toList();
        List<MeterPlan> faulty =
                fleet.all().stream().filter(fleet::hasFaultyLink).toList();
        simulators.add(SimulatorServer.start(
                sound,
                options(LinkFaults.Settings.none()).withFaults(fleet.reboots()).withHappenings(fleet.withdrawals())));
        simulators.add(SimulatorServer.start(faulty, options(fleet.linkFaults())));
        progress.tell(
                "%d meters answer, %d of them over faulty links", fleet.all().size(), faulty.size());
    }

    /** Rows are captured when a meter is asked; nobody else needs them sooner. */
    private SimulatorOptions options(LinkFaults.Settings links) {
        return new SimulatorOptions(
                0,
                clock,
                ledger,
                List.of(),
                List.of(),
                links,
                SegmentWatch.unlimited(),
                Duration.ofSeconds(30),
                Duration.ofHours(1));
    }

    private SimulatorServer server(MeterPlan plan) {
        return simulators.get(fleet.hasFaultyLink(plan) ? 1 : 0);
    }

    SimulatedMeter meter(MeterPlan plan) {
        return server(plan).meter(plan.meterId());
    }

    private void register() {
        SchemaRegistryClient registry = SchemaRegistration.client(head.platform.registryUrl());
        RecordSerde<MeterRegistration> meters = new RecordSerde<>(registry, MeterRegistration.class);
        RecordSerde<ReferenceProfile> profiles = new RecordSerde<>(registry, ReferenceProfile.class);
        String meterTopic = Topics.METERS.prefixed(Topics.DEFAULT_PREFIX);
        String profileTopic = Topics.REFERENCE_PROFILES.prefixed(Topics.DEFAULT_PREFIX);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", head.platform.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (RunFleet.Tested tested : fleet.tested()) {
                ReferenceProfile profile = Registrations.profile(tested);
                send(producer, profileTopic, profile.getProfileId(), profiles.serialize(profileTopic, profile));
            }
            for (MeterPlan plan : fleet.all()) {
                MeterRegistration meter = Registrations.meter(plan, server(plan).port());
                send(producer, meterTopic, meter.getMeterId(), meters.serialize(meterTopic, meter));
            }
            producer.flush();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    Course play() throws Exception {
        Usage begun = Usage.now(progress, ledger, head);
        awaitEstimates();
        awaitCases();
        List<Person> people = head.people();
        Person author = people.get(0);
        Person approver = people.get(1);
        Map<String, ?> request = request();
        JsonNode dryRun = author.post("/api/campaigns/dry-run", request);
        progress.tell(
                "dry run: %d of %d open cases, waves %s; before %s, after %s",
                dryRun.path("members").size(),
                dryRun.path("choices").size(),
                dryRun.path("membersByWave"),
                dryRun.path("prediction").path("before"),
                dryRun.path("prediction").path("after"));
        String campaignId = approved(author, approver, request);
        Usage before = Usage.now(progress, ledger, head);
        command(author, campaignId, "start");
        awaitWritten(campaignId, CANARY_WAVE);
        Usage canaryWrites = Usage.now(progress, ledger, head).since(before);
        days(UNTIL_DISPROVEN);
        awaitState(campaignId, "PAUSED", SHORT);
        progress.until(
                "the canaries of the defective model to be rolled back",
                SHORT,
                () -> watch.states(campaignId, CANARY_WAVE).keySet().stream().noneMatch(UNDER_WAY::contains),
                () -> "canary " + watch.states(campaignId, CANARY_WAVE));
        progress.tell(
                "%s; halted: %s; canary %s",
                watch.campaign(campaignId).getStateReason(),
                watch.campaign(campaignId).getHaltedModels(),
                watch.states(campaignId, CANARY_WAVE));
        Map<String, Integer> halted = Map.of(
                "models", watch.campaign(campaignId).getHaltedModels().size(), "ordersBeforeTheRest", watch.orders());
        before = Usage.now(progress, ledger, head);
        command(approver, campaignId, "resume");
        awaitWritten(campaignId, REST_WAVE);
        Usage restWrites = Usage.now(progress, ledger, head).since(before);
        days(UNTIL_PROVEN);
        for (int day = 0; day < MOST_FURTHER_DAYS && !settles(campaignId); day++) {
            days(Duration.ofDays(1));
        }
        awaitState(campaignId, "COMPLETED", SHORT);
        simulators.forEach(SimulatorServer::captureDueRows);
        progress.tell("the campaign is over: %s", watch.states(campaignId, 0));
        return new Course(
                campaignId,
                dryRun,
                canaryWrites,
                restWrites,
                halted,
                Usage.now(progress, ledger, head).since(begun));
    }

    private Map<String, ?> request() {
        return Map.of(
                "name", "Campaign run",
                "reason", "the drift of the production run",
                "selection", Map.of("jurisdiction", "run"),
                "waveSizes", List.of(canary, fleet.tested().size()),
                "plan", Map.of("maximumOrdersOut", 600, "maximumOrdersOutPerSegment", 60));
    }

    private String approved(Person author, Person approver, Map<String, ?> request) throws Exception {
        JsonNode receipt = author.post("/api/campaigns", request);
        String campaignId = receipt.path("campaignId").asText();
        awaitState(campaignId, "AWAITING_APPROVAL", SHORT);
        approver.post(
                "/api/campaigns/" + campaignId + "/approve",
                Map.of(
                        "reason",
                        "evidence and targets reviewed",
                        "membersDigest",
                        receipt.path("membersDigest").asText()));
        awaitState(campaignId, "APPROVED", SHORT);
        progress.tell(
                "%s made campaign %s of %d members, %s approved its digest",
                author.name(), campaignId, watch.campaign(campaignId).getMemberCount(), approver.name());
        return campaignId;
    }

    private void command(Person person, String campaignId, String action) throws Exception {
        person.post("/api/campaigns/" + campaignId + "/" + action, Map.of("reason", "looked at"));
        awaitState(campaignId, "RUNNING", SHORT);
        progress.tell("%s: %s", person.name(), action);
    }

    private void awaitState(String campaignId, String state, Duration deadline) throws Exception {
        progress.until(
                "the campaign to be " + state,
                deadline,
                () -> watch.campaign(campaignId) != null
                        && watch.campaign(campaignId).getState().name().equals(state),
                () -> watch.campaign(campaignId) == null
                        ? "unknown"
                        : watch.campaign(campaignId).getState() + " "
                                + watch.campaign(campaignId).getStateReason());
        Person anybody = head.people().getFirst();
        progress.until(
                "the console to show the campaign as " + state,
                SHORT,
                () -> shown(anybody, campaignId).equals(state),
                () -> "not yet");
    }

    private static String shown(Person person, String campaignId) throws Exception {
        for (JsonNode campaign : person.get("/api/campaigns")) {
            if (campaign.path("campaignId").asText().equals(campaignId)) {
                return campaign.path("state").asText();
            }
        }
        return "";
    }

    private void awaitWritten(String campaignId, int wave) throws Exception {
        double begun = progress.seconds();
        progress.until(
                "wave " + wave + " to be written",
                LONG,
                () -> {
                    Map<MemberState, Integer> states = watch.states(campaignId, wave);
                    return !states.isEmpty() && states.keySet().stream().noneMatch(BEFORE_ITS_WRITE::contains);
                },
                () -> "members " + watch.states(campaignId, wave));
        progress.tell(
                "wave %d written in %.1f s: %s", wave, progress.seconds() - begun, watch.states(campaignId, wave));
    }

    /** Whether all members come to their end without another day. */
    private boolean settles(String campaignId) throws Exception {
        Standstill standstill = new Standstill(NO_MORE_CASES);
        progress.until(
                "the members to be at their end",
                SHORT,
                () -> isSettled(campaignId)
                        || standstill.lasts(watch.states(campaignId, 0).hashCode()),
                () -> "members " + watch.states(campaignId, 0));
        return isSettled(campaignId);
    }

    private boolean isSettled(String campaignId) {
        return watch.states(campaignId, 0).keySet().stream().noneMatch(UNDER_WAY::contains);
    }

    /** Days pass in the field; all meters are read, all days judged. */
    private void days(Duration days) throws Exception {
        clock.advance(days);
        head.advance(days);
        progress.tell("it is %s in the field", clock.now());
        awaitEstimates();
    }

    /** Of a meter behind a bad link a day may be read a day later; the others are not kept waiting for it. */
    private void awaitEstimates() throws Exception {
        Instant midnight = clock.now().truncatedTo(ChronoUnit.DAYS);
        int meters = fleet.tested().size();
        Standstill standstill = new Standstill(STRAGGLERS_LAST);
        progress.until(
                "estimates up to " + midnight,
                LONG,
                () -> {
                    int estimated = watch.estimatedUpTo(midnight);
                    return estimated == meters
                            || (standstill.lasts(estimated) && estimated >= meters * (1 - RunFleet.LINK_FAULT_SHARE));
                },
                () -> watch.estimatedUpTo(midnight) + " of " + meters + ", " + watch.proposals() + " proposals, events "
                        + watch.events());
        progress.tell("%d of %d meters judged up to %s", watch.estimatedUpTo(midnight), meters, midnight);
    }

    /** Not every failing estimate has a case: it must have failed on three days. So cases are awaited until none comes. */
    private void awaitCases() throws Exception {
        Standstill standstill = new Standstill(NO_MORE_CASES);
        progress.until(
                "the last case",
                SHORT,
                () -> standstill.lasts(watch.proposals()),
                () -> watch.proposals() + " proposals");
        progress.tell("%d meters estimated: %s", watch.estimates().size(), watch.verdicts());
    }

    RunWatch watch() {
        return watch;
    }

    List<CampaignMember> members(String campaignId) {
        return watch.members(campaignId);
    }

    @Override
    public void close() {
        watch.close();
        head.close();
        simulators.forEach(SimulatorServer::close);
    }
}

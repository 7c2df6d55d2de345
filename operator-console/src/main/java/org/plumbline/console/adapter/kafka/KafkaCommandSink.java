// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.actions.MeterAction;
import org.plumbline.console.campaign.CampaignAction;
import org.plumbline.console.campaign.PlannedMember;
import org.plumbline.console.casework.CaseRequest;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.console.port.CommandNotSentException;
import org.plumbline.console.port.CommandSink;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CaseCommand;
import org.plumbline.schema.avro.CaseCommandAction;
import org.plumbline.schema.avro.DismissalCode;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs commands and holds with the console's key and writes them to their topics. Safe for use by many threads. */
public final class KafkaCommandSink implements CommandSink, AutoCloseable {

    /** Most members of one MEMBERS command. */
    public static final int CHUNK = 500;

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int CAMPAIGN_ID_CHARACTERS = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaCommandSink.class);

    private final Producer<String, byte[]> producer;
    private final RecordSerde<CampaignCommand> commands;
    private final RecordSerde<CaseCommand> caseCommands;
    private final RecordSerde<ReadRequest> readRequests;
    private final RecordSerde<Hold> holds;
    private final SigningKey key;
    private final String topicPrefix;
    private final InstantSource wallClock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread preparing =
            Thread.ofPlatform().daemon().name("console-commands-schemas").unstarted(this::prepare);
    private volatile boolean ready;

    /** @param producerSettings where the broker is and how to talk to it */
    public KafkaCommandSink(
            Map<String, Object> producerSettings,
            SchemaRegistryClient registry,
            SigningKey key,
            String topicPrefix,
            InstantSource wallClock) {
        this(producer(producerSettings), registry, key, topicPrefix, wallClock);
    }

    KafkaCommandSink(
            Producer<String, byte[]> producer,
            SchemaRegistryClient registry,
            SigningKey key,
            String topicPrefix,
            InstantSource wallClock) {
        this.producer = producer;
        this.commands = new RecordSerde<>(registry, CampaignCommand.class);
        this.caseCommands = new RecordSerde<>(registry, CaseCommand.class);
        this.readRequests = new RecordSerde<>(registry, ReadRequest.class);
        this.holds = new RecordSerde<>(registry, Hold.class);
        this.key = key;
        this.topicPrefix = topicPrefix;
        this.wallClock = wallClock;
    }

    private static Producer<String, byte[]> producer(Map<String, Object> producerSettings) {
        Map<String, Object> settings = new HashMap<>(producerSettings);
        settings.putAll(Map.of(
                "client.id",
                "console-commands",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.block.ms",
                DEADLINE.toMillis() / 2,
                "request.timeout.ms",
                (int) DEADLINE.toMillis() / 2,
                "delivery.timeout.ms",
                (int) DEADLINE.toMillis()));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Looks the schemas up in the background, so that a stop does not need the registry. Call once. */
    public void start() {
        preparing.start();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    private void prepare() {
        Duration pause = FIRST_PAUSE;
        try {
            ready = hasSchemas();
            while (!ready && !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = longer(pause);
                ready = hasSchemas();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** The serdes keep the ids they have looked up; what is serialized here goes nowhere. */
    private boolean hasSchemas() {
        try {
            holds.serialize(
                    Topics.HOLDS.prefixed(topicPrefix), Hold.newBuilder().build());
            commands.serialize(
                    Topics.CAMPAIGN_COMMANDS.prefixed(topicPrefix),
                    CampaignCommand.newBuilder().build());
            caseCommands.serialize(
                    Topics.CASE_COMMANDS.prefixed(topicPrefix),
                    CaseCommand.newBuilder().build());
            readRequests.serialize(
                    Topics.READ_REQUESTS.prefixed(topicPrefix),
                    ReadRequest.newBuilder().build());
            return true;
        } catch (SerializationException e) {
            LOGGER.atWarn().addKeyValue("error", e.getMessage()).log("no command can be sent yet; trying again");
            return false;
        }
    }

    @Override
    public CampaignReceipt create(
            Author author, String name, String reason, CampaignPlan plan, List<PlannedMember> targets) {
        List<MemberTarget> members =
                targets.stream().map(KafkaCommandSink::member).toList();
        org.plumbline.schema.avro.CampaignPlan planned = PlanTranslation.plan(plan);
        String digest = Canonical.campaignDigest(planned, members);
        String campaignId = campaignId(author.principal(), name, reason, digest);
        List<List<MemberTarget>> chunks = chunks(members);
        List<CampaignCommand> all = new ArrayList<>();
        all.add(signed(command(author, campaignId, org.plumbline.schema.avro.CampaignAction.CREATE, reason)
                .setName(name)
                .setMemberCount(members.size())
                .setChunkCount(chunks.size())
                .setMembersDigest(digest)
                .setPlan(planned)
                .build()));
        for (int i = 0; i < chunks.size(); i++) {
            all.add(signed(command(author, campaignId, org.plumbline.schema.avro.CampaignAction.MEMBERS, reason)
                    .setChunkIndex(i)
                    .setMembers(chunks.get(i))
                    .build()));
        }
        String topic = Topics.CAMPAIGN_COMMANDS.prefixed(topicPrefix);
        send(all.stream()
                .map(each -> encoded(commands, topic, campaignId, each))
                .toList());
        return new CampaignReceipt(campaignId, digest, members.size());
    }

    @Override
    public void command(Author author, String campaignId, CampaignAction action, String reason, String membersDigest) {
        command(author, campaignId, action, reason, membersDigest, null);
    }

    @Override
    public void resume(Author author, String campaignId, String stopId, String reason) {
        Hold lift = stopId.isEmpty() ? null : lifting(author, campaignId, stopId, reason);
        command(author, campaignId, CampaignAction.RESUME, reason, "", lift);
    }

    private void command(
            Author author,
            String campaignId,
            CampaignAction action,
            String reason,
            String membersDigest,
            @Nullable Hold lift) {
        CampaignCommand command = signed(
                command(author, campaignId, org.plumbline.schema.avro.CampaignAction.valueOf(action.name()), reason)
                        .setMembersDigest(membersDigest)
                        .setLift(lift)
                        .build());
        String topic = Topics.CAMPAIGN_COMMANDS.prefixed(topicPrefix);
        send(List.of(encoded(commands, topic, campaignId, command)));
    }

    @Override
    public void caseCommand(Author author, String meterId, String caseId, CaseRequest request) {
        CaseCommand unsigned = CaseCommand.newBuilder()
                .setMeterId(meterId)
                .setCaseId(caseId)
                .setAction(CaseCommandAction.valueOf(request.action().name()))
                .setPrincipal(author.principal())
                .setAuthenticatedAt(author.authenticatedAt())
                .setIssuedAt(author.firstAskedAt().orElseGet(wallClock::instant))
                .setReason(request.reason())
                .setDismissalCode(request.code()
                        .map(code -> DismissalCode.valueOf(code.name()))
                        .orElse(DismissalCode.UNKNOWN))
                .setAssignee(request.assignee())
                .build();
        CaseCommand named = CaseCommand.newBuilder(unsigned)
                .setCommandId(Canonical.commandId(unsigned))
                .build();
        CaseCommand command = CaseCommand.newBuilder(named)
                .setSignature(key.sign(Canonical.signedPart(named)))
                .build();
        String topic = Topics.CASE_COMMANDS.prefixed(topicPrefix);
        send(List.of(encoded(caseCommands, topic, meterId, command)));
    }

    @Override
    public void act(MeterAction action) {
        String topic = Topics.READ_REQUESTS.prefixed(topicPrefix);
        send(List.of(encoded(readRequests, topic, action.meterId(), ActionTranslation.request(action))));
    }

    @Override
    public void stop(Author author, String scope, String reason) {
        send(signed(author, scope, reason, Hold.newBuilder().setActive(true)));
    }

    @Override
    public void lift(Author author, String scope, String stopId, String reason) {
        send(lifting(author, scope, stopId, reason));
    }

    private Hold lifting(Author author, String scope, String stopId, String reason) {
        return signed(author, scope, reason, Hold.newBuilder().setActive(false).setLiftedStopId(stopId));
    }

    private Hold signed(Author author, String scope, String reason, Hold.Builder what) {
        Hold unsigned = what.setScope(scope)
                .setPrincipal(author.principal())
                .setAuthenticatedAt(author.authenticatedAt())
                .setIssuedAt(author.firstAskedAt().orElseGet(wallClock::instant))
                .setReason(reason)
                .build();
        return Hold.newBuilder(unsigned)
                .setSignature(key.sign(Canonical.signedPart(unsigned)))
                .build();
    }

    private void send(Hold hold) {
        String topic = Topics.HOLDS.prefixed(topicPrefix);
        send(List.of(encoded(holds, topic, hold.getScope(), hold)));
    }

    @Override
    public void close() {
        closing.countDown();
        producer.close(DEADLINE);
    }

    private static MemberTarget member(PlannedMember member) {
        return MemberTarget.newBuilder()
                .setMeterId(member.meterId())
                .setCaseId(member.caseId())
                .setWave(member.wave())
                .setTarget(Translation.target(member.target()))
                .build();
    }

    private static String campaignId(String author, String name, String reason, String membersDigest) {
        String content = String.join("\u0000", author, name, reason, membersDigest);
        return "campaign-"
                + Canonical.sha256Hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, CAMPAIGN_ID_CHARACTERS);
    }

    private static List<List<MemberTarget>> chunks(List<MemberTarget> members) {
        List<List<MemberTarget>> chunks = new ArrayList<>();
        for (int from = 0; from < members.size(); from += CHUNK) {
            chunks.add(members.subList(from, Math.min(from + CHUNK, members.size())));
        }
        return chunks;
    }

    private CampaignCommand.Builder command(
            Author author, String campaignId, org.plumbline.schema.avro.CampaignAction action, String reason) {
        return CampaignCommand.newBuilder()
                .setCampaignId(campaignId)
                .setAction(action)
                .setPrincipal(author.principal())
                .setAuthenticatedAt(author.authenticatedAt())
                .setIssuedAt(author.firstAskedAt().orElseGet(wallClock::instant))
                .setReason(reason);
    }

    private CampaignCommand signed(CampaignCommand command) {
        CampaignCommand named = CampaignCommand.newBuilder(command)
                .setCommandId(Canonical.commandId(command))
                .build();
        return CampaignCommand.newBuilder(named)
                .setSignature(key.sign(Canonical.signedPart(named)))
                .build();
    }

    private static <T extends SpecificRecord> ProducerRecord<String, byte[]> encoded(
            RecordSerde<T> serde, String topic, String recordKey, T value) {
        try {
            return new ProducerRecord<>(topic, recordKey, serde.serialize(topic, value));
        } catch (SerializationException e) {
            throw new CommandNotSentException("the schema registry has no schema for " + topic, e);
        }
    }

    private void send(List<ProducerRecord<String, byte[]>> records) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<String, byte[]> each : records) {
                sent.add(producer.send(each));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new CommandNotSentException("the broker did not confirm the command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandNotSentException("interrupted before the broker confirmed the command", e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditChain;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** Reads what the services say, committed records only, from the beginning; readings are only counted by the broker. */
final class RunWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration JOIN = Duration.ofSeconds(10);
    private static final Map<Topic, Class<? extends SpecificRecord>> WATCHED = Map.of(
            Topics.DRIFT_LATEST, DriftEstimate.class,
            Topics.CASES, AccuracyCase.class,
            Topics.CAMPAIGNS, Campaign.class,
            Topics.CAMPAIGN_MEMBERS, CampaignMember.class,
            Topics.CALIBRATION_ORDERS, CalibrationOrder.class,
            Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class,
            Topics.METER_EVENTS, MeterEvent.class,
            Topics.AUDIT, AuditEntry.class);

    private final String bootstrapServers;
    private final Map<String, RecordSerde<? extends SpecificRecord>> serdes = new HashMap<>();
    private final Thread thread;
    private final Map<String, DriftEstimate> estimates = new HashMap<>();
    private final Map<String, AccuracyCase> cases = new HashMap<>();
    private final Map<String, Campaign> campaigns = new HashMap<>();
    private final Map<String, CampaignMember> members = new HashMap<>();
    private final Map<String, Integer> ordersByMeter = new HashMap<>();
    private final List<CalibrationOutcome> outcomes = new ArrayList<>();
    private final Map<String, Integer> events = new TreeMap<>();
    private final Map<String, AuditChain.Head> chains = new HashMap<>();
    private final List<String> auditDefects = new ArrayList<>();
    private int orders;
    private int auditEntries;
    private int deadLetters;
    private Throwable failure;
    private volatile boolean stopped;

    RunWatch(LocalPlatform platform) {
        this.bootstrapServers = platform.bootstrapServers();
        SchemaRegistryClient registry = SchemaRegistration.client(platform.registryUrl());
        WATCHED.forEach(
                (topic, type) -> serdes.put(topic.prefixed(Topics.DEFAULT_PREFIX), new RecordSerde<>(registry, type)));
        this.thread = Thread.ofPlatform().name("run-watch").daemon().start(this::run);
    }

    private void run() {
        String deadLetterTopic = Topics.DEAD_LETTERS.prefixed(Topics.DEFAULT_PREFIX);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.concat(serdes.keySet().stream(), Stream.of(deadLetterTopic))
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                    take(found);
                }
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        RecordSerde<? extends SpecificRecord> serde = serdes.get(found.topic());
        String key = found.key() == null ? "" : new String(found.key(), StandardCharsets.UTF_8);
        SpecificRecord value =
                serde == null || found.value() == null ? null : serde.deserialize(found.topic(), found.value());
        synchronized (this) {
            if (serde == null) {
                deadLetters++;
                return;
            }
            switch (value) {
                case DriftEstimate estimate -> estimates.put(estimate.getMeterId(), estimate);
                case AccuracyCase found1 -> cases.put(found1.getCaseId(), found1);
                case Campaign campaign -> campaigns.put(campaign.getCampaignId(), campaign);
                case CampaignMember member -> members.put(key, member);
                case CalibrationOrder order -> {
                    orders++;
                    ordersByMeter.merge(order.getMeterId(), 1, Integer::sum);
                }
                case CalibrationOutcome outcome -> outcomes.add(outcome);
                case MeterEvent event -> events.merge(event.getCode(), 1, Integer::sum);
                case AuditEntry entry -> audit(entry);
                case null, default -> {}
            }
        }
    }

    private void audit(AuditEntry entry) {
        auditEntries++;
        AuditChain.Head head = chains.getOrDefault(entry.getSubjectId(), AuditChain.Head.empty(entry.getSubjectId()));
        switch (AuditChain.verify(head, List.of(entry))) {
            case AuditChain.Verdict.Intact intact -> chains.put(entry.getSubjectId(), intact.head());
            case AuditChain.Verdict.Broken broken -> auditDefects.add(broken.text());
        }
    }

    synchronized void requireRunning() {
        if (failure != null) {
            throw new IllegalStateException("reading the topics failed", failure);
        }
    }

    /** Meters whose estimate reaches an instant. */
    synchronized int estimatedUpTo(Instant midnight) {
        return (int) estimates.values().stream()
                .filter(estimate -> !estimate.getWindowTo().isBefore(midnight))
                .count();
    }

    synchronized Map<String, DriftEstimate> estimates() {
        return Map.copyOf(estimates);
    }

    synchronized List<AccuracyCase> cases() {
        return List.copyOf(cases.values());
    }

    /** Meters by what the analyzer says is to be done, and why nothing is proposed. */
    synchronized Map<String, Integer> verdicts() {
        Map<String, Integer> verdicts = new TreeMap<>();
        estimates
                .values()
                .forEach(estimate -> verdicts.merge(
                        (estimate.getRefusal().isEmpty() ? "" : estimate.getRefusal() + " ")
                                + (estimate.getAdjustCandidate() ? "candidate " : "") + estimate.getAction() + " "
                                + estimate.getVerdict(),
                        1,
                        Integer::sum));
        cases.values()
                .forEach(found -> verdicts.merge(
                        "case " + found.getState() + " " + found.getKind() + " " + found.getProposalRefusal(),
                        1,
                        Integer::sum));
        return verdicts;
    }

    synchronized int proposals() {
        return (int) cases.values().stream()
                .filter(found -> found.getProposal() != null)
                .count();
    }

    synchronized Campaign campaign(String campaignId) {
        return campaigns.get(campaignId);
    }

    synchronized List<CampaignMember> members(String campaignId) {
        return members.values().stream()
                .filter(member -> member.getCampaignId().equals(campaignId))
                .toList();
    }

    synchronized Map<MemberState, Integer> states(String campaignId, int wave) {
        Map<MemberState, Integer> states = new EnumMap<>(MemberState.class);
        members(campaignId).stream()
                .filter(member -> wave == 0 || member.getWave() == wave)
                .forEach(member -> states.merge(member.getState(), 1, Integer::sum));
        return states;
    }

    synchronized int orders() {
        return orders;
    }

    synchronized List<CalibrationOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized Map<String, Integer> events() {
        return new TreeMap<>(events);
    }

    synchronized int auditEntries() {
        return auditEntries;
    }

    synchronized List<String> auditDefects() {
        return List.copyOf(auditDefects);
    }

    synchronized int deadLetters() {
        return deadLetters;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(JOIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

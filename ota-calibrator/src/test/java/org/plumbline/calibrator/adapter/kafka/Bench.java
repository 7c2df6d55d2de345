// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.plumbline.calibrator.Scene;
import org.plumbline.calibrator.campaign.CampaignPolicy;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;

/** The whole topology under a test driver. */
final class Bench extends Scene implements AutoCloseable {

    static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    final TopologyTestDriver driver;
    final List<Hold> holds = new ArrayList<>();
    final List<AuditCheckpoint> checkpoints = new ArrayList<>();
    final List<TestRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    final TrustedSigners orderSigners;

    private final JobPolicy jobPolicy;
    private final Properties settings;
    private Instant now = START;

    Bench(Path directory) throws IOException {
        this(directory, JobPolicy.defaults());
    }

    Bench(Path directory, JobPolicy jobPolicy) throws IOException {
        super(directory);
        this.jobPolicy = jobPolicy;
        orderSigners = TrustedSigners.load(signersFile, TrustedSigners.Purpose.ORDERS);
        settings = StreamsSettings.of(PREFIX, Brokers.plain("none:9092"), directory.resolve("state"));
        driver = new TopologyTestDriver(topology().build(settings), settings, START);
    }

    String describe() {
        return topology().build(settings).describe().toString();
    }

    private CalibratorTopology topology() {
        return new CalibratorTopology(new CalibratorTopology.Parts(
                PREFIX,
                1,
                registry,
                SigningKey.load("calibrator", calibratorKeyFile),
                SigningKey.load("auditor", auditorKeyFile),
                Duration.ofDays(1),
                TrustedSigners.load(signersFile, TrustedSigners.Purpose.COMMANDS),
                () -> fieldNow,
                CampaignPolicy.defaults(1),
                jobPolicy,
                Duration.ofHours(12),
                Duration.ofMillis(500),
                1_000));
    }

    @Override
    public Instant now() {
        return now;
    }

    void pass(Duration wall) {
        now = now.plus(wall);
        driver.advanceWallClockTime(wall);
        collect();
    }

    /** Enough for a claim and a release. */
    void ticks() {
        pass(Duration.ofMillis(500));
        pass(Duration.ofMillis(500));
        pass(Duration.ofMillis(500));
    }

    void createApprovedAndStarted(String campaignId, MemberTarget... targets) {
        create(campaignId, "anna", targets);
        approve(campaignId, "bernd");
        act(campaignId, "anna", CampaignAction.START);
        ticks();
    }

    @Override
    public <V extends SpecificRecord> void send(Topic topic, String key, V value) {
        @SuppressWarnings("unchecked")
        Class<V> type = (Class<V>) value.getClass();
        TestInputTopic<String, V> input = driver.createInputTopic(
                topic.prefixed(PREFIX), new StringSerializer(), new RecordSerde<>(registry, type));
        input.pipeInput(key, value, now);
        collect();
    }

    void sendRaw(Topic topic, String key, byte[] octets) {
        driver.createInputTopic(topic.prefixed(PREFIX), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, octets, now);
        collect();
    }

    private void collect() {
        output(Topics.CAMPAIGNS, Campaign.class)
                .readRecordsToList()
                .forEach(campaign -> campaigns.put(campaign.key(), campaign.value()));
        output(Topics.CAMPAIGN_MEMBERS, CampaignMember.class)
                .readRecordsToList()
                .forEach(member -> members.put(member.key(), member.value()));
        output(Topics.HOLDS, Hold.class).readValuesToList().forEach(hold -> {
            holds.add(hold);
            seen(hold);
        });
        orders.addAll(output(Topics.CALIBRATION_ORDERS, CalibrationOrder.class).readValuesToList());
        audit.addAll(output(Topics.AUDIT, AuditEntry.class).readValuesToList());
        checkpoints.addAll(
                output(Topics.AUDIT_CHECKPOINTS, AuditCheckpoint.class).readValuesToList());
        deadLetters.addAll(driver.createOutputTopic(
                        Topics.DEAD_LETTERS.prefixed(PREFIX), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic topic, Class<V> type) {
        return driver.createOutputTopic(
                topic.prefixed(PREFIX), new StringDeserializer(), new RecordSerde<>(registry, type));
    }

    @Override
    public void close() {
        driver.close();
    }
}

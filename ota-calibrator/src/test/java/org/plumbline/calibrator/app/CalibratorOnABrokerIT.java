// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.calibrator.Scene;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.audit.AuditProof;
import org.plumbline.schema.avro.AuditCheckpoint;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.signing.TrustedSigners;

/** The running application against a real broker: partitions, transactions, restarts, dead letters. */
class CalibratorOnABrokerIT {

    private static final int PARTITIONS = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void aCampaignRunsThroughAStopPoisonAndARestart() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"));
                BrokerScene scene = new BrokerScene(directory, broker.bootstrapServers())) {
            CalibratorSettings settings = settings(broker, scene);
            List<String> meters = List.of("m-1", "m-2", "m-3", "m-4", "m-5");
            try (CalibratorProcess first = CalibratorProcess.start(settings, scene.registry)) {
                meters.forEach(scene::meterWithCase);
                scene.sendRaw(Topics.DRIFT, "m-1", "garbage");
                scene.sendRaw(Topics.CASES, "no-case-key", "garbage");
                scene.create(
                        "c-1",
                        "anna",
                        meters.stream().map(meter -> Scene.member(meter, 1)).toArray(size -> new MemberTarget[size]));
                scene.awaitState("c-1", "AWAITING_APPROVAL");
                scene.hold(scene.holdOf("*", true, false));
                scene.awaitHolds(1);
                scene.approve("c-1", "bernd");
                scene.act("c-1", "anna", CampaignAction.START);
                scene.hold(scene.holdOf("*", false, false));
                await().atMost(DEADLINE).until(() -> scene.factsAbout("*").contains("HOLD_LIFT_REFUSED"));
                assertEquals(KafkaStreams.State.RUNNING, first.state());
            }
            assertTrue(scene.orders().isEmpty(), "an order in spite of the stop");

            try (CalibratorProcess second = CalibratorProcess.start(settings, scene.registry)) {
                await().atMost(DEADLINE).until(() -> second.state() == KafkaStreams.State.RUNNING);
                await().during(Duration.ofSeconds(2))
                        .atMost(DEADLINE)
                        .until(() -> scene.orders().isEmpty());
                scene.hold(scene.holdOf("*", false, true));
                await().atMost(DEADLINE).until(() -> scene.orders().size() == meters.size());
                scene.orders().forEach(order -> scene.outcome(order, OrderResult.APPLIED, false));
                scene.fieldDays(8);
                meters.forEach(
                        meter -> scene.drift(scene.estimate(meter, 2, 0.01, 8).build()));
                scene.awaitState("c-1", "COMPLETED");
                assertEquals(KafkaStreams.State.RUNNING, second.state());
                await().atMost(DEADLINE).until(() -> scene.factsAbout("m-5").contains("MEMBER_CORRECTED"));
            }
            assertEquals(meters.size(), scene.orders().size(), "each order exactly once");
            scene.assertMembersLieWithTheirMeters();
            scene.assertDeadLetters("test.cases.v1", "test.drift.v1");
            scene.assertAuditIsProven();
        }
    }

    private CalibratorSettings settings(BrokerProcess broker, BrokerScene scene) {
        Map<String, String> values = new HashMap<>(Map.of(
                "plumbline.kafka.bootstrap-servers", broker.bootstrapServers(),
                "plumbline.schema-registry.url", "mock://not-used",
                "plumbline.topic-prefix", Scene.PREFIX,
                "plumbline.data-dir", directory.resolve("data").toString(),
                "plumbline.calibrator.signing-key", scene.calibratorKeyFile.toString(),
                "plumbline.calibrator.signing-key-id", "calibrator",
                "plumbline.calibrator.trusted-signers", scene.signersFile.toString(),
                "plumbline.field-time.file", scene.fieldTimeFile.toString(),
                "plumbline.calibrator.tick", "PT0.1S"));
        values.put("plumbline.calibrator.checkpoint-key", scene.auditorKeyFile.toString());
        values.put("plumbline.calibrator.checkpoint-key-id", "auditor");
        values.put("plumbline.calibrator.checkpoint-period", "PT2S");
        return CalibratorSettings.from(name -> Optional.ofNullable(values.get(name)));
    }

    /** The other services and people, on a broker. */
    private static final class BrokerScene extends Scene implements AutoCloseable {

        private final KafkaProducer<String, byte[]> producer;
        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, RecordSerde<? extends SpecificRecord>> serdes = new ConcurrentHashMap<>();
        private final List<ConsumerRecord<String, byte[]>> seen = new CopyOnWriteArrayList<>();

        private final Path fieldTimeFile;

        BrokerScene(Path directory, String bootstrapServers)
                throws IOException, ExecutionException, InterruptedException {
            super(directory);
            fieldTimeFile = Files.writeString(directory.resolve("field-time"), fieldNow.toString());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
                admin.createTopics(Topics.ALL.stream()
                                .map(topic -> new NewTopic(topic.prefixed(PREFIX), PARTITIONS, (short) 1)
                                        .configs(topic.brokerSettings()))
                                .toList())
                        .all()
                        .get();
            }
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = Topics.ALL.stream()
                    .flatMap(topic -> IntStream.range(0, PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(topic.prefixed(PREFIX), partition)))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void fieldDays(int days) {
            super.fieldDays(days);
            try {
                Path next = fieldTimeFile.resolveSibling("field-time.next");
                Files.writeString(next, fieldNow.toString());
                Files.move(next, fieldTimeFile, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public <V extends SpecificRecord> void send(Topic topic, String key, V value) {
            @SuppressWarnings("unchecked")
            RecordSerde<V> serde = (RecordSerde<V>) serdes.computeIfAbsent(
                    value.getClass().getName(), name -> new RecordSerde<>(registry, value.getClass()));
            String id = topic.equals(Topics.CASES) ? key.substring(0, key.indexOf('|')) : key;
            send(topic, id, key, serde.serialize(topic.prefixed(PREFIX), value));
        }

        void sendRaw(Topic topic, String key, String text) {
            send(topic, key, key, text.getBytes(StandardCharsets.UTF_8));
        }

        private void send(Topic topic, String id, String key, byte[] octets) {
            try {
                producer.send(new ProducerRecord<>(
                                topic.prefixed(PREFIX), Partitioning.partitionOf(id, PARTITIONS), key, octets))
                        .get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        private void poll() {
            for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(50))) {
                seen.add(found);
                if (found.topic().equals(Topics.CAMPAIGNS.prefixed(PREFIX))) {
                    campaigns.put(found.key(), read(found, Campaign.class));
                } else if (found.topic().equals(Topics.AUDIT.prefixed(PREFIX))) {
                    audit.add(read(found, AuditEntry.class));
                } else if (found.topic().equals(Topics.CALIBRATION_ORDERS.prefixed(PREFIX))) {
                    orders.add(read(found, CalibrationOrder.class));
                }
            }
        }

        private <V extends SpecificRecord> V read(ConsumerRecord<String, byte[]> found, Class<V> type)
                throws SerializationException {
            return new RecordSerde<>(registry, type).deserialize(found.topic(), found.value());
        }

        List<CalibrationOrder> orders() {
            poll();
            return List.copyOf(orders);
        }

        @Override
        public List<String> factsAbout(String subjectId) {
            poll();
            return super.factsAbout(subjectId);
        }

        void awaitState(String campaignId, String wanted) {
            await().atMost(DEADLINE).until(() -> {
                poll();
                return state(campaignId).equals(wanted);
            });
        }

        /** A stop is known to be on the topic before anything is started under it. */
        void awaitHolds(int count) {
            await().atMost(DEADLINE).until(() -> {
                poll();
                return on(Topics.HOLDS).size() == count;
            });
        }

        private List<ConsumerRecord<String, byte[]>> on(Topic topic) {
            return seen.stream()
                    .filter(found -> found.topic().equals(topic.prefixed(PREFIX)))
                    .toList();
        }

        void assertMembersLieWithTheirMeters() {
            List<ConsumerRecord<String, byte[]>> members = on(Topics.CAMPAIGN_MEMBERS);
            assertTrue(members.size() >= 25, () -> members.size() + " changes of members");
            for (ConsumerRecord<String, byte[]> member : members) {
                String meterId = read(member, CampaignMember.class).getMeterId();
                assertEquals("c-1|" + meterId, member.key());
                assertEquals(Partitioning.partitionOf(meterId, PARTITIONS), member.partition());
            }
        }

        void assertDeadLetters(String... topics) {
            poll();
            assertEquals(
                    List.of(topics),
                    on(Topics.DEAD_LETTERS).stream()
                            .map(letter -> new String(
                                    letter.headers()
                                            .lastHeader("__streams.errors.topic")
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .sorted()
                            .toList());
            on(Topics.DEAD_LETTERS)
                    .forEach(letter -> assertEquals("garbage", new String(letter.value(), StandardCharsets.UTF_8)));
        }

        /** Across the restart, by the checkpoints of both instances. */
        void assertAuditIsProven() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            await().atMost(DEADLINE).until(() -> {
                poll();
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            AuditProof proof = new AuditProof(new AuditProof.Terms(
                    TrustedSigners.load(signersFile, TrustedSigners.Purpose.CHECKPOINTS),
                    now(),
                    DEADLINE.multipliedBy(4),
                    List.of()));
            List<AuditCheckpoint> checkpoints = on(Topics.AUDIT_CHECKPOINTS).stream()
                    .map(found -> read(found, AuditCheckpoint.class))
                    .toList();
            checkpoints.forEach(proof::accept);
            audit.forEach(proof::accept);
            assertEquals(List.of(), proof.findings(PARTITIONS));
            assertEquals(7, proof.subjects());
            assertTrue(checkpoints.size() > PARTITIONS, () -> checkpoints.size() + " checkpoints");
            assertTrue(checkpoints.stream()
                    .anyMatch(checkpoint -> !checkpoint.getHeads().isEmpty()));
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(5));
            consumer.close();
        }
    }
}

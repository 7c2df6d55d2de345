// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;

/** What a broker with authorisation makes of the list of roles. */
final class AccessRightsIT {
    private static final String PREFIX = Topics.DEFAULT_PREFIX;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static BrokerProcess broker;
    private static ServiceAccess access;

    @BeforeAll
    static void start() throws Exception {
        access = ServiceAccess.create(directory.resolve("clients"), 0, new SecureRandom());
        broker = BrokerProcess.start(directory.resolve("broker"), 0, 0, Optional.of(access.listener()), child -> {});
        LocalPlatform.createTopics(broker.bootstrapServers(), PREFIX);
        ServiceAccess.grant(broker.bootstrapServers(), PREFIX);
        // A record to be read on every topic.
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", (Object) broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Topic topic : Topics.ALL) {
                producer.send(record(topic)).get();
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void eachRoleProducesToItsTopicsAndToNoOther() throws Exception {
        for (Role role : Role.values()) {
            TreeSet<String> took = new TreeSet<>();
            Map<String, Future<RecordMetadata>> sent = new HashMap<>();
            Map<String, Object> settings = settings(role);
            // Who may write nowhere is given no producer id either; here each topic is asked for itself.
            settings.put("enable.idempotence", false);
            try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (Topic topic : Topics.ALL) {
                    sent.put(topic.name(), producer.send(record(topic)));
                }
                for (Map.Entry<String, Future<RecordMetadata>> each : sent.entrySet()) {
                    if (isGranted(each.getValue())) {
                        took.add(each.getKey());
                    }
                }
            }
            assertEquals(names(role.writes()), took, role.id());
        }
    }

    @Test
    void eachRoleConsumesItsTopicsAndNoOther() throws Exception {
        for (Role role : Role.values()) {
            TreeSet<String> read = new TreeSet<>();
            try (var consumer =
                    new KafkaConsumer<>(settings(role), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                read.addAll(readable(consumer));
            }
            assertEquals(names(role.reads()), read, role.id());
        }
    }

    @Test
    void aServiceCannotFenceAnotherOrJoinItsGroup() throws Exception {
        Map<String, Object> gateway = settings(Role.GATEWAY);
        gateway.put("transactional.id", PREFIX + "ota-calibrator-1");
        try (var producer = new KafkaProducer<>(gateway, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThrows(TransactionalIdAuthorizationException.class, producer::initTransactions);
        }
        Map<String, Object> analyst = settings(Role.ANALYST);
        analyst.put("group.id", PREFIX + "drift-analyzer");
        try (var consumer = new KafkaConsumer<>(analyst, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.DRIFT.prefixed(PREFIX)));
            assertThrows(GroupAuthorizationException.class, () -> pollUntil(consumer));
        }
    }

    @Test
    void whoDoesNotProveWhoHeIsReachesNothing() throws Exception {
        Map<String, Object> stranger = settings(Role.CALIBRATOR);
        stranger.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ota-calibrator\""
                        + " password=\"guess\";");
        try (var producer = new KafkaProducer<>(stranger, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThrows(
                    SaslAuthenticationException.class, () -> producer.partitionsFor(Topics.AUDIT.prefixed(PREFIX)));
        }
    }

    private static boolean isGranted(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
            return true;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof TopicAuthorizationException) {
                return false;
            }
            throw new IllegalStateException(refused);
        }
    }

    /** Topics of which a record came; those left out were refused. */
    private static Set<String> readable(KafkaConsumer<byte[], byte[]> consumer) {
        Set<String> open = new HashSet<>(names(Topics.ALL));
        Set<String> read = new HashSet<>();
        long end = System.nanoTime() + DEADLINE.toNanos();
        fromTheBeginning(consumer, open);
        while (!read.equals(open)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("neither a record nor a refusal: " + open + " without " + read);
            }
            try {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(found -> read.add(found.topic().substring(PREFIX.length())));
            } catch (TopicAuthorizationException refused) {
                refused.unauthorizedTopics().forEach(topic -> open.remove(topic.substring(PREFIX.length())));
                fromTheBeginning(consumer, open);
            }
        }
        return read;
    }

    private static void fromTheBeginning(KafkaConsumer<byte[], byte[]> consumer, Set<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .map(topic -> new TopicPartition(PREFIX + topic, 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static void pollUntil(KafkaConsumer<byte[], byte[]> consumer) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(100));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Topic topic) {
        return new ProducerRecord<>(topic.prefixed(PREFIX), 0, new byte[] {1}, new byte[] {2});
    }

    private static TreeSet<String> names(List<Topic> topics) {
        TreeSet<String> names = new TreeSet<>();
        topics.forEach(topic -> names.add(topic.name()));
        return names;
    }

    private static Map<String, Object> settings(Role role) throws Exception {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(access.of(role))) {
            file.load(reader);
        }
        Map<String, Object> settings = new HashMap<>();
        file.forEach((name, value) -> settings.put((String) name, value));
        settings.put("bootstrap.servers", access.bootstrapServers());
        settings.put("max.block.ms", DEADLINE.toMillis());
        return settings;
    }
}

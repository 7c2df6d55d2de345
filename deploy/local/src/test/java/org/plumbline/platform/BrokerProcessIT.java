// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerProcessIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Test
    void brokerCommitsTransactionsKeepsRecordsAcrossRestartsAndEndsOnClose(@TempDir Path directory) throws Exception {
        long firstPid;
        try (BrokerProcess broker = BrokerProcess.start(directory)) {
            firstPid = broker.process().pid();
            createTopic(broker);
            sendInTransaction(broker, "kept");
            assertEquals("kept", firstRecord(broker));
        }
        assertFalse(isAlive(firstPid), "the broker outlived close()");
        try (BrokerProcess again = BrokerProcess.start(directory)) {
            assertEquals("kept", firstRecord(again), "a record did not survive the restart");
        }
    }

    @Test
    void brokerThatCannotBindNamesItsLogAndIsGone(@TempDir Path directory) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PlatformException refusal = assertThrows(
                    PlatformException.class,
                    () -> BrokerProcess.start(directory, 0, taken.getLocalPort(), child -> {}));
            assertTrue(refusal.getMessage().contains("broker.log"), refusal.getMessage());
        }
    }

    private static void createTopic(BrokerProcess broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }

    private static void sendInTransaction(BrokerProcess broker, String value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", "key", value), (ignoredMetadata, failure) -> {
                if (failure != null) {
                    throw new IllegalStateException(failure);
                }
            });
            producer.commitTransaction();
        }
    }

    private static String firstRecord(BrokerProcess broker) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            long end = System.nanoTime() + DEADLINE.toNanos();
            while (System.nanoTime() < end) {
                for (var found : consumer.poll(Duration.ofMillis(200))) {
                    return found.value();
                }
            }
            return "nothing";
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}

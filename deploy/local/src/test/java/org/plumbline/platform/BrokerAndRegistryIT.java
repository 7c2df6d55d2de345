// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

final class BrokerAndRegistryIT {
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
    void registryRefusesAnIncompatibleSchemaOnceCompatibilityIsSet(@TempDir Path directory) throws Exception {
        try (RegistryProcess registry = RegistryProcess.start(directory);
                HttpClient client = HttpClient.newHttpClient()) {
            String versions = registry.url() + "/subjects/s-value/versions";
            assertEquals(200, send(client, "POST", versions, schema("\\\"string\\\"")));
            assertEquals(
                    200,
                    send(client, "PUT", registry.url() + "/config/s-value", "{\"compatibility\":\"FULL_TRANSITIVE\"}"));
            assertEquals(409, send(client, "POST", versions, schema("\\\"long\\\"")));
        }
    }

    @Test
    void brokerThatCannotBindNamesItsLogAndIsGone(@TempDir Path directory) throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            PlatformException refusal = org.junit.jupiter.api.Assertions.assertThrows(
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

    private static int send(HttpClient client, String method, String address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(DEADLINE)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String schema(String escaped) {
        return "{\"schema\":\"" + escaped + "\"}";
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}

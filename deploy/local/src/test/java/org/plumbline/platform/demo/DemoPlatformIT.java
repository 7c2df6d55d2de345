// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

final class DemoPlatformIT {
    private static final String PREFIX = Topics.DEFAULT_PREFIX;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static ProcessGroup processes;
    private static LocalPlatform platform;
    private static SchemaRegistryClient registry;

    @BeforeAll
    static void start() throws Exception {
        processes = new ProcessGroup(directory.resolve("processes"));
        platform = LocalPlatform.start(directory, LocalPlatform.Ports.FREE, PREFIX, processes);
        registry = SchemaRegistration.client(platform.registryUrl());
    }

    @AfterAll
    static void stop() {
        processes.close();
    }

    @Test
    void everyTopicOfTheContractIsThereAndCreatingThemAgainChangesNothing() throws Exception {
        LocalPlatform.createTopics(platform.bootstrapServers(), PREFIX);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            Set<String> names = admin.listTopics().names().get();
            for (Topic topic : Topics.ALL) {
                assertTrue(names.contains(topic.prefixed(PREFIX)), topic.name());
            }
            assertEquals(
                    Topics.DEFAULT_PARTITIONS,
                    admin.describeTopics(List.of(Topics.READINGS.prefixed(PREFIX)))
                            .allTopicNames()
                            .get()
                            .get(Topics.READINGS.prefixed(PREFIX))
                            .partitions()
                            .size());
        }
    }

    @Test
    void registryRefusesAnIncompatibleSchema() {
        RestClientException refusal = assertThrows(
                RestClientException.class,
                () -> registry.register(
                        Topics.READINGS.valueSubject(PREFIX), new AvroSchema(Schema.create(Schema.Type.LONG))));
        assertEquals(409, refusal.getStatus());
    }

    @Test
    void watcherSeesReadingsAndEveryOrderIsDeliveredTwiceMore() throws Exception {
        TopicView view = new TopicView();
        try (TopicWatcher watcher = new TopicWatcher(platform.bootstrapServers(), registry, PREFIX, view);
                OrderRedelivery redelivery = new OrderRedelivery(platform.bootstrapServers(), view)) {
            watcher.start();
            send(Topics.READINGS, RegisterReading.class, reading(Instant.ofEpochSecond(900_000), 77));
            send(Topics.CALIBRATION_ORDERS, CalibrationOrder.class, order());
            await().atMost(DEADLINE)
                    .until(() -> view.readingCount() == 1 && view.orders().size() == 1);
            assertEquals(900_000, view.newestCapture("M1"));
            assertEquals(77, view.readings().get("M1").registerRaw()[0]);

            redelivery.step();
            redelivery.step();
            await().atMost(DEADLINE).until(() -> view.orders().getFirst().deliveries() == 2);
            assertEquals(0, redelivery.complete(), "the second repetition waits for the outcome");

            send(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class, outcome());
            await().atMost(DEADLINE).until(() -> view.outcomes().size() == 1);
            redelivery.step();
            redelivery.step();
            await().atMost(DEADLINE).until(() -> view.orders().getFirst().deliveries() == 3);
            assertEquals(1, redelivery.complete());
            assertTrue(watcher.hasCaughtUp());
            watcher.requireRunning();
        }
    }

    private static RegisterReading reading(Instant capture, long raw) {
        return RegisterReading.newBuilder()
                .setMeterId("M1")
                .setCaptureTime(capture)
                .setReceiveTime(Instant.EPOCH)
                .setCalibrationEpoch(1)
                .setRegisters(List.of(new RegisterValue(TopicView.ENERGY_IMPORT, raw, 0, 30)))
                .build();
    }

    private static CalibrationOrder order() {
        return CalibrationOrder.newBuilder().setOrderId("o1").setMeterId("M1").build();
    }

    private static CalibrationOutcome outcome() {
        return CalibrationOutcome.newBuilder().setOrderId("o1").setMeterId("M1").build();
    }

    private static <T extends org.apache.avro.specific.SpecificRecord> void send(Topic topic, Class<T> type, T value)
            throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new RecordSerde<>(registry, type))) {
            producer.send(new ProducerRecord<>(topic.prefixed(PREFIX), "M1", value))
                    .get();
        }
    }
}

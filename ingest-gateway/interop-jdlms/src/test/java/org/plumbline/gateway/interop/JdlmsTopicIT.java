// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.interop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.gateway.app.GatewaySettings;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;

/** A meter that nobody here wrote, polled by the whole gateway onto the topic. */
class JdlmsTopicIT {

    private static final byte[] ENCRYPTION_KEY = HexFormat.of().parseHex("8f1d3ac06e5b47299b0c7ad1e2f35468");
    private static final byte[] AUTHENTICATION_KEY = HexFormat.of().parseHex("31c5a2e47f0896bdd20e4b6a98f71c53");
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String PREFIX = "interop.";
    private static final Instant FIELD_TIME =
            JdlmsMeter.FIRST_ROW.plusSeconds((long) JdlmsMeter.ROWS * JdlmsMeter.PERIOD_SECONDS);

    private final SchemaRegistryClient registry = new MockSchemaRegistryClient();

    @Test
    void everyRowReachesTheTopicThroughBothAssociations(@TempDir Path folder) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
                JdlmsMeter meter = new JdlmsMeter(ENCRYPTION_KEY, AUTHENTICATION_KEY)) {
            createTopics(broker);
            SchemaRegistration.registerAll(registry, PREFIX);
            try (Gateway gateway = Gateway.start(settings(broker, folder), registry, new SilentObserver())) {
                register(broker, registration(meter, "J-HLS", Authentication.HLS5_GMAC));
                await().atMost(DEADLINE).untilAsserted(() -> assertRows(broker, "J-HLS"));
                register(broker, registration(meter, "J-PUBLIC", Authentication.NONE));
                await().atMost(DEADLINE).untilAsserted(() -> assertRows(broker, "J-PUBLIC"));
                assertTrue(gateway.alive());
            }
        }
    }

    private void assertRows(BrokerProcess broker, String meterId) {
        List<RegisterReading> readings = readings(broker).stream()
                .filter(reading -> reading.getMeterId().equals(meterId) && reading.getSource() == ReadingSource.PROFILE)
                .toList();
        assertEquals(
                LongStream.range(0, JdlmsMeter.ROWS)
                        .mapToObj(row -> JdlmsMeter.ENERGY_RAW + row)
                        .toList(),
                readings.stream()
                        .map(reading -> reading.getRegisters().getFirst().getRaw())
                        .toList());
        assertEquals(JdlmsMeter.FIRST_ROW, readings.getFirst().getCaptureTime());
        assertEquals(1, readings.getFirst().getRegisters().getFirst().getScaler());
        assertEquals(30, readings.getFirst().getRegisters().getFirst().getUnit());
    }

    private static GatewaySettings settings(BrokerProcess broker, Path folder) throws Exception {
        Path signers = Files.writeString(folder.resolve("signers.json"), "[]");
        return new GatewaySettings(
                KafkaSettings.of(broker.bootstrapServers(), PREFIX, "interop"),
                PollingSettings.defaults().withBackfill(Duration.ofDays(10)),
                ClockSettings.defaults(),
                new TrustedClock(),
                OrderSettings.defaults(),
                SessionSettings.defaults(),
                FieldNetworks.parse(List.of("127.0.0.0/8")),
                reference -> Optional.of(new SecurityContext(
                        HexFormat.of().parseHex("504c420000000001"), ENCRYPTION_KEY, AUTHENTICATION_KEY)),
                TrustedSigners.load(signers, TrustedSigners.Purpose.ORDERS),
                TrustedSigners.load(signers, TrustedSigners.Purpose.COMMANDS),
                new PacingSettings(new SegmentLimits(4, 100), new SegmentLimits(4, 100), Map.of()),
                100,
                InstantSource.fixed(FIELD_TIME));
    }

    private static MeterRegistration registration(JdlmsMeter meter, String meterId, Authentication authentication) {
        return MeterRegistration.newBuilder()
                .setMeterId(meterId)
                .setState(RegistrationState.ACTIVE)
                .setHost("127.0.0.1")
                .setPort(meter.port())
                .setTransport(Transport.TCP_WRAPPER)
                .setClientAddress(1)
                .setPublicClientAddress(16)
                .setServerAddress(1)
                .setAuthentication(authentication)
                .setKeyReference("jdlms")
                .setSerialNumber(JdlmsMeter.SERIAL)
                .setPollPeriodSeconds(86_400)
                .setRegisters(List.of("1.0.1.8.0.255"))
                .build();
    }

    private void register(BrokerProcess broker, MeterRegistration registration) throws Exception {
        String topic = Topics.METERS.prefixed(PREFIX);
        try (KafkaProducer<String, MeterRegistration> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new RecordSerde<>(registry, MeterRegistration.class))) {
            producer.send(new ProducerRecord<>(topic, registration.getMeterId(), registration))
                    .get();
        }
    }

    private List<RegisterReading> readings(BrokerProcess broker) {
        List<RegisterReading> readings = new ArrayList<>();
        TopicPartition partition = new TopicPartition(Topics.READINGS.prefixed(PREFIX), 0);
        try (KafkaConsumer<String, RegisterReading> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new RecordSerde<>(registry, RegisterReading.class))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> readings.add(record.value()));
            }
        }
        return readings;
    }

    private static void createTopics(BrokerProcess broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic ->
                                    new NewTopic(topic.prefixed(PREFIX), 1, (short) 1).configs(topic.brokerSettings()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static final class SilentObserver implements WorkObserver {
        @Override
        public void pollEnded(String outcome, int rows) {
            // The topic tells.
        }

        @Override
        public void orderEnded(OrderResult result) {
            // No orders here.
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.gateway.app.GatewaySettings;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.TrustedClock;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterPlan;

/** Topics of their own on a real broker, simulated meters on real sockets, and gateways between them. */
final class TestBed implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final int PARTITIONS = 2;

    final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    final String bootstrapServers;
    final int partitions;
    final SchemaRegistryClient registry = new MockSchemaRegistryClient();
    final TestKeys keys = TestKeys.create();
    final InMemoryLedger ledger = new InMemoryLedger();
    final SettableFieldClock clock;
    final SimulatorServer simulator;
    final List<MeterPlan> plans;
    private final KafkaProducer<byte[], byte[]> producer;

    TestBed(Instant fieldNow, List<MeterPlan> plans) {
        this(SharedBroker.bootstrapServers(), fieldNow, plans);
    }

    TestBed(String bootstrapServers, Instant fieldNow, List<MeterPlan> plans) {
        this(bootstrapServers, fieldNow, plans, PARTITIONS);
    }

    /** @param options what is special about the simulator */
    TestBed(Instant fieldNow, List<MeterPlan> plans, UnaryOperator<SimulatorOptions> options) {
        this(SharedBroker.bootstrapServers(), fieldNow, plans, PARTITIONS, options);
    }

    TestBed(String bootstrapServers, Instant fieldNow, List<MeterPlan> plans, int partitions) {
        this(bootstrapServers, fieldNow, plans, partitions, UnaryOperator.identity());
    }

    /** @param linkFaults on the links of all meters */
    TestBed(
            String bootstrapServers,
            Instant fieldNow,
            List<MeterPlan> plans,
            int partitions,
            LinkFaults.Settings linkFaults) {
        this(bootstrapServers, fieldNow, plans, partitions, options -> options.withLinkFaults(linkFaults));
    }

    private TestBed(
            String bootstrapServers,
            Instant fieldNow,
            List<MeterPlan> plans,
            int partitions,
            UnaryOperator<SimulatorOptions> options) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
        this.plans = plans;
        this.clock = new SettableFieldClock(fieldNow);
        createTopics();
        SchemaRegistration.registerAll(registry, prefix);
        this.simulator = SimulatorServer.start(plans, options.apply(SimulatorOptions.of(clock, ledger)));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic.prefixed(prefix), partitions, (short) 1)
                                    .configs(topic.brokerSettings()))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    KafkaSettings kafkaSettings() {
        return KafkaSettings.of(bootstrapServers, prefix, prefix + "gateway").withSessionTimeout(Duration.ofSeconds(6));
    }

    GatewaySettings settings() {
        return settings(kafkaSettings(), plans, keys.orderSigners(), keys.commandSigners(), clock);
    }

    static GatewaySettings settings(
            KafkaSettings kafka,
            List<MeterPlan> plans,
            TrustedSigners orders,
            TrustedSigners commands,
            SettableFieldClock clock) {
        SessionSettings defaults = SessionSettings.defaults();
        return new GatewaySettings(
                kafka,
                PollingSettings.defaults().withBackoff(new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1))),
                ClockSettings.defaults(),
                new TrustedClock(),
                new OrderSettings(
                        5,
                        Duration.ofSeconds(30),
                        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1)),
                        Duration.ofSeconds(10)),
                new SessionSettings(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(500),
                        defaults.maxReceivePdu(),
                        defaults.limits(),
                        defaults.maxProfileRows(),
                        defaults.maxCounterJump(),
                        defaults.counterMargin()),
                FieldNetworks.parse(List.of("127.0.0.0/8")),
                TestKeys.keyRing(plans),
                orders,
                commands,
                new PacingSettings(new SegmentLimits(8, 1_000), new SegmentLimits(8, 1_000), Map.of()),
                50,
                clock::now);
    }

    Gateway startGateway() throws InterruptedException {
        return Gateway.start(settings(), registry, SILENT);
    }

    Gateway startGateway(PacingSettings pacing) throws InterruptedException {
        GatewaySettings usual = settings();
        GatewaySettings paced = new GatewaySettings(
                usual.kafka(),
                usual.polling(),
                usual.clocks(),
                usual.headEndClock(),
                usual.orders(),
                usual.sessions(),
                usual.networks(),
                usual.keys(),
                usual.orderSigners(),
                usual.consoles(),
                pacing,
                usual.counterBlock(),
                usual.fieldTime());
        return Gateway.start(paced, registry, SILENT);
    }

    static final WorkObserver SILENT = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            // Tests look at the topics.
        }

        @Override
        public void orderEnded(OrderResult result) {
            // Tests look at the topics.
        }
    };

    MeterRegistration registration(MeterPlan plan) {
        return MeterRegistration.newBuilder()
                .setMeterId(plan.meterId())
                .setState(RegistrationState.ACTIVE)
                .setHost(plan.address())
                .setPort(simulator.port())
                .setTransport(Transport.TCP_WRAPPER)
                .setClientAddress(1)
                .setPublicClientAddress(16)
                .setServerAddress(1)
                .setAuthentication(Authentication.HLS5_GMAC)
                .setKeyReference(plan.meterId())
                .setSerialNumber(plan.rating().serialNumber())
                .setMeterModel(plan.model().name().replace('_', '-'))
                .setAccuracyClass("1")
                .setCapturePeriodSeconds(900)
                .setPollPeriodSeconds(86_400)
                .setRegisters(List.of("1.0.1.8.0.255", "0.0.96.9.0.255"))
                .build();
    }

    void registerAll() {
        plans.forEach(plan -> send(Topics.METERS, plan.meterId(), registration(plan)));
    }

    <T extends SpecificRecord> void send(Topic topic, String key, T value) {
        String name = topic.prefixed(prefix);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        sendRaw(topic, key, new RecordSerde<>(registry, type).serialize(name, value));
    }

    void sendRaw(Topic topic, String key, byte[] octets) {
        try {
            producer.send(new ProducerRecord<>(topic.prefixed(prefix), key.getBytes(StandardCharsets.UTF_8), octets))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    <T extends SpecificRecord> List<T> all(Topic topic, Class<T> type) {
        RecordSerde<T> serde = new RecordSerde<>(registry, type);
        return raw(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> serde.deserialize(record.topic(), record.value()))
                .toList();
    }

    /** Everything committed on the topic up to now. */
    List<ConsumerRecord<byte[], byte[]>> raw(Topic topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic.prefixed(prefix), i));
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        producer.close();
        simulator.close();
    }
}

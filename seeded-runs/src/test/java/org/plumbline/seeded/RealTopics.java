// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.RegistryProcess;
import org.plumbline.platform.process.LoopbackPorts;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** A broker that can be killed and comes back, a registry, and all topics, written and read as another service would. */
final class RealTopics implements AutoCloseable {

    static final String PREFIX = "crash.";
    private static final int PARTITIONS = 3;
    private static final long SEND_SECONDS = 60;
    private static final List<Topic> READ = List.of(
            Topics.METER_EVENTS,
            Topics.CAMPAIGNS,
            Topics.CAMPAIGN_MEMBERS,
            Topics.CALIBRATION_ORDERS,
            Topics.CALIBRATION_OUTCOMES,
            Topics.AUDIT_FACTS,
            Topics.AUDIT);

    private final Path directory;
    private final int port;
    private final int controllerPort;
    private final RegistryProcess registryProcess;
    private final SchemaRegistryClient registry;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<Class<?>, RecordSerde<?>> serdes = new ConcurrentHashMap<>();
    private BrokerProcess broker;

    RealTopics(Path directory) throws InterruptedException, ExecutionException {
        this.directory = directory;
        this.port = LoopbackPorts.free();
        this.controllerPort = LoopbackPorts.free();
        this.broker = startBroker();
        this.registryProcess = RegistryProcess.start(directory.resolve("registry"));
        this.registry = SchemaRegistration.client(registryProcess.url());
        SchemaRegistration.registerAll(registry, PREFIX);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic.prefixed(PREFIX), PARTITIONS, (short) 1)
                                    .configs(topic.brokerSettings()))
                            .toList())
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()), new StringSerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = READ.stream()
                .flatMap(topic -> IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic.prefixed(PREFIX), partition)))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private BrokerProcess startBroker() throws InterruptedException {
        return BrokerProcess.start(directory.resolve("broker"), port, controllerPort, child -> {});
    }

    String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    String registryUrl() {
        return registryProcess.url();
    }

    /** It goes without a word. */
    void killBroker() {
        broker.process().kill();
        broker.close();
    }

    /** It comes back with its data. */
    void restartBroker() throws InterruptedException {
        broker = startBroker();
    }

    <V extends SpecificRecord> void send(Topic topic, String key, V value) {
        @SuppressWarnings("unchecked")
        RecordSerde<V> serde = (RecordSerde<V>)
                serdes.computeIfAbsent(value.getClass(), type -> new RecordSerde<>(registry, value.getClass()));
        String id = topic.equals(Topics.CASES) ? key.substring(0, key.indexOf('|')) : key;
        send(new ProducerRecord<>(
                topic.prefixed(PREFIX),
                Partitioning.partitionOf(id, PARTITIONS),
                key,
                serde.serialize(topic.prefixed(PREFIX), value)));
    }

    /** The same octets once more. */
    void sendAgain(ConsumerRecord<String, byte[]> seen) {
        send(new ProducerRecord<>(seen.topic(), seen.partition(), seen.key(), seen.value()));
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot send to " + message.topic(), e);
        }
    }

    /** What has been committed since the last time. */
    void poll(Consumer<ConsumerRecord<String, byte[]>> each) {
        consumer.poll(Duration.ofMillis(50)).forEach(each);
    }

    static boolean isOf(ConsumerRecord<String, byte[]> message, Topic topic) {
        return message.topic().equals(topic.prefixed(PREFIX));
    }

    <V extends SpecificRecord> V read(ConsumerRecord<String, byte[]> message, Class<V> type) {
        @SuppressWarnings("unchecked")
        RecordSerde<V> serde =
                (RecordSerde<V>) serdes.computeIfAbsent(type, unknown -> new RecordSerde<>(registry, type));
        return serde.deserialize(message.topic(), message.value());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
        registryProcess.close();
        broker.close();
    }
}

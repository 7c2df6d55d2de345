// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.plumbline.analyzer.QuietLog;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.platform.process.JavaCommand;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** One set of topics on a broker, and analyzers of it in processes of their own. */
final class Stage implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Path directory;
    private final String prefix;
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final KafkaProducer<String, byte[]> producer;
    private int starts;

    Stage(BrokerProcess broker, Path directory, String prefix) throws InterruptedException {
        QuietLog.set();
        this.bootstrapServers = broker.bootstrapServers();
        this.directory = directory;
        this.prefix = prefix;
        LocalPlatform.createTopics(bootstrapServers, prefix);
        SchemaRegistration.registerAll(registry, prefix);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** @param instance names the directory of its state stores */
    ChildProcess startAnalyzer(String instance) {
        return ChildProcess.start(
                "analyzer-" + prefix + ++starts,
                directory,
                JavaCommand.ofMain(
                                JavaCommand.ownClassPath(),
                                AnalyzerChild.class.getName(),
                                bootstrapServers,
                                prefix,
                                directory.resolve(prefix + instance).toString())
                        .heapMegabytes(384)
                        .flag("--enable-native-access=ALL-UNNAMED")
                        .property("java.util.logging.manager", "org.jboss.logmanager.LogManager"));
    }

    void register(String testedId) {
        send(Topics.METERS, testedId, Fleet.registration(testedId));
        send(Topics.METERS, Fleet.reference(testedId), Fleet.registration(Fleet.reference(testedId)));
    }

    void profile(String testedId) {
        send(Topics.REFERENCE_PROFILES, "profile-" + testedId, Fleet.profile(testedId));
    }

    void send(Topic topic, String key, SpecificRecord value) {
        sendOctets(topic, key, octets(topic, value));
    }

    void sendOctets(Topic topic, String key, byte[] octets) {
        // A failed send shows as a missing result; flush() waits for all.
        var unused = producer.send(new ProducerRecord<>(topic.prefixed(prefix), key, octets));
    }

    void flush() {
        producer.flush();
    }

    <T extends SpecificRecord> byte[] octets(Topic topic, T value) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        return new RecordSerde<>(registry, type).serialize(topic.prefixed(prefix), value);
    }

    /** All committed records of a topic so far: octets by key, in order. */
    Map<String, List<byte[]>> committed(Topic topic) {
        Map<String, List<byte[]>> byKey = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            byKey.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value());
        }
        return byKey;
    }

    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.DEFAULT_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic.prefixed(prefix), partition))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(POLL).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() {
        producer.close();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.QuietLog;
import org.plumbline.analyzer.adapter.kafka.StreamsSettings;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** The topology on Kafka's test driver with a registry in memory. */
final class Bench implements AutoCloseable {
    static final String PREFIX = "bench.";

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant fieldNow = Fleet.day(Fleet.FIRST_DAY + 400);
    final List<String> globalDeadLetters = new ArrayList<>();

    /** The driver commits and checkpoints after every record; in memory that takes no time. */
    private final Path stateDirectory = freshDirectory();

    /** The console of the bench. */
    final Clerk clerk = new Clerk(stateDirectory, Instant.parse("2026-01-01T00:00:00Z"));

    Bench() {
        this(Set.of());
    }

    /** @param corrected policies whose meters have a corrected series */
    Bench(Set<CorrectionPolicy> corrected) {
        QuietLog.set();
        SchemaRegistration.registerAll(registry, PREFIX);
        Map<String, Object> settings = StreamsSettings.of(Brokers.plain("127.0.0.1:1"), PREFIX, stateDirectory, 1);
        StreamsConfig config = new StreamsConfig(settings);
        InstantSource fieldTime = () -> fieldNow;
        DriftTopology topology = new DriftTopology(
                        config,
                        PREFIX,
                        1,
                        registry,
                        fieldTime,
                        LimitTable.shipped(),
                        clerk.trusted(),
                        (topic, partition, offset, key, value, cause) -> globalDeadLetters.add(topic + ": " + cause))
                .correctingReadingsUnder(corrected);
        Properties properties = new Properties();
        properties.putAll(settings);
        driver = new TopologyTestDriver(topology.get(), properties, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Path freshDirectory() {
        Path memory = Path.of("/dev/shm");
        try {
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "drift-analyzer-bench")
                    : Files.createTempDirectory("drift-analyzer-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void fieldTime(Instant now) {
        fieldNow = now;
    }

    void passWallTime(java.time.Duration time) {
        driver.advanceWallClockTime(time);
    }

    void pair(String testedId) {
        send(Topics.METERS, testedId, Fleet.registration(testedId));
        send(Topics.METERS, Fleet.reference(testedId), Fleet.registration(Fleet.reference(testedId)));
        send(Topics.REFERENCE_PROFILES, "profile-" + testedId, Fleet.profile(testedId));
    }

    void register(MeterRegistration meter) {
        send(Topics.METERS, meter.getMeterId(), meter);
    }

    void profile(ReferenceProfile profile) {
        send(Topics.REFERENCE_PROFILES, profile.getProfileId(), profile);
    }

    void event(MeterEvent event) {
        send(Topics.METER_EVENTS, event.getMeterId(), event);
    }

    void readings(List<RegisterReading> readings) {
        readings.forEach(reading -> send(Topics.READINGS, reading.getMeterId(), reading));
    }

    void send(Topic topic, String key, SpecificRecord value) {
        sendOctets(topic, key, octets(topic, value));
    }

    <T extends SpecificRecord> byte[] octets(Topic topic, T value) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        return new RecordSerde<>(registry, type).serialize(topic.prefixed(PREFIX), value);
    }

    void sendOctets(Topic topic, @Nullable String key, byte @Nullable [] value) {
        byte[] keyOctets = key == null ? null : new StringSerializer().serialize("", key);
        inputs.computeIfAbsent(
                        topic.prefixed(PREFIX),
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(keyOctets, value, Instant.parse("2026-01-01T00:00:00Z")));
    }

    List<DriftEstimate> drift() {
        return values(Topics.DRIFT, DriftEstimate.class);
    }

    List<CorrectedDay> corrected() {
        return values(Topics.CORRECTED_READINGS, CorrectedDay.class);
    }

    List<SurveillanceDay> surveillance() {
        return values(Topics.SURVEILLANCE, SurveillanceDay.class);
    }

    /** The newest estimate of every meter since the last call. */
    Map<String, DriftEstimate> latest() {
        return newest(Topics.DRIFT_LATEST, DriftEstimate.class);
    }

    /** The newest forecast of every meter since the last call. */
    Map<String, CalibrationForecast> forecasts() {
        return newest(Topics.CALIBRATION_FORECASTS, CalibrationForecast.class);
    }

    /** The newest estimate of every quantity besides active import since the last call. */
    Map<String, DriftEstimate> latestQuantities() {
        return newest(Topics.QUANTITY_DRIFT_LATEST, DriftEstimate.class);
    }

    /** The newest finding about every reference meter since the last call. */
    Map<String, ReferenceFinding> findings() {
        return newest(Topics.REFERENCE_FINDINGS, ReferenceFinding.class);
    }

    /** The newest record of every case since the last call. */
    Map<String, AccuracyCase> cases() {
        return newest(Topics.CASES, AccuracyCase.class);
    }

    List<MeterChecks> checks() {
        return values(Topics.METER_CHECKS, MeterChecks.class);
    }

    /** The newest checks of every meter since the last call. */
    Map<String, MeterChecks> latestChecks() {
        return newest(Topics.METER_CHECKS_LATEST, MeterChecks.class);
    }

    List<AuditFact> facts() {
        return values(Topics.AUDIT_FACTS, AuditFact.class);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        TestOutputTopic<byte[], byte[]> topic = driver.createOutputTopic(
                Topics.DEAD_LETTERS.prefixed(PREFIX), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return topic.readRecordsToList();
    }

    /** Puts octets into a store, as if they had been there before. */
    void store(String store, Object key, byte[] octets) {
        driver.<Object, byte[]>getKeyValueStore(store).put(key, octets);
    }

    /** All stored octets of a store, by key. */
    Map<Object, byte[]> stored(String store) {
        Map<Object, byte[]> all = new LinkedHashMap<>();
        try (var entries = driver.<Object, byte[]>getKeyValueStore(store).all()) {
            entries.forEachRemaining(entry -> all.put(entry.key, entry.value));
        }
        return Collections.unmodifiableMap(all);
    }

    private <T extends SpecificRecord> List<T> values(Topic topic, Class<T> type) {
        return driver.createOutputTopic(
                        topic.prefixed(PREFIX),
                        new StringDeserializer(),
                        new RecordSerde<>(registry, type).deserializer())
                .readValuesToList();
    }

    private <T extends SpecificRecord> Map<String, T> newest(Topic topic, Class<T> type) {
        Map<String, T> newest = new LinkedHashMap<>();
        driver.createOutputTopic(
                        topic.prefixed(PREFIX),
                        new StringDeserializer(),
                        new RecordSerde<>(registry, type).deserializer())
                .readKeyValuesToList()
                .forEach(record -> newest.put(record.key, record.value));
        return newest;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> left = Files.walk(stateDirectory)) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

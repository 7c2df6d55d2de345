// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.serde.RecordSerde;

/** Decoding one reading with our serde; baseline: Avro's generic reader on the same octets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadingCodecBenchmark {
    private static final String TOPIC = Topics.READINGS.prefixed(Topics.DEFAULT_PREFIX);
    private static final int HEADER_OCTETS = 5;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RecordSerde<RegisterReading> serde = new RecordSerde<>(registry, RegisterReading.class);
    private final GenericDatumReader<GenericRecord> generic =
            new GenericDatumReader<>(RegisterReading.getClassSchema());
    private byte[] octets = {};

    @Setup
    public void writeOne() throws IOException, RestClientException {
        registry.register(
                Topics.READINGS.valueSubject(Topics.DEFAULT_PREFIX), new AvroSchema(RegisterReading.getClassSchema()));
        RegisterReading reading = RegisterReading.newBuilder()
                .setMeterId("SM-0001")
                .setCaptureTime(Instant.ofEpochSecond(1_772_324_100))
                .setSource(ReadingSource.PROFILE)
                .setCalibrationEpoch(1)
                .setRegisters(List.of(
                        new RegisterValue("1.0.1.8.0.255", 12_345_678L, 0, 30),
                        new RegisterValue("0.0.96.9.0.255", 231L, -1, 9)))
                .build();
        byte[] written = serde.serialize(TOPIC, reading);
        if (written == null) {
            throw new IllegalStateException("nothing written");
        }
        octets = written;
    }

    @Benchmark
    public Object baselineGenericReader() throws IOException {
        return generic.read(
                null, DecoderFactory.get().binaryDecoder(octets, HEADER_OCTETS, octets.length - HEADER_OCTETS, null));
    }

    @Benchmark
    public @Nullable Object recordSerde() {
        return serde.deserialize(TOPIC, octets);
    }
}

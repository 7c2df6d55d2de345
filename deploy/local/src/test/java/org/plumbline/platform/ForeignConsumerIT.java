// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.process.ProcessGroup;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** A client that nobody here wrote (kafkajs with its Confluent registry package) reads a reading. */
final class ForeignConsumerIT {
    private static final Path SCRIPTS = Path.of("src/test/kafkajs");

    @Test
    void kafkajsDecodesAReading(@TempDir Path directory) throws Exception {
        assumeTrue(succeeds(directory, 20, "node", "--version"), "node is not installed: apt-get install nodejs npm");
        for (String file : List.of("package.json", "package-lock.json", "read-one.js")) {
            Files.copy(SCRIPTS.resolve(file), directory.resolve(file));
        }
        assumeTrue(
                installed(directory),
                () -> "npm could not fetch kafkajs (is its registry reachable?): " + output(directory));
        try (ProcessGroup processes = new ProcessGroup(directory.resolve("pids"))) {
            LocalPlatform platform =
                    LocalPlatform.start(directory, LocalPlatform.Ports.FREE, Topics.DEFAULT_PREFIX, processes);
            String topic = Topics.READINGS.prefixed(Topics.DEFAULT_PREFIX);
            send(platform, topic);

            boolean read = succeeds(
                    directory, 70, "node", "read-one.js", platform.bootstrapServers(), platform.registryUrl(), topic);

            assertTrue(read, () -> output(directory));
            JsonNode record = new ObjectMapper().readTree(output(directory).strip());
            assertEquals("SM-0001", record.get("key").asText());
            assertEquals("PROFILE", record.at("/value/source").asText());
            assertEquals(1_772_324_100_000L, record.at("/value/captureTime").asLong());
            assertEquals("1.0.1.8.0.255", record.at("/value/registers/0/obis").asText());
            assertEquals(4_294_967_295L, record.at("/value/registers/0/raw").asLong());
        }
    }

    private static void send(LocalPlatform platform, String topic) throws Exception {
        RegisterReading reading = RegisterReading.newBuilder()
                .setMeterId("SM-0001")
                .setCaptureTime(Instant.ofEpochSecond(1_772_324_100))
                .setSource(ReadingSource.PROFILE)
                .setCalibrationEpoch(1)
                .setRegisters(List.of(new RegisterValue("1.0.1.8.0.255", 4_294_967_295L, 0, 30)))
                .build();
        try (var serde = new RecordSerde<>(SchemaRegistration.client(platform.registryUrl()), RegisterReading.class);
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()),
                        new StringSerializer(),
                        serde)) {
            producer.send(new ProducerRecord<>(topic, "SM-0001", reading)).get(20, TimeUnit.SECONDS);
        }
    }

    /** A fetch that stalls is given up early and tried once more: what came already is in npm's cache. */
    private static boolean installed(Path directory) throws InterruptedException {
        String[] install = {"npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"};
        for (int tries = 0; tries < 2; tries++) {
            if (succeeds(directory, 30, install)) {
                return true;
            }
        }
        return false;
    }

    private static boolean succeeds(Path directory, int withinSeconds, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("output").toFile())
                    .redirectErrorStream(false)
                    .redirectError(directory.resolve("errors").toFile())
                    .start();
            if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static String output(Path directory) {
        try {
            String printed = Files.readString(directory.resolve("output"));
            return printed.isBlank() ? Files.readString(directory.resolve("errors")) : printed;
        } catch (IOException e) {
            return e.toString();
        }
    }
}

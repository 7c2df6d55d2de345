// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.RegisterReading;

/** The analyzer against a real broker. */
class AnalyzerIT {
    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final int PAIRS = 6;
    private static final int DAYS = 12;
    private static final byte[] POISON = "poison".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    private static BrokerProcess broker;

    @BeforeAll
    static void startBroker() throws InterruptedException {
        broker = BrokerProcess.start(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void killInMidStreamChangesNoResultAndLosesNoPoison() throws InterruptedException {
        try (Stage calm = new Stage(broker, directory, "calm.");
                Stage rough = new Stage(broker, directory, "rough.")) {
            play(calm, 0, DAYS);
            ChildProcess undisturbed = calm.startAnalyzer();
            play(rough, 0, DAYS / 2);
            try (ChildProcess first = rough.startAnalyzer()) {
                awaitEstimates(rough, PAIRS);
                play(rough, DAYS / 2, DAYS);
                first.kill();
            }
            try (ChildProcess second = rough.startAnalyzer()) {
                awaitEstimates(rough, PAIRS * DAYS);
                awaitEstimates(calm, PAIRS * DAYS);
                assertTrue(second.isAlive());
            }
            undisturbed.close();

            assertSame(calm.committed(Topics.DRIFT), rough.committed(Topics.DRIFT));
            assertSame(calm.committed(Topics.CASES), rough.committed(Topics.CASES));
            assertEquals(1, rough.committed(Topics.CASES).size());
            List<ConsumerRecord<String, byte[]>> letters = rough.records(Topics.DEAD_LETTERS);
            assertEquals(2, letters.size());
            letters.forEach(letter -> assertArrayEquals(POISON, letter.value()));
        }
    }

    @Test
    void withoutTopicsTheStartIsRefusedAndTheSettingNamed() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> AnalyzerProcess.start(
                        new AnalyzerSettings(
                                broker.bootstrapServers(),
                                "unused",
                                "nobody.",
                                directory.resolve("none"),
                                1,
                                null,
                                null),
                        new MockSchemaRegistryClient()));
        assertTrue(refusal.getMessage().contains("plumbline.topic-prefix"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("nobody.dead-letters.v1"), refusal.getMessage());
    }

    /** Plays the given days; the first meter has an error beyond the limit. Poison is in each half. */
    private static void play(Stage stage, int fromDay, int toDay) {
        for (int pair = 0; pair < PAIRS; pair++) {
            String meterId = "m" + pair;
            if (fromDay == 0) {
                stage.pair(meterId);
                stage.send(
                        Topics.METER_EVENTS,
                        meterId,
                        Fleet.epoch(meterId, 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
                stage.flush();
            }
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            String meterId = "m" + pair;
            Truth truth = new Truth(pair == 0 ? 1.7 : 0.1 * pair, 1);
            List<RegisterReading> all = Fleet.readings(meterId, Fleet.FIRST_DAY, DAYS, pair, day -> truth);
            for (RegisterReading reading : all) {
                long day = Duration.between(Fleet.day(Fleet.FIRST_DAY), reading.getCaptureTime())
                        .toDays();
                boolean last = day == DAYS;
                if (day >= fromDay && day < toDay || last && toDay == DAYS) {
                    stage.send(Topics.READINGS, reading.getMeterId(), reading);
                }
            }
        }
        if (fromDay == 0) {
            stage.sendOctets(Topics.READINGS, "m1", POISON);
        }
        if (toDay == DAYS) {
            stage.sendOctets(Topics.METER_EVENTS, "m2", POISON);
        }
        stage.flush();
    }

    private static void awaitEstimates(Stage stage, int count) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> stage.records(Topics.DRIFT).size() >= count);
    }

    private static void assertSame(Map<String, List<byte[]>> expected, Map<String, List<byte[]>> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((key, values) -> {
            assertEquals(values.size(), actual.get(key).size(), key);
            for (int k = 0; k < values.size(); k++) {
                assertArrayEquals(values.get(k), actual.get(key).get(k), key);
            }
        });
    }
}

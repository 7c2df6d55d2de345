// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.analyzer.adapter.micrometer.AnalyzerMetrics;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.platform.process.ChildProcess;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.kafka.Brokers;

/** The analyzer against a real broker. */
class AnalyzerIT {
    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final int PAIRS = 6;
    private static final int DAYS = 12;
    private static final int KILLS = 4;
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

    /**
     * Undisturbed, one instance sees profiles before readings. Disturbed, every other profile comes after half of the
     * readings, a second instance joins, the first is killed and comes back on its own disk.
     */
    @Test
    void killAndRebalanceInMidStreamChangeNoResultAndLoseNoPoison() throws InterruptedException {
        try (Stage calm = new Stage(broker, directory, "calm.");
                Stage rough = new Stage(broker, directory, "rough.")) {
            begin(calm, pair -> true);
            play(calm, 0, DAYS);
            begin(rough, pair -> pair % 2 == 0);
            play(rough, 0, DAYS / 2);
            try (ChildProcess undisturbed = calm.startAnalyzer("only");
                    ChildProcess first = rough.startAnalyzer("first");
                    ChildProcess second = rough.startAnalyzer("second")) {
                awaitEstimates(rough, PAIRS / 2);
                profiles(rough, pair -> pair % 2 == 1);
                play(rough, DAYS / 2, DAYS);
                first.kill();
                try (ChildProcess again = rough.startAnalyzer("first")) {
                    awaitEstimates(rough, PAIRS * DAYS);
                    awaitEstimates(calm, PAIRS * DAYS);
                    assertTrue(undisturbed.isAlive() && second.isAlive() && again.isAlive());
                }
            }
            assertSameResults(calm, rough);
        }
    }

    /** Kills at moments that only the seed decides; each time another instance takes over. */
    @Test
    @Tag("full")
    void manyKillsChangeNoResult() throws InterruptedException {
        SplittableRandom chance = new SplittableRandom(4);
        try (Stage calm = new Stage(broker, directory, "calm-full.");
                Stage rough = new Stage(broker, directory, "rough-full.");
                ChildProcess undisturbed = calm.startAnalyzer("only")) {
            begin(calm, pair -> true);
            play(calm, 0, DAYS);
            begin(rough, pair -> true);
            Deque<ChildProcess> alive = new ArrayDeque<>(List.of(rough.startAnalyzer("0"), rough.startAnalyzer("1")));
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    play(rough, DAYS * kill / KILLS, DAYS * (kill + 1) / KILLS);
                    awaitEstimates(rough, chance.nextInt(PAIRS * DAYS * kill / KILLS + 1));
                    alive.removeFirst().kill();
                    alive.addLast(rough.startAnalyzer(Integer.toString(2 + kill)));
                }
                awaitEstimates(rough, PAIRS * DAYS);
                awaitEstimates(calm, PAIRS * DAYS);
            } finally {
                alive.forEach(ChildProcess::close);
            }
            assertTrue(undisturbed.isAlive());
            assertSameResults(calm, rough);
        }
    }

    private static void assertSameResults(Stage calm, Stage rough) {
        assertSame(calm.committed(Topics.DRIFT), rough.committed(Topics.DRIFT));
        assertSame(newest(calm, Topics.DRIFT_LATEST), newest(rough, Topics.DRIFT_LATEST));
        assertSame(calm.committed(Topics.CASES), rough.committed(Topics.CASES));
        assertEquals(1, rough.committed(Topics.CASES).size());
        List<ConsumerRecord<String, byte[]>> letters = rough.records(Topics.DEAD_LETTERS);
        assertEquals(2, letters.size());
        letters.forEach(letter -> assertArrayEquals(POISON, letter.value()));
    }

    private static Map<String, List<byte[]>> newest(Stage stage, Topic topic) {
        Map<String, List<byte[]>> newest = stage.committed(topic);
        newest.replaceAll((key, values) -> List.of(values.getLast()));
        return newest;
    }

    @Test
    void withoutTopicsTheStartIsRefusedAndTheSettingNamed() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> AnalyzerProcess.start(
                        new AnalyzerSettings(
                                Brokers.plain(broker.bootstrapServers()),
                                "unused",
                                "nobody.",
                                directory.resolve("none"),
                                1,
                                0,
                                null,
                                null,
                                Duration.ofHours(12),
                                null,
                                Set.of()),
                        new MockSchemaRegistryClient(),
                        new AnalyzerMetrics(new SimpleMeterRegistry())));
        assertTrue(refusal.getMessage().contains("plumbline.topic-prefix"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("nobody.dead-letters.v1"), refusal.getMessage());
    }

    /** Registrations, first calibrations and some of the profiles. */
    private static void begin(Stage stage, IntPredicate profiled) {
        for (int pair = 0; pair < PAIRS; pair++) {
            String meterId = "m" + pair;
            stage.register(meterId);
            stage.send(
                    Topics.METER_EVENTS,
                    meterId,
                    Fleet.epoch(meterId, 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
        }
        profiles(stage, profiled);
    }

    private static void profiles(Stage stage, IntPredicate profiled) {
        IntStream.range(0, PAIRS).filter(profiled).forEach(pair -> stage.profile("m" + pair));
        stage.flush();
    }

    /** Plays the given days; the first meter has an error beyond the limit. Poison is in the first and the last. */
    private static void play(Stage stage, int fromDay, int toDay) {
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

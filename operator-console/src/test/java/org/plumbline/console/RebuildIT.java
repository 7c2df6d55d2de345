// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.adapter.kafka.TableFollower;
import org.plumbline.console.adapter.sql.Database;
import org.plumbline.console.adapter.sql.Picture;
import org.plumbline.console.adapter.sql.SqlTableStore;
import org.plumbline.console.port.TableStore;
import org.plumbline.console.tables.Retention;
import org.plumbline.platform.BrokerProcess;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.MeterErasure;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.serde.SchemaRegistration;

/** The tables and a real broker: dropped, cut off or interrupted, they come to the same picture. */
class RebuildIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final short ONE_REPLICA = 1;
    private static final int PARTITIONS = 3;
    private static final int METERS = 12;

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static final MockSchemaRegistryClient REGISTRY = new MockSchemaRegistryClient();

    @BeforeAll
    static void fillTopics() throws Exception {
        broker = BrokerProcess.start(folder.resolve("broker"));
        SchemaRegistration.registerAll(REGISTRY, Topics.DEFAULT_PREFIX);
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(Topics.ALL.stream()
                            .map(topic -> new NewTopic(topic.prefixed(Topics.DEFAULT_PREFIX), PARTITIONS, ONE_REPLICA))
                            .toList())
                    .all()
                    .get();
        }
        try (FleetTopicWriter topics = new FleetTopicWriter(REGISTRY, broker.bootstrapServers())) {
            for (int i = 0; i < METERS; i++) {
                tell(topics, "R" + i, i);
            }
            topics.write(
                    Topics.ERASURES,
                    "R7",
                    MeterErasure.newBuilder()
                            .setMeterId("R7")
                            .setErasedUpTo(SampleFleet.NOW.minusSeconds(900))
                            .build());
            topics.raw(Topics.METERS, "R3", null);
            topics.raw(Topics.CASES, "R4|MET-02|1", null);
            topics.raw(Topics.DRIFT_LATEST, "R5", null);
            topics.raw(Topics.READINGS, "R6", new byte[] {1, 2, 3});
        }
    }

    private static void tell(FleetTopicWriter topics, String meterId, int i) {
        topics.write(Topics.METERS, meterId, SampleFleet.meter(meterId));
        for (int capture = 0; capture < 4; capture++) {
            topics.write(
                    Topics.READINGS,
                    meterId,
                    SampleFleet.reading(meterId, SampleFleet.NOW.minusSeconds(900L * (capture % 3))));
        }
        topics.write(
                Topics.READINGS, meterId, SampleFleet.reading(meterId, SampleFleet.NOW.minus(Duration.ofDays(90))));
        topics.write(Topics.DRIFT, meterId, SampleFleet.estimate(meterId, 0.1 * i, 1));
        topics.write(Topics.DRIFT, meterId, SampleFleet.estimate(meterId, 0.2 * i, 1));
        topics.write(Topics.DRIFT, meterId, SampleFleet.estimate(meterId, 0.2 * i, 2));
        topics.write(Topics.DRIFT_LATEST, meterId, SampleFleet.estimate(meterId, 0.2 * i, 2));
        AccuracyCase open = SampleFleet.adjustable(meterId, 0.2 * i);
        topics.write(Topics.CASES, open.getCaseId(), open);
        if (i % 2 == 0) {
            topics.write(
                    Topics.CASES,
                    open.getCaseId(),
                    AccuracyCase.newBuilder(open).setState(CaseState.CLOSED).build());
        }
        topics.write(
                Topics.METER_EVENTS,
                meterId,
                MeterEvent.newBuilder()
                        .setEventId("event-" + meterId)
                        .setMeterId(meterId)
                        .setCode("COMM-09")
                        .setFieldTime(SampleFleet.NOW)
                        .setText("no answer\0")
                        .build());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void droppedTablesComeBackAsTheyWere() {
        SortedMap<String, List<String>> first = followed(folder.resolve("first"));
        SortedMap<String, List<String>> second = followed(folder.resolve("second"));
        assertEquals(first, second);
        assertEquals(METERS, first.get("meter").size());
        assertEquals(2 * METERS, first.get("drift_point").size(), "one point by window and epoch");
        assertEquals(
                3 * (METERS - 1) - 2,
                first.get("reading").size(),
                "none twice, none older than the retention, none of a meter taken away, none erased");
        assertEquals(METERS - 1, first.get("accuracy_case").size());
        assertEquals(METERS, first.get("meter_event").size());
    }

    @Test
    void aRestartTakesNothingTwice() {
        Path file = folder.resolve("restarted");
        SortedMap<String, List<String>> before = followed(file);
        assertEquals(before, followed(file));
    }

    @Test
    void killedAnywhereItComesToTheSamePicture() {
        SortedMap<String, List<String>> calm = followed(folder.resolve("calm"));
        Path file = folder.resolve("killed");
        AtomicInteger deaths = new AtomicInteger();
        boolean done = false;
        while (!done) {
            done = dies(file, deaths.get() % 2 == 0);
            if (!done) {
                assertTrue(deaths.incrementAndGet() < 200, "the tables make no progress");
            }
        }
        assertTrue(deaths.get() > 1, "it was never killed: " + deaths);
        try (Database database = Database.open(Database.file(file), "sa", "")) {
            assertEquals(calm, Picture.of(database));
        }
    }

    @Test
    void topicsMadeAnewEmptyTheTables() {
        Path file = folder.resolve("stale");
        try (Database database = Database.open(Database.file(file), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            TableStore.Slice slice = new TableStore.Slice(Topics.METERS.prefixed(Topics.DEFAULT_PREFIX), 0);
            store.follow(Map.of(slice, "a topic of another broker"));
        }
        assertEquals(followed(folder.resolve("not-stale")), followed(file));
    }

    /** Follows to the end. */
    private static SortedMap<String, List<String>> followed(Path file) {
        try (Database database = Database.open(Database.file(file), "sa", "");
                TableFollower follower = follower(new SqlTableStore(database), new AtomicReference<>(), 4_000)) {
            follower.start();
            await().atMost(SOON).until(follower::isCaughtUp);
            follower.close();
            return Picture.of(database);
        }
    }

    /** Follows until it dies at its second batch, before or after that is committed; true when there was none. */
    private static boolean dies(Path file, boolean afterCommit) {
        try (Database database = Database.open(Database.file(file), "sa", "")) {
            TableStore real = new SqlTableStore(database);
            AtomicInteger batches = new AtomicInteger();
            AtomicReference<Throwable> death = new AtomicReference<>();
            TableStore mortal = new TableStore() {
                @Override
                public SortedMap<Slice, Long> follow(Map<Slice, String> topicIds) {
                    return real.follow(topicIds);
                }

                @Override
                public void write(Batch batch, Retention.Horizon horizon) {
                    boolean last = batches.incrementAndGet() == 2;
                    if (!last || afterCommit) {
                        real.write(batch, horizon);
                    }
                    if (last) {
                        throw new IllegalStateException("killed");
                    }
                }

                @Override
                public void prune(Retention.Horizon horizon) {
                    real.prune(horizon);
                }
            };
            try (TableFollower follower = follower(mortal, death, 25)) {
                follower.start();
                await().atMost(SOON).until(() -> death.get() != null || follower.isCaughtUp());
                return death.get() == null;
            }
        }
    }

    private static TableFollower follower(TableStore store, AtomicReference<Throwable> death, int mostRecords) {
        return new TableFollower(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "max.poll.records", mostRecords),
                REGISTRY,
                Topics.DEFAULT_PREFIX,
                Optional.empty(),
                store,
                new Retention(Duration.ofDays(35), Duration.ofDays(700), Duration.ofDays(700)),
                () -> Optional.of(Instant.parse("2026-03-03T00:00:00Z")),
                death::set);
    }
}

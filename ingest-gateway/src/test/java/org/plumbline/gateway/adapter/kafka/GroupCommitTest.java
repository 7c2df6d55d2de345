// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.OwnerPositions;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.serde.SchemaRegistration;

class GroupCommitTest {

    private static final Duration NO_WAIT = Duration.ofMillis(1);
    private static final TopicPartition ORDERS = new TopicPartition("p.calibration-orders.v1", 0);
    private static final TopicPartition REQUESTS = new TopicPartition("p.read-requests.v1", 0);
    private static final ConsumerGroupMetadata OFFSETS_GROUP =
            new MockConsumer<byte[], byte[]>("earliest").groupMetadata();
    private static final Stamp STAMP = new Stamp(Instant.EPOCH, Instant.EPOCH);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TakenWork work;
    private final GroupCommit commits;

    GroupCommitTest() {
        KafkaSettings settings = KafkaSettings.of("nowhere:1", "p.", "g");
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, "p.");
        producer.initTransactions();
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(ORDERS, REQUESTS));
        consumer.updateBeginningOffsets(new HashMap<>(Map.of(ORDERS, 0L, REQUESTS, 0L)));
        consumer.updateEndOffsets(new HashMap<>(Map.of(ORDERS, 0L, REQUESTS, 0L)));
        work = new TakenWork(consumer, OwnerPositions.NONE);
        work.takeUp(Commit.Work.ORDER, ORDERS);
        work.takeUp(Commit.Work.REQUEST, REQUESTS);
        commits = new GroupCommit(
                0,
                producer,
                new RecordWriter(settings, registry),
                work,
                OwnerPositions.NONE,
                OFFSETS_GROUP,
                System::nanoTime);
    }

    @Test
    void recordsStateAndOffsetCommitTogether() throws Exception {
        work.begin(Commit.Work.ORDER, 7);
        CompletableFuture<Void> reading = commits.submit(commit("A", state(1)));
        CompletableFuture<Void> order = commits.submit(commit("B", state(2)).ending(Commit.Work.ORDER, 7));
        commits.commitNext(NO_WAIT);
        assertTrue(reading.isDone() && order.isDone());
        assertEquals(1, producer.commitCount());
        assertEquals(
                List.of(
                        "p.meter-events.v1",
                        "p.meter-events.v1",
                        "p.gateway-state.v1",
                        "p.gateway-state.v1",
                        "p.gateway-state.v1"),
                producer.history().stream().map(record -> record.topic()).toList());
        assertEquals(
                Map.of(ORDERS, new OffsetAndMetadata(8)),
                producer.consumerGroupOffsetsHistory().getFirst().get(OFFSETS_GROUP.groupId()));
        assertEquals(
                OptionalLong.of(8),
                OwnerPositions.decode(producer.history().getLast().value()).of(ORDERS.topic()));
    }

    @Test
    void aRecordTooLargeIsRefusedToItsMeterAndTheOthersCommit() throws Exception {
        String tooLong = "x".repeat(GroupCommit.MAX_RECORD_OCTETS);
        Commit large = Commit.of("L", null, List.of(STAMP.event(EventCodes.REGISTER, tooLong, Map.of())));
        assertThrows(RecordTooLargeException.class, () -> commits.submit(large));
        CompletableFuture<Void> other = commits.submit(commit("A", state(1)).asUrgent());
        commits.commitNext(NO_WAIT);
        assertTrue(other.isDone() && !other.isCompletedExceptionally());
    }

    @Test
    void whileTheBrokerIsStalledSessionsWaitAtABoundAndGoOnWhenItAnswers() throws Exception {
        String half = "x".repeat(GroupCommit.MAX_RECORD_OCTETS / 2);
        AtomicInteger taken = new AtomicInteger();
        int sessions = 12;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < sessions; i++) {
                String meterId = "S" + i;
                executor.submit(() -> {
                    commits.submit(Commit.of(meterId, null, List.of(STAMP.event(EventCodes.REGISTER, half, Map.of()))));
                    taken.incrementAndGet();
                });
            }
            int room = GroupCommit.MAX_QUEUED_OCTETS / (GroupCommit.MAX_RECORD_OCTETS / 2);
            await().atMost(Duration.ofSeconds(10)).until(() -> taken.get() >= room - 1);
            assertTrue(taken.get() <= room, "more is queued than allowed: " + taken);
            while (taken.get() < sessions || !commits.isEmpty()) {
                commits.commitNext(Duration.ofMillis(50));
            }
        }
        assertEquals(sessions, producer.history().size());
    }

    @Test
    void onlyTheNewestStateOfAMeterIsWritten() throws Exception {
        commits.submit(commit("A", state(1)));
        commits.submit(commit("A", state(2)).asUrgent());
        commits.commitNext(NO_WAIT);
        byte[] written = producer.history().getLast().value();
        assertEquals(state(2), MeterStateCodec.decode(written));
        assertEquals(3, producer.history().size());
    }

    @Test
    void aFailedTransactionRefusesEverythingInItAndCommitsNothing() {
        CompletableFuture<Void> first = commits.submit(commit("A", state(1)));
        CompletableFuture<Void> second = commits.submit(commit("B", state(2)).asUrgent());
        producer.commitTransactionException = new KafkaException("no answer");
        assertThrows(KafkaException.class, () -> commits.commitNext(NO_WAIT));
        assertRefused(first);
        assertRefused(second);
        assertEquals(List.of(), producer.history());
    }

    @Test
    void afterFencingNothingIsCommitted() {
        producer.fenceProducer();
        CompletableFuture<Void> zombie = commits.submit(commit("A", state(1)).asUrgent());
        assertThrows(ProducerFencedException.class, () -> commits.commitNext(NO_WAIT));
        assertRefused(zombie);
        assertEquals(List.of(), producer.history());
    }

    @Test
    void whatIsQueuedAtTheEndIsRefusedAndNothingMoreIsTaken() {
        CompletableFuture<Void> queued = commits.submit(commit("A", state(1)));
        commits.close(null);
        assertRefused(queued);
        assertThrows(CommitFailedException.class, () -> commits.submit(commit("A", state(2))));
        assertTrue(commits.isEmpty());
    }

    @Test
    void anOrderBehindOneThatHasNotEndedMovesNoPosition() throws Exception {
        work.begin(Commit.Work.ORDER, 7);
        work.begin(Commit.Work.ORDER, 8);
        commits.submit(commit("A", state(1)).ending(Commit.Work.ORDER, 8));
        commits.commitNext(NO_WAIT);
        assertTrue(producer.consumerGroupOffsetsHistory().isEmpty());
        assertFalse(producer.history().isEmpty());
    }

    @Test
    void requestsHaveOffsetsOfTheirOwn() throws Exception {
        work.begin(Commit.Work.ORDER, 7);
        work.begin(Commit.Work.REQUEST, 3);
        commits.submit(commit("A", state(1)).ending(Commit.Work.REQUEST, 3));
        commits.commitNext(NO_WAIT);
        assertEquals(
                Map.of(REQUESTS, new OffsetAndMetadata(4)),
                producer.consumerGroupOffsetsHistory().getFirst().get(OFFSETS_GROUP.groupId()));
    }

    private static void assertRefused(CompletableFuture<Void> future) {
        ExecutionException refused = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(CommitFailedException.class, refused.getCause());
    }

    private static Commit commit(String meterId, MeterState state) {
        return Commit.of(meterId, state, List.of(STAMP.event(EventCodes.REGISTER, "something", Map.of())));
    }

    private static MeterState state(long reserved) {
        return MeterState.INITIAL.withReservedCounterEnd(reserved);
    }
}

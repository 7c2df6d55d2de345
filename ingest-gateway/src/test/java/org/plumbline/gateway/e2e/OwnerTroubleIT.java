// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** Owners whose offsets are not there, who leave in the middle of a session, whose meters come and go. */
class OwnerTroubleIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void offsetsBeyondTheLogOrExpiredLoseNoRequestAndAnswerNoneTwiceAndPoisonAmongTheHoldsIsADeadLetter()
            throws Exception {
        MeterPlan plan = MeterPlan.simple("T-A", "127.62.0.1", MeterModel.PLB_ALPHA, TestBed.START);
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofHours(6)), List.of(plan));
                Admin admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers))) {
            TopicPartition requests = new TopicPartition(
                    Topics.READ_REQUESTS.prefixed(bed.prefix),
                    Partitioning.partitionOf(plan.meterId(), TestBed.PARTITIONS));
            bed.registerAll();
            bed.sendRaw(Topics.HOLDS, "campaign", new byte[] {9, 9});
            ask(bed, plan, "first");
            try (Gateway gateway = bed.startGateway()) {
                awaitAnswers(bed, List.of("first"));
                await().atMost(DEADLINE)
                        .until(() -> bed.raw(Topics.DEAD_LETTERS).size() == 1);
                assertTrue(gateway.alive());
            }

            admin.alterConsumerGroupOffsets(
                            bed.kafkaSettings().groupId() + "-orders", Map.of(requests, new OffsetAndMetadata(1_000)))
                    .all()
                    .get();
            ask(bed, plan, "beyond");
            try (Gateway gateway = bed.startGateway()) {
                awaitAnswers(bed, List.of("beyond", "first"));
                assertTrue(gateway.alive());
            }

            ask(bed, plan, "expired");
            admin.deleteRecords(Map.of(requests, RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get();
            ask(bed, plan, "kept");
            try (Gateway gateway = bed.startGateway()) {
                awaitAnswers(bed, List.of("beyond", "first", "kept"));
                assertTrue(gateway.alive());
            }
            assertEquals(
                    "campaign",
                    new String(bed.raw(Topics.DEAD_LETTERS).getFirst().key(), StandardCharsets.UTF_8));
            assertEquals(1, bed.raw(Topics.DEAD_LETTERS).size(), "told once");
        }
    }

    @Test
    void aSessionUnderWayIsBrokenOffAtTheEndAndTheGroupIsLeftAtOnceAndTheNextOwnerLosesNothing() throws Exception {
        MeterPlan plan = MeterPlan.simple("T-S", "127.62.1.1", MeterModel.PLB_BETA, TestBed.START);
        LinkFaults.Settings slow =
                new LinkFaults.Settings(1, 0, 0, 0, 1, 0, 0, 0, 0, Duration.ofMillis(1_500), Duration.ZERO);
        try (TestBed bed = new TestBed(
                        SharedBroker.bootstrapServers(),
                        TestBed.START.plus(Duration.ofDays(20)),
                        List.of(plan),
                        TestBed.PARTITIONS,
                        slow);
                Admin admin = Admin.create(Map.of("bootstrap.servers", bed.bootstrapServers))) {
            bed.registerAll();
            Gateway leaving = bed.startGateway();
            await().atMost(DEADLINE).until(() -> bed.ledger.countersSeen() >= 4);
            // Drain and what surrounds it take 5 s at most; the bound leaves room for a busy machine.
            CompletableFuture.runAsync(leaving::close).get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertEquals(0, members(bed, admin), "the group was not left");
            int seen = bed.ledger.countersSeen();
            bed.simulator.restLinkFaults(true);
            try (Gateway heir = bed.startGateway()) {
                PollingIT.awaitAllRows(bed);
                assertTrue(heir.alive());
            }
            assertTrue(bed.ledger.countersSeen() > seen);
            assertEquals(List.of(), bed.ledger.repeatedCountersOf(plan.meterId()));
            assertEquals(1, bed.ledger.maximumAssociationsOf(plan.meterId()));
        }
    }

    @Test
    void aMeterRemovedIsNotSpokenToAndGoesOnWhereItWasWhenItComesBack() throws Exception {
        MeterPlan gone = MeterPlan.simple("T-G", "127.62.2.1", MeterModel.PLB_GAMMA, TestBed.START);
        MeterPlan stays = MeterPlan.simple("T-H", "127.62.2.2", MeterModel.PLB_ALPHA, TestBed.START);
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(1)), List.of(gone, stays));
                Gateway gateway = bed.startGateway()) {
            bed.registerAll();
            PollingIT.awaitAllRows(bed);
            bed.sendRaw(Topics.METERS, gone.meterId(), null);
            ask(bed, gone, "is it gone");
            await().atMost(DEADLINE)
                    .until(() -> answer(bed, "is it gone").getCode().equals(EventCodes.READ_FAILED));
            int seen = bed.ledger.countersOf(gone.meterId()).size();
            bed.clock.advance(Duration.ofDays(1));
            int before = bed.ledger.countersOf(stays.meterId()).size();
            await().atMost(DEADLINE)
                    .until(() -> bed.ledger.countersOf(stays.meterId()).size() > before);
            assertEquals(seen, bed.ledger.countersOf(gone.meterId()).size(), "spoken to although removed");

            bed.send(Topics.METERS, gone.meterId(), bed.registration(gone));
            PollingIT.awaitAllRows(bed);
            assertEquals(List.of(), bed.ledger.repeatedCountersOf(gone.meterId()));
            assertTrue(gateway.alive());
        }
    }

    private static void ask(TestBed bed, MeterPlan plan, String requestId) {
        bed.send(
                Topics.READ_REQUESTS,
                plan.meterId(),
                ReadRequest.newBuilder()
                        .setRequestId(requestId)
                        .setMeterId(plan.meterId())
                        .setKind(ReadRequestKind.REGISTERS)
                        .setExpiresAt(Instant.now().plusSeconds(600))
                        .build());
    }

    private static void awaitAnswers(TestBed bed, List<String> expected) {
        await().atMost(DEADLINE)
                .untilAsserted(() -> assertEquals(
                        expected,
                        answers(bed).map(OwnerTroubleIT::requestId).sorted().toList()));
    }

    private static MeterEvent answer(TestBed bed, String requestId) {
        return answers(bed)
                .filter(event -> requestId(event).equals(requestId))
                .findFirst()
                .orElseGet(() -> MeterEvent.newBuilder().build());
    }

    private static Stream<MeterEvent> answers(TestBed bed) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event -> event.getCode().equals(EventCodes.READ_DONE)
                        || event.getCode().equals(EventCodes.READ_FAILED));
    }

    private static String requestId(MeterEvent event) {
        return event.getEvidence().stream()
                .filter(value -> value.getName().equals("requestId"))
                .map(NamedValue::getText)
                .findFirst()
                .orElse("");
    }

    private static int members(TestBed bed, Admin admin) throws Exception {
        String group = bed.kafkaSettings().groupId();
        return admin.describeConsumerGroups(List.of(group))
                .all()
                .get()
                .get(group)
                .members()
                .size();
    }
}

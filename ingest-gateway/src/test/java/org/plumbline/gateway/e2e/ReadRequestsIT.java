// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** Read requests on a real broker and simulated meters. */
class ReadRequestsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final int REQUESTS = 12;
    private static final int DAYS = 9;

    @Test
    void requestsAreAnsweredOnceAlthoughTheirOwnerIsKilled() throws Exception {
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("Q-A", "127.53.0.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("Q-B", "127.53.0.2", MeterModel.PLB_BETA, TestBed.START));
        try (TestBed bed = new TestBed(TestBed.START.plus(Duration.ofDays(DAYS)), plans)) {
            bed.registerAll();
            Process killed = GatewayProcess.start(bed);
            try {
                PollingIT.awaitAllRows(bed);
                for (MeterPlan plan : plans) {
                    send(bed, rows(plan.meterId(), "rows"));
                    IntStream.range(0, REQUESTS)
                            .forEach(i -> send(bed, request(plan.meterId(), "now-" + i, ReadRequestKind.REGISTERS)));
                    send(bed, rows(plan.meterId(), "rows"));
                }
                await().atMost(DEADLINE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> !answers(bed).isEmpty());
            } finally {
                killed.destroyForcibly().waitFor();
            }
            send(bed, request("Q-A", "clock", ReadRequestKind.CLOCK_SYNC));
            send(bed, request("Q-NOBODY", "nobody", ReadRequestKind.REGISTERS));
            bed.sendRaw(Topics.READ_REQUESTS, "Q-A", new byte[] {1, 2, 3});
            try (Gateway heir = bed.startGateway()) {
                int expected = plans.size() * (REQUESTS + 1) + 2;
                await().atMost(DEADLINE).until(() -> answers(bed).size() >= expected);
                await().atMost(DEADLINE)
                        .until(() -> !bed.raw(Topics.DEAD_LETTERS).isEmpty());

                assertEquals(expected, answers(bed).size(), "a request was answered twice");
                assertTrue(heir.alive());
            }
            Map<String, Long> readings = bed.all(Topics.READINGS, RegisterReading.class).stream()
                    .filter(reading -> reading.getSource() == ReadingSource.ON_DEMAND)
                    .collect(Collectors.groupingBy(
                            reading -> reading.getMeterId() + " " + reading.getRequestId(), Collectors.counting()));
            for (MeterPlan plan : plans) {
                assertEquals(DAYS * 96L, readings.get(plan.meterId() + " rows"), "rows of " + plan.meterId());
                IntStream.range(0, REQUESTS).forEach(i -> assertEquals(1L, readings.get(plan.meterId() + " now-" + i)));
            }
            Map<String, MeterEvent> answers = answers(bed).stream()
                    .collect(Collectors.toMap(
                            event -> event.getMeterId() + " " + evidence(event, "requestId"), Function.identity()));
            assertEquals(
                    Integer.toString(DAYS * 96), evidence(answers.get("Q-B rows"), "readings"), "readings promised");
            assertEquals(EventCodes.READ_DONE, answers.get("Q-A now-0").getCode());
            assertEquals(EventCodes.READ_FAILED, answers.get("Q-NOBODY nobody").getCode());
        }
    }

    private static ReadRequest rows(String meterId, String requestId) {
        return ReadRequest.newBuilder(request(meterId, requestId, ReadRequestKind.PROFILE))
                .setFrom(TestBed.START.plusSeconds(1))
                .setTo(TestBed.START.plus(Duration.ofDays(DAYS)))
                .build();
    }

    private static ReadRequest request(String meterId, String requestId, ReadRequestKind kind) {
        return ReadRequest.newBuilder()
                .setRequestId(requestId)
                .setMeterId(meterId)
                .setKind(kind)
                .setExpiresAt(Instant.now().plusSeconds(600))
                .build();
    }

    private static void send(TestBed bed, ReadRequest request) {
        bed.send(Topics.READ_REQUESTS, request.getMeterId(), request);
    }

    private static List<MeterEvent> answers(TestBed bed) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event -> event.getCode().equals(EventCodes.READ_DONE)
                        || event.getCode().equals(EventCodes.READ_FAILED))
                .toList();
    }

    private static String evidence(MeterEvent event, String name) {
        return event.getEvidence().stream()
                .filter(value -> value.getName().equals(name))
                .map(NamedValue::getText)
                .findFirst()
                .orElse("");
    }
}

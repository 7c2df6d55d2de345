// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SegmentLimits;
import org.plumbline.gateway.pacing.SegmentStatus;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.network.SegmentWatch;
import org.plumbline.simulator.network.SegmentWatch.Limit;

/** A network that watches its limits, as its meters see them, while polls, orders and on-demand reads compete for it. */
class PacingIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final String CELL = "cell";
    private static final SegmentLimits CELL_LIMITS = new SegmentLimits(3, 10);
    /** Connections may reach the meters so much closer together than the gateway opens them. */
    private static final Duration BUNCHING = Duration.ofMillis(300);

    private static final String DEAD = "dead";
    private static final SegmentLimits DEAD_LIMITS = new SegmentLimits(4, 20);
    /** Without a circuit it is as many in three seconds. */
    private static final int CONNECTS_TO_THE_DEAD = 50;

    /** Replies that come so late that sessions overlap. */
    private static final LinkFaults.Settings SLOW =
            new LinkFaults.Settings(1, 0, 0, 0, 1, 0, 0, 0, 0, Duration.ofMillis(80), Duration.ofSeconds(1));

    private static final int FIRST_REQUESTS = 3; // for each meter

    private final List<MeterPlan> cell = plans("P-C", "127.57.0.", 6);
    private final List<MeterPlan> dead = plans("P-D", "127.57.1.", 8);
    private int asked;

    private static List<MeterPlan> plans(String name, String network, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> MeterPlan.simple(name + i, network + i, MeterModel.PLB_ALPHA, TestBed.START))
                .toList();
    }

    @Test
    void noLimitIsExceededNeitherLaneStarvesAndADeadSegmentIsLeftAloneUntilItRecovers() throws Exception {
        Limit ofCell = new Limit(
                CELL_LIMITS.maxSessions(),
                (int) CELL_LIMITS.connectsPerSecond(),
                Duration.ofSeconds(1).minus(BUNCHING));
        SegmentWatch cellWatch = new SegmentWatch(meterId -> CELL, Map.of(CELL, ofCell), System::nanoTime);
        Limit counting = new Limit(1_000, 1_000, Duration.ofHours(1));
        SegmentWatch deadWatch = new SegmentWatch(meterId -> DEAD, Map.of(DEAD, counting), System::nanoTime);
        List<MeterPlan> all = new ArrayList<>(cell);
        all.addAll(dead);
        Instant begin = TestBed.START.plus(Duration.ofHours(6));
        PacingSettings pacing = new PacingSettings(
                new SegmentLimits(16, 1_000),
                new SegmentLimits(8, 1_000),
                Map.of(CELL, CELL_LIMITS, DEAD, DEAD_LIMITS));
        try (TestBed bed = new TestBed(
                        begin, all, options -> options.withSegments(cellWatch).withLinkFaults(SLOW));
                SimulatorServer refusing = refusing(bed, deadWatch);
                Gateway gateway = bed.startGateway(pacing)) {
            cell.forEach(plan -> register(bed, plan, CELL, bed.simulator.port()));
            dead.forEach(plan -> register(bed, plan, DEAD, refusing.port()));
            IntStream.range(0, FIRST_REQUESTS).forEach(i -> ask(bed));
            int first = asked;
            for (MeterPlan plan : cell.subList(0, 2)) {
                bed.send(
                        Topics.CALIBRATION_ORDERS,
                        plan.meterId(),
                        SignedOrders.order(bed.keys.calibrator(), plan, 1, 0.995));
            }

            // Both lanes have more to do than the segment bears until each has got on.
            await().atMost(DEADLINE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                bed.clock.advance(Duration.ofMinutes(15));
                ask(bed);
                return answers(bed, EventCodes.READ_DONE) >= first
                        && bed.all(Topics.CALIBRATION_OUTCOMES, CalibrationOutcome.class)
                                        .size()
                                == 2
                        && everyMeterOfTheCellIsPolledAfter(bed, begin.plus(Duration.ofMinutes(20)));
            });
            assertTrue(
                    deadWatch.mostOpened(DEAD) <= CONNECTS_TO_THE_DEAD,
                    () -> deadWatch.mostOpened(DEAD) + " connections to a dead segment");
            assertEquals(List.of(DEAD), deadSegments(gateway));
            assertEquals(1, silentSegmentsTold(bed));

            refusing.restLinkFaults(true);
            PollingIT.awaitAllRows(bed);
            // On a slow machine some have waited too long for their session and were told so.
            await().atMost(DEADLINE).until(() -> answers(bed, EventCodes.READ_DONE, EventCodes.READ_FAILED) == asked);
            assertEquals(List.of(), deadSegments(gateway));
            assertTrue(gateway.alive());
        }
        assertEquals(List.of(), cellWatch.excesses());
        // One session or two connections less, and this would have failed.
        assertTrue(cellWatch.mostOpen(CELL) >= CELL_LIMITS.maxSessions());
        assertTrue(cellWatch.mostOpened(CELL) >= 5, () -> cellWatch.mostOpened(CELL) + " connections");
    }

    /** Closes every connection at once until its faults rest. */
    private SimulatorServer refusing(TestBed bed, SegmentWatch watch) {
        LinkFaults.Settings refuse =
                new LinkFaults.Settings(1, 1, 0, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return SimulatorServer.start(
                dead,
                SimulatorOptions.of(bed.clock, new InMemoryLedger())
                        .withSegments(watch)
                        .withLinkFaults(refuse));
    }

    private static void register(TestBed bed, MeterPlan plan, String segment, int port) {
        bed.send(
                Topics.METERS,
                plan.meterId(),
                MeterRegistration.newBuilder(bed.registration(plan))
                        .setPort(port)
                        .setNetworkSegment(segment)
                        .setPollPeriodSeconds(900)
                        .build());
    }

    /** One on-demand read of each meter of the cell. */
    private void ask(TestBed bed) {
        for (MeterPlan plan : cell) {
            bed.send(
                    Topics.READ_REQUESTS,
                    plan.meterId(),
                    ReadRequest.newBuilder()
                            .setRequestId("now-" + asked++)
                            .setMeterId(plan.meterId())
                            .setKind(ReadRequestKind.REGISTERS)
                            .setExpiresAt(Instant.now().plusSeconds(600))
                            .build());
        }
    }

    private static long answers(TestBed bed, String... codes) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event -> List.of(codes).contains(event.getCode()))
                .count();
    }

    private boolean everyMeterOfTheCellIsPolledAfter(TestBed bed, Instant begin) {
        List<String> polled = bed.all(Topics.READINGS, RegisterReading.class).stream()
                .filter(reading -> reading.getSource() == ReadingSource.PROFILE
                        && reading.getCaptureTime().isAfter(begin))
                .map(RegisterReading::getMeterId)
                .distinct()
                .toList();
        return cell.stream().allMatch(plan -> polled.contains(plan.meterId()));
    }

    private static List<String> deadSegments(Gateway gateway) {
        return gateway.segments().stream()
                .filter(SegmentStatus::dead)
                .map(SegmentStatus::name)
                .toList();
    }

    private static long silentSegmentsTold(TestBed bed) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event -> event.getText().startsWith("Network segment " + DEAD + " is silent"))
                .count();
    }
}

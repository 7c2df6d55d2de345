// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.gateway.app.GatewaySettings;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.FleetConsensus;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Clocks of simulated meters that deviate, judged by the fleet's consensus, told and corrected over their own objects. */
class MeterClocksIT {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration PERIOD = Duration.ofSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS);
    private static final Instant BEGIN =
            TestBed.START.plus(Duration.ofHours(12)).plus(Duration.ofMinutes(7));
    private static final int RIGHT = 8;
    private static final int QUORUM = 8;
    /** Below the 60 s by which the simulated meters let themselves be shifted. */
    private static final Duration TOLERANCE = Duration.ofSeconds(20);

    private final AtomicInteger completed = new AtomicInteger();
    private final WorkObserver polls = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            completed.addAndGet(outcome.equals("completed") ? 1 : 0);
        }

        @Override
        public void orderEnded(OrderResult result) {
            // There are no orders.
        }
    };

    @Test
    void deviatingClocksAreShiftedOrSetOnceAndEveryRowIsPublishedOnce() throws Exception {
        Map<String, Integer> skews = Map.of("fast", 45, "slow", -45, "ahead", 7_200, "behind", -10_800);
        try (TestBed bed = new TestBed(BEGIN, fleet("c", skews));
                Gateway gateway = start(bed, ClockSettings.Policy.SET, bed.clock)) {
            registerAll(bed);
            // A meter that was read before the quorum is judged in its next session.
            awaitPolls(bed.plans.size());
            bed.clock.advance(PERIOD);
            await().atMost(DEADLINE)
                    .until(() -> of(bed, EventCodes.CLOCK_CHANGED).size() == skews.size());
            for (int i = 0; i < 3; i++) {
                bed.clock.advance(Duration.ofHours(1));
                awaitPolls((3 + i) * bed.plans.size());
            }
            bed.simulator.captureDueRows();
            assertEquals(captured(bed), published(bed));
            for (MeterEvent changed : of(bed, EventCodes.CLOCK_CHANGED)) {
                assertEquals("true", evidence(changed).get("corrected"), changed::toString);
            }
            assertEquals(skews.keySet().stream().sorted().toList(), deviating(bed));
            for (MeterPlan plan : bed.plans) {
                assertEquals(changesFor(skews.getOrDefault(plan.meterId(), 0)), changes(bed, plan), plan.meterId());
            }
            assertTrue(gateway.alive());
        }
    }

    @Test
    void whenTheHeadEndIsWrongNobodyIsAccusedAndUnlessToldToCorrectNoClockIsChanged() throws Exception {
        Map<String, Integer> skews = Map.of("strange", 3_600);
        try (TestBed bed = new TestBed(BEGIN, fleet("h", skews))) {
            SettableFieldClock wrong = new SettableFieldClock(BEGIN.minus(Duration.ofMinutes(5)));
            registerAll(bed);
            try (Gateway gateway = start(bed, ClockSettings.Policy.SET, wrong)) {
                awaitPolls(bed.plans.size());
                bed.clock.advance(PERIOD);
                wrong.advance(PERIOD);
                awaitPolls(2 * bed.plans.size());
                assertInstanceOf(ClockHealth.Suspect.class, gateway.headEndClock());
            }
            assertEquals(List.of(), of(bed, EventCodes.REGISTER));

            bed.clock.advance(PERIOD);
            try (Gateway gateway = start(bed, ClockSettings.defaults().policy(), bed.clock)) {
                awaitPolls(3 * bed.plans.size());
                bed.clock.advance(PERIOD);
                awaitPolls(4 * bed.plans.size());
                assertInstanceOf(ClockHealth.Right.class, gateway.headEndClock());
            }
            assertEquals(List.of("strange"), deviating(bed), "told once");
            bed.plans.forEach(plan -> assertEquals(List.of(), changes(bed, plan), plan.meterId()));
        }
    }

    /** Within the 60 s that simulated meters let themselves be shifted by, or beyond. */
    private static List<WriteKind> changesFor(int skewSeconds) {
        if (skewSeconds == 0) {
            return List.of();
        }
        return List.of(Math.abs(skewSeconds) <= 60 ? WriteKind.CLOCK_SHIFT : WriteKind.CLOCK_SET);
    }

    private static List<WriteKind> changes(TestBed bed, MeterPlan plan) {
        return bed.ledger.writesOf(plan.meterId()).stream()
                .map(TruthLedger.Write::kind)
                .toList();
    }

    /** Meters told to deviate, one entry for each time. */
    private static List<String> deviating(TestBed bed) {
        return of(bed, EventCodes.REGISTER).stream()
                .filter(event -> event.getText().startsWith("The meter's clock is "))
                .map(MeterEvent::getMeterId)
                .sorted()
                .toList();
    }

    /** All rows, also those that a clock put back captured a second time. */
    private static List<String> captured(TestBed bed) {
        return bed.plans.stream()
                .flatMap(plan -> bed.ledger.levelsOf(plan.meterId()).stream()
                        .map(level -> row(
                                plan.meterId(),
                                Instant.ofEpochSecond(level.captureEpochSecond()),
                                level.registerRaw())))
                .sorted()
                .toList();
    }

    private static List<String> published(TestBed bed) {
        return bed.all(Topics.READINGS, RegisterReading.class).stream()
                .filter(reading -> reading.getSource() == ReadingSource.PROFILE)
                .map(reading -> row(
                        reading.getMeterId(),
                        reading.getCaptureTime(),
                        reading.getRegisters().getFirst().getRaw()))
                .sorted()
                .toList();
    }

    private static String row(String meterId, Instant captureTime, long raw) {
        return meterId + " at " + captureTime + ": " + raw;
    }

    /** Field time must stand still while a session lasts: it would measure the step. */
    private void awaitPolls(int polls) {
        await().atMost(DEADLINE).until(() -> completed.get() == polls);
    }

    private static List<MeterPlan> fleet(String prefix, Map<String, Integer> skews) {
        List<MeterPlan> plans = new ArrayList<>();
        for (int i = 0; i < RIGHT; i++) {
            plans.add(plan(prefix + i, plans.size()));
        }
        skews.forEach((name, skew) -> plans.add(plan(name, plans.size()).withClockSkewSeconds(skew)));
        return plans;
    }

    private static MeterPlan plan(String meterId, int number) {
        return MeterPlan.simple(
                meterId,
                "127.61.0." + (number + 1),
                MeterModel.values()[number % MeterModel.values().length],
                TestBed.START);
    }

    private Gateway start(TestBed bed, ClockSettings.Policy policy, SettableFieldClock fieldTime)
            throws InterruptedException {
        GatewaySettings usual = bed.settings();
        GatewaySettings settings = new GatewaySettings(
                usual.kafka(),
                usual.polling(),
                new ClockSettings(policy, TOLERANCE, Duration.ofHours(24), Duration.ofSeconds(15)),
                new FleetConsensus(TOLERANCE, QUORUM, InstantSource.system(), System::nanoTime),
                usual.orders(),
                usual.sessions(),
                usual.networks(),
                usual.keys(),
                usual.orderSigners(),
                usual.consoles(),
                usual.pacing(),
                usual.counterBlock(),
                fieldTime::now);
        return Gateway.start(settings, bed.registry, polls);
    }

    private static void registerAll(TestBed bed) {
        bed.plans.forEach(plan -> bed.send(
                Topics.METERS,
                plan.meterId(),
                MeterRegistration.newBuilder(bed.registration(plan))
                        .setPollPeriodSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS)
                        .build()));
    }

    private static List<MeterEvent> of(TestBed bed, String code) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event -> event.getCode().equals(code))
                .toList();
    }

    private static Map<String, String> evidence(MeterEvent event) {
        return event.getEvidence().stream().collect(Collectors.toMap(NamedValue::getName, NamedValue::getText));
    }
}

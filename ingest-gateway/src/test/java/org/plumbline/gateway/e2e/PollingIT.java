// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReadingSource;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger;

/** Simulated meters of all models, polled onto a real broker. */
class PollingIT {

    private static final Duration DEADLINE = Duration.ofSeconds(120);
    private static final String ENERGY = "1.0.1.8.0.255";

    @Test
    void everyRowOfEveryMeterIsPublishedOnceAndNewDaysFollow() throws Exception {
        Instant now = TestBed.START.plus(Duration.ofDays(10));
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("E-A", "127.50.0.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("E-B", "127.50.0.2", MeterModel.PLB_BETA, TestBed.START),
                MeterPlan.simple("E-C", "127.50.0.3", MeterModel.PLB_GAMMA, TestBed.START),
                MeterPlan.simple("E-D", "127.50.0.4", MeterModel.PLB_ALPHA, TestBed.START)
                        .withClockSkewSeconds(120),
                MeterPlan.simple("E-N", "127.50.0.5", MeterModel.PLB_ALPHA, TestBed.START)
                        .withFeatures(MeterFeatures.defaults().withoutLoadProfile()));
        try (TestBed bed = new TestBed(now, plans);
                Gateway gateway = bed.startGateway()) {
            bed.registerAll();
            awaitAllRows(bed);
            awaitSnapshots(bed, 1);
            bed.clock.advance(Duration.ofDays(1));
            awaitAllRows(bed);
            awaitSnapshots(bed, 2);

            assertSnapshotsAreOfTheMeter(bed);
            assertTrue(gateway.alive());
            for (MeterPlan plan : plans) {
                MeterEvent epoch = event(bed, plan.meterId(), EventCodes.EPOCH);
                assertNotNull(epoch, "no epoch of " + plan.meterId());
                assertEquals(EpochCause.FIRST_SEEN, epoch.getCalibration().getCause());
                byte[] block = new byte[epoch.getCalibration().getBlock().remaining()];
                epoch.getCalibration().getBlock().get(block);
                assertTrue(java.util.Arrays.equals(
                        bed.simulator.meter(plan.meterId()).activeBlockBytes(), block));
            }
            assertNotNull(event(bed, "E-D", EventCodes.REGISTER), "no event of the meter whose clock is off");
        }
    }

    @Test
    void badRegistrationsAndPoisonAreToldAndTheOthersGoOn() throws Exception {
        Instant now = TestBed.START.plus(Duration.ofDays(1));
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("F-A", "127.50.1.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("F-S", "127.50.1.2", MeterModel.PLB_ALPHA, TestBed.START));
        try (TestBed bed = new TestBed(now, plans);
                Gateway gateway = bed.startGateway()) {
            MeterRegistration good = bed.registration(plans.getFirst());
            bed.send(
                    Topics.METERS,
                    "F-K",
                    changed(good, "F-K").setKeyReference("nobody").build());
            bed.send(
                    Topics.METERS,
                    "F-H",
                    changed(good, "F-H").setHost("").setKeyReference("spare-3").build());
            bed.send(
                    Topics.METERS,
                    "F-P",
                    changed(good, "F-P")
                            .setPort(70_000)
                            .setKeyReference("spare-4")
                            .build());
            bed.send(
                    Topics.METERS,
                    "F-N",
                    changed(good, "F-N")
                            .setHost("192.0.2.1")
                            .setKeyReference("spare-1")
                            .build());
            bed.send(
                    Topics.METERS,
                    "F-S",
                    MeterRegistration.newBuilder(bed.registration(plans.getLast()))
                            .setSerialNumber("OTHER")
                            .build());
            byte[] poison = {1, 2, 3};
            bed.sendRaw(Topics.METERS, "F-X", poison);
            bed.send(Topics.METERS, "F-A", good);

            await().atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> assertTopicMatchesLedger(bed, plans.subList(0, 1)));
            for (String meterId : List.of("F-K", "F-H", "F-P", "F-N", "F-S")) {
                await().atMost(DEADLINE).until(() -> event(bed, meterId, EventCodes.REGISTRATION) != null);
            }
            await().atMost(DEADLINE).until(() -> !bed.raw(Topics.DEAD_LETTERS).isEmpty());
            var letter = bed.raw(Topics.DEAD_LETTERS).getFirst();
            assertEquals("F-X", new String(letter.key(), java.nio.charset.StandardCharsets.UTF_8));
            assertTrue(java.util.Arrays.equals(poison, letter.value()));
            assertEquals(
                    bed.prefix + "meters.v1",
                    new String(
                            letter.headers()
                                    .lastHeader("__streams.errors.topic")
                                    .value(),
                            java.nio.charset.StandardCharsets.UTF_8));
            assertTrue(gateway.alive());
        }
    }

    @Test
    void wrongKeyAndGarbageAreToldByCodeAndTheOthersGoOn() throws Exception {
        Instant now = TestBed.START.plus(Duration.ofDays(1));
        MeterPlan good = MeterPlan.simple("G-A", "127.50.2.1", MeterModel.PLB_BETA, TestBed.START);
        MeterPlan wrongKey = MeterPlan.simple("G-W", "127.50.2.2", MeterModel.PLB_ALPHA, TestBed.START);
        MeterPlan garbage = MeterPlan.simple("G-G", "127.50.2.3", MeterModel.PLB_GAMMA, TestBed.START);
        try (TestBed bed = new TestBed(now, List.of(good, wrongKey, garbage))) {
            bed.simulator.addFault(new FaultRule("G-G", new FaultTrigger.OnRequest(4), new FaultAction.Garbage(200)));
            try (Gateway gateway = bed.startGateway()) {
                bed.send(Topics.METERS, "G-A", bed.registration(good));
                bed.send(Topics.METERS, "G-G", bed.registration(garbage));
                bed.send(
                        Topics.METERS,
                        "G-W",
                        MeterRegistration.newBuilder(bed.registration(wrongKey))
                                .setKeyReference("spare-2")
                                .build());

                await().atMost(DEADLINE)
                        .pollInterval(Duration.ofMillis(300))
                        .untilAsserted(() -> assertTopicMatchesLedger(bed, List.of(good, garbage)));
                await().atMost(DEADLINE).until(() -> event(bed, "G-W", EventCodes.SECURITY) != null);
                assertTrue(
                        event(bed, "G-G", EventCodes.PROTOCOL) != null
                                || event(bed, "G-G", EventCodes.SECURITY) != null,
                        "no event of the meter that answered garbage");
                assertTrue(bed.all(Topics.READINGS, RegisterReading.class).stream()
                        .noneMatch(reading -> reading.getMeterId().equals("G-W")));
                assertTrue(gateway.alive());
            }
        }
    }

    @Test
    void aSharedKeyRejectsBothMetersUntilOneHasItsOwn() throws Exception {
        Instant now = TestBed.START.plus(Duration.ofDays(1));
        // "S-A" and "S-D" stand in different partitions.
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("S-A", "127.50.3.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("S-D", "127.50.3.2", MeterModel.PLB_BETA, TestBed.START));
        try (TestBed bed = new TestBed(now, plans);
                Gateway gateway = bed.startGateway()) {
            assertNotEquals(
                    Partitioning.partitionOf("S-A", TestBed.PARTITIONS),
                    Partitioning.partitionOf("S-D", TestBed.PARTITIONS));
            bed.send(Topics.METERS, "S-A", bed.registration(plans.getFirst()));
            bed.send(
                    Topics.METERS,
                    "S-D",
                    MeterRegistration.newBuilder(bed.registration(plans.getLast()))
                            .setKeyReference("S-A")
                            .build());
            await().atMost(DEADLINE).until(() -> event(bed, "S-A", EventCodes.REGISTRATION) != null);
            await().atMost(DEADLINE).until(() -> event(bed, "S-D", EventCodes.REGISTRATION) != null);
            assertTrue(event(bed, "S-A", EventCodes.REGISTRATION).getText().contains("'S-D'"));
            assertTrue(event(bed, "S-D", EventCodes.REGISTRATION).getText().contains("'S-A'"));
            assertEquals(List.of(), bed.ledger.countersOf("S-D"), "frames under a shared key");

            bed.send(Topics.METERS, "S-D", bed.registration(plans.getLast()));
            awaitAllRows(bed);
            assertTrue(gateway.alive());
        }
    }

    @Test
    void anExchangedMeterAndARightThatIsMissingAreTold() throws Exception {
        Instant now = TestBed.START.plus(Duration.ofDays(1));
        MeterPlan plan = MeterPlan.simple("X-A", "127.50.4.1", MeterModel.PLB_ALPHA, TestBed.START);
        try (TestBed bed = new TestBed(now, List.of(plan));
                Gateway gateway = bed.startGateway()) {
            bed.registerAll();
            awaitAllRows(bed);

            bed.simulator.meter("X-A").happen(new Happening.MeterExchanged("NEW-1"));
            bed.clock.advance(Duration.ofDays(1));
            await().atMost(DEADLINE).until(() -> event(bed, "X-A", EventCodes.REGISTRATION) != null);
            Instant refused = bed.clock.now();
            bed.send(
                    Topics.METERS,
                    "X-A",
                    MeterRegistration.newBuilder(bed.registration(plan))
                            .setSerialNumber("NEW-1")
                            .build());
            await().atMost(DEADLINE).until(() -> event(bed, "X-A", EventCodes.IDENTITY) != null);
            assertEquals("EXCHANGE", evidence(event(bed, "X-A", EventCodes.IDENTITY), "kind"));
            MeterEvent epoch = bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                    .filter(event -> event.getCode().equals(EventCodes.EPOCH))
                    .toList()
                    .getLast();
            assertEquals(EpochCause.METER_EXCHANGE, epoch.getCalibration().getCause());
            assertEquals(refused, epoch.getCalibration().getActiveFrom(), "it was there when it was refused");

            bed.simulator
                    .meter("X-A")
                    .happen(new Happening.RightWithdrawn(7, "1.0.99.1.0.255", 2, Happening.Right.READ));
            bed.clock.advance(Duration.ofDays(1));
            await().atMost(DEADLINE).until(() -> event(bed, "X-A", EventCodes.PROTOCOL) != null);
            assertEquals(
                    "client 1 lacks READ on attribute 2 of 1.0.99.1.0.255 (class 7, access mode 0)",
                    evidence(event(bed, "X-A", EventCodes.PROTOCOL), "missingRight"));
            assertTrue(gateway.alive());
        }
    }

    /** Each poll publishes the registers of the model that the profile does not give, and the total. */
    private static void awaitSnapshots(TestBed bed, int polls) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> bed.plans.forEach(plan ->
                        assertEquals(polls, snapshots(bed, plan.meterId()).size(), plan.meterId())));
    }

    static List<RegisterReading> snapshots(TestBed bed, String meterId) {
        return bed.all(Topics.READINGS, RegisterReading.class).stream()
                .filter(reading -> reading.getMeterId().equals(meterId) && reading.getSource() == ReadingSource.POLL)
                .toList();
    }

    private static void assertSnapshotsAreOfTheMeter(TestBed bed) {
        for (MeterPlan plan : bed.plans) {
            boolean threePhases = plan.model() == MeterModel.PLB_GAMMA;
            RegisterReading reading = snapshots(bed, plan.meterId()).getLast();
            Set<String> names =
                    reading.getRegisters().stream().map(RegisterValue::getObis).collect(Collectors.toSet());
            assertTrue(names.containsAll(List.of(ENERGY, "1.0.1.8.1.255", "1.0.1.8.2.255")), plan.meterId());
            assertEquals(threePhases, names.contains("1.0.41.8.0.255"), plan.meterId());
            assertEquals(!threePhases, names.contains("1.0.91.7.0.255"), plan.meterId());
            assertTrue(
                    names.containsAll(List.of("1.0.3.8.0.255", "1.0.9.8.0.255", "1.0.16.7.0.255", "1.0.32.7.0.255")),
                    names::toString);
            assertEquals(1, reading.getCalibrationEpoch());
            if (!plan.features().loadProfile()) {
                assertEquals(bed.clock.now(), reading.getCaptureTime());
            }
            assertEquals(
                    bed.simulator.meter(plan.meterId()).registerRaw(EnergyQuantity.ACTIVE_IMPORT), energy(reading));
        }
    }

    private static MeterRegistration.Builder changed(MeterRegistration good, String meterId) {
        return MeterRegistration.newBuilder(good).setMeterId(meterId);
    }

    private static MeterEvent event(TestBed bed, String meterId, String code) {
        return bed.all(Topics.METER_EVENTS, MeterEvent.class).stream()
                .filter(event ->
                        event.getMeterId().equals(meterId) && event.getCode().equals(code))
                .findFirst()
                .orElse(null);
    }

    private static String evidence(MeterEvent event, String key) {
        return event.getEvidence().stream()
                .filter(item -> item.getName().equals(key))
                .findFirst()
                .orElseThrow()
                .getText();
    }

    static void awaitAllRows(TestBed bed) {
        await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertTopicMatchesLedger(bed));
    }

    /** Reading by reading: what the meters captured up to field time is on the topic, once, with the same register. */
    static void assertTopicMatchesLedger(TestBed bed) {
        assertTopicMatchesLedger(bed, bed.plans);
    }

    private static void assertTopicMatchesLedger(TestBed bed, List<MeterPlan> plans) {
        Map<String, List<RegisterReading>> byMeter = bed.all(Topics.READINGS, RegisterReading.class).stream()
                .filter(reading -> reading.getSource() == ReadingSource.PROFILE)
                .collect(Collectors.groupingBy(RegisterReading::getMeterId));
        long now = bed.clock.now().getEpochSecond();
        for (MeterPlan plan : plans) {
            Map<Long, Long> expected = new HashMap<>();
            bed.simulator.captureDueRows();
            for (TruthLedger.Level level : bed.ledger.levelsOf(plan.meterId())) {
                if (level.captureEpochSecond() <= now) {
                    expected.put(level.captureEpochSecond(), level.registerRaw());
                }
            }
            List<RegisterReading> readings = byMeter.getOrDefault(plan.meterId(), List.of());
            Map<Long, Long> found = new HashMap<>();
            for (RegisterReading reading : readings) {
                found.put(reading.getCaptureTime().getEpochSecond(), energy(reading));
            }
            assertEquals(expected.size(), readings.size(), "readings of " + plan.meterId());
            assertEquals(expected, found);
        }
    }

    private static long energy(RegisterReading reading) {
        return reading.getRegisters().stream()
                .filter(register -> register.getObis().equals(ENERGY))
                .findFirst()
                .orElseThrow()
                .getRaw();
    }
}

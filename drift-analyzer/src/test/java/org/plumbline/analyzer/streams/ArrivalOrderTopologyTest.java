// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** Whether readings, profiles or registrations come first decides nothing. */
class ArrivalOrderTopologyTest {
    private static final long FIRST = Fleet.FIRST_DAY;
    private static final int DAYS = 15;

    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    private static List<RegisterReading> readings(int fromDay, int toDay) {
        return readings(1.6, fromDay, toDay);
    }

    private static List<RegisterReading> readings(double errorPercent, int fromDay, int toDay) {
        return Fleet.readings("m1", FIRST, DAYS + 30, 3, day -> new Truth(errorPercent, 1))
                .subList(fromDay * 2 * Fleet.STEPS, toDay * 2 * Fleet.STEPS + 2);
    }

    private static List<RegisterReading> of(String meterId, List<RegisterReading> readings) {
        return readings.stream()
                .filter(reading -> reading.getMeterId().equals(meterId))
                .toList();
    }

    private static void calibrate(Bench bench) {
        bench.event(Fleet.epoch("m1", 1, EpochCause.FIRST_SEEN, Fleet.nominalBlock(), ""));
    }

    private static void registrations(Bench bench) {
        bench.register(Fleet.registration("m1"));
        bench.register(Fleet.registration(Fleet.reference("m1")));
    }

    /** What can be seen of the fleet in the end: the newest estimates and cases, the followers' octets. */
    private record End(Map<String, DriftEstimate> latest, Map<String, AccuracyCase> cases, Bench bench) {
        static End of(Bench bench) {
            bench.passWallTime(FollowMeter.REVIEW_PERIOD);
            bench.passWallTime(FollowMeter.REVIEW_PERIOD);
            return new End(bench.latest(), bench.cases(), bench);
        }

        void assertSameBits(End other) {
            assertEquals(latest, other.latest);
            assertEquals(cases, other.cases);
            for (String store : List.of(DriftTopology.TRACK_STORE, DriftTopology.DAY_STORE)) {
                assertOctets(bench.stored(store), other.bench.stored(store));
            }
        }
    }

    private static void assertOctets(Map<Object, byte[]> expected, Map<Object, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((key, octets) -> assertArrayEquals(octets, actual.get(key), key.toString()));
    }

    private End inOrder() {
        bench.pair("m1");
        calibrate(bench);
        bench.readings(readings(0, DAYS));
        End end = End.of(bench);
        assertEquals(DAYS, end.latest.get("m1").getClosedDays());
        assertEquals(1, end.cases.size());
        return end;
    }

    static Stream<Arguments> orders() {
        List<RegisterReading> all = readings(0, DAYS);
        Consumer<Bench> profile = bench -> bench.profile(Fleet.profile("m1"));
        Consumer<Bench> registrations = ArrivalOrderTopologyTest::registrations;
        Consumer<Bench> calibration = ArrivalOrderTopologyTest::calibrate;
        Consumer<Bench> tested = bench -> bench.readings(of("m1", all));
        Consumer<Bench> reference = bench -> bench.readings(of(Fleet.reference("m1"), all));
        Consumer<Bench> time = bench -> bench.passWallTime(FollowMeter.REVIEW_PERIOD.multipliedBy(3));
        return Stream.of(
                Arguments.of("profile last", List.of(registrations, calibration, tested, reference, profile)),
                Arguments.of(
                        "profile between the meters", List.of(registrations, calibration, reference, profile, tested)),
                Arguments.of(
                        "registrations last", List.of(profile, calibration, tested, time, reference, registrations)),
                Arguments.of(
                        "registrations later still",
                        List.of(tested, reference, calibration, profile, time, registrations)),
                Arguments.of(
                        "profile withdrawn and back",
                        List.of(
                                profile,
                                registrations,
                                calibration,
                                tested,
                                bench -> bench.profile(withdrawn()),
                                reference,
                                profile)),
                Arguments.of(
                        "profile told twice",
                        List.of(profile, tested, calibration, profile, registrations, reference, profile)));
    }

    private static ReferenceProfile withdrawn() {
        return ReferenceProfile.newBuilder(Fleet.profile("m1"))
                .setState(ProfileState.WITHDRAWN)
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void whateverComesFirstTheBitsAreTheSame(String order, List<Consumer<Bench>> steps) {
        End expected = inOrder();
        try (Bench other = new Bench()) {
            steps.forEach(step -> step.accept(other));
            expected.assertSameBits(End.of(other));
        }
    }

    @Test
    void anotherReferenceIsTakenWithItsHistoryInWhateverOrderTheProfilesCome() {
        List<RegisterReading> all = readings(0.4, 0, DAYS);
        List<RegisterReading> second = of(Fleet.reference("m1"), all).stream()
                .map(row -> RegisterReading.newBuilder(row).setMeterId("r2").build())
                .toList();
        ReferenceProfile renewed = ReferenceProfile.newBuilder(Fleet.profile("m1"))
                .setProfileId("profile-m1-renewed")
                .setReferenceMeterId("r2")
                .build();
        bench.pair("m1");
        bench.register(MeterRegistration.newBuilder(Fleet.registration("r2")).build());
        bench.readings(second);
        bench.readings(all);
        bench.profile(renewed);
        bench.profile(withdrawn());
        End end = End.of(bench);
        assertEquals("", end.latest.get("m1").getRefusal());
        assertEquals(DAYS, end.latest.get("m1").getClosedDays());
        try (Bench other = new Bench()) {
            registrations(other);
            other.register(Fleet.registration("r2"));
            other.profile(renewed);
            other.readings(all);
            other.readings(second);
            end.assertSameBits(End.of(other));
        }
    }

    @Test
    void validityReachingIntoThePastTakesTheReadingsThatWereThere() {
        bench.pair("m1");
        bench.profile(valid(5, 40));
        bench.readings(readings(0.4, 0, 12));
        assertEquals(7, bench.latest().get("m1").getClosedDays());
        bench.profile(valid(3, 12));
        assertEquals(9, bench.latest().get("m1").getClosedDays());
        bench.readings(readings(0.4, 12, DAYS));
        assertTrue(bench.latest().isEmpty(), "the profile has ended");
        try (Bench other = new Bench()) {
            other.pair("m1");
            other.profile(valid(3, 12));
            other.readings(readings(0.4, 0, DAYS));
            assertOctets(bench.stored(DriftTopology.TRACK_STORE), other.stored(DriftTopology.TRACK_STORE));
        }
    }

    private static ReferenceProfile valid(int fromDay, int untilDay) {
        return ReferenceProfile.newBuilder(Fleet.profile("m1"))
                .setValidFrom(Fleet.day(FIRST + fromDay))
                .setValidUntil(Fleet.day(FIRST + untilDay))
                .build();
    }

    @Test
    void readingsOlderThanTheHistoryAreNotMadeUpForByAProfile() {
        bench.pair("nobody");
        registrations(bench);
        int days = Route.HISTORY_DAYS + 8;
        bench.readings(readings(0, days));
        bench.profile(Fleet.profile("m1"));
        End end = End.of(bench);
        // The newest day has its midnight level alone and is one of those kept.
        assertEquals(Route.HISTORY_DAYS - 1, end.latest.get("m1").getClosedDays());
        assertEquals(Fleet.day(FIRST + days), end.latest.get("m1").getWindowTo());
    }

    @Test
    void meterTestedByTooManyProfilesIsRefusedByNameAndTheFirstStayInForce() {
        bench.pair("m1");
        for (int k = 0; k < MeterProfiles.MOST_PROFILES; k++) {
            bench.profile(ReferenceProfile.newBuilder(Fleet.profile("m1"))
                    .setProfileId("profile-m1-" + k)
                    .build());
        }
        List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
        assertEquals(1, letters.size());
        assertFalse(letters.getFirst().value().length == 0);
    }

    /** One meter of the pair says nothing for thirty days and then sends them all. */
    @ParameterizedTest
    @MethodSource("meters")
    void outageOfThirtyDaysDoesNotLoseThePairing(String silent) {
        int days = DAYS + 30;
        List<RegisterReading> all = readings(0, days);
        Instant from = Fleet.day(FIRST + 8).plusSeconds(3_600);
        Instant to = Fleet.day(FIRST + 38).plusSeconds(3_600);
        List<RegisterReading> late = all.stream()
                .filter(row -> row.getMeterId().equals(silent)
                        && row.getCaptureTime().isAfter(from)
                        && row.getCaptureTime().isBefore(to))
                .toList();
        bench.pair("m1");
        calibrate(bench);
        bench.readings(all);
        End expected = End.of(bench);
        assertEquals(days, expected.latest.get("m1").getClosedDays());
        try (Bench other = new Bench()) {
            other.pair("m1");
            calibrate(other);
            List<RegisterReading> others =
                    all.stream().filter(row -> !late.contains(row)).toList();
            long untilBack = others.stream()
                    .filter(row -> row.getCaptureTime().isBefore(to))
                    .count();
            other.readings(others.subList(0, (int) untilBack));
            other.readings(late);
            other.readings(others.subList((int) untilBack, others.size()));
            expected.assertSameBits(End.of(other));
        }
    }

    static List<String> meters() {
        return List.of("m1", Fleet.reference("m1"));
    }

    /** Octets of the history and the follower of a pair with quarter-hourly rows. */
    @Test
    void historyOfAMeterIsBounded() {
        bench.readings(readings(0, DAYS + 30));
        Map<Object, byte[]> history = bench.stored(DriftTopology.HISTORY_STORE);
        Map<String, Integer> days = new TreeMap<>();
        history.keySet().forEach(key -> days.merge(((DayKey) key).meterId(), 1, Integer::sum));
        assertEquals(Map.of("m1", Route.HISTORY_DAYS, Fleet.reference("m1"), Route.HISTORY_DAYS), days);
        assertTrue(bench.stored(DriftTopology.DAY_STORE).isEmpty(), "nothing is followed without a profile");
        assertTrue(bench.drift().isEmpty());
    }
}

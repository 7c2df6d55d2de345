// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

class BadInputTopologyTest {
    private static final byte[] POISON = {0, 0, 0, 0, 99, 1, 2, 3};

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    static List<Topic> logTopics() {
        return List.of(
                Topics.READINGS,
                Topics.METER_EVENTS,
                Topics.CALIBRATION_ORDERS,
                Topics.CALIBRATION_OUTCOMES,
                Topics.CASE_COMMANDS,
                Topics.COMPARISONS,
                Topics.REFERENCE_FINDINGS,
                Topics.REFERENCE_PROFILES);
    }

    @ParameterizedTest
    @MethodSource("logTopics")
    void poisonRecordEndsAsDeadLetterAndTheRestGoesOn(Topic topic) {
        bench.pair("m1");
        bench.sendOctets(topic, "m1", POISON);
        bench.sendOctets(topic, "m1", "no avro at all".getBytes(StandardCharsets.UTF_8));
        bench.sendOctets(topic, null, null);
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(0.3, 1)));

        assertEquals(8, bench.latest().get("m1").getClosedDays());
        List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
        assertEquals(3, letters.size());
        assertArrayEquals(POISON, letters.getFirst().value());
        assertArrayEquals(
                "m1".getBytes(StandardCharsets.UTF_8), letters.getFirst().key());
        assertEquals(topic.prefixed(Bench.PREFIX), header(letters.getFirst(), "topic"));
        assertEquals("0", header(letters.getFirst(), "partition"));
        assertEquals(topic.equals(Topics.REFERENCE_PROFILES) ? "1" : "0", header(letters.getFirst(), "offset"));
        assertFalse(header(letters.getFirst(), "exception").isEmpty());
        assertFalse(header(letters.getFirst(), "message").isEmpty());
    }

    @Test
    void poisonInPlaceOfAProfileOrRegistrationLeavesTheLastGoodRecordInForce() {
        bench.pair("m1");
        bench.sendOctets(Topics.REFERENCE_PROFILES, "profile-m1", POISON);
        bench.sendOctets(Topics.METERS, "m1", POISON);
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(0.3, 1)));

        assertEquals(1, bench.globalDeadLetters.size());
        assertEquals(1, bench.deadLetters().size());
        assertEquals(8, bench.latest().get("m1").getClosedDays());
    }

    @Test
    void profileThatNamesOneMeterOnBothSidesEndsAsDeadLetterAndTheLastGoodOneStaysInForce() {
        bench.pair("m1");
        ReferenceProfile ofItself = ReferenceProfile.newBuilder(Fleet.profile("m1"))
                .setReferenceMeterId("m1")
                .build();
        bench.profile(ofItself);
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(0.3, 1)));

        List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
        assertEquals(1, letters.size());
        assertArrayEquals(
                bench.octets(Topics.REFERENCE_PROFILES, ofItself),
                letters.getFirst().value());
        String message = header(letters.getFirst(), "message");
        assertTrue(message.contains("SAME_METER: profile profile-m1 names meter m1"), message);
        assertEquals(0.3, bench.latest().get("m1").getErrorPercent(), 0.1);
    }

    @Test
    void readingFromTheFutureEndsAsDeadLetterAndClosesNoDay() {
        bench.pair("m1");
        RegisterReading.Builder reading =
                RegisterReading.newBuilder(Fleet.reading("m1", Fleet.day(Fleet.FIRST_DAY + 4_000), 5, 1));
        byte[] octets = bench.octets(Topics.READINGS, reading.build());
        bench.sendOctets(Topics.READINGS, "m1", octets);
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(0.3, 1)));

        List<TestRecord<byte[], byte[]>> letters = bench.deadLetters();
        assertEquals(1, letters.size());
        assertArrayEquals(octets, letters.getFirst().value());
        assertEquals(8, bench.latest().get("m1").getClosedDays());
    }

    static Stream<Arguments> unworkable() {
        Consumer<Bench> noTested = bench -> {
            bench.profile(Fleet.profile("m1"));
            bench.register(Fleet.registration(Fleet.reference("m1")));
        };
        return Stream.of(
                Arguments.of("UNKNOWN_METER", noTested),
                Arguments.of("LIMIT_NOT_SET", registered(meter -> meter.setLimitPercent(0))),
                Arguments.of("AMBIGUOUS_REFERENCE", profiled(profile -> profile.setProfileId("profile-m1-too"))));
    }

    private static Consumer<Bench> registered(Consumer<MeterRegistration.Builder> change) {
        return bench -> {
            bench.pair("m1");
            MeterRegistration.Builder meter = MeterRegistration.newBuilder(Fleet.registration("m1"));
            change.accept(meter);
            bench.register(meter.build());
        };
    }

    private static Consumer<Bench> profiled(Consumer<ReferenceProfile.Builder> change) {
        return bench -> {
            bench.pair("m1");
            ReferenceProfile.Builder profile = ReferenceProfile.newBuilder(Fleet.profile("m1"));
            change.accept(profile);
            bench.profile(profile.build());
        };
    }

    @ParameterizedTest
    @MethodSource("unworkable")
    void unworkableProfileOrRegistrationIsRefusedByName(String name, Consumer<Bench> setup) {
        setup.accept(bench);
        bench.pair("m2");
        for (String meterId : List.of("m1", "m2")) {
            bench.readings(Fleet.readings(meterId, Fleet.FIRST_DAY, 8, 1, day -> new Truth(1.5, 1)));
        }

        Map<String, DriftEstimate> latest = bench.latest();
        assertEquals(name, latest.get("m1").getRefusal());
        assertFalse(latest.get("m1").getRefusalText().isEmpty());
        assertEquals(0.0, latest.get("m1").getErrorPercent());
        assertEquals("", latest.get("m2").getRefusal());
        assertTrue(bench.cases().keySet().stream().allMatch(caseId -> caseId.startsWith("m2|")));
    }

    @Test
    void profileOfMetersThatSendNothingIsRefusedOnceByTheReview() {
        bench.profile(Fleet.profile("m1"));
        bench.passWallTime(FollowMeter.REVIEW_PERIOD);
        assertTrue(bench.latest().isEmpty(), "the registration may be on its way");
        bench.passWallTime(FollowMeter.REVIEW_PERIOD);
        assertEquals("UNKNOWN_METER", bench.latest().get("m1").getRefusal());
        bench.passWallTime(Duration.ofHours(1));
        assertTrue(bench.latest().isEmpty());
    }

    @Test
    void coarseRegisterIsRefused() {
        bench.pair("m1");
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(1.5, 1), 3));
        assertEquals("REGISTER_TOO_COARSE", bench.latest().get("m1").getRefusal());
    }

    @Test
    void tooFewDaysAreRefused() {
        bench.pair("m1");
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 6, 1, day -> new Truth(1.5, 1)));
        assertEquals("TOO_FEW_DAYS", bench.latest().get("m1").getRefusal());
        assertTrue(bench.cases().isEmpty());
    }

    @Test
    void readingsWithoutCalibrationEpochAreRefused() {
        bench.pair("m1");
        bench.readings(Fleet.readings("m1", Fleet.FIRST_DAY, 8, 1, day -> new Truth(1.5, 0)));
        assertEquals("NO_CALIBRATION_EPOCH", bench.latest().get("m1").getRefusal());
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }
}

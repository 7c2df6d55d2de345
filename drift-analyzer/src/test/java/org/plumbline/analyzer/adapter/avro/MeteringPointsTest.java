// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.analyzer.surveillance.MeteringPoint;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

class MeteringPointsTest {

    @Test
    void pointThatMeetsEveryConditionIsReady() {
        MeteringPoint.Ready ready = assertInstanceOf(
                MeteringPoint.Ready.class,
                MeteringPoints.of(
                        List.of(Fleet.surveilled("m")), Fleet.doubleMetered("m"), Fleet.doubleMetered("m-ref")));
        assertEquals(36_000, ready.nominalPowerWatts());
        assertEquals(Fleet.FIRST_DAY, ready.firstDay());
        assertEquals("m-ref", ready.referenceMeterId());
    }

    @Test
    void profileWithoutSurveillanceIsNoPoint() {
        List<ReferenceProfile> profiles = List.of(Fleet.profile("m"));
        assertInstanceOf(MeteringPoint.None.class, MeteringPoints.of(profiles, null, null));
        assertEquals(Optional.empty(), MeteringPoints.surveilled(profiles));
    }

    /** A day that began before surveillance did is not a whole one. */
    @ParameterizedTest
    @CsvSource({"2026-03-01T00:00:00Z,20513", "2026-03-01T00:00:00.001Z,20514", "2026-03-01T13:00:00Z,20514"})
    void firstWholeDayCounts(Instant from, long day) {
        ReferenceProfile profile = ReferenceProfile.newBuilder(Fleet.surveilled("m"))
                .setSurveilledFrom(from)
                .build();
        assertEquals(
                day, MeteringPoints.surveilled(List.of(profile)).orElseThrow().firstDay());
    }

    /** EN 62053-22 class 0,2S is presumed to be class D (annexe 3). */
    @Test
    void classDAndTwoTenthsSAreEquivalent() {
        MeterRegistration one = changed("m", meter -> meter.setAccuracyClass("D"));
        MeterRegistration other = changed("m-ref", meter -> meter.setAccuracyClass("0.2S"));
        assertInstanceOf(MeteringPoint.Ready.class, MeteringPoints.of(List.of(Fleet.surveilled("m")), one, other));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                profile("UNKNOWN_SURVEILLANCE", profile -> profile.setSurveillance("FR-ANNEX-9")),
                profile("SURVEILLANCE_START_NOT_SET", profile -> profile.setSurveilledFrom(Instant.EPOCH)),
                profile("NOMINAL_POWER_NOT_SET", profile -> profile.setNominalPowerWatts(0)),
                profile("NOMINAL_POWER_NOT_SET", profile -> profile.setNominalPowerWatts(Double.NaN)),
                meter("RATING_NOT_SET", meter -> meter.setMaximumCurrentAmperes(0)),
                meter("CAPTURE_PERIOD", meter -> meter.setCapturePeriodSeconds(900)),
                meter("CAPTURE_PERIOD", meter -> meter.setCapturePeriodSeconds(420)),
                meter("CAPTURE_PERIOD", meter -> meter.setCapturePeriodSeconds(0)),
                meter("CLASS_NOT_STATED", meter -> meter.setAccuracyClass("")),
                meter("CLASS_DIFFERS", meter -> meter.setAccuracyClass("0.5S")),
                meter("TYPE_NOT_STATED", meter -> meter.setTypeDesignation("").setMeterModel("")),
                meter("SAME_TYPE", meter -> meter.setTypeDesignation("type of m-ref")),
                meter("MAKER_NOT_KNOWN", meter -> meter.setSystemTitle(ByteBuffer.allocate(0))),
                meter("MAKER_NOT_KNOWN", meter -> meter.setSystemTitle(ByteBuffer.allocate(8))),
                meter("SAME_MAKER", meter -> meter.setSystemTitle(title("REF99999"))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void conditionThatIsNotMetIsRefusedByName(String name, ReferenceProfile profile, MeterRegistration tested) {
        MeteringPoint.Refused refused = assertInstanceOf(
                MeteringPoint.Refused.class, MeteringPoints.of(List.of(profile), tested, Fleet.doubleMetered("m-ref")));
        assertEquals(name, refused.name());
        assertTrue(refused.sentence().length() > 20);
    }

    @Test
    void unregisteredMeterAndSecondProfileAreRefused() {
        assertEquals("UNKNOWN_METER", refusal(null, List.of(Fleet.surveilled("m"))));
        assertEquals(
                "AMBIGUOUS_REFERENCE",
                refusal(Fleet.doubleMetered("m"), List.of(Fleet.profile("m"), Fleet.surveilled("m"))));
    }

    private static String refusal(@Nullable MeterRegistration tested, List<ReferenceProfile> profiles) {
        return assertInstanceOf(
                        MeteringPoint.Refused.class, MeteringPoints.of(profiles, tested, Fleet.doubleMetered("m-ref")))
                .name();
    }

    private static Arguments profile(String name, Consumer<ReferenceProfile.Builder> change) {
        ReferenceProfile.Builder profile = ReferenceProfile.newBuilder(Fleet.surveilled("m"));
        change.accept(profile);
        return Arguments.of(name, profile.build(), Fleet.doubleMetered("m"));
    }

    private static Arguments meter(String name, Consumer<MeterRegistration.Builder> change) {
        return Arguments.of(name, Fleet.surveilled("m"), changed("m", change));
    }

    private static MeterRegistration changed(String meterId, Consumer<MeterRegistration.Builder> change) {
        MeterRegistration.Builder meter = MeterRegistration.newBuilder(Fleet.doubleMetered(meterId));
        change.accept(meter);
        return meter.build();
    }

    private static ByteBuffer title(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.BenchPoint;
import org.plumbline.schema.avro.BenchResult;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.ForecastBasis;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.SelfTestProposal;

class ForecastTopologyTest {
    private static final long FIRST = Fleet.FIRST_DAY;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static ReferenceProfile.Builder certificate() {
        return ReferenceProfile.newBuilder()
                .setProfileId("certificate-m1")
                .setKind(ReferenceKind.CERTIFICATE)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId("m1")
                .setCertificateErrorPercent(0.2)
                .setCertificateStandardUncertaintyPercent(0.1)
                .setCertificateReference("L-17")
                .setCertificateTime(Fleet.day(FIRST - 1_000));
    }

    /** The levels run away by 5 %: a certificate takes no notice of them. */
    @Test
    void certificateGivesADueDateAndNothingElseWhateverTheLevelsSay() {
        bench.register(Fleet.registration("m1"));
        bench.profile(certificate().build());
        bench.readings(Fleet.readings("m1", FIRST, 40, 1, day -> new Truth(day > FIRST + 20 ? 5 : 0, 1)).stream()
                .filter(reading -> reading.getMeterId().equals("m1"))
                .toList());

        CalibrationForecast forecast = bench.forecasts().get("m1");
        assertEquals("", forecast.getRefusal());
        assertEquals(Fleet.day(FIRST + 40), forecast.getAsOf());
        assertEquals(0.2, forecast.getErrorPercent());
        assertEquals(1, forecast.getUpperLimitPercent());
        assertEquals(0.05, forecast.getRisk());
        assertEquals(21, forecast.getMeanTemperatureCelsius());
        assertEquals(40, forecast.getTemperatureDays());
        assertFalse(forecast.getOverdue());
        assertNotNull(forecast.getDueAt());
        assertTrue(forecast.getDueAt().isAfter(Fleet.day(FIRST + 40)));
        assertTrue(forecast.getSource().contains("L-17"), forecast.getSource());
        assertTrue(forecast.getSource().contains("typical of class 1"), forecast.getSource());
        assertTrue(bench.drift().isEmpty());
        assertTrue(bench.cases().isEmpty());
        assertTrue(bench.deadLetters().isEmpty());
    }

    @Test
    void levelsDoNotMoveAForecast() {
        bench.register(Fleet.registration("m1"));
        bench.profile(certificate().build());
        bench.readings(Fleet.readings("m1", FIRST, 5, 1, day -> new Truth(0, 1)));
        CalibrationForecast honest = bench.forecasts().get("m1");
        bench.close();
        bench = new Bench();
        bench.register(Fleet.registration("m1"));
        bench.profile(certificate().build());
        bench.readings(Fleet.readings("m1", FIRST, 5, 77, day -> new Truth(-30, 1)));
        assertEquals(honest, bench.forecasts().get("m1"));
    }

    private static ReferenceProfile.Builder selfTest() {
        return certificate()
                .setKind(ReferenceKind.SELF_TEST)
                .setSelfTestRegister("1.0.96.50.1.255")
                .setSelfTestPercentPerUnit(1e-4)
                .setSelfTestStandardUncertaintyPercent(0.03);
    }

    @Test
    void selfTestShowsAChangeOfTheSensorPathAndWhatItCannotSee() {
        bench.register(Fleet.registration("m1"));
        bench.profile(selfTest().build());
        for (RegisterReading reading : Fleet.readings("m1", FIRST, 10, 1, day -> new Truth(0, 1))) {
            List<RegisterValue> registers = new ArrayList<>(reading.getRegisters());
            registers.add(new RegisterValue("1.0.96.50.1.255", 62L, 2, 255));
            bench.readings(List.of(
                    RegisterReading.newBuilder(reading).setRegisters(registers).build()));
        }
        CalibrationForecast forecast = bench.forecasts().get("m1");
        assertEquals("", forecast.getRefusal());
        assertEquals(ForecastBasis.SELF_TEST, forecast.getBasis());
        assertEquals(0.62, forecast.getSelfTest().getChangePercent(), 1e-12);
        assertEquals(0.8212, forecast.getErrorPercent(), 1e-3);
        assertEquals(
                SelfTestProposal.ADJUST_AFTER_CONFIRMATION,
                forecast.getSelfTest().getProposal());
        assertTrue(forecast.getSelfTest().getBlindTo().contains("voltage reference"));
        assertTrue(forecast.getOverdue());
        assertTrue(bench.cases().isEmpty());
    }

    @Test
    void selfTestThatIsNotDescribedOrNotReadIsRefusedByName() {
        bench.register(Fleet.registration("m1"));
        bench.profile(selfTest().setSelfTestStandardUncertaintyPercent(0).build());
        bench.readings(Fleet.readings("m1", FIRST, 9, 1, day -> new Truth(0, 1)));
        assertEquals("SELF_TEST_NOT_DESCRIBED", bench.forecasts().get("m1").getRefusal());
        bench.profile(selfTest().build());
        bench.readings(Fleet.readings("m1", FIRST + 9, 1, 1, day -> new Truth(0, 1)));
        CalibrationForecast refused = bench.forecasts().get("m1");
        assertEquals("SELF_TEST_VALUES_MISSING", refused.getRefusal());
        assertEquals(ForecastBasis.SELF_TEST, refused.getBasis());
    }

    static Stream<Arguments> incomplete() {
        return Stream.of(
                fault("CERTIFICATE_NOT_STATED", profile -> profile.setCertificateStandardUncertaintyPercent(0)),
                fault("CERTIFICATE_DATE_NOT_STATED", profile -> profile.setCertificateTime(Fleet.day(0))),
                fault("CERTIFICATE_IN_FUTURE", profile -> profile.setCertificateTime(Fleet.day(FIRST + 300))),
                fault("PROFILE_NOT_IN_FORCE", profile -> profile.setValidUntil(Fleet.day(FIRST - 1))),
                fault("PROFILE_IMPOSSIBLE", profile -> profile.setRecalibrationRisk(0.5)),
                fault("PROFILE_IMPOSSIBLE", profile -> profile.setDriftPercentPerYear(-1)),
                fault("CERTIFICATE_OF_OTHER_EPOCH", profile -> profile.setCalibrationEpoch(2)));
    }

    private static Arguments fault(String name, Consumer<ReferenceProfile.Builder> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void incompleteCertificateIsRefusedByName(String name, Consumer<ReferenceProfile.Builder> change) {
        ReferenceProfile.Builder profile = certificate();
        change.accept(profile);
        bench.register(Fleet.registration("m1"));
        bench.profile(profile.build());
        bench.readings(Fleet.readings("m1", FIRST, 2, 1, day -> new Truth(0, 1)));
        CalibrationForecast refused = bench.forecasts().get("m1");
        assertEquals(name, refused.getRefusal());
        assertFalse(refused.getRefusalText().isBlank());
        assertEquals(null, refused.getDueAt());
    }

    private static BenchPoint point(double amperes, String powerFactor, double error) {
        return BenchPoint.newBuilder()
                .setAmperes(amperes)
                .setPowerFactor(powerFactor)
                .setPulses(1_000)
                .setReferenceWattHours(625 / (1 + error / 100))
                .setErrorPercent(error)
                .setExpandedUncertaintyPercent(0.1)
                .build();
    }

    private static ReferenceProfile.Builder benchTested(BenchPoint... asLeft) {
        return certificate()
                .setCalibrationEpoch(2)
                .setBench(BenchResult.newBuilder()
                        .setLaboratory("A")
                        .setWattHoursPerPulse(0.625)
                        .setCoverageFactor(2)
                        .setAsFound(List.of(point(5, "1", 0.9)))
                        .setAsLeft(List.of(asLeft))
                        .build());
    }

    /** The point with the largest error is due first; the one at power factor 0.5 is shown and not judged. */
    @Test
    void benchResultGivesTheDueDateOfItsWorstPointAndShowsWhatWasFound() {
        bench.register(Fleet.registration("m1"));
        bench.profile(benchTested(point(60, "1", 0.1), point(0.5, "1", -0.4), point(5, "0.5i", 0.8))
                .build());
        bench.readings(Fleet.readings("m1", FIRST, 2, 1, day -> new Truth(0, 2)));
        CalibrationForecast forecast = bench.forecasts().get("m1");
        assertEquals("", forecast.getRefusal());
        assertEquals(-0.4, forecast.getErrorPercent());
        assertEquals(0.05, forecast.getCertificatePercent());
        assertTrue(forecast.getSource().contains("as left at 0.5 A"), forecast.getSource());
        assertEquals(0.9, forecast.getBench().getAsFound().getFirst().getErrorPercent());
        assertEquals(3, forecast.getBench().getAsLeft().size());
    }

    @Test
    void benchResultOfAnotherEpochIsRefusedByName() {
        bench.register(Fleet.registration("m1"));
        bench.profile(benchTested(point(5, "1", 0.1)).build());
        bench.readings(Fleet.readings("m1", FIRST, 2, 1, day -> new Truth(0, 3)));
        CalibrationForecast refused = bench.forecasts().get("m1");
        assertEquals("CERTIFICATE_OF_OTHER_EPOCH", refused.getRefusal());
        assertTrue(refused.getRefusalText().contains("epoch 2"), refused.getRefusalText());
        assertTrue(refused.getRefusalText().contains("epoch 3"), refused.getRefusalText());
    }

    @Test
    void benchResultWhoseErrorDoesNotFollowFromItsPulsesIsRefusedByName() {
        bench.register(Fleet.registration("m1"));
        bench.profile(benchTested(BenchPoint.newBuilder(point(5, "1", 0.1))
                        .setPulses(1_001)
                        .build())
                .build());
        bench.readings(Fleet.readings("m1", FIRST, 2, 1, day -> new Truth(0, 2)));
        assertEquals("BENCH_INCONSISTENT", bench.forecasts().get("m1").getRefusal());
    }

    @Test
    void meterThatIsNotRegisteredOrCertifiedTwiceIsSaidWithoutAnyReading() {
        bench.profile(certificate().build());
        bench.profile(certificate().setProfileId("b").setTestedMeterId("m2").build());
        bench.profile(certificate().setProfileId("c").setTestedMeterId("m2").build());
        bench.passWallTime(FollowMeter.REVIEW_PERIOD);
        assertEquals(Map.of(), bench.forecasts());
        bench.passWallTime(FollowMeter.REVIEW_PERIOD);
        Map<String, CalibrationForecast> told = bench.forecasts();
        assertEquals("UNKNOWN_METER", told.get("m1").getRefusal());
        assertEquals("AMBIGUOUS_CERTIFICATE", told.get("m2").getRefusal());
        bench.passWallTime(FollowMeter.REVIEW_PERIOD);
        assertEquals(Map.of(), bench.forecasts());
    }

    @Test
    void pairedMeterIsJudgedBesideItsCertificate() {
        bench.pair("m1");
        bench.profile(certificate().build());
        bench.readings(Fleet.readings("m1", FIRST, 8, 1, day -> new Truth(1.6, 1)));
        assertEquals("", bench.forecasts().get("m1").getRefusal());
        assertTrue(bench.latest().get("m1").getMet02());
        assertEquals(List.of(), bench.globalDeadLetters);
    }
}

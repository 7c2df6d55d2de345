// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.OperatingPoint;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.schema.avro.LimitKind;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.avro.Wiring;

class PairingsTest {
    private static final LimitTable LIMITS = LimitTable.shipped();
    private static final MeterRegistration REFERENCE = Fleet.registration(Fleet.reference("m"));

    @Test
    void completeProfileIsReady() {
        Pairing.Ready ready = assertInstanceOf(
                Pairing.Ready.class, pairing(List.of(Fleet.profile("m")), Fleet.registration("m"), REFERENCE));
        assertEquals(13_800, ready.tested().maximumPowerWatts());
        assertEquals(Authority.ADJUST_UNVERIFIED, policy(ready).authority());
        assertTrue(policy(ready).limit().authoritative());
        assertEquals(0.03, ready.certificate().standardUncertaintyPercent());
    }

    @Test
    void withoutProfileThereIsNothingToSay() {
        assertInstanceOf(Pairing.None.class, pairing(List.of(), Fleet.registration("m"), REFERENCE));
    }

    @Test
    void verifiedMeterIsNeverAdjustedUnderThePolicyForUnverifiedOnes() {
        for (VerificationState state : List.of(VerificationState.VERIFIED, VerificationState.UNKNOWN)) {
            MeterRegistration meter = MeterRegistration.newBuilder(Fleet.registration("m"))
                    .setVerificationState(state)
                    .build();
            Pairing.Ready ready =
                    assertInstanceOf(Pairing.Ready.class, pairing(List.of(Fleet.profile("m")), meter, REFERENCE));
            assertEquals(Authority.ADVISE, policy(ready).authority());
        }
    }

    @Test
    void limitWithoutPolicyDocumentAuthorisesNothing() {
        MeterRegistration meter = MeterRegistration.newBuilder(Fleet.registration("m"))
                .setPolicyDocument("")
                .build();
        Pairing.Ready ready =
                assertInstanceOf(Pairing.Ready.class, pairing(List.of(Fleet.profile("m")), meter, REFERENCE));
        assertFalse(policy(ready).limit().authoritative());
    }

    static Stream<Arguments> incompleteMeters() {
        return Stream.of(
                meter("LIMIT_NOT_SET", meter -> meter.setLimitPercent(0)),
                meter("LIMIT_NOT_SET", meter -> meter.setLimitPercent(Double.NaN)),
                meter("MPE_NOT_SET", meter -> meter.setMaximumPermissibleErrorPercent(0)),
                meter("MPE_NOT_SET", meter -> meter.setMaximumPermissibleErrorPercent(-1)),
                meter("RATING_NOT_SET", meter -> meter.setNominalVoltageVolts(0)),
                meter("RATING_NOT_SET", meter -> meter.setMaximumCurrentAmperes(Double.POSITIVE_INFINITY)),
                meter("RATING_NOT_SET", meter -> meter.setPhases(0)));
    }

    private static Arguments meter(String name, Consumer<MeterRegistration.Builder> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest
    @MethodSource("incompleteMeters")
    void incompleteRegistrationIsRefusedByName(String name, Consumer<MeterRegistration.Builder> change) {
        MeterRegistration.Builder meter = MeterRegistration.newBuilder(Fleet.registration("m"));
        change.accept(meter);
        refused(name, pairing(List.of(Fleet.profile("m")), meter.build(), REFERENCE));
    }

    @Test
    void unknownMetersAreRefusedByName() {
        refused("UNKNOWN_METER", pairing(List.of(Fleet.profile("m")), null, REFERENCE));
        refused("UNKNOWN_REFERENCE_METER", pairing(List.of(Fleet.profile("m")), Fleet.registration("m"), null));
    }

    @Test
    void twoProfilesOfOneMeterAreRefused() {
        refused(
                "AMBIGUOUS_REFERENCE",
                pairing(List.of(Fleet.profile("m"), Fleet.profile("m")), Fleet.registration("m"), REFERENCE));
    }

    @Test
    void certificateMustStateItsUncertainty() {
        for (double uncertainty : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            ReferenceProfile profile = ReferenceProfile.newBuilder(Fleet.profile("m"))
                    .setCertificateStandardUncertaintyPercent(uncertainty)
                    .build();
            refused("CERTIFICATE_NOT_STATED", pairing(List.of(profile), Fleet.registration("m"), REFERENCE));
        }
    }

    @Test
    void unstatedDriftOfAReferenceCountsAsLeavingItsClassLimitWithinAYear() {
        assertEquals(0.2, driftOf("0.2S", 0).driftPercentPerYear());
        assertEquals(1, driftOf("B", 0).driftPercentPerYear());
        assertEquals(2, driftOf("", 0).driftPercentPerYear());
        assertTrue(driftOf("0.2S", 0).source().contains("the profile states none"));

        assertEquals(0.01, driftOf("0.2S", 0.01).driftPercentPerYear());
        assertTrue(driftOf("0.2S", 0.01).source().contains("as stated"));
        assertEquals(0.2, driftOf("0.2S", 0).standardUncertaintyPercentOn(Fleet.FIRST_DAY + 365), 0.005);
    }

    private static ReferenceCertificate driftOf(String accuracyClass, double stated) {
        ReferenceProfile profile = ReferenceProfile.newBuilder(Fleet.profile("m"))
                .setDriftPercentPerYear(stated)
                .build();
        MeterRegistration reference = MeterRegistration.newBuilder(REFERENCE)
                .setAccuracyClass(accuracyClass)
                .build();
        return assertInstanceOf(Pairing.Ready.class, pairing(List.of(profile), Fleet.registration("m"), reference))
                .certificate();
    }

    @Test
    void profileAppliesWithinItsValidity() {
        ReferenceProfile profile = ReferenceProfile.newBuilder(Fleet.profile("m"))
                .setValidFrom(Fleet.day(10))
                .setValidUntil(Fleet.day(20))
                .build();
        assertFalse(Pairings.appliesAt(profile, 10 * 86_400 - 1));
        assertTrue(Pairings.appliesAt(profile, 10 * 86_400));
        assertTrue(Pairings.appliesAt(profile, 20 * 86_400));
        assertFalse(Pairings.appliesAt(profile, 20 * 86_400 + 1));
    }

    private static Pairing pairing(
            List<ReferenceProfile> profiles,
            @Nullable MeterRegistration tested,
            @Nullable MeterRegistration reference) {
        return Pairings.of(profiles, tested, reference, LIMITS);
    }

    /** What decides at half load and 20 degrees. */
    private static AccuracyPolicy policy(Pairing.Ready ready) {
        return ready.policy().at(new OperatingPoint(0.5, 20));
    }

    private static MeterRegistration.Builder byTable(String standard, String meterClass) {
        return MeterRegistration.newBuilder(Fleet.registration("m"))
                .setLimitPercent(0)
                .setMaximumPermissibleErrorPercent(0)
                .setWiring(Wiring.DIRECT)
                .setAccuracyStandard(standard)
                .setAccuracyClass(meterClass);
    }

    private static AccuracyPolicy policyOf(MeterRegistration.Builder meter) {
        return policy(
                assertInstanceOf(Pairing.Ready.class, pairing(List.of(Fleet.profile("m")), meter.build(), REFERENCE)));
    }

    @Test
    void limitsThatAreNotSetComeFromTheTables() {
        AccuracyPolicy byClass = policyOf(byTable("MID", "B").setLimitKind(LimitKind.CLASS));
        assertEquals(2, byClass.limit().percent());
        assertEquals(2, byClass.maximumPermissibleError().percent());
        assertTrue(byClass.maximumPermissibleError().authoritative());
        assertTrue(byClass.limit().source().contains("annex V"), byClass.limit().source());

        AccuracyPolicy inService =
                policyOf(byTable("MID", "B").setLimitKind(LimitKind.IN_SERVICE).setJurisdiction("France"));
        assertEquals(4.5, inService.limit().percent());
        AccuracyPolicy anywhere = policyOf(byTable("MID", "B").setLimitKind(LimitKind.IN_SERVICE));
        assertEquals(4, anywhere.limit().percent());
        assertFalse(anywhere.limit().authoritative());
        assertFalse(policyOf(byTable("IEC 62053-21", "1").setLimitKind(LimitKind.CLASS))
                .maximumPermissibleError()
                .authoritative());
    }

    @Test
    void limitThatIsSetTakesThePlaceOfTheTables() {
        AccuracyPolicy policy = policyOf(byTable("MID", "B").setLimitPercent(0.8));
        assertEquals(0.8, policy.limit().percent());
        assertEquals("sub-meter policy 1", policy.limit().source());
        assertEquals(2, policy.maximumPermissibleError().percent());
    }

    static Stream<Arguments> faultyMeters() {
        return Stream.of(
                meter("LIMIT_NOT_COVERED", meter -> meter.setAccuracyStandard("IEC 62053-99")),
                meter("LIMIT_NOT_COVERED", meter -> meter.setAccuracyClass("D")),
                meter("LIMIT_NOT_COVERED", meter -> meter.setJurisdiction("Atlantis")),
                meter("LIMIT_NOT_COVERED", meter -> meter.setJurisdiction("Switzerland")),
                meter("RATING_NOT_SET", meter -> meter.setWiring(Wiring.UNKNOWN)),
                meter("RATING_NOT_SET", meter -> meter.setReferenceCurrentAmperes(0)),
                meter("RATING_NOT_SET", meter -> meter.setReferenceCurrentAmperes(61)),
                meter("LIMIT_NOT_SET", meter -> meter.setLimitPercent(-1)),
                meter("MPE_NOT_SET", meter -> meter.setMaximumPermissibleErrorPercent(Double.NaN)),
                meter("LIMIT_NOT_SET", meter -> meter.setAccuracyStandard("")));
    }

    @ParameterizedTest
    @MethodSource("faultyMeters")
    void registrationThatTheTablesCannotServeIsRefusedByName(String name, Consumer<MeterRegistration.Builder> change) {
        MeterRegistration.Builder meter = byTable("MID", "B").setLimitKind(LimitKind.IN_SERVICE);
        change.accept(meter);
        refused(name, pairing(List.of(Fleet.profile("m")), meter.build(), REFERENCE));
    }

    private static void refused(String name, Pairing pairing) {
        Pairing.Refused refused = assertInstanceOf(Pairing.Refused.class, pairing);
        assertEquals(name, refused.name());
        assertFalse(refused.sentence().isBlank());
    }
}

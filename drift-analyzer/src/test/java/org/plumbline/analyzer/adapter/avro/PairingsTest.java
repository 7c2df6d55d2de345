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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.VerificationState;

class PairingsTest {
    private static final MeterRegistration REFERENCE = Fleet.registration(Fleet.reference("m"));

    @Test
    void completeProfileIsReady() {
        Pairing.Ready ready = assertInstanceOf(
                Pairing.Ready.class, Pairings.of(List.of(Fleet.profile("m")), Fleet.registration("m"), REFERENCE));
        assertEquals(13_800, ready.tested().maximumPowerWatts());
        assertEquals(Authority.ADJUST_UNVERIFIED, ready.policy().authority());
        assertTrue(ready.policy().limit().authoritative());
        assertEquals(0.03, ready.certificate().standardUncertaintyPercent());
    }

    @Test
    void withoutProfileThereIsNothingToSay() {
        assertInstanceOf(Pairing.None.class, Pairings.of(List.of(), Fleet.registration("m"), REFERENCE));
    }

    @Test
    void verifiedMeterIsNeverAdjustedUnderThePolicyForUnverifiedOnes() {
        for (VerificationState state : List.of(VerificationState.VERIFIED, VerificationState.UNKNOWN)) {
            MeterRegistration meter = MeterRegistration.newBuilder(Fleet.registration("m"))
                    .setVerificationState(state)
                    .build();
            Pairing.Ready ready =
                    assertInstanceOf(Pairing.Ready.class, Pairings.of(List.of(Fleet.profile("m")), meter, REFERENCE));
            assertEquals(Authority.ADVISE, ready.policy().authority());
        }
    }

    @Test
    void limitWithoutPolicyDocumentAuthorisesNothing() {
        MeterRegistration meter = MeterRegistration.newBuilder(Fleet.registration("m"))
                .setPolicyDocument("")
                .build();
        Pairing.Ready ready =
                assertInstanceOf(Pairing.Ready.class, Pairings.of(List.of(Fleet.profile("m")), meter, REFERENCE));
        assertFalse(ready.policy().limit().authoritative());
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
        refused(name, Pairings.of(List.of(Fleet.profile("m")), meter.build(), REFERENCE));
    }

    @Test
    void unknownMetersAreRefusedByName() {
        refused("UNKNOWN_METER", Pairings.of(List.of(Fleet.profile("m")), null, REFERENCE));
        refused("UNKNOWN_REFERENCE_METER", Pairings.of(List.of(Fleet.profile("m")), Fleet.registration("m"), null));
    }

    @Test
    void twoProfilesOfOneMeterAreRefused() {
        refused(
                "AMBIGUOUS_REFERENCE",
                Pairings.of(List.of(Fleet.profile("m"), Fleet.profile("m")), Fleet.registration("m"), REFERENCE));
    }

    @Test
    void certificateMustStateItsUncertainty() {
        for (double uncertainty : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            ReferenceProfile profile = ReferenceProfile.newBuilder(Fleet.profile("m"))
                    .setCertificateStandardUncertaintyPercent(uncertainty)
                    .build();
            refused("CERTIFICATE_NOT_STATED", Pairings.of(List.of(profile), Fleet.registration("m"), REFERENCE));
        }
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

    private static void refused(String name, Pairing pairing) {
        Pairing.Refused refused = assertInstanceOf(Pairing.Refused.class, pairing);
        assertEquals(name, refused.name());
        assertFalse(refused.sentence().isBlank());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.OperatingPoint;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.streams.Fleet;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.QuantityLimit;
import org.plumbline.schema.avro.QuantityReference;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.Wiring;

class QuantityPairingsTest {
    private static final LimitTable LIMITS = LimitTable.shipped();

    @Test
    void certificateAndLimitsAreThoseOfTheQuantityAndNothingMayBeCorrected() {
        MeterRegistration tested = meter(limit("1.0.9.8.0.255", 1.5));
        Pairing.Ready ready = assertInstanceOf(
                Pairing.Ready.class,
                QuantityPairings.of(
                        EnergyQuantity.APPARENT_IMPORT, List.of(profile("1.0.9.8.0.255")), tested, tested, LIMITS));
        assertEquals(0.25, ready.certificate().standardUncertaintyPercent());
        assertEquals(-0.4, ready.certificate().errorPercent());
        AccuracyPolicy policy = ready.policy().at(new OperatingPoint(0.5, 23));
        assertEquals(1.5, policy.limit().percent());
        assertEquals(Authority.OBSERVE, policy.authority());
    }

    /** The active class has an in-service limit in France; the reactive one is judged by its class. */
    @Test
    void limitsInServiceOfTheActiveEnergyAreNotTaken() {
        MeterRegistration tested = MeterRegistration.newBuilder(meter(QuantityLimit.newBuilder()
                        .setQuantity("1.0.3.8.0.255")
                        .setAccuracyStandard("IEC 62053-24")
                        .setAccuracyClass("1S")
                        .build()))
                .setWiring(Wiring.CT)
                .setJurisdiction("France")
                .build();
        Pairing.Ready ready = assertInstanceOf(
                Pairing.Ready.class,
                QuantityPairings.of(
                        EnergyQuantity.REACTIVE_IMPORT, List.of(profile("1.0.3.8.0.255")), tested, tested, LIMITS));
        assertEquals(1, ready.policy().at(new OperatingPoint(0.5, 23)).limit().percent());
    }

    @Test
    void quantityThatIsNotListedIsNoPairing() {
        assertInstanceOf(
                Pairing.None.class,
                QuantityPairings.of(
                        EnergyQuantity.ACTIVE_EXPORT, List.of(profile("1.0.3.8.0.255")), null, null, LIMITS));
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        MeterRegistration sound = meter(limit("1.0.3.8.0.255", 2));
        assertEquals("UNKNOWN_METER", refusal(null, profile("1.0.3.8.0.255")));
        assertEquals("AMBIGUOUS_QUANTITY", refusal(sound, profile("1.0.3.8.0.255", "1.0.3.8.0.255")));
        assertEquals("UNKNOWN_QUANTITY", refusal(sound, profile("1.0.3.8.0.255", "1.0.5.8.0.255")));
        assertEquals("QUANTITY_LIMIT_NOT_SET", refusal(Fleet.registration("m"), profile("1.0.3.8.0.255")));
        assertEquals(
                "QUANTITY_LIMIT_NOT_SET",
                refusal(meter(limit("1.0.3.8.0.255", 2), limit("1.0.3.8.0.255", 3)), profile("1.0.3.8.0.255")));
        assertEquals(
                "AMBIGUOUS_REFERENCE",
                refusal(QuantityPairings.of(
                        EnergyQuantity.REACTIVE_IMPORT,
                        List.of(profile("1.0.3.8.0.255"), Fleet.profile("m")),
                        sound,
                        sound,
                        LIMITS)));
    }

    private static String refusal(@Nullable MeterRegistration tested, ReferenceProfile profile) {
        return refusal(QuantityPairings.of(
                EnergyQuantity.REACTIVE_IMPORT, List.of(profile), tested, Fleet.registration("m-ref"), LIMITS));
    }

    private static String refusal(Pairing pairing) {
        Pairing.Refused refused = assertInstanceOf(Pairing.Refused.class, pairing);
        assertTrue(refused.sentence().length() > 20);
        return refused.name();
    }

    private static ReferenceProfile profile(String... quantities) {
        return ReferenceProfile.newBuilder(Fleet.profile("m"))
                .setQuantities(Arrays.stream(quantities)
                        .map(quantity -> QuantityReference.newBuilder()
                                .setQuantity(quantity)
                                .setCertificateErrorPercent(-0.4)
                                .setCertificateStandardUncertaintyPercent(0.25)
                                .build())
                        .toList())
                .build();
    }

    private static MeterRegistration meter(QuantityLimit... limits) {
        return MeterRegistration.newBuilder(Fleet.registration("m"))
                .setQuantityLimits(List.of(limits))
                .build();
    }

    private static QuantityLimit limit(String quantity, double percent) {
        return QuantityLimit.newBuilder()
                .setQuantity(quantity)
                .setLimitPercent(percent)
                .setMaximumPermissibleErrorPercent(percent)
                .build();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.QuantityLimit;
import org.plumbline.schema.avro.QuantityReference;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.avro.Verdict;
import org.plumbline.schema.avro.Wiring;

class QuantityTopologyTest {
    private static final String REACTIVE = "1.0.3.8.0.255";
    private static final double ACTIVE_ERROR = 0.2;
    private static final double REACTIVE_ERROR = 3.1;

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void reactiveEnergyHasAnEstimateOfItsOwnAgainstItsOwnLimitsAndProposesNothing() {
        pair(profile(0.1), List.of(limit("IEC 62053-23", "2")));
        bench.readings(readings(12, 32));
        Map<String, DriftEstimate> quantities = bench.latestQuantities();
        assertEquals(Set.of("m|" + REACTIVE), quantities.keySet());
        DriftEstimate latest = quantities.get("m|" + REACTIVE);
        assertEquals("m", latest.getMeterId());
        assertEquals(REACTIVE, latest.getQuantity());
        assertEquals("", latest.getRefusal());
        assertEquals(REACTIVE_ERROR, latest.getErrorPercent(), 0.02);
        assertEquals(0.1, latest.getUncertainty().getReferencePercent(), 0.01);
        assertEquals(2, latest.getLimitPercent());
        assertTrue(latest.getLimitSource().contains("62053-23"), latest::getLimitSource);
        assertEquals(Verdict.FAIL, latest.getVerdict());
        assertEquals(CorrectiveAction.NONE, latest.getAction());
        assertFalse(latest.getAdjustCandidate());
        assertNull(latest.getCorrectionFactor());
        assertFalse(latest.getMet02());
        assertEquals("", latest.getCaseKind());
        assertEquals("", latest.getDiagnosis());
        assertEquals(Map.of(), bench.cases());
        assertEquals(List.of(), bench.facts());

        Map<String, DriftEstimate> active = bench.latest();
        assertEquals(Set.of("m"), active.keySet());
        assertEquals("1.0.1.8.0.255", active.get("m").getQuantity());
        assertEquals(ACTIVE_ERROR, active.get("m").getErrorPercent(), 0.02);
    }

    @Test
    void certificateAndLimitsOfTheActiveEnergyAreNotTakenForTheReactive() {
        pair(profile(0), List.of(limit("IEC 62053-23", "2")));
        bench.readings(readings(2, 32));
        assertEquals("CERTIFICATE_NOT_STATED", refusal());
        bench.register(registration("m", List.of()));
        bench.readings(readings(4, 32));
        assertEquals("QUANTITY_LIMIT_NOT_SET", refusal());
    }

    @Test
    void quantityThatNoProfileComparesLeavesNoTrace() {
        pair(Fleet.profile("m"), List.of(limit("IEC 62053-23", "2")));
        bench.readings(readings(2, 32));
        assertTrue(bench.stored(QuantityTopology.TRACK_STORE).isEmpty());
        assertTrue(bench.stored(QuantityTopology.DAY_STORE).isEmpty());
        assertEquals(Map.of(), bench.latestQuantities());
    }

    /** The reading is dead-lettered for its reactive register; its active level counts all the same. */
    @Test
    void registerOfAnotherUnitIsRefusedWithoutHarmToTheActiveEnergy() {
        pair(profile(0.1), List.of(limit("IEC 62053-23", "2")));
        bench.readings(readings(9, 30));
        assertEquals(2 * (9 * Fleet.STEPS + 1), bench.deadLetters().size());
        assertEquals(ACTIVE_ERROR, bench.latest().get("m").getErrorPercent(), 0.02);
        assertEquals(Map.of(), bench.latestQuantities());
    }

    private String refusal() {
        return bench.latestQuantities().get("m|" + REACTIVE).getRefusal();
    }

    private void pair(ReferenceProfile profile, List<QuantityLimit> limits) {
        bench.profile(profile);
        bench.register(registration("m", limits));
        bench.register(registration("m-ref", limits));
    }

    private static ReferenceProfile profile(double reactiveUncertainty) {
        return ReferenceProfile.newBuilder(Fleet.profile("m"))
                .setQuantities(List.of(QuantityReference.newBuilder()
                        .setQuantity(REACTIVE)
                        .setCertificateStandardUncertaintyPercent(reactiveUncertainty)
                        .setDriftPercentPerYear(0.02)
                        .build()))
                .build();
    }

    private static MeterRegistration registration(String meterId, List<QuantityLimit> limits) {
        return MeterRegistration.newBuilder(Fleet.registration(meterId))
                .setWiring(Wiring.DIRECT)
                .setQuantityLimits(limits)
                .build();
    }

    private static QuantityLimit limit(String standard, String accuracyClass) {
        return QuantityLimit.newBuilder()
                .setQuantity(REACTIVE)
                .setAccuracyStandard(standard)
                .setAccuracyClass(accuracyClass)
                .build();
    }

    /** Both meters with both registers; the reactive energy goes its own way. */
    private static List<RegisterReading> readings(int days, int reactiveUnit) {
        SplittableRandom chance = new SplittableRandom(5);
        List<RegisterReading> readings = new ArrayList<>();
        double active = 50_000;
        double reactive = 9_000;
        for (int k = 0; k <= days * Fleet.STEPS; k++) {
            Instant capture = Fleet.day(Fleet.FIRST_DAY).plusSeconds(86_400L / Fleet.STEPS * k);
            readings.add(reading(
                    "m",
                    capture,
                    active * (1 + ACTIVE_ERROR / 100),
                    reactive * (1 + REACTIVE_ERROR / 100),
                    reactiveUnit));
            readings.add(reading("m-ref", capture, active, reactive, reactiveUnit));
            active += 300 + chance.nextInt(4_000);
            reactive += 100 + chance.nextInt(2_500);
        }
        return readings;
    }

    private static RegisterReading reading(
            String meterId, Instant capture, double active, double reactive, int reactiveUnit) {
        RegisterReading plain = Fleet.reading(meterId, capture, (long) active, 1);
        List<RegisterValue> registers = new ArrayList<>(plain.getRegisters());
        registers.add(new RegisterValue(REACTIVE, (long) reactive, 0, reactiveUnit));
        return RegisterReading.newBuilder(plain).setRegisters(registers).build();
    }
}

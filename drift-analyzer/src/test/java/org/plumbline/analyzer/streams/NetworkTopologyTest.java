// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceFinding;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.ReferenceState;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.Verdict;

/** Meters on one line; b runs fast by 0.6 %, although its certificate says 0. */
class NetworkTopologyTest {
    private static final List<String> METERS = List.of("a", "b", "c", "x");
    private static final long FIRST = Fleet.FIRST_DAY;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench();
        for (String meterId : METERS) {
            bench.register(MeterRegistration.newBuilder(Fleet.registration(meterId))
                    .setLimitPercent(0.3)
                    .build());
        }
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void compare(String tested, String reference, double certificateErrorPercent) {
        bench.profile(ReferenceProfile.newBuilder(Fleet.profile(tested))
                .setReferenceMeterId(reference)
                .setCertificateErrorPercent(certificateErrorPercent)
                .setCertificateStandardUncertaintyPercent(0.05)
                .build());
    }

    /** a rests on b, b on c, c on a; x rests on b, and nobody on x. */
    private void closeLoop() {
        compare("a", "b", 0);
        compare("b", "c", 0);
        compare("c", "a", 0);
        compare("x", "b", 0);
    }

    private static List<RegisterReading> readings(int days) {
        SplittableRandom chance = new SplittableRandom(5);
        List<RegisterReading> readings = new ArrayList<>();
        double energy = 100_000;
        for (int k = 0; k <= days * Fleet.STEPS; k++) {
            Instant capture = Fleet.day(FIRST).plusSeconds(86_400L / Fleet.STEPS * k);
            for (String meterId : METERS) {
                double factor = meterId.equals("b") ? 1.006 : 1;
                readings.add(Fleet.reading(meterId, capture, (long) (energy * factor), 1));
            }
            energy += 13_800 * (0.02 + 0.6 * chance.nextDouble()) * 24 / Fleet.STEPS;
        }
        return readings;
    }

    private Set<String> metersWithACase() {
        return bench.cases().values().stream().map(AccuracyCase::getMeterId).collect(Collectors.toSet());
    }

    private void assertHeldBack(DriftEstimate estimate, boolean heldBack) {
        assertEquals(heldBack ? "REFERENCE_IN_DOUBT" : "", estimate.getHeldBack(), estimate.getMeterId());
        if (heldBack) {
            assertFalse(estimate.getMet02());
            assertFalse(estimate.getAdjustCandidate());
            assertEquals(CorrectiveAction.NONE, estimate.getAction());
            assertTrue(estimate.getActionReason().startsWith("held back: "), estimate.getActionReason());
        }
    }

    @Test
    void badReferenceOfALoopIsNamedNoMet02RestsOnItAndTheOthersGoOn() {
        closeLoop();
        bench.readings(readings(11));

        Map<String, ReferenceFinding> findings = bench.findings();
        assertEquals(Set.of("a", "b", "c"), findings.keySet());
        assertEquals(ReferenceState.IN_DOUBT, findings.get("b").getState());
        assertEquals(ReferenceState.OTHER_IN_DOUBT, findings.get("a").getState());
        assertEquals(ReferenceState.OTHER_IN_DOUBT, findings.get("c").getState());
        for (ReferenceFinding each : findings.values()) {
            assertEquals("b", each.getSuspectMeterId());
            assertEquals(List.of("a", "b", "c"), each.getLoop());
            assertEquals(0, each.getMisclosurePercent(), 0.01);
            assertEquals(Fleet.day(FIRST + 11), each.getAsOf());
            assertTrue(each.getText().contains("test meter b and state its new certificate"), each.getText());
        }

        Map<String, DriftEstimate> latest = bench.latest();
        assertEquals(-0.6, latest.get("a").getErrorPercent(), 0.1);
        assertEquals(Verdict.FAIL, latest.get("a").getVerdict());
        assertHeldBack(latest.get("a"), true);
        assertHeldBack(latest.get("x"), true);
        assertHeldBack(latest.get("b"), false);
        assertHeldBack(latest.get("c"), false);
        assertTrue(latest.get("b").getMet02());
        assertEquals(Verdict.PASS, latest.get("c").getVerdict());
        assertEquals(Set.of("b"), metersWithACase());
        assertEquals(List.of(), bench.deadLetters());
    }

    @Test
    void newCertificateOfTheBadReferenceReleasesThoseWhoStateIt() {
        closeLoop();
        bench.readings(readings(9));
        assertHeldBack(bench.latest().get("a"), true);
        compare("a", "b", 0.6);
        assertEquals(ReferenceState.FITS, bench.findings().get("b").getState());
        Map<String, DriftEstimate> latest = bench.latest();
        assertHeldBack(latest.get("a"), false);
        assertEquals(0, latest.get("a").getErrorPercent(), 0.1);
        assertFalse(latest.containsKey("x"));
        compare("x", "b", 0.6);
        assertHeldBack(bench.latest().get("x"), false);
    }

    /** Readings first: the profiles find three weeks of them. */
    @Test
    void chainOfTwoCertificatesHoldsBackBothWhateverCameFirst() {
        bench.readings(readings(9));
        compare("a", "b", 0);
        compare("b", "c", 0);
        Map<String, ReferenceFinding> findings = bench.findings();
        assertEquals(ReferenceState.IN_DOUBT, findings.get("b").getState());
        assertEquals(ReferenceState.IN_DOUBT, findings.get("c").getState());
        assertEquals("", findings.get("b").getSuspectMeterId());
        assertTrue(
                findings.get("b").getText().contains("cannot be told"),
                findings.get("b").getText());
        Map<String, DriftEstimate> latest = bench.latest();
        assertHeldBack(latest.get("a"), true);
        assertHeldBack(latest.get("b"), true);
        // A meter that comes to rest on b later is told with its pairing.
        compare("x", "b", 0);
        assertHeldBack(bench.latest().get("x"), true);
        // A third certificate in the chain: now c is cleared by what hangs below it, and b is named.
        compare("x", "a", 0);
        findings = bench.findings();
        assertEquals("b", findings.get("b").getSuspectMeterId());
        assertEquals(ReferenceState.OTHER_IN_DOUBT, findings.get("c").getState());
        assertHeldBack(bench.latest().get("b"), false);
    }

    @Test
    void pairsWithoutRedundancyAreNotSpokenOf() {
        compare("a", "b", 0);
        compare("x", "b", 0);
        bench.readings(readings(8));
        assertEquals(Map.of(), bench.findings());
        assertTrue(bench.latest().get("a").getMet02());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;

class NetworkCheckPropertyTest {
    /** Whatever the meters' errors: registers over the same energy close. */
    @Property(tries = 200)
    void loopsCloseWhateverTheErrors(
            @ForAll @Size(min = 3, max = 6) List<@DoubleRange(min = -40, max = 40) Double> errors) {
        NetworkCheck check = Ring.loop(array(errors)).check();
        assertEquals(0, check.loop().orElseThrow().misclosurePercent(), 1e-10);
    }

    @Property(tries = 200)
    void anyOrderOfTheStatementsGivesTheSameBits(
            @ForAll @Size(min = 3, max = 6) List<@DoubleRange(min = -2, max = 2) Double> errors,
            @ForAll boolean closed,
            @ForAll Random chance) {
        Ring ring = closed ? Ring.loop(array(errors)) : Ring.chain(array(errors));
        List<Comparison> shuffled = new ArrayList<>(ring.comparisons());
        Collections.shuffle(shuffled, chance);
        assertEquals(ring.check(), new Ring(shuffled, ring.certificates()).check());
    }

    /** Small errors, so that the logarithms are as good as linear: twice of all gives twice of all, and the same names. */
    @Property(tries = 200)
    void errorsAndUncertaintiesScaleTogether(
            @ForAll @Size(min = 3, max = 6) List<@DoubleRange(min = -0.01, max = 0.01) Double> errors,
            @ForAll @DoubleRange(min = 0.5, max = 20) double scale) {
        Ring ring = Ring.loop(array(errors)).off(0, 0.003);
        NetworkCheck one = scaled(ring, 0.01).check();
        NetworkCheck other = scaled(ring, 0.01 * scale).check();
        assertEquals(one.doubted(), other.doubted());
        for (int k = 0; k < one.residuals().size(); k++) {
            NetworkCheck.Residual a = one.residuals().get(k);
            NetworkCheck.Residual b = other.residuals().get(k);
            assertEquals(a.standardUncertaintyPercent() * scale, b.standardUncertaintyPercent(), 1e-12 * scale);
            assertEquals(a.percent() * scale, b.percent(), 1e-7 * scale * scale);
        }
    }

    private static Ring scaled(Ring ring, double factor) {
        Map<String, ReferenceCertificate> certificates = new TreeMap<>();
        ring.certificates()
                .forEach((meterId, old) -> certificates.put(
                        meterId,
                        new ReferenceCertificate(
                                old.errorPercent() * factor, old.standardUncertaintyPercent() * factor, 0, 0)));
        return new Ring(
                ring.comparisons().stream()
                        .map(old -> new Comparison(
                                old.testedMeterId(),
                                old.referenceMeterId(),
                                old.relativePercent() * factor,
                                old.standardUncertaintyPercent() * factor,
                                old.day()))
                        .toList(),
                certificates);
    }

    @Property(tries = 100)
    void oneBadReferenceOfALoopIsNamed(
            @ForAll @IntRange(min = 3, max = 6) int meters,
            @ForAll @IntRange(max = 5) int which,
            @ForAll boolean fast) {
        double[] errors = new double[meters];
        int bad = which % meters;
        errors[bad] = fast ? 0.8 : -0.8;
        assertEquals(
                Observation.certificate(Ring.name(bad)),
                Ring.loop(errors).check().suspect().orElseThrow());
    }

    /**
     * Certificates and comparisons that err as they say, whatever part of the comparisons' noise is shared. Four standard
     * deviations beyond the stated level: one test run in ten thousand.
     */
    @Property(tries = 3)
    void falseAlarmsStayAtTheStatedLevel(@ForAll long seed) {
        for (double shared : new double[] {0, 0.5, 1}) {
            SplittableRandom chance = new SplittableRandom(seed);
            int alarms = 0;
            int runs = 12_000;
            for (int run = 0; run < runs; run++) {
                int meters = 3 + run % 4;
                Ring ring = run % 8 < 4 ? Ring.loop(new double[meters]) : Ring.chain(new double[meters]);
                alarms += ring.measured(chance, shared).check().doubted().isEmpty() ? 0 : 1;
            }
            double expected = NetworkCheck.FALSE_ALARMS * runs;
            assertTrue(alarms < expected + 4 * Math.sqrt(expected), alarms + " of " + runs + ", shared " + shared);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

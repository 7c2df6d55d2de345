// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;

/**
 * Meters whose truth is known, each compared with the next: m0 with m1, m1 with m2 and so on; in a loop the last with m0.
 *
 * @param certificates of m1 and the following; in a loop of m0, too
 */
record Ring(List<Comparison> comparisons, Map<String, ReferenceCertificate> certificates) {
    static final double CERTIFICATE = 0.05;
    static final double COMPARED = 0.04;
    static final long DAY = 130;

    static String name(int meter) {
        return "m" + meter;
    }

    /** @param errors true errors in percent; certificates say 0 and comparisons are exact */
    static Ring loop(double... errors) {
        return of(true, errors);
    }

    static Ring chain(double... errors) {
        return of(false, errors);
    }

    private static Ring of(boolean closed, double... errors) {
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, ReferenceCertificate> certificates = new TreeMap<>();
        int n = errors.length;
        for (int k = 0; k < (closed ? n : n - 1); k++) {
            int next = (k + 1) % n;
            double relative = 100 * ((1 + errors[k] / 100) / (1 + errors[next] / 100) - 1);
            comparisons.add(new Comparison(name(k), name(next), relative, COMPARED, DAY));
            certificates.put(name(next), certificate(0));
        }
        return new Ring(comparisons, certificates);
    }

    static ReferenceCertificate certificate(double errorPercent) {
        return new ReferenceCertificate(errorPercent, CERTIFICATE, 0, 0);
    }

    /** With one comparison off by some percent. */
    Ring off(int comparison, double percent) {
        List<Comparison> changed = new ArrayList<>(comparisons);
        Comparison old = comparisons.get(comparison);
        changed.set(
                comparison,
                new Comparison(
                        old.testedMeterId(),
                        old.referenceMeterId(),
                        old.relativePercent() + percent,
                        old.standardUncertaintyPercent(),
                        old.day()));
        return new Ring(changed, certificates);
    }

    /**
     * As measured: with errors as large as stated.
     *
     * @param shared part of the comparisons' variance that is noise of the meters' own
     */
    Ring measured(RandomGenerator chance, double shared) {
        Map<String, ReferenceCertificate> stated = new TreeMap<>();
        certificates.forEach((meterId, old) ->
                stated.put(meterId, certificate(old.errorPercent() + CERTIFICATE * chance.nextGaussian())));
        Map<String, Double> noise = new TreeMap<>();
        Ring next = new Ring(comparisons, stated);
        for (int k = 0; k < comparisons.size(); k++) {
            Comparison each = comparisons.get(k);
            double tested = noise.computeIfAbsent(each.testedMeterId(), id -> chance.nextGaussian());
            double reference = noise.computeIfAbsent(each.referenceMeterId(), id -> chance.nextGaussian());
            double own = Math.sqrt(shared / 2) * (tested - reference);
            next = next.off(k, COMPARED * (own + Math.sqrt(1 - shared) * chance.nextGaussian()));
        }
        return next;
    }

    NetworkCheck check() {
        return NetworkCheck.of(comparisons, certificates).orElseThrow();
    }
}

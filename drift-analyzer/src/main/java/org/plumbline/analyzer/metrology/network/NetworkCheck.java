// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.certificate.NormalDistribution;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;

/**
 * Certificates and comparisons of a network of meters, adjusted together, and each held against all others. With x the
 * true errors, certificates say c_i = x_i and comparisons r_ij = x_i - x_j (logarithms, so that both are exact).
 *
 * <p>A loop of comparisons closes whatever the errors of the meters: a misclosure speaks of the comparisons (other energy,
 * other times) and never of a certificate. What shows that a meter has left its certificate is the certificate against the
 * least squares of everything else. How much that can name depends on the redundancy, which is observations less meters:
 * with none nothing is tested; with one all statements fail together and none of them can be told from another; with two
 * or more the one that does not fit stands out.
 *
 * <p>Same observations in any order: same bits.
 *
 * @param residuals of all observations that others speak about, in their order
 * @param loop of the comparisons; empty where there is none
 * @param doubted observations of which one or more must be wrong; empty when all fit
 */
public record NetworkCheck(List<Residual> residuals, Optional<Loop> loop, SortedSet<Observation> doubted) {
    /** Larger networks are not looked at. */
    public static final int MOST_METERS = 8;

    /** Probability that a network of which everything is as stated is doubted (Bonferroni over its observations). */
    public static final double FALSE_ALARMS = 0.001;

    /** Difference of squared normalised residuals from which one is told from another: odds of 7 to 1. */
    private static final double TOLD_APART = 4;

    /** Copies the collections. */
    public NetworkCheck {
        residuals = List.copyOf(residuals);
        doubted = Collections.unmodifiableSortedSet(new TreeSet<>((Collection<Observation>) doubted));
    }

    /**
     * An observation against all others.
     *
     * @param percent observation less what the others say, percent
     * @param standardUncertaintyPercent of that, k = 1
     */
    public record Residual(Observation observation, double percent, double standardUncertaintyPercent) {
        double normalised() {
            return Math.abs(percent) / standardUncertaintyPercent;
        }
    }

    /**
     * Comparisons that lead back to where they began.
     *
     * @param meters in their order, from the smallest identifier
     * @param misclosurePercent 100 times the sum of ln(1 + r)
     * @param standardUncertaintyPercent of it if nothing is shared by the comparisons; what is shared cancels
     */
    public record Loop(List<String> meters, double misclosurePercent, double standardUncertaintyPercent) {
        /** Copies the list. */
        public Loop {
            meters = List.copyOf(meters);
        }
    }

    /** The one observation that does not fit; empty when all fit, or several come into question. */
    public Optional<Observation> suspect() {
        return doubted.size() == 1 ? Optional.of(doubted.first()) : Optional.empty();
    }

    /**
     * Checks a network.
     *
     * @param comparisons at most one of each meter, all of one day
     * @param certificates of meters they name; those of a later date than the comparisons are left out
     * @return empty when nothing is tested: no redundancy, no connection, or more than {@value #MOST_METERS} meters
     */
    public static Optional<NetworkCheck> of(
            Collection<Comparison> comparisons, Map<String, ReferenceCertificate> certificates) {
        SortedMap<Observation, Comparison> compared = new TreeMap<>();
        SortedSet<String> meters = new TreeSet<>();
        for (Comparison each : comparisons) {
            compared.put(Observation.comparison(each.testedMeterId(), each.referenceMeterId()), each);
            meters.add(each.testedMeterId());
            meters.add(each.referenceMeterId());
        }
        if (compared.isEmpty() || meters.size() > MOST_METERS) {
            return Optional.empty();
        }
        long day = compared.values().stream().mapToLong(Comparison::day).max().orElseThrow();
        SortedMap<String, ReferenceCertificate> dated = new TreeMap<>(certificates);
        dated.entrySet()
                .removeIf(each ->
                        !meters.contains(each.getKey()) || each.getValue().epochDay() > day);
        SortedMap<Observation, Equations.Stated> stated = new TreeMap<>();
        dated.forEach((meterId, certificate) -> stated.put(
                Observation.certificate(meterId),
                new Equations.Stated(
                        logarithm(certificate.errorPercent()), certificate.standardUncertaintyPercentOn(day))));
        compared.forEach((observation, comparison) -> stated.put(
                observation,
                new Equations.Stated(
                        logarithm(comparison.relativePercent()), comparison.standardUncertaintyPercent())));
        return Equations.adjusted(meters, stated)
                .flatMap(NetworkCheck::judged)
                .map(check -> new NetworkCheck(check.residuals, loop(compared), check.doubted));
    }

    private static Optional<NetworkCheck> judged(List<Residual> residuals) {
        if (residuals.isEmpty()) {
            return Optional.empty();
        }
        double worst =
                residuals.stream().mapToDouble(Residual::normalised).max().orElseThrow();
        boolean fits = 2 * residuals.size() * NormalDistribution.upperTail(worst) > FALSE_ALARMS;
        SortedSet<Observation> doubted = new TreeSet<>();
        for (Residual each : residuals) {
            if (!fits && worst * worst - each.normalised() * each.normalised() < TOLD_APART) {
                doubted.add(each.observation());
            }
        }
        return Optional.of(new NetworkCheck(residuals, Optional.empty(), doubted));
    }

    /** Every meter is compared with one other at most, so a walk that comes back has found the loop. */
    private static Optional<Loop> loop(SortedMap<Observation, Comparison> compared) {
        SortedMap<String, Comparison> byTested = new TreeMap<>();
        compared.values().forEach(each -> byTested.put(each.testedMeterId(), each));
        for (String start : byTested.keySet()) {
            List<Comparison> walk = new ArrayList<>();
            Comparison next = byTested.get(start);
            while (next != null && walk.size() < byTested.size()) {
                walk.add(next);
                next = next.referenceMeterId().equals(start) ? null : byTested.get(next.referenceMeterId());
            }
            if (walk.getLast().referenceMeterId().equals(start)) {
                return Optional.of(loopOf(walk));
            }
        }
        return Optional.empty();
    }

    private static Loop loopOf(List<Comparison> walk) {
        double misclosure = 0;
        double variance = 0;
        for (Comparison each : walk) {
            misclosure += logarithm(each.relativePercent());
            variance += each.standardUncertaintyPercent() * each.standardUncertaintyPercent();
        }
        return new Loop(walk.stream().map(Comparison::testedMeterId).toList(), misclosure, Math.sqrt(variance));
    }

    private static double logarithm(double percent) {
        return 100 * StrictMath.log1p(percent / 100);
    }
}

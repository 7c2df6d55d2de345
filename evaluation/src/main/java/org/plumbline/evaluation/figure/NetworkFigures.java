// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.Comparison;
import org.plumbline.analyzer.metrology.network.NetworkCheck;
import org.plumbline.analyzer.metrology.network.Observation;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/**
 * Networks of references: certificates and comparisons that err as they state (normal, no levels simulated), with a part of
 * the comparisons' noise drawn for each network that is its meters' own.
 */
public final class NetworkFigures {
    private static final double CERTIFICATE_PERCENT = 0.05;
    private static final double COMPARISON_PERCENT = 0.045;
    private static final double SIGNIFICANT = 3;
    private static final int NETWORKS = 20_000;

    private NetworkFigures() {}

    /** A network as it was found; m1 is the one that may have left its certificate. */
    private record Found(NetworkCheck check) {
        boolean isDoubted() {
            return !check.doubted().isEmpty();
        }

        boolean isBadDoubted() {
            return check.doubted().contains(Observation.certificate("m1"));
        }

        boolean isBadNamed() {
            return check.suspect().equals(Optional.of(Observation.certificate("m1")));
        }

        boolean isAnotherNamed() {
            return check.suspect().isPresent() && !isBadNamed();
        }

        /** What closure alone would say, at three standard deviations. */
        boolean isMisclosed() {
            return check.loop()
                    .map(loop -> Math.abs(loop.misclosurePercent()) > SIGNIFICANT * loop.standardUncertaintyPercent())
                    .orElse(false);
        }
    }

    /** False alarms, and what is found of one reference that has left its certificate. */
    public static List<Row> references(Fleet fleet) {
        List<Row> rows = new ArrayList<>();
        int networks = fleet.meters(NETWORKS);
        List<Found> sound = fleet.run(80, networks, seed -> {
            SplittableRandom chance = new SplittableRandom(seed);
            return found(3 + chance.nextInt(4), chance.nextBoolean(), 0, chance);
        });
        rows.add(Row.of(
                "network",
                networks + " sound loops and chains of 3 to 6",
                "networks in doubt, %",
                new Target.AtMost(0.2),
                share(sound, Found::isDoubted),
                2));
        for (double percent : new double[] {0.2, 0.3, 0.5}) {
            List<Found> loops = fleet.run(81, networks, seed -> found(3, true, percent, new SplittableRandom(seed)));
            String name = "%d loops of 3, one reference off by %.1f %%".formatted(networks, percent);
            boolean judged = percent == 0.5;
            rows.add(row(
                    name, "held back, %", judged ? new Target.AtLeast(99) : Target.NONE, loops, Found::isBadDoubted));
            rows.add(row(name, "named, %", judged ? new Target.AtLeast(95) : Target.NONE, loops, Found::isBadNamed));
            rows.add(row(
                    name,
                    "another one named, %",
                    judged ? new Target.AtMost(0.5) : Target.NONE,
                    loops,
                    Found::isAnotherNamed));
            rows.add(row(name, "naive: does not close, %", Target.NONE, loops, Found::isMisclosed));
        }
        List<Found> chains = fleet.run(82, networks, seed -> found(3, false, 0.5, new SplittableRandom(seed)));
        String name = networks + " chains of 3, the middle one off by 0.5 %";
        rows.add(row(name, "held back, %", Target.NONE, chains, Found::isBadDoubted));
        rows.add(row(name, "named, %", Target.NONE, chains, Found::isBadNamed));
        return rows;
    }

    private static Row row(String condition, String quantity, Target target, List<Found> found, Predicate<Found> is) {
        return Row.of("network", condition, quantity, target, share(found, is), 2);
    }

    private static double share(List<Found> found, Predicate<Found> is) {
        return 100.0 * found.stream().filter(is).count() / found.size();
    }

    private static Found found(int meters, boolean closed, double badPercent, SplittableRandom chance) {
        double shared = chance.nextDouble();
        double[] noise = new double[meters];
        for (int k = 0; k < meters; k++) {
            noise[k] = Math.sqrt(shared / 2) * COMPARISON_PERCENT * chance.nextGaussian();
        }
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, ReferenceCertificate> certificates = new TreeMap<>();
        for (int k = 0; k < (closed ? meters : meters - 1); k++) {
            int next = (k + 1) % meters;
            double error = (k == 1 ? badPercent : 0) - (next == 1 ? badPercent : 0);
            double measured =
                    error + noise[k] - noise[next] + Math.sqrt(1 - shared) * COMPARISON_PERCENT * chance.nextGaussian();
            comparisons.add(new Comparison("m" + k, "m" + next, measured, COMPARISON_PERCENT, 1));
            certificates.put(
                    "m" + next,
                    new ReferenceCertificate(CERTIFICATE_PERCENT * chance.nextGaussian(), CERTIFICATE_PERCENT, 0, 0));
        }
        return new Found(NetworkCheck.of(comparisons, certificates).orElseThrow());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.plumbline.platform.verify.Testimony.Action;
import org.plumbline.platform.verify.Truth.InterruptionKind;

/** The conditions of a good run. Every check needs something to judge: a run in which nothing happened fails. */
public final class Verifier {
    private static final int DELIVERIES = 3;
    private static final double COVERAGE_FACTOR = 2;
    private static final double PERCENT = 100;

    private Verifier() {}

    /**
     * All checks, in the order of the story.
     *
     * @param fromSeconds first capture time that must have been read, seconds since 1970
     * @param toSeconds last capture time that must have been read
     */
    public static List<CheckResult> judge(Truth truth, Testimony testimony, long fromSeconds, long toSeconds) {
        return List.of(
                ReadingAgreement.check(truth, testimony, fromSeconds, toSeconds),
                planted(truth),
                flaggedMeters(truth, testimony),
                coarseRegisters(truth, testimony),
                writtenExactlyOnce(truth, testimony),
                interruptedWrites(truth, testimony),
                residualErrors(truth, testimony),
                casesClosed(truth, testimony),
                SurveillanceAgreement.check(truth, testimony, toSeconds),
                emergencyStop(truth, testimony),
                counters(truth),
                auditChain(testimony));
    }

    /** The list of plants is what the story promises; a fleet without them proves nothing. */
    static CheckResult planted(Truth truth) {
        Map<Plant, Integer> expected =
                Map.of(Plant.CORRECTABLE, 8, Plant.INSIDE_LIMIT, 2, Plant.BEYOND_CAPS, 1, Plant.COARSE_REGISTER, 1);
        Map<Plant, Integer> found = new TreeMap<>();
        expected.keySet()
                .forEach(plant -> found.put(plant, planted(truth, plant).size()));
        return new CheckResult(
                "the simulator planted what the judge expects",
                found.equals(expected),
                found.toString(),
                Map.of(
                        "metersWithPlants",
                        found.values().stream().mapToInt(Integer::intValue).sum()));
    }

    static CheckResult flaggedMeters(Truth truth, Testimony testimony) {
        Map<String, Action> expected = new TreeMap<>();
        truth.plants().forEach((meterId, plant) -> {
            switch (plant) {
                case CORRECTABLE -> expected.put(meterId, Action.ADJUST);
                case BEYOND_CAPS -> expected.put(meterId, Action.REPLACE);
                case NONE, INSIDE_LIMIT, COARSE_REGISTER -> {}
            }
        });
        Map<String, Action> found = new TreeMap<>();
        int cases = 0;
        for (Testimony.Case finding : testimony.cases()) {
            found.put(finding.meterId(), finding.action());
            cases++;
        }
        boolean passed = !expected.isEmpty() && expected.equals(found) && cases == found.size();
        String detail = passed
                ? "%d meters flagged as planted, %d others not"
                        .formatted(found.size(), truth.plants().size() - found.size())
                : "planted " + expected + ", found " + found + " in " + cases + " cases";
        return new CheckResult(
                "the right meters and no others were flagged",
                passed,
                detail,
                Map.of("metersFlagged", found.size(), "metersPlanted", expected.size()));
    }

    static CheckResult coarseRegisters(Truth truth, Testimony testimony) {
        Set<String> coarse = planted(truth, Plant.COARSE_REGISTER);
        Map<String, String> refused = new TreeMap<>();
        testimony.refusals().forEach((meterId, refusal) -> {
            if (!refusal.isEmpty()) {
                refused.put(meterId, refusal);
            }
        });
        Set<String> silent = new TreeSet<>(truth.plants().keySet());
        silent.removeAll(testimony.refusals().keySet());
        boolean passed = !coarse.isEmpty() && refused.keySet().equals(coarse) && silent.isEmpty();
        return new CheckResult(
                "coarse registers are refused by name, everything else is estimated",
                passed,
                "refused " + refused + ", expected " + coarse + "; without any estimate " + silent,
                Map.of("metersRefused", refused.size(), "metersWithoutEstimate", silent.size()));
    }

    static CheckResult writtenExactlyOnce(Truth truth, Testimony testimony) {
        List<String> faults = new ArrayList<>();
        Map<String, List<Truth.Activation>> activations =
                truth.activations().stream().collect(Collectors.groupingBy(Truth.Activation::meterId));
        Set<String> ordered = new HashSet<>();
        int deliveries = 0;
        for (Testimony.Order order : testimony.orders()) {
            deliveries += order.deliveries();
            if (!ordered.add(order.meterId())) {
                faults.add(order.meterId() + " got more than one order");
            }
            if (truth.plants().get(order.meterId()) != Plant.CORRECTABLE) {
                faults.add(order.meterId() + " must not be ordered to change");
            }
            if (order.deliveries() < DELIVERIES) {
                faults.add(order.orderId() + " was delivered " + order.deliveries() + " times only");
            }
            List<Truth.Activation> writes = activations.getOrDefault(order.meterId(), List.of());
            if (writes.size() != 1) {
                faults.add(order.meterId() + " was written " + writes.size() + " times");
            } else if (!writes.getFirst().blockHex().equals(order.targetBlockHex())) {
                faults.add(order.meterId() + " holds another block than ordered");
            }
        }
        activations.keySet().stream()
                .filter(meterId -> !ordered.contains(meterId))
                .forEach(meterId -> faults.add(meterId + " was written without an order"));
        testimony.approvedMembers().stream()
                .filter(meterId -> !ordered.contains(meterId))
                .forEach(meterId -> faults.add(meterId + " was approved and never ordered"));
        boolean passed = faults.isEmpty() && !ordered.isEmpty();
        return new CheckResult(
                "every approved order was written exactly once",
                passed,
                "%d orders, %d deliveries, %d writes%s"
                        .formatted(
                                testimony.orders().size(),
                                deliveries,
                                truth.activations().size(),
                                listed(faults)),
                Map.of(
                        "orders", testimony.orders().size(),
                        "orderDeliveries", deliveries,
                        "writes", truth.activations().size()));
    }

    static CheckResult interruptedWrites(Truth truth, Testimony testimony) {
        List<String> faults = new ArrayList<>();
        for (InterruptionKind kind : InterruptionKind.values()) {
            Set<String> struck = truth.interruptions().stream()
                    .filter(interruption -> interruption.kind() == kind)
                    .map(Truth.Interruption::meterId)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (struck.isEmpty()) {
                faults.add("no write met " + kind);
            }
            for (String meterId : struck) {
                if (!endedCorrect(meterId, truth, testimony)) {
                    faults.add(meterId + " did not end correct after " + kind);
                }
            }
        }
        return new CheckResult(
                "a lost connection and a reboot in mid-write both ended correct",
                faults.isEmpty(),
                truth.interruptions().stream()
                                .map(found -> found.meterId() + " " + found.kind())
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + listed(faults),
                Map.of("interruptions", truth.interruptions().size()));
    }

    private static boolean endedCorrect(String meterId, Truth truth, Testimony testimony) {
        List<Testimony.Order> orders = testimony.orders().stream()
                .filter(order -> order.meterId().equals(meterId))
                .toList();
        List<Truth.Activation> writes = truth.activations().stream()
                .filter(write -> write.meterId().equals(meterId))
                .toList();
        return orders.size() == 1
                && orders.getFirst().succeeded()
                && !writes.isEmpty()
                && writes.getLast().blockHex().equals(orders.getFirst().targetBlockHex());
    }

    static CheckResult residualErrors(Truth truth, Testimony testimony) {
        Set<String> correctable = planted(truth, Plant.CORRECTABLE);
        List<String> faults = new ArrayList<>();
        double worstRatio = 0;
        double worstResidual = 0;
        for (String meterId : correctable) {
            double residual = residualPercent(meterId, truth);
            double stated = testimony.cases().stream()
                    .filter(finding -> finding.meterId().equals(meterId))
                    .mapToDouble(Testimony.Case::statedUncertaintyPercent)
                    .min()
                    .orElse(0);
            boolean within = stated > 0 && Math.abs(residual) <= COVERAGE_FACTOR * stated;
            if (!within) {
                faults.add("%s has %.4f %% with a stated uncertainty of %.4f %%".formatted(meterId, residual, stated));
            }
            worstRatio = Math.max(worstRatio, Math.abs(residual) / stated);
            worstResidual = Math.max(worstResidual, Math.abs(residual));
        }
        return new CheckResult(
                "the residual error is at most twice the stated uncertainty",
                faults.isEmpty() && !correctable.isEmpty(),
                "largest residual error %.4f %%, at most %.2f of its stated standard uncertainty%s"
                        .formatted(worstResidual, worstRatio, listed(faults)),
                Map.of("largestResidualPercent", worstResidual, "largestResidualOverUncertainty", worstRatio));
    }

    /** Error in percent from the first row after the last activation to the newest row; NaN where there are none. */
    static double residualPercent(String meterId, Truth truth) {
        Truth.Rows rows = truth.rows().get(meterId);
        if (rows == null || rows.changeCounter().length < 2) {
            return Double.NaN;
        }
        int last = rows.changeCounter().length - 1;
        int first = last;
        while (first > 0 && rows.changeCounter()[first - 1] == rows.changeCounter()[last]) {
            first--;
        }
        boolean changed = rows.changeCounter()[0] != rows.changeCounter()[last];
        double flowed = rows.trueMilliwattHours()[last] - (double) rows.trueMilliwattHours()[first];
        double counted = rows.registeredMilliwattHours()[last] - (double) rows.registeredMilliwattHours()[first];
        return changed && flowed > 0 ? PERCENT * (counted / flowed - 1) : Double.NaN;
    }

    static CheckResult casesClosed(Truth truth, Testimony testimony) {
        Set<String> open = planted(truth, Plant.CORRECTABLE);
        int expected = open.size();
        testimony.cases().stream()
                .filter(finding -> finding.closed() && finding.proven())
                .forEach(finding -> open.remove(finding.meterId()));
        Set<String> closedWithoutCorrection = testimony.cases().stream()
                .filter(Testimony.Case::closed)
                .map(Testimony.Case::meterId)
                .filter(meterId -> truth.plants().get(meterId) != Plant.CORRECTABLE)
                .collect(Collectors.toCollection(TreeSet::new));
        return new CheckResult(
                "every corrected meter's case was proven by new readings and closed",
                expected > 0 && open.isEmpty() && closedWithoutCorrection.isEmpty(),
                "%d of %d closed with proof; still open %s; closed without a correction %s"
                        .formatted(expected - open.size(), expected, open, closedWithoutCorrection),
                Map.of("casesClosed", expected - open.size(), "casesToClose", expected));
    }

    static CheckResult emergencyStop(Truth truth, Testimony testimony) {
        Testimony.Stop stop = testimony.stop();
        List<String> written = truth.writes().stream()
                .filter(write -> !write.at().isBefore(stop.from()) && write.at().isBefore(stop.until()))
                .map(Truth.Write::meterId)
                .toList();
        Set<String> later = truth.activations().stream()
                .filter(write -> !write.at().isBefore(stop.until()))
                .map(Truth.Activation::meterId)
                .collect(Collectors.toSet());
        boolean passed = !stop.stoppedMembers().isEmpty()
                && stop.from().isBefore(stop.until())
                && stop.ordersMeanwhile() == 0
                && written.isEmpty()
                && later.containsAll(stop.stoppedMembers());
        return new CheckResult(
                "the stop prevented the orders after it",
                passed,
                "%d approved meters were held from %s to %s; orders meanwhile %d, changes meanwhile %s; written after the lift %d"
                        .formatted(
                                stop.stoppedMembers().size(),
                                stop.from(),
                                stop.until(),
                                stop.ordersMeanwhile(),
                                written,
                                later.size()),
                Map.of(
                        "metersStopped", stop.stoppedMembers().size(),
                        "ordersDuringStop", stop.ordersMeanwhile(),
                        "writesDuringStop", written.size()));
    }

    static CheckResult counters(Truth truth) {
        Truth.CounterUse use = truth.counters();
        return new CheckResult(
                "no invocation counter was used twice under one key",
                use.accepted() > 0 && use.usedTwice() == 0,
                "%,d frames, %d counters twice".formatted(use.accepted(), use.usedTwice()),
                Map.of("countersAccepted", use.accepted(), "countersTwice", use.usedTwice()));
    }

    static CheckResult auditChain(Testimony testimony) {
        Testimony.Audit audit = testimony.audit();
        return new CheckResult(
                "the audit chain is whole",
                audit.entries() > 0
                        && audit.checkpoints() > 0
                        && audit.defects().isEmpty(),
                "%d entries of %d subjects, %d signed checkpoints%s"
                        .formatted(audit.entries(), audit.subjects(), audit.checkpoints(), listed(audit.defects())),
                Map.of(
                        "auditEntries",
                        audit.entries(),
                        "auditSubjects",
                        audit.subjects(),
                        "auditCheckpoints",
                        audit.checkpoints()));
    }

    private static Set<String> planted(Truth truth, Plant plant) {
        return truth.plants().entrySet().stream()
                .filter(entry -> entry.getValue() == plant)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String listed(List<String> faults) {
        return faults.isEmpty() ? "" : "; " + String.join("; ", faults);
    }
}

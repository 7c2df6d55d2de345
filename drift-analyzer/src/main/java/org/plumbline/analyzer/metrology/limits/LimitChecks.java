// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitRow.ErrorLimit;

/** What must hold between rows, and what they leave open. */
final class LimitChecks {
    private LimitChecks() {}

    /** @throws MetrologyException naming both places when two rows speak of the same thing */
    static void refuseConflicts(List<LimitRow> rows) {
        Map<String, List<LimitRow>> byRegime = new HashMap<>();
        Map<String, LimitRow> firstOf = new HashMap<>();
        for (LimitRow row : rows) {
            LimitRow first = firstOf.putIfAbsent(row.regime().toLowerCase(Locale.ROOT), row);
            if (first != null && !first.regime().equals(row.regime())) {
                throw new MetrologyException("%s: %s is written %s in %s; write it one way"
                        .formatted(
                                row.basis().place(),
                                row.regime(),
                                first.regime(),
                                first.basis().place()));
            }
            List<LimitRow> earlier = byRegime.computeIfAbsent(row.regime(), regime -> new ArrayList<>());
            for (LimitRow other : earlier) {
                if (conflict(other, row)) {
                    throw new MetrologyException("%s %s %s; take one of them out"
                            .formatted(
                                    row.basis().place(),
                                    statement(row).equals(statement(other)) ? "repeats" : "overlaps and contradicts",
                                    other.basis().place()));
                }
            }
            earlier.add(row);
        }
    }

    private static boolean conflict(LimitRow one, LimitRow other) {
        return switch (one) {
            case ErrorLimit a ->
                other instanceof ErrorLimit b
                        && a.kind() == b.kind()
                        && a.scope().meets(b.scope())
                        && a.temperatures().meets(b.temperatures());
            case LimitRow.InfluenceLimit a ->
                other instanceof LimitRow.InfluenceLimit b
                        && a.quantity() == b.quantity()
                        && a.scope().meets(b.scope());
            case LimitRow.CurrentRatio a ->
                other instanceof LimitRow.CurrentRatio b
                        && a.name() == b.name()
                        && a.wiring().meets(b.wiring())
                        && (a.accuracyClass().equals(b.accuracyClass())
                                || a.accuracyClass().equals(Scope.ANY_CLASS)
                                || b.accuracyClass().equals(Scope.ANY_CLASS));
            case LimitRow.Average a ->
                other instanceof LimitRow.Average b && a.name().equals(b.name());
            case LimitRow.Rule a ->
                other instanceof LimitRow.Rule b && a.subject().equals(b.subject());
        };
    }

    private static String statement(LimitRow row) {
        return switch (row) {
            case ErrorLimit limit -> limit.limit().toString();
            case LimitRow.InfluenceLimit limit -> limit.limit().toString();
            case LimitRow.CurrentRatio ratio -> ratio.atMost().toString();
            case LimitRow.Average average -> average.weights().toString();
            case LimitRow.Rule rule -> rule.text();
        };
    }

    /** Ranges of current between or above rows of one kind that have no limit, one sentence each. */
    static List<String> gaps(List<LimitRow> rows) {
        List<String> gaps = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (LimitRow row : rows) {
            if (row instanceof ErrorLimit limit && limit.scope().currents() instanceof Currents.Range range) {
                for (Wiring wiring : List.of(Wiring.DIRECT, Wiring.CT)) {
                    if (limit.scope().wiring().covers(wiring) && endsOpen(limit, range, wiring, rows)) {
                        Scope scope = limit.scope();
                        String gap =
                                "%s: no %s limit of %s class %s, %s load, power factor %s, temperature %s from %s on"
                                        .formatted(
                                                limit.basis().place(),
                                                limit.kind().word(),
                                                scope.regime(),
                                                scope.accuracyClass(),
                                                scope.load().word(),
                                                scope.factors(),
                                                limit.temperatures(),
                                                range.to());
                        if (named.add(gap)) {
                            gaps.add(gap);
                        }
                    }
                }
            }
        }
        return gaps;
    }

    private static boolean endsOpen(ErrorLimit limit, Currents.Range range, Wiring wiring, List<LimitRow> rows) {
        return !range.to().isMaximum()
                && rows.stream()
                        .noneMatch(row -> row instanceof ErrorLimit other
                                && other.kind() == limit.kind()
                                && other.scope().regime().equals(limit.scope().regime())
                                && other.scope().coversClass(limit.scope().accuracyClass())
                                && other.scope().wiring().covers(wiring)
                                && other.scope().load().meets(limit.scope().load())
                                && other.scope().factors().meets(limit.scope().factors())
                                && other.temperatures().meets(limit.temperatures())
                                && other.scope().currents() instanceof Currents.Range next
                                && next.from().isSameAs(range.to(), wiring));
    }
}

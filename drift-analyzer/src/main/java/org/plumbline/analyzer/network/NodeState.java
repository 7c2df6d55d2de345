// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;

/**
 * What one meter knows of the network it stands in. Immutable. Of a meter that nobody rests on, that is its own newest
 * comparison.
 *
 * @param statements what profiles say of the meter as a reference, by tested meter; at most {@value #MOST_STATEMENTS},
 *     those of the first by identifier
 * @param links comparisons by tested meter and day, from the day checked last on: its own, and of those that rest on it,
 *     directly or through others
 * @param checked comparisons of the newest day that could be checked; empty before the first
 */
public record NodeState(
        SortedMap<String, Statement> statements, SortedMap<String, SortedMap<Long, Link>> links, List<Link> checked) {
    static final int MOST_STATEMENTS = 8;

    /** A meter silent for so many days no longer holds up what the others say. */
    static final int DAYS_KEPT = 14;

    private static final Comparator<Statement> NEWER = Comparator.comparingLong(
                    (Statement each) -> each.certificate().epochDay())
            .thenComparingLong(Statement::sinceDay);

    /** Copies the collections. */
    public NodeState {
        statements = Collections.unmodifiableSortedMap(new TreeMap<>(statements));
        SortedMap<String, SortedMap<Long, Link>> copies = new TreeMap<>();
        links.forEach((meterId, days) -> copies.put(meterId, Collections.unmodifiableSortedMap(new TreeMap<>(days))));
        links = Collections.unmodifiableSortedMap(copies);
        checked = List.copyOf(checked);
    }

    /**
     * What one profile says of the meter as a reference.
     *
     * @param sinceDay day of the comparison that said so first, days since 1970-01-01
     */
    public record Statement(ReferenceCertificate certificate, long sinceDay) {}

    /** Before the first comparison. */
    public static NodeState initial() {
        return new NodeState(Collections.emptySortedMap(), Collections.emptySortedMap(), List.of());
    }

    /**
     * The certificate of the meter: the newest by its date; of equal dates the one stated last; then the one of the first
     * tested meter by identifier. Empty when nobody rests on the meter.
     */
    Optional<ReferenceCertificate> certificate() {
        Statement newest = null;
        for (Statement each : statements.values()) {
            newest = newest == null || NEWER.compare(each, newest) > 0 ? each : newest;
        }
        return Optional.ofNullable(newest).map(Statement::certificate);
    }

    /** Tested meters whose profiles state another certificate of the meter. */
    SortedSet<String> statedOtherwise(ReferenceCertificate certificate) {
        SortedSet<String> meterIds = new TreeSet<>();
        statements.forEach((meterId, statement) -> {
            if (!statement.certificate().equals(certificate)) {
                meterIds.add(meterId);
            }
        });
        return meterIds;
    }

    Optional<Link> newest(String testedMeterId) {
        return Optional.ofNullable(links.get(testedMeterId)).map(days -> days.get(days.lastKey()));
    }

    NodeState withStatement(String testedMeterId, ReferenceCertificate certificate, long day) {
        Statement before = statements.get(testedMeterId);
        if (before != null && before.certificate().equals(certificate)) {
            return this;
        }
        SortedMap<String, Statement> next = new TreeMap<>(statements);
        next.put(testedMeterId, new Statement(certificate, day));
        while (next.size() > MOST_STATEMENTS) {
            next.remove(next.lastKey());
        }
        return next.equals(statements) ? this : new NodeState(next, links, checked);
    }

    /** Days before the one checked last are over. */
    NodeState withLink(Link link, int mostMeters) {
        if (!checked.isEmpty()
                && link.comparison().day() < checked.getFirst().comparison().day()) {
            return this;
        }
        SortedMap<String, SortedMap<Long, Link>> next = new TreeMap<>();
        links.forEach((meterId, days) -> next.put(meterId, new TreeMap<>(days)));
        next.computeIfAbsent(link.tested(), id -> new TreeMap<>())
                .put(link.comparison().day(), link);
        long newest = next.values().stream().mapToLong(SortedMap::lastKey).max().orElseThrow();
        next.values().forEach(days -> days.headMap(newest - DAYS_KEPT + 1).clear());
        next.values().removeIf(Map::isEmpty);
        if (statements.isEmpty()) {
            next.values().forEach(days -> days.headMap(days.lastKey()).clear());
        }
        while (next.size() >= mostMeters) {
            next.remove(furthest(next));
        }
        return next.equals(links) ? this : new NodeState(statements, next, checked);
    }

    private static String furthest(SortedMap<String, SortedMap<Long, Link>> links) {
        return links.entrySet().stream()
                .max(Comparator.comparingInt(
                                (Map.Entry<String, SortedMap<Long, Link>> each) -> each.getValue().values().stream()
                                        .mapToInt(Link::hops)
                                        .min()
                                        .orElse(0))
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    NodeState withChecked(List<Link> now) {
        SortedMap<String, SortedMap<Long, Link>> left = new TreeMap<>(links);
        left.replaceAll(
                (meterId, days) -> days.tailMap(now.getFirst().comparison().day()));
        return new NodeState(statements, left, now);
    }
}

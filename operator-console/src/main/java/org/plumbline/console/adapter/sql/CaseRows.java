// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.tables.CountChanges;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TableRecord;

/** Cases of a batch on their way into the table {@code accuracy_case} and its counts. */
final class CaseRows {
    private static final Sql.Table CASE = new Sql.Table(
            "accuracy_case",
            List.of("case_id"),
            List.of(
                    "meter_id",
                    "kind",
                    "state",
                    "state_reason",
                    "opened_millis",
                    "updated_millis",
                    "action",
                    "assignee",
                    "campaign_id",
                    "order_id",
                    "error_percent",
                    "is_open",
                    "recent_key",
                    "opened_key",
                    "error_key"));

    private final SortedMap<String, Optional<AccuracyCase>> newest = new TreeMap<>();

    CaseRows(List<TableRecord> records) {
        for (TableRecord told : records) {
            if (told instanceof TableRecord.Of(AccuracyCase found)) {
                newest.put(found.caseId(), Optional.of(found));
            } else if (told instanceof TableRecord.Of(FleetRecord.Removed removed)
                    && removed.kind() == FleetRecord.Kind.CASE) {
                newest.put(removed.key(), Optional.empty());
            }
        }
    }

    void write(Connection connection, CountChanges counts) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        countedBefore(connection).values().forEach(counts::minus);
        List<AccuracyCase> there =
                newest.values().stream().flatMap(Optional::stream).toList();
        there.forEach(found -> counts.plus(new CountKey(
                CountKey.Dimension.CASE, found.kind(), found.state().name())));
        CASE.put(connection, there.stream().map(CaseRows::row).toList());
        CASE.delete(
                connection,
                newest.entrySet().stream()
                        .filter(entry -> entry.getValue().isEmpty())
                        .map(entry -> List.of(entry.getKey()))
                        .toList());
    }

    private Map<String, CountKey> countedBefore(Connection connection) throws SQLException {
        Map<String, CountKey> counted = new HashMap<>();
        Sql.query(
                        connection,
                        "SELECT case_id, kind, state FROM accuracy_case WHERE case_id = ANY(?)"
                                + " ORDER BY case_id FOR UPDATE",
                        List.of(Sql.texts(connection, newest.keySet())),
                        row -> Map.entry(
                                row.getString(1),
                                new CountKey(CountKey.Dimension.CASE, row.getString(2), row.getString(3))))
                .forEach(entry -> counted.put(entry.getKey(), entry.getValue()));
        return counted;
    }

    private static List<@Nullable Object> row(AccuracyCase found) {
        return Arrays.asList(
                found.caseId(),
                found.meterId(),
                found.kind(),
                found.state().name(),
                found.stateReason(),
                found.openedAt(),
                found.updatedAt(),
                found.action(),
                found.handling().assignee(),
                found.campaignId(),
                found.orderId(),
                found.latest() == null ? null : found.latest().errorPercent(),
                Boolean.toString(found.isOpen()),
                SortKey.newestFirst(found.updatedAt(), found.caseId()),
                SortKey.newestFirst(found.openedAt(), found.caseId()),
                errorKey(found));
    }

    /** Largest |error| first, those without a figure last. */
    private static String errorKey(AccuracyCase found) {
        Double error = found.latest() == null ? null : found.latest().errorPercent();
        return error == null ? "1" + found.caseId() : "0" + SortKey.largestFirst(Math.abs(error), found.caseId());
    }

    /** Meters whose cases are in the batch. */
    SortedSet<String> meterIds() {
        return newest.keySet().stream().map(CaseRows::meterId).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A case is called meterId|kind|n. */
    private static String meterId(String caseId) {
        int kind = caseId.lastIndexOf('|', caseId.lastIndexOf('|') - 1);
        return kind < 0 ? caseId : caseId.substring(0, kind);
    }

    /** The last case by id that has not ended, of those of these meters that have one; after {@link #write}. */
    Map<String, String> open(Connection connection) throws SQLException {
        if (newest.isEmpty()) {
            return Map.of();
        }
        return Sql.query(
                        connection,
                        "SELECT meter_id, MAX(case_id) FROM accuracy_case WHERE meter_id = ANY(?) AND is_open = 'true'"
                                + " GROUP BY meter_id",
                        List.of(Sql.texts(connection, meterIds())),
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.console.tables.TableRecord;

/** The table {@code erasure}: up to which capture time no reading of a meter is kept. */
final class ErasureRows {
    private static final Sql.Table ERASURE =
            new Sql.Table("erasure", List.of("meter_id"), List.of("erased_up_to_millis"));

    private ErasureRows() {}

    /**
     * Writes the erasures of a batch down; a time never moves back.
     *
     * @return what moved
     */
    static SortedMap<String, Instant> put(Connection connection, Collection<TableRecord> records) throws SQLException {
        SortedMap<String, Instant> told = new TreeMap<>();
        for (TableRecord each : records) {
            if (each instanceof TableRecord.Erased(String meterId, Instant upTo)) {
                told.merge(meterId, upTo, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        if (!told.isEmpty()) {
            Map<String, Instant> before = of(connection, told.keySet());
            told.entrySet().removeIf(each -> !each.getValue().isAfter(before.getOrDefault(each.getKey(), Instant.MIN)));
            ERASURE.put(
                    connection,
                    told.entrySet().stream()
                            .map(each -> List.<Object>of(each.getKey(), each.getValue()))
                            .toList());
        }
        return told;
    }

    /** Of these meters, as far as any reading is erased. */
    static Map<String, Instant> of(Connection connection, Collection<String> meterIds) throws SQLException {
        Map<String, Instant> erased = new TreeMap<>();
        Sql.query(
                        connection,
                        "SELECT meter_id, erased_up_to_millis FROM erasure WHERE meter_id = ANY(?)",
                        List.of(Sql.texts(connection, meterIds)),
                        row -> Map.entry(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                .forEach(each -> erased.put(each.getKey(), each.getValue()));
        return erased;
    }
}

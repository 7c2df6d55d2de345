// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.Measures;

/** The sums, {@code fleet_count} and {@code fleet_day}: added to in the order of their keys. */
final class CountRows {
    private static final String ADD_COUNT = """
            UPDATE fleet_count SET members = members + ?, estimated = estimated + ?, failing = failing + ?,
              absolute_error_micropercent = absolute_error_micropercent + ?,
              intervals_per_day = intervals_per_day + ?, millireads_per_day = millireads_per_day + ?
            WHERE dimension = ? AND row_name = ? AND column_name = ?""";
    private static final String NEW_COUNT = """
            INSERT INTO fleet_count (members, estimated, failing, absolute_error_micropercent, intervals_per_day,
              millireads_per_day, dimension, row_name, column_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String ADD_DAY =
            "UPDATE fleet_day SET intervals = intervals + ?, sessions = sessions + ? WHERE day_number = ?";
    private static final String NEW_DAY = "INSERT INTO fleet_day (intervals, sessions, day_number) VALUES (?, ?, ?)";

    private CountRows() {}

    static void add(Connection connection, Map<CountKey, Measures> changes) throws SQLException {
        add(
                connection,
                ADD_COUNT,
                NEW_COUNT,
                changes.entrySet().stream()
                        .map(change -> row(change.getKey(), change.getValue()))
                        .toList());
    }

    private static List<Object> row(CountKey key, Measures change) {
        return List.of(
                change.members(),
                change.estimated(),
                change.failing(),
                change.absoluteErrorMicropercent(),
                change.intervalsPerDay(),
                change.millireadsPerDay(),
                key.dimension().name(),
                key.row(),
                key.column());
    }

    static void add(Connection connection, Collection<FleetDay> days) throws SQLException {
        add(
                connection,
                ADD_DAY,
                NEW_DAY,
                days.stream()
                        .map(day -> Stream.of(day.intervals(), day.sessions(), day.dayNumber())
                                .map(Object.class::cast)
                                .toList())
                        .toList());
    }

    private static void add(Connection connection, String add, String insert, List<List<Object>> rows)
            throws SQLException {
        int[] added = Sql.batch(connection, add, rows);
        List<List<Object>> missing = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            if (added[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        Sql.batch(connection, insert, missing);
    }
}

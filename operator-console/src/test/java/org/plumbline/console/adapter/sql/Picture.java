// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every row of every table but the positions, as text. */
public final class Picture {
    private static final List<String> TABLES = List.of(
            "meter",
            "drift_point",
            "reading",
            "meter_event",
            "accuracy_case",
            "campaign",
            "campaign_member",
            "outcome",
            "fleet_count",
            "fleet_day");

    private Picture() {}

    /** Sorted rows by table. Places where nothing is counted any more are left out: a rebuild never had them. */
    public static SortedMap<String, List<String>> of(Database database) {
        return database.transaction(connection -> {
            SortedMap<String, List<String>> picture = new TreeMap<>();
            for (String table : TABLES) {
                picture.put(table, rows(connection, table));
            }
            return picture;
        });
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        String counted = table.equals("fleet_count") ? " WHERE members <> 0" : "";
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table + counted)) {
            ResultSetMetaData shape = found.getMetaData();
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= shape.getColumnCount(); i++) {
                    values.add(String.valueOf(found.getObject(i)));
                }
                rows.add(values.stream().collect(Collectors.joining("|")));
            }
            return rows.stream().sorted().toList();
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every row of every table but the positions, and every reading, as text. */
public final class Picture {
    private static final List<String> TABLES = List.of(
            "meter",
            "drift_point",
            "meter_event",
            "accuracy_case",
            "campaign",
            "campaign_member",
            "outcome",
            "reference_profile",
            "fleet_count",
            "fleet_day",
            "erasure");

    private Picture() {}

    /** Sorted rows by table. Places where nothing is counted any more are left out: a rebuild never had them. */
    public static SortedMap<String, List<String>> of(Database database) {
        return database.transaction(connection -> {
            SortedMap<String, List<String>> picture = new TreeMap<>();
            for (String table : TABLES) {
                picture.put(table, rows(connection, table));
            }
            readings(connection, picture);
            return picture;
        });
    }

    /** As stored by day, and each as text. */
    private static void readings(Connection connection, SortedMap<String, List<String>> picture) throws SQLException {
        List<String> days = picture.computeIfAbsent("reading_day", table -> new ArrayList<>());
        List<String> readings = picture.computeIfAbsent("reading", table -> new ArrayList<>());
        Sql.query(
                connection,
                "SELECT meter_id, day_number, readings FROM reading_day ORDER BY meter_id, day_number",
                List.of(),
                row -> {
                    String meterId = row.getString(1);
                    byte[] octets = row.getBytes(3);
                    PackedReadings.unpack(meterId, octets)
                            .values()
                            .forEach(reading -> readings.add(meterId + "|" + reading));
                    return days.add(meterId + "|" + row.getLong(2) + "|"
                            + HexFormat.of().formatHex(octets));
                });
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        String counted = switch (table) {
            case "fleet_count" -> " WHERE members <> 0";
            case "fleet_day" -> " WHERE intervals <> 0 OR sessions <> 0";
            default -> "";
        };
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

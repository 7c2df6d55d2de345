// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The few shapes of statement that the tables need. */
final class Sql {
    private Sql() {}

    /** Makes one result of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Binds values from the first parameter on; instants as milliseconds, texts without the NUL that PostgreSQL refuses. */
    static void bind(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            Object bound = switch (value) {
                case Instant instant -> (Long) instant.toEpochMilli();
                case String text -> text.indexOf(0) < 0 ? text : text.replace("\0", "");
                case null -> null;
                default -> value;
            };
            statement.setObject(i + 1, bound);
        }
    }

    static <T> List<T> query(
            Connection connection, String sql, List<? extends @Nullable Object> values, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> results = new ArrayList<>();
                while (rows.next()) {
                    results.add(reader.read(rows));
                }
                return results;
            }
        }
    }

    static int update(Connection connection, String sql, List<? extends @Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /** Runs a statement for each row; how many rows of the table each one changed. */
    static int[] batch(Connection connection, String sql, List<? extends List<? extends @Nullable Object>> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<? extends @Nullable Object> row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    /** Texts as one parameter, e.g. for {@code = ANY(?)}. */
    static Object texts(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("VARCHAR", texts.toArray());
    }

    /** Whole numbers as one parameter. */
    static Object numbers(Connection connection, Collection<Long> numbers) throws SQLException {
        return connection.createArrayOf("BIGINT", numbers.toArray());
    }

    /** A table whose rows are put by key: renewed where they are, added where they are not. */
    record Table(String name, List<String> keys, List<String> values) {

        /** Puts rows, keys first; at most one of a key. @return indexes of those that were added, in order */
        List<Integer> put(Connection connection, List<? extends List<? extends @Nullable Object>> rows)
                throws SQLException {
            int[] renewed = batch(
                    connection,
                    "UPDATE " + name + " SET " + assignments(values, ", ") + " WHERE " + assignments(keys, " AND "),
                    rows.stream().map(this::valuesFirst).toList());
            List<Integer> added = IntStream.range(0, rows.size())
                    .filter(i -> renewed[i] == 0)
                    .boxed()
                    .toList();
            batch(connection, insert(), added.stream().map(rows::get).toList());
            return added;
        }

        private String insert() {
            List<String> columns = new ArrayList<>(keys);
            columns.addAll(values);
            return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ("
                    + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        }

        void delete(Connection connection, List<? extends List<? extends @Nullable Object>> keysOfRows)
                throws SQLException {
            batch(connection, "DELETE FROM " + name + " WHERE " + assignments(keys, " AND "), keysOfRows);
        }

        private List<@Nullable Object> valuesFirst(List<? extends @Nullable Object> row) {
            List<@Nullable Object> turned = new ArrayList<>(row.subList(keys.size(), row.size()));
            turned.addAll(row.subList(0, keys.size()));
            return turned;
        }

        private static String assignments(List<String> columns, String between) {
            return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(between));
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableShape;

/** Reads the tables. Names of columns come from the shapes alone; what somebody asked for is only ever bound. */
public final class SqlTableReader implements TableReader {
    private static final int DAYS_SHOWN = 14;
    private static final double MICROPERCENT = 1e6;
    private static final double MILLIREADS = 1e3;

    private final Database database;

    public SqlTableReader(Database database) {
        this.database = database;
    }

    @Override
    public long version() {
        return database.transaction(connection -> Sql.query(
                        connection,
                        "SELECT COALESCE(SUM(next_offset), 0) FROM followed",
                        List.of(),
                        row -> row.getLong(1)))
                .getFirst();
    }

    @Override
    public TablePage page(TableQuery query) {
        TableShape shape = query.shape();
        if (shape == TableShape.READINGS) {
            return readings(query);
        }
        String key = query.order().equals("meterId") ? "meter_id" : query.order() + "_key";
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(shape.columns().stream().map(SqlTableReader::column).collect(Collectors.joining(", ")))
                .append(", ")
                .append(key)
                .append(" FROM ")
                .append(table(shape))
                .append(" WHERE ")
                .append(key)
                .append(" > ?");
        List<@Nullable Object> values = new ArrayList<>(List.of(query.after().orElse("")));
        if (shape == TableShape.METERS) {
            sql.append(" AND worst_key IS NOT NULL");
        }
        for (TableShape.Column column : shape.columns()) {
            String wanted = query.filters().get(column.name());
            if (wanted != null) {
                sql.append(" AND ").append(column(column)).append(" = ?");
                values.add(wanted);
            }
        }
        // The filter's one value orders nothing, but lets H2 take the index that begins with it for the order.
        String narrowed = shape.columns().stream()
                .filter(column -> query.filters().containsKey(column.name()))
                .map(column -> column(column) + ", ")
                .findFirst()
                .orElse("");
        sql.append(" ORDER BY ").append(narrowed).append(key).append(" LIMIT ?");
        values.add(query.limit());
        List<Keyed> found = database.transaction(
                connection -> Sql.query(connection, sql.toString(), values, row -> keyed(shape, row)));
        Optional<String> next = found.size() < query.limit()
                ? Optional.empty()
                : Optional.of(found.getLast().key());
        return new TablePage(found.stream().map(Keyed::row).toList(), next);
    }

    private TablePage readings(TableQuery query) {
        String meterId = Objects.requireNonNull(query.filters().get("meterId"), "readings are given of one meter");
        ReadingPage page = new ReadingPage(meterId, query.after().orElse(""), query.limit());
        return database.transaction(page::read);
    }

    private record Keyed(List<@Nullable Object> row, String key) {}

    private static Keyed keyed(TableShape shape, ResultSet found) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        List<TableShape.Column> columns = shape.columns();
        for (int i = 0; i < columns.size(); i++) {
            Object value = found.getObject(i + 1);
            row.add(
                    value instanceof Long millis && columns.get(i).kind() == TableShape.Column.Kind.INSTANT
                            ? Instant.ofEpochMilli(millis)
                            : value);
        }
        return new Keyed(row, found.getString(columns.size() + 1));
    }

    private static String table(TableShape shape) {
        return switch (shape) {
            case METERS -> "meter";
            case DRIFT -> "drift_point";
            case READINGS -> throw new IllegalArgumentException("readings are packed by day");
            case EVENTS -> "meter_event";
            case CASES -> "accuracy_case";
            case CAMPAIGNS -> "campaign";
            case MEMBERS -> "campaign_member";
            case OUTCOMES -> "outcome";
        };
    }

    private static String column(TableShape.Column column) {
        String name = column.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return column.kind() == TableShape.Column.Kind.INSTANT ? name + "_millis" : name;
    }

    @Override
    public FleetPicture fleet() {
        return database.transaction(connection -> new FleetPicture(
                counts(connection, CountKey.Dimension.VERDICT),
                counts(connection, CountKey.Dimension.DRIFT).stream()
                        .map(count -> new FleetPicture.DriftClass(
                                count.name().isEmpty() ? 0 : Double.parseDouble(count.name()),
                                Integer.parseInt(count.part()),
                                count.number()))
                        .toList(),
                counts(connection, CountKey.Dimension.CASE),
                Sql.query(
                        connection,
                        "SELECT state, COUNT(*) FROM campaign GROUP BY state ORDER BY state",
                        List.of(),
                        row -> new FleetPicture.Count(row.getString(1), "", row.getLong(2))),
                Sql.query(
                        connection,
                        "SELECT day_number, intervals, sessions FROM fleet_day ORDER BY day_number DESC LIMIT ?",
                        List.of(DAYS_SHOWN),
                        row -> new FleetPicture.Day(
                                LocalDate.ofEpochDay(row.getLong(1)), row.getLong(2), row.getLong(3))),
                due(connection, "intervals_per_day"),
                due(connection, "millireads_per_day") / MILLIREADS));
    }

    private static List<FleetPicture.Count> counts(Connection connection, CountKey.Dimension dimension)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT row_name, column_name, members FROM fleet_count WHERE dimension = ? AND members > 0"
                        + " ORDER BY row_name, column_name",
                List.of(dimension.name()),
                row -> new FleetPicture.Count(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /** Over all active meters: each has one verdict. */
    private static long due(Connection connection, String column) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT COALESCE(SUM(" + column + "), 0) FROM fleet_count WHERE dimension = ?",
                        List.of(CountKey.Dimension.VERDICT.name()),
                        row -> row.getLong(1))
                .getFirst();
    }

    @Override
    public List<FleetPicture.Cell> heat(CountKey.Dimension dimension, int most) {
        return database.transaction(connection -> Sql.query(
                connection,
                "SELECT row_name, column_name, members, estimated, failing, absolute_error_micropercent"
                        + " FROM fleet_count WHERE dimension = ? AND members > 0"
                        + " ORDER BY failing DESC, members DESC, row_name, column_name LIMIT ?",
                List.of(dimension.name(), most),
                row -> new FleetPicture.Cell(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(4) == 0 ? 0 : row.getLong(6) / MICROPERCENT / row.getLong(4))));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.DriftBin;
import org.plumbline.console.tables.Facets;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableShape;

/** Reads the tables. Names of columns come from the shapes alone; what somebody asked for is only ever bound. */
public final class SqlTableReader implements TableReader {
    private static final double MICROPERCENT = 1e6;
    /** Most rows that are counted one by one. */
    private static final int MOST_COUNTED = 10_000;

    private final Database database;
    private final FacetCounts facets = new FacetCounts();

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
        if (query.shape() == TableShape.READINGS) {
            String meterId = Objects.requireNonNull(query.filters().get("meterId"), "readings are given of one meter");
            ReadingPage page = new ReadingPage(meterId, query.after().orElse(""), query.limit());
            return database.transaction(page::read);
        }
        return database.transaction(connection -> {
            PagePlan plan = plan(connection, query);
            String find = query.filters().get(TableShape.FIND);
            if (find == null) {
                return rows(connection, query, plan, List.of());
            }
            MeterSearch search = MeterSearch.of(connection, find);
            TablePage found = rows(connection, query, plan, List.copyOf(search.meterIds()));
            return new TablePage(found.rows(), found.next(), search.cut());
        });
    }

    private PagePlan plan(Connection connection, TableQuery query) throws SQLException {
        Map<Map.Entry<String, String>, Long> sizes = new HashMap<>();
        if (query.shape() == TableShape.METERS && query.filters().size() > 1) {
            for (Map.Entry<String, String> filter : query.filters().entrySet()) {
                sizes.put(filter, facets.about(connection, filter.getKey(), filter.getValue()));
            }
        }
        return PagePlan.of(query, filter -> sizes.getOrDefault(filter, 0L));
    }

    /** @param among meterIds that the rows are looked for among; empty = all, unless the query is a search */
    private TablePage rows(Connection connection, TableQuery query, PagePlan plan, List<String> among)
            throws SQLException {
        TableShape shape = query.shape();
        boolean search = query.filters().containsKey(TableShape.FIND);
        List<@Nullable Object> values = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(shape.columns().stream().map(PagePlan::column).collect(Collectors.joining(", ")))
                .append(", ")
                .append(plan.key())
                .append(" FROM ")
                .append(plan.table())
                .append(search ? "" : plan.index().map(database::hint).orElse(""))
                .append(where(connection, query, plan.key(), among, values));
        // The filter's one value orders nothing, but lets H2 take the index that begins with it for the order.
        sql.append(" ORDER BY ")
                .append(search ? "" : plan.lead().map(lead -> lead + ", ").orElse(""))
                .append(plan.key())
                .append(" LIMIT ?");
        values.add(query.limit());
        List<Keyed> found = Sql.query(connection, sql.toString(), values, row -> keyed(shape, row));
        Optional<String> next = found.size() < query.limit()
                ? Optional.empty()
                : Optional.of(found.getLast().key());
        return new TablePage(found.stream().map(Keyed::row).toList(), next);
    }

    /** @param values what is bound is added here */
    private static String where(
            Connection connection, TableQuery query, String key, List<String> among, List<@Nullable Object> values)
            throws SQLException {
        List<String> conditions = new ArrayList<>(List.of(key + " > ?"));
        values.add(query.after().orElse(""));
        for (Map.Entry<String, String> filter : query.filters().entrySet()) {
            if (filter.getKey().equals(TableShape.FIND)) {
                conditions.add("meter_id = ANY(?)");
                values.add(Sql.texts(connection, among));
            } else if (filter.getKey().equals(TableShape.ERROR_CLASS)) {
                DriftBin.Stretch stretch = DriftBin.stretch(Integer.parseInt(filter.getValue()));
                conditions.add("error_key >= ? AND error_key < ?");
                values.add(stretch.from());
                values.add(stretch.below());
            } else if (filter.getKey().equals(TableShape.FROM)) {
                // Newest stand first: the latest instant has the smallest key.
                conditions.add(key + " < ?");
                values.add(SortKey.newestFirst(Instant.parse(filter.getValue()).minusMillis(1), ""));
            } else if (filter.getKey().equals(TableShape.TO)) {
                conditions.add(key + " >= ?");
                values.add(SortKey.newestFirst(Instant.parse(filter.getValue()), ""));
            } else {
                conditions.add(PagePlan.column(query.shape(), filter.getKey()) + " = ?");
                values.add(value(query.shape(), filter));
            }
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private static Object value(TableShape shape, Map.Entry<String, String> filter) {
        boolean number = shape.column(filter.getKey())
                .filter(column -> column.kind() == TableShape.Column.Kind.NUMBER)
                .isPresent();
        return number ? (Object) Integer.valueOf(filter.getValue()) : filter.getValue();
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

    @Override
    public OptionalLong total(TableQuery query) {
        if (query.shape() == TableShape.READINGS || query.filters().containsKey(TableShape.FIND)) {
            return OptionalLong.empty();
        }
        if (query.shape() == TableShape.METERS
                && Facets.NAMES.containsAll(query.filters().keySet())) {
            return OptionalLong.of(database.transaction(connection -> facets.meters(connection, query.filters())));
        }
        return database.transaction(connection -> counted(connection, query));
    }

    private OptionalLong counted(Connection connection, TableQuery query) throws SQLException {
        PagePlan plan = plan(connection, query);
        List<@Nullable Object> values = new ArrayList<>();
        TableQuery whole = new TableQuery(query.shape(), query.filters(), query.order(), Optional.empty(), 1);
        String rows = "SELECT " + plan.key() + " FROM " + plan.table()
                + plan.index().map(database::hint).orElse("")
                + where(connection, whole, plan.key(), List.of(), values) + " LIMIT ?";
        values.add(MOST_COUNTED + 1);
        long counted = Sql.query(
                        connection, "SELECT COUNT(*) FROM (" + rows + ") counted", values, row -> row.getLong(1))
                .getFirst();
        return counted > MOST_COUNTED ? OptionalLong.empty() : OptionalLong.of(counted);
    }

    @Override
    public FleetPicture fleet(FleetPicture.Moment moment) {
        return database.transaction(connection -> new FleetCounting(connection, moment).picture());
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

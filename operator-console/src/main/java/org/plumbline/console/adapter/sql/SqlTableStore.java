// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.port.TableStore;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TableRecord;

/** The tables in SQL. Positions move by compare-and-set in the transaction of the rows. */
public final class SqlTableStore implements TableStore {
    /** All but {@code followed}. */
    private static final List<String> TABLES = List.of(
            "meter",
            "drift_point",
            "reading_day",
            "meter_event",
            "accuracy_case",
            "campaign",
            "campaign_member",
            "outcome",
            "reference_profile",
            "audit_entry",
            "dead_letter",
            "fleet_count",
            "fleet_day",
            "erasure");

    private static final Duration PRUNED_AT_ONCE = Duration.ofHours(1);
    private static final int DAYS_PRUNED_AT_ONCE = 5_000;

    private final Database database;

    public SqlTableStore(Database database) {
        this.database = database;
    }

    @Override
    public SortedMap<Slice, Long> follow(Map<Slice, String> topicIds) {
        return database.transaction(connection -> {
            SortedMap<Slice, Followed> known = followed(connection);
            boolean ofOtherTopics = topicIds.entrySet().stream().anyMatch(wanted -> {
                Followed before = known.get(wanted.getKey());
                return before != null && !before.topicId().equals(wanted.getValue());
            });
            if (known.isEmpty() || ofOtherTopics) {
                forgetEverything(connection);
                known.clear();
            }
            SortedMap<Slice, Long> next = new TreeMap<>();
            List<List<Object>> fresh = new ArrayList<>();
            for (Slice slice : new TreeMap<>(topicIds).keySet()) {
                Followed before = known.get(slice);
                next.put(slice, before == null ? 0 : before.nextOffset());
                if (before == null) {
                    fresh.add(List.of(slice.topic(), slice.partition(), topicIds.get(slice), 0L));
                }
            }
            Sql.batch(
                    connection,
                    "INSERT INTO followed (topic, partition_number, topic_id, next_offset) VALUES (?, ?, ?, ?)",
                    fresh);
            return next;
        });
    }

    private record Followed(Slice slice, String topicId, long nextOffset) {}

    private static SortedMap<Slice, Followed> followed(Connection connection) throws SQLException {
        SortedMap<Slice, Followed> known = new TreeMap<>();
        Sql.query(
                        connection,
                        "SELECT topic, partition_number, topic_id, next_offset FROM followed",
                        List.of(),
                        row -> new Followed(
                                new Slice(row.getString(1), row.getInt(2)), row.getString(3), row.getLong(4)))
                .forEach(followed -> known.put(followed.slice(), followed));
        return known;
    }

    /** Positions first: H2 commits each truncation, and tables without positions are emptied again. */
    private static void forgetEverything(Connection connection) throws SQLException {
        Sql.update(connection, "TRUNCATE TABLE followed", List.of());
        for (String table : TABLES) {
            Sql.update(connection, "TRUNCATE TABLE " + table, List.of());
        }
    }

    @Override
    public void write(Batch batch, Retention.Horizon horizon) {
        database.run(connection -> {
            advance(connection, batch.advances());
            for (List<TableRecord> part : parts(batch.records())) {
                new BatchRows(part, horizon).write(connection);
            }
        });
    }

    /** Cut after each registration taken away, so that what comes after it in the batch is not erased with it. */
    private static List<List<TableRecord>> parts(List<TableRecord> records) {
        List<List<TableRecord>> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i) instanceof TableRecord.Of(FleetRecord.Removed removed)
                    && removed.kind() == FleetRecord.Kind.REGISTRATION) {
                parts.add(records.subList(from, i + 1));
                from = i + 1;
            }
        }
        parts.add(records.subList(from, records.size()));
        return parts;
    }

    private static void advance(Connection connection, SortedMap<Slice, Advance> advances) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        advances.forEach(
                (slice, advance) -> rows.add(List.of(advance.to(), slice.topic(), slice.partition(), advance.from())));
        int[] moved = Sql.batch(
                connection,
                "UPDATE followed SET next_offset = ? WHERE topic = ? AND partition_number = ? AND next_offset = ?",
                rows);
        for (int i = 0; i < moved.length; i++) {
            if (moved[i] != 1) {
                throw new OvertakenException(
                        "partition " + rows.get(i).get(2) + " of " + rows.get(i).get(1) + " no longer stands at offset "
                                + rows.get(i).get(3));
            }
        }
    }

    @Override
    public void prune(Retention.Horizon horizon) {
        int pruned;
        do {
            pruned = database.transaction(
                    connection -> ReadingRows.prune(connection, horizon.readings(), DAYS_PRUNED_AT_ONCE));
        } while (pruned == DAYS_PRUNED_AT_ONCE);
        prune("drift_point", "window_to_millis", horizon.history());
        prune("meter_event", "field_millis", horizon.events());
        prune("audit_entry", "wall_millis", horizon.history());
        prune("dead_letter", "written_millis", horizon.history());
        database.run(connection -> {
            Sql.update(
                    connection, "DELETE FROM fleet_day WHERE day_number < ?", List.of(FleetDay.of(horizon.readings())));
            Sql.update(connection, "DELETE FROM fleet_count WHERE members = 0", List.of());
            Sql.update(
                    connection,
                    "DELETE FROM reading_day WHERE meter_id IN (SELECT meter_id FROM meter WHERE worst_key IS NULL)",
                    List.of());
        });
    }

    /** Hour by hour, so that no transaction grows with what has piled up. */
    private void prune(String table, String column, Instant horizon) {
        Instant oldest = oldest(table, column);
        while (oldest != null && oldest.isBefore(horizon)) {
            Instant hour = oldest.plus(PRUNED_AT_ONCE);
            Instant until = hour.isBefore(horizon) ? hour : horizon;
            database.run(connection ->
                    Sql.update(connection, "DELETE FROM " + table + " WHERE " + column + " < ?", List.of(until)));
            oldest = oldest(table, column);
        }
    }

    private @Nullable Instant oldest(String table, String column) {
        List<Optional<Instant>> found = database.transaction(connection -> Sql.query(
                connection,
                "SELECT MIN(" + column + ") FROM " + table,
                List.of(),
                row -> Optional.ofNullable(row.getObject(1, Long.class)).map(Instant::ofEpochMilli)));
        return found.getFirst().orElse(null);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableRecord;

/** A page of one meter's readings, the newest first, unpacked from the rows of its days. */
final class ReadingPage {
    private static final int DAYS_AT_ONCE = 16;

    private final String meterId;
    private final String after;
    private final int limit;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private String last = "";

    private record Day(long number, byte[] readings) {}

    /** @param after the page begins behind this key; empty = at the newest */
    ReadingPage(String meterId, String after, int limit) {
        this.meterId = meterId;
        this.after = after;
        this.limit = limit;
    }

    TablePage read(Connection connection) throws SQLException {
        long newest = SortKey.instantOf(after).map(FleetDay::of).orElse(Long.MAX_VALUE);
        List<Day> days;
        do {
            days = days(connection, newest);
            for (Day day : days) {
                take(day);
                newest = day.number() - 1;
            }
        } while (rows.size() < limit && days.size() == DAYS_AT_ONCE);
        return new TablePage(List.copyOf(rows), rows.size() < limit ? Optional.empty() : Optional.of(last));
    }

    private List<Day> days(Connection connection, long newest) throws SQLException {
        // The meter orders nothing, but lets H2 read the index in this order.
        return Sql.query(
                connection,
                "SELECT day_number, readings FROM reading_day WHERE meter_id = ? AND day_number <= ?"
                        + " ORDER BY meter_id DESC, day_number DESC LIMIT ?",
                List.of(meterId, newest, DAYS_AT_ONCE),
                row -> new Day(row.getLong(1), row.getBytes(2)));
    }

    private void take(Day day) {
        if (rows.size() == limit) {
            return;
        }
        TreeMap<String, TableRecord.Reading> newestFirst = new TreeMap<>();
        PackedReadings.unpack(meterId, day.readings())
                .forEach((moment, reading) ->
                        newestFirst.put(SortKey.newestFirst(moment.captureTime(), moment.source()), reading));
        newestFirst.tailMap(after, false).forEach((key, reading) -> {
            if (rows.size() < limit) {
                rows.add(row(reading));
                last = key;
            }
        });
    }

    private static List<@Nullable Object> row(TableRecord.Reading reading) {
        return Arrays.asList(
                reading.meterId(),
                reading.captureTime(),
                reading.source(),
                reading.sessionTime(),
                reading.statusBits(),
                reading.calibrationEpoch(),
                reading.clockOffsetMillis(),
                registers(reading.registers()));
    }

    /** As {@code obis=raw*10^scaler:unit}, with a space between registers. */
    private static String registers(List<TableRecord.Register> registers) {
        return registers.stream()
                .map(register ->
                        register.obis() + "=" + register.raw() + "*10^" + register.scaler() + ":" + register.unit())
                .collect(Collectors.joining(" "));
    }
}

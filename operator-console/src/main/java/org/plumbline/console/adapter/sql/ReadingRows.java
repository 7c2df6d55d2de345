// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.plumbline.console.adapter.sql.PackedReadings.Moment;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.TableRecord;

/** Readings of a batch on their way into the table {@code reading_day}: one row by meter and UTC day of capture. */
final class ReadingRows {
    /** Of a meter in a day, the newest; one by minute is 1,440. */
    static final int MOST_READINGS = 10_000;

    /** H2 takes a little more than a million in a column. */
    private static final int MOST_OCTETS = 1_000_000;

    /** So many days of meters are unpacked at a time, however large a batch is. */
    private static final int DAYS_AT_ONCE = 250;

    private static final Sql.Table READING_DAY =
            new Sql.Table("reading_day", List.of("meter_id", "day_number"), List.of("readings"));

    private final Instant horizon;
    private final SortedMap<Day, SortedMap<Moment, TableRecord.Reading>> days = new TreeMap<>();

    private record Day(String meterId, long dayNumber) implements Comparable<Day> {
        @Override
        public int compareTo(Day other) {
            int byMeter = meterId.compareTo(other.meterId);
            return byMeter != 0 ? byMeter : Long.compare(dayNumber, other.dayNumber);
        }
    }

    ReadingRows(Instant horizon) {
        this.horizon = horizon;
    }

    void take(TableRecord.Reading reading) {
        if (!reading.captureTime().isBefore(horizon)) {
            days.computeIfAbsent(new Day(reading.meterId(), FleetDay.of(reading.captureTime())), day -> new TreeMap<>())
                    .put(Moment.of(reading), reading);
        }
    }

    /** Merges them into their days, later over earlier, and tells how that changes the intervals stored. */
    void write(Connection connection, Consumer<FleetDay> counted) throws SQLException {
        List<Day> inOrder = List.copyOf(days.keySet());
        for (int from = 0; from < inOrder.size(); from += DAYS_AT_ONCE) {
            write(connection, inOrder.subList(from, Math.min(inOrder.size(), from + DAYS_AT_ONCE)), counted);
        }
    }

    private void write(Connection connection, List<Day> some, Consumer<FleetDay> counted) throws SQLException {
        Map<Day, byte[]> stored = stored(connection, some);
        List<List<Object>> rows = new ArrayList<>();
        for (Day day : some) {
            byte[] octets = stored.get(day);
            SortedMap<Moment, TableRecord.Reading> before =
                    octets == null ? new TreeMap<>() : PackedReadings.unpack(day.meterId(), octets);
            TreeMap<Moment, TableRecord.Reading> after = new TreeMap<>(before);
            after.putAll(days.getOrDefault(day, new TreeMap<>()));
            byte[] packed = packed(after);
            if (!Arrays.equals(packed, octets)) {
                count(before, 1, after, counted);
                count(after, -1, before, counted);
                rows.add(List.of(day.meterId(), day.dayNumber(), packed));
            }
        }
        READING_DAY.put(connection, rows);
    }

    /** Packs the newest as far as they may be kept, and takes away the others. */
    private static byte[] packed(TreeMap<Moment, TableRecord.Reading> readings) {
        while (readings.size() > MOST_READINGS) {
            readings.pollFirstEntry();
        }
        byte[] packed = PackedReadings.pack(readings.values());
        while (packed.length > MOST_OCTETS) {
            int most = readings.size() / 2;
            while (readings.size() > most) {
                readings.pollFirstEntry();
            }
            packed = PackedReadings.pack(readings.values());
        }
        return packed;
    }

    /** Counts each interval that is in one of them and not in the other. */
    private static void count(
            SortedMap<Moment, TableRecord.Reading> without,
            int change,
            SortedMap<Moment, TableRecord.Reading> with,
            Consumer<FleetDay> counted) {
        with.forEach((moment, reading) -> {
            if (reading.isInterval() && !without.containsKey(moment)) {
                counted.accept(new FleetDay(FleetDay.ofInterval(reading.captureTime()), change, 0));
            }
        });
    }

    /** What is there of these days, as packed. */
    private static Map<Day, byte[]> stored(Connection connection, List<Day> some) throws SQLException {
        Map<Day, byte[]> stored = new HashMap<>();
        List<Object> wanted = List.of(
                Sql.texts(connection, some.stream().map(Day::meterId).toList()),
                Sql.numbers(connection, some.stream().map(Day::dayNumber).toList()));
        Sql.query(
                        connection,
                        "SELECT r.meter_id, r.day_number, r.readings"
                                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS BIGINT ARRAY)) AS w(meter_id, day_number)"
                                + " JOIN reading_day r ON r.meter_id = w.meter_id AND r.day_number = w.day_number",
                        wanted,
                        row -> Map.entry(new Day(row.getString(1), row.getLong(2)), row.getBytes(3)))
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        return stored;
    }

    /** Takes all readings of these meters away. Daily counts, which name nobody, stay. */
    static void erase(Connection connection, Collection<String> meterIds) throws SQLException {
        Sql.batch(
                connection,
                "DELETE FROM reading_day WHERE meter_id = ?",
                meterIds.stream().map(List::of).toList());
    }

    /** Takes the readings of a meter up to a capture time away, and what they count for. */
    static void erase(Connection connection, String meterId, Instant upTo, Consumer<FleetDay> counted)
            throws SQLException {
        long lastDay = FleetDay.of(upTo);
        List<Map.Entry<Long, byte[]>> stored = Sql.query(
                connection,
                "SELECT day_number, readings FROM reading_day WHERE meter_id = ? AND day_number <= ?",
                List.of(meterId, lastDay),
                row -> Map.entry(row.getLong(1), row.getBytes(2)));
        Sql.update(
                connection,
                "DELETE FROM reading_day WHERE meter_id = ? AND day_number <= ?",
                List.of(meterId, lastDay));
        for (Map.Entry<Long, byte[]> day : stored) {
            SortedMap<Moment, TableRecord.Reading> before = PackedReadings.unpack(meterId, day.getValue());
            TreeMap<Moment, TableRecord.Reading> after = new TreeMap<>(before);
            after.values().removeIf(reading -> !reading.captureTime().isAfter(upTo));
            count(after, -1, before, counted);
            if (!after.isEmpty()) {
                READING_DAY.put(connection, List.of(List.of(meterId, day.getKey(), packed(after))));
            }
        }
    }

    /** Takes away at most so many rows of days before the horizon; how many it found. */
    static int prune(Connection connection, Instant horizon, int most) throws SQLException {
        List<List<Object>> old = Sql.query(
                connection,
                "SELECT meter_id, day_number FROM reading_day WHERE day_number < ? LIMIT ?",
                List.of(FleetDay.of(horizon), most),
                row -> List.of(row.getString(1), row.getLong(2)));
        READING_DAY.delete(connection, old);
        return old.size();
    }
}

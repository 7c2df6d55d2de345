// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.SortKey;
import org.plumbline.console.tables.TableRecord;

/** Readings of a batch on their way into the table {@code reading}. */
final class ReadingRows {
    private static final Sql.Table READING = new Sql.Table(
            "reading",
            List.of("meter_id", "capture_millis", "source"),
            List.of(
                    "session_millis",
                    "status_bits",
                    "calibration_epoch",
                    "clock_offset_millis",
                    "registers",
                    "recent_key"));

    private final Instant horizon;
    private final Map<Key, TableRecord.Reading> readings = new LinkedHashMap<>();

    private record Key(String meterId, Instant captureTime, String source) {}

    ReadingRows(Instant horizon) {
        this.horizon = horizon;
    }

    void take(TableRecord.Reading reading) {
        if (!reading.captureTime().isBefore(horizon)) {
            readings.put(new Key(reading.meterId(), reading.captureTime(), reading.source()), reading);
        }
    }

    /** Writes them; the intervals among them that were not there before. */
    List<TableRecord.Reading> write(Connection connection) throws SQLException {
        List<TableRecord.Reading> all = List.copyOf(readings.values());
        return READING.put(connection, all.stream().map(ReadingRows::row).toList()).stream()
                .map(all::get)
                .filter(TableRecord.Reading::isInterval)
                .toList();
    }

    /** Takes all readings of these meters away. Daily counts, which name nobody, stay. */
    void erase(Connection connection, Collection<String> meterIds) throws SQLException {
        Sql.batch(
                connection,
                "DELETE FROM reading WHERE meter_id = ?",
                meterIds.stream().map(List::of).toList());
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
                registers(reading.registers()),
                SortKey.newestFirst(reading.captureTime(), reading.source()));
    }

    /** As {@code obis=raw*10^scaler:unit}, with a space between registers. */
    private static String registers(List<TableRecord.Register> registers) {
        return registers.stream()
                .map(register ->
                        register.obis() + "=" + register.raw() + "*10^" + register.scaler() + ":" + register.unit())
                .collect(Collectors.joining(" "));
    }
}

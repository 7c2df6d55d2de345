// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.tables.CountChanges;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.MeterLine;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TableRecord;

/**
 * Records on their way into the rows: what they say of each meter, each reading and each day, then written at once. A
 * registration may be taken away by the last of them only.
 */
final class BatchRows {
    private final List<TableRecord> records;
    private final Retention.Horizon horizon;
    private final CountChanges counts = new CountChanges();
    private final SortedMap<Long, FleetDay> days = new TreeMap<>();
    private final ReadingRows readings;
    private final HistoryRows history;
    private final CaseRows cases;
    private final ProfileRows profiles;
    private Map<String, Instant> erased = Map.of();

    BatchRows(List<TableRecord> records, Retention.Horizon horizon) {
        this.records = records;
        this.horizon = horizon;
        this.readings = new ReadingRows(horizon.readings());
        this.history = new HistoryRows(horizon);
        this.cases = new CaseRows(records);
        this.profiles = new ProfileRows(records);
    }

    void write(Connection connection) throws SQLException {
        profiles.write(connection);
        meters(connection);
        records.forEach(history::take);
        history.write(connection);
        new ToldRows(horizon.history()).write(connection, records);
        CountRows.add(connection, counts.changes());
        CountRows.add(connection, days.values());
    }

    private void meters(Connection connection) throws SQLException {
        SortedMap<String, MeterLine> before = MeterRows.lines(connection, touched());
        SortedMap<String, MeterLine> after = new TreeMap<>(before);
        SortedSet<String> gone = new TreeSet<>();
        // Meters are locked by now: no reading that another writer has in hand gets past an erasure.
        SortedMap<String, Instant> moved = ErasureRows.put(connection, records);
        erased = ErasureRows.of(connection, before.keySet());
        records.forEach(told -> apply(told, after, gone));
        profiles.link(after);
        cases.write(connection, counts);
        Map<String, String> open = cases.open(connection);
        cases.meterIds()
                .forEach(meterId ->
                        after.computeIfPresent(meterId, (id, line) -> line.withOpenCase(open.getOrDefault(id, ""))));
        after.forEach((meterId, line) -> counts.moved(before.getOrDefault(meterId, line), line));
        MeterRows.put(
                connection,
                after.values().stream()
                        .filter(line -> !line.equals(before.get(line.meterId())))
                        .toList());
        gone.removeIf(meterId ->
                after.getOrDefault(meterId, MeterLine.unknown(meterId)).registered() != null);
        readings.write(connection, this::day);
        for (Map.Entry<String, Instant> each : moved.entrySet()) {
            ReadingRows.erase(connection, each.getKey(), each.getValue(), this::day);
        }
        ReadingRows.erase(connection, gone);
    }

    private SortedSet<String> touched() {
        SortedSet<String> meterIds = new TreeSet<>(cases.meterIds());
        meterIds.addAll(profiles.meterIds());
        for (TableRecord told : records) {
            switch (told) {
                case TableRecord.Registered meter -> meterIds.add(meter.meterId());
                case TableRecord.Reading reading -> meterIds.add(reading.meterId());
                case TableRecord.Erased erasure -> meterIds.add(erasure.meterId());
                case TableRecord.Of(Estimate estimate) -> meterIds.add(estimate.meterId());
                case TableRecord.Of(FleetRecord.Removed removed) when ofMeter(removed) -> meterIds.add(removed.key());
                case TableRecord.Of other -> {}
                case TableRecord.History point -> {}
                case TableRecord.Told ofNoMeter -> {}
            }
        }
        return meterIds;
    }

    private static boolean ofMeter(FleetRecord.Removed removed) {
        return removed.kind() == FleetRecord.Kind.REGISTRATION || removed.kind() == FleetRecord.Kind.ESTIMATE;
    }

    private void apply(TableRecord told, SortedMap<String, MeterLine> lines, SortedSet<String> gone) {
        switch (told) {
            case TableRecord.Registered meter ->
                lines.computeIfPresent(meter.meterId(), (id, line) -> line.with(meter));
            case TableRecord.Reading reading ->
                lines.computeIfPresent(reading.meterId(), (id, line) -> read(line, reading));
            case TableRecord.Of(Estimate estimate) ->
                lines.computeIfPresent(estimate.meterId(), (id, line) -> line.with(MeterLine.Finding.of(estimate)));
            case TableRecord.Of(FleetRecord.Removed removed)
            when removed.kind() == FleetRecord.Kind.REGISTRATION -> {
                gone.add(removed.key());
                lines.computeIfPresent(removed.key(), (id, line) -> line.with((TableRecord.Registered) null));
            }
            case TableRecord.Of(FleetRecord.Removed removed)
            when removed.kind() == FleetRecord.Kind.ESTIMATE ->
                lines.computeIfPresent(removed.key(), (id, line) -> line.with((MeterLine.Finding) null));
            case TableRecord.Of other -> {}
            case TableRecord.History point -> {}
            case TableRecord.Erased erasure -> {}
            case TableRecord.Told ofNoMeter -> {}
        }
    }

    private MeterLine read(MeterLine line, TableRecord.Reading reading) {
        boolean newSession = line.lastSession() == null || reading.sessionTime().isAfter(line.lastSession());
        if (newSession && !reading.sessionTime().isBefore(horizon.readings())) {
            day(new FleetDay(FleetDay.of(reading.sessionTime()), 0, 1));
        }
        if (reading.captureTime().isAfter(erased.getOrDefault(reading.meterId(), Instant.MIN))) {
            readings.take(reading);
        }
        return line.with(reading);
    }

    private void day(FleetDay more) {
        days.merge(more.dayNumber(), more, FleetDay::plus);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.MeterLine;
import org.plumbline.console.tables.TableRecord;

/** The table {@code meter}: lines out and in. */
final class MeterRows {
    private static final Sql.Table METER = new Sql.Table(
            "meter",
            List.of("meter_id"),
            List.of(
                    "state",
                    "serial_number",
                    "meter_type",
                    "accuracy_class",
                    "district",
                    "year_of_manufacture",
                    "capture_period_seconds",
                    "poll_period_seconds",
                    "limit_percent",
                    "registered_limit_percent",
                    "judged_limit_percent",
                    "verdict",
                    "refusal",
                    "error_percent",
                    "combined_uncertainty_percent",
                    "interval_low_percent",
                    "interval_high_percent",
                    "rate_percent_per_year",
                    "calibration_epoch",
                    "closed_days",
                    "window_to_millis",
                    "last_capture_millis",
                    "last_session_millis",
                    "tested_by",
                    "reference_of",
                    "role",
                    "open_case",
                    "id_folded",
                    "serial_folded",
                    "worst_key",
                    "error_key",
                    "rate_key",
                    "id_key"));
    private static final TableRecord.Registered NOBODY = new TableRecord.Registered("", "", "", "", "", "", 0, 0, 0, 0);
    private static final MeterLine.Finding NOTHING =
            new MeterLine.Finding("UNKNOWN", "", null, null, null, null, null, 0, 0, 0, Instant.EPOCH);

    private MeterRows() {}

    /** The lines of these meters, locked until the transaction ends; those that are not there are unknown. */
    static SortedMap<String, MeterLine> lines(Connection connection, Collection<String> meterIds) throws SQLException {
        SortedMap<String, MeterLine> lines = new TreeMap<>();
        meterIds.forEach(meterId -> lines.put(meterId, MeterLine.unknown(meterId)));
        Sql.query(
                        connection,
                        "SELECT * FROM meter WHERE meter_id = ANY(?) ORDER BY meter_id FOR UPDATE",
                        List.of(Sql.texts(connection, lines.keySet())),
                        MeterRows::line)
                .forEach(line -> lines.put(line.meterId(), line));
        return lines;
    }

    private static MeterLine line(ResultSet row) throws SQLException {
        String meterId = row.getString("meter_id");
        return new MeterLine(
                meterId,
                row.getString("worst_key") == null ? null : registered(meterId, row),
                row.getObject("window_to_millis") == null ? null : finding(row),
                instant(row, "last_capture_millis"),
                instant(row, "last_session_millis"),
                row.getInt("tested_by"),
                row.getInt("reference_of"),
                row.getString("open_case"));
    }

    private static TableRecord.Registered registered(String meterId, ResultSet row) throws SQLException {
        return new TableRecord.Registered(
                meterId,
                row.getString("state"),
                row.getString("serial_number"),
                row.getString("meter_type"),
                row.getString("accuracy_class"),
                row.getString("district"),
                row.getInt("year_of_manufacture"),
                row.getInt("capture_period_seconds"),
                row.getInt("poll_period_seconds"),
                row.getDouble("registered_limit_percent"));
    }

    private static MeterLine.Finding finding(ResultSet row) throws SQLException {
        return new MeterLine.Finding(
                row.getString("verdict"),
                row.getString("refusal"),
                row.getObject("error_percent", Double.class),
                row.getObject("combined_uncertainty_percent", Double.class),
                row.getObject("interval_low_percent", Double.class),
                row.getObject("interval_high_percent", Double.class),
                row.getObject("rate_percent_per_year", Double.class),
                row.getDouble("judged_limit_percent"),
                row.getInt("calibration_epoch"),
                row.getInt("closed_days"),
                Instant.ofEpochMilli(row.getLong("window_to_millis")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long millis = row.getObject(column, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** A line of which nothing is known any more has no row. */
    static void put(Connection connection, Collection<MeterLine> lines) throws SQLException {
        METER.put(
                connection,
                lines.stream()
                        .filter(line -> !isUnknown(line))
                        .map(MeterRows::row)
                        .toList());
        METER.delete(
                connection,
                lines.stream()
                        .filter(MeterRows::isUnknown)
                        .map(line -> List.of(line.meterId()))
                        .toList());
    }

    private static boolean isUnknown(MeterLine line) {
        return line.equals(MeterLine.unknown(line.meterId()));
    }

    private static List<@Nullable Object> row(MeterLine line) {
        TableRecord.Registered known = line.registered() == null ? NOBODY : line.registered();
        MeterLine.Finding finding = line.finding() == null ? NOTHING : line.finding();
        return new ArrayList<>(Arrays.asList(
                line.meterId(),
                known.state(),
                known.serialNumber(),
                known.type(),
                known.accuracyClass(),
                known.district(),
                known.yearOfManufacture(),
                known.capturePeriodSeconds(),
                known.pollPeriodSeconds(),
                line.limitPercent(),
                known.limitPercent(),
                finding.limitPercent(),
                line.standing(),
                finding.refusal(),
                finding.errorPercent(),
                finding.combinedUncertaintyPercent(),
                finding.intervalLowPercent(),
                finding.intervalHighPercent(),
                finding.ratePercentPerYear(),
                finding.calibrationEpoch(),
                finding.closedDays(),
                line.finding() == null ? null : finding.windowTo(),
                line.lastCapture(),
                line.lastSession(),
                line.testedBy(),
                line.referenceOf(),
                line.role(),
                line.openCaseId(),
                line.registered() == null ? null : folded(line.meterId()),
                line.registered() == null ? null : folded(known.serialNumber()),
                line.worstKey(),
                line.errorKey(),
                line.rateKey(),
                line.registered() == null ? null : line.meterId()));
    }

    /** As a search finds it, in upper or lower case. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.export.Column;
import org.plumbline.console.export.Dataset;
import org.plumbline.console.export.ExportRow;
import org.plumbline.console.export.ExportTerms;
import org.plumbline.console.export.ExportTerms.Format;

class ExportStoreTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-01");

    @TempDir
    private Path out;

    private static ExportTerms terms(Dataset dataset, Format format, String pseudonyms) {
        return new ExportTerms(dataset, "t", FIRST, FIRST.plusDays(2), format, pseudonyms);
    }

    private ExportStore open() {
        return new ExportStore(out, terms(Dataset.drift, Format.parquet, ""), false);
    }

    private static List<ExportRow> estimate(String meterId, String time, double errorPercent) {
        return List.of(row(Dataset.drift, meterId, time, "error_percent", errorPercent));
    }

    /** A row with this name in its first column, this time, this value, and nothing else but "". */
    private static ExportRow row(Dataset dataset, String name, String time, String column, Object value) {
        List<Object> values =
                new ArrayList<>(Collections.nCopies(dataset.columns().size(), null));
        List<String> names = dataset.columns().stream().map(Column::name).toList();
        values.set(0, name);
        values.set(names.indexOf(dataset.timeColumn()), Instant.parse(time));
        values.set(names.indexOf(column), value);
        return new ExportRow(Instant.parse(time), values);
    }

    private static Map<Integer, ExportStore.Progress> twoPartitions() {
        return Map.of(0, new ExportStore.Progress(5, 9), 1, new ExportStore.Progress(0, 4));
    }

    private List<String> asked(String sql) throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql.replace("OUT", out.toString()))) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void eachDayHasItsFileWithItsRowsInTheOrderOfMetersAndTime() throws Exception {
        try (ExportStore store = open()) {
            store.begin(twoPartitions());
            store.add(1, 0, estimate("m2", "2026-03-01T23:59:59.999Z", 0.2));
            store.add(0, 5, estimate("m1", "2026-03-01T12:00:00Z", 0.1));
            store.add(0, 6, estimate("m1", "2026-03-01T00:00:00Z", -0.1));
            store.add(0, 7, estimate("m1", "2026-03-02T00:00:00Z", 0.3));
            store.add(0, 8, estimate("before", "2026-02-28T23:59:59.999Z", 9));
            store.add(1, 3, estimate("after", "2026-03-04T00:00:00Z", 9));
            store.commit();
            List<LocalDate> told = new ArrayList<>();
            ExportStore.Written written = store.write(told::add);
            assertEquals(4, written.rows());
            assertEquals(List.of(FIRST, FIRST.plusDays(1)), written.days());
            assertEquals(told, written.days());
        }
        assertEquals(
                List.of("m1 -0.1", "m1 0.1", "m2 0.2"),
                asked("SELECT meter_id || ' ' || error_percent FROM 'OUT/drift/day=2026-03-01/drift.parquet'"));
        assertEquals(
                List.of("2026-03-01 3 true", "2026-03-02 1 true"),
                asked(
                        "SELECT day || ' ' || count(*) || ' ' || bool_and(CAST(window_to AS DATE) = day) "
                                + "FROM read_parquet('OUT/drift/*/*.parquet', hive_partitioning = true) GROUP BY day ORDER BY day"));
        try (var left = Files.list(out)) {
            assertEquals(List.of(out.resolve("drift")), left.toList(), "what was staged is still there");
        }
    }

    @Test
    void whatWasCutOffGoesOnAfterTheLastCommitAndNothingIsThereTwice() throws Exception {
        try (ExportStore store = open()) {
            store.begin(twoPartitions());
            store.add(0, 5, estimate("m1", "2026-03-01T12:00:00Z", 0.1));
            store.commit();
            store.add(0, 6, estimate("m1", "2026-03-01T13:00:00Z", 0.2));
        }
        try (ExportStore store = open()) {
            assertEquals(new ExportStore.Progress(6, 9), store.progress().get(0));
            assertEquals(new ExportStore.Progress(0, 4), store.progress().get(1));
            store.add(0, 6, estimate("m1", "2026-03-01T13:00:00Z", 0.2));
            store.commit();
            assertEquals(2, store.write(day -> {}).rows());
        }
        assertEquals(List.of("2"), asked("SELECT count(*) FROM 'OUT/drift/*/*.parquet'"));
    }

    @Test
    void fileWithMoreRowsThanTheTopicHoldsByNowIsKept() throws Exception {
        try (ExportStore store = open()) {
            store.begin(twoPartitions());
            store.add(0, 5, estimate("m1", "2026-03-01T12:00:00Z", 0.1));
            store.add(0, 6, estimate("m1", "2026-03-01T13:00:00Z", 0.2));
            store.add(0, 7, estimate("m1", "2026-03-02T13:00:00Z", 0.2));
            store.commit();
            store.write(day -> {});
        }
        try (ExportStore store = open()) {
            store.begin(twoPartitions());
            store.add(0, 6, estimate("m1", "2026-03-01T13:00:00Z", 0.2));
            store.add(0, 7, estimate("m1", "2026-03-02T13:00:00Z", 0.7));
            store.commit();
            ExportStore.Written written = store.write(day -> {});
            assertEquals(List.of(FIRST), written.kept());
            assertEquals(List.of(FIRST.plusDays(1)), written.days());
            assertEquals(1, written.rows());
        }
        assertEquals(
                List.of("0.1", "0.2", "0.7"),
                asked("SELECT error_percent FROM 'OUT/drift/*/*.parquet' ORDER BY error_percent"));
    }

    @Test
    void ofACaseTheNewestStateCounts() throws Exception {
        try (ExportStore store = new ExportStore(out, terms(Dataset.cases, Format.csv, ""), false)) {
            store.begin(twoPartitions());
            String opened = "2026-03-01T12:00:00Z";
            store.add(0, 6, List.of(row(Dataset.cases, "m1|MET-02|1", opened, "state", "CLOSED, with a comma")));
            store.add(0, 5, List.of(row(Dataset.cases, "m1|MET-02|1", opened, "state", "OPENED")));
            store.add(1, 0, List.of(row(Dataset.cases, "m2|MET-02|1", opened, "state", "OPENED")));
            store.commit();
            store.write(day -> {});
        }
        assertEquals(
                List.of("CLOSED, with a comma 6", "OPENED 0"),
                asked("SELECT state || ' ' || topic_offset FROM read_csv('OUT/cases/*/*.csv') ORDER BY case_id"));
    }

    @Test
    void otherTermsAreRefusedByNameAndWhatWasCutOffIsThrownAwayOnlyWhenAsked() throws IOException {
        try (ExportStore store = open()) {
            store.begin(twoPartitions());
        }
        assertTrue(assertThrows(
                        ConsoleException.class, () -> new ExportStore(out, terms(Dataset.drift, Format.csv, ""), false))
                .getMessage()
                .contains("give another --out"));
        assertTrue(assertThrows(
                        ConsoleException.class,
                        () -> new ExportStore(out, terms(Dataset.drift, Format.parquet, "abc"), false))
                .getMessage()
                .contains("pseudonyms of key abc"));
        ExportTerms otherDays =
                new ExportTerms(Dataset.drift, "t", FIRST.plusDays(1), FIRST.plusDays(1), Format.parquet, "");
        assertTrue(assertThrows(ConsoleException.class, () -> new ExportStore(out, otherDays, false))
                .getMessage()
                .contains("--restart"));
        try (ExportStore store = new ExportStore(out, otherDays, true)) {
            assertTrue(store.progress().isEmpty());
        }
        try (ExportStore store = new ExportStore(out, otherDays, false)) {
            store.begin(twoPartitions());
            assertFalse(store.progress().isEmpty());
        }
    }

    @Test
    void foldersAreForTheirOwnerAlone() throws IOException {
        Path made = out.resolve("made");
        new ExportStore(made, terms(Dataset.readings, Format.parquet, ""), false).close();
        if (out.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals(3, Files.getPosixFilePermissions(made).size());
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.FleetRecord;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.port.TableStore;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableRecord;
import org.plumbline.console.tables.TableShape;

/** The store on a database, without a broker. */
class TableStoreTest {
    private static final TableStore.Slice SLICE = new TableStore.Slice("told", 0);
    private static final Instant T0 = FleetRecords.T0;
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(10), Duration.ofDays(20), Duration.ofDays(30));
    private static final Retention.Horizon ENDLESS = RETENTION.at(null);
    private static final String[] VERDICTS = {"PASS", "FAIL", "CONDITIONAL_PASS"};

    /** Address of a PostgreSQL database that may be emptied, e.g. jdbc:postgresql://127.0.0.1/readmodel?user=plumbline. */
    private static final String POSTGRESQL = "plumbline.test.postgresql";

    @Test
    void anyCutIntoBatchesGivesTheSamePictureAndCountsThatCanBeCountedAgain() {
        for (int seed = 1; seed <= 3; seed++) {
            List<TableRecord> told = told(new Random(seed), 300);
            SortedMap<String, List<String>> whole = picture(inMemory(), told, told.size());
            assertEquals(whole, picture(inMemory(), told, 1), "one by one, seed " + seed);
            assertEquals(whole, picture(inMemory(), told, 7), "in sevens, seed " + seed);
        }
    }

    @Test
    void postgresqlKeepsTheSamePicture() {
        String url = System.getProperty(POSTGRESQL, "");
        assumeTrue(!url.isEmpty(), "no PostgreSQL to test with; give -D" + POSTGRESQL);
        List<TableRecord> told = told(new Random(1), 300);
        assertEquals(picture(inMemory(), told, 7), picture(url, told, 7));
    }

    @Test
    void whatWasTakenInIsNotTakenInAgain() {
        try (Database database = Database.open(inMemory(), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            assertEquals(Map.of(SLICE, 0L), store.follow(Map.of(SLICE, "id")));
            TableStore.Batch batch = batch(List.of(meter("M1", "D1")), 0);
            store.write(batch, ENDLESS);
            SortedMap<String, List<String>> once = Picture.of(database);
            assertThrows(TableStore.OvertakenException.class, () -> store.write(batch, ENDLESS));
            assertEquals(once, Picture.of(database));
            assertEquals(Map.of(SLICE, 1L), store.follow(Map.of(SLICE, "id")));
        }
    }

    @Test
    void otherTopicsEmptyTheTables() {
        try (Database database = Database.open(inMemory(), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            store.follow(Map.of(SLICE, "id"));
            SortedMap<String, List<String>> empty = Picture.of(database);
            store.write(batch(List.of(meter("M1", "D1")), 0), ENDLESS);
            assertEquals(Map.of(SLICE, 0L), store.follow(Map.of(SLICE, "another id")));
            assertEquals(empty, Picture.of(database));
        }
    }

    @Test
    void readingsGoWithAgeAndWithTheRegistration() {
        try (Database database = Database.open(inMemory(), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            store.follow(Map.of(SLICE, "id"));
            List<TableRecord> told = new ArrayList<>();
            for (String meterId : List.of("M1", "M2", "M3")) {
                told.add(meter(meterId, "D1"));
                told.add(reading(meterId, T0.plusSeconds(900)));
                told.add(reading(meterId, T0.plus(Duration.ofDays(8)).plusSeconds(900)));
            }
            store.write(batch(told, 0), ENDLESS);
            assertEquals(6, rows(database, "reading"));
            store.write(batch(List.of(gone(FleetRecord.Kind.REGISTRATION, "M1")), told.size()), ENDLESS);
            assertEquals(4, rows(database, "reading"));
            store.write(batch(List.of(reading("M1", T0.plusSeconds(1_800))), told.size() + 1), ENDLESS);
            store.prune(RETENTION.at(T0.plus(Duration.ofDays(11))));
            assertEquals(
                    List.of("M2", "M3"),
                    Picture.of(database).get("reading").stream()
                            .map(row -> row.substring(0, 2))
                            .toList());
            assertEquals(1, rows(database, "fleet_day"), "daily counts go with the readings");
        }
    }

    @Test
    void whatIsErasedGoesAtOnceAndComesBackByNoRebuildAndNoBackFill() {
        TableRecord erased = new TableRecord.Erased("M1", T0.plusSeconds(1_800));
        List<TableRecord> readings = List.of(
                meter("M1", "D1"),
                reading("M1", T0.plusSeconds(900)),
                reading("M1", T0.plusSeconds(1_800)),
                reading("M1", T0.plusSeconds(2_700)),
                reading("M2", T0.plusSeconds(900)));
        List<TableRecord> live = new ArrayList<>(readings);
        live.add(erased);
        List<TableRecord> rebuilt = new ArrayList<>(readings);
        rebuilt.addFirst(erased);
        List<TableRecord> backFilled = new ArrayList<>(live);
        backFilled.addAll(readings);
        SortedMap<String, List<String>> picture = picture(inMemory(), live, 1);
        assertEquals(2, picture.get("reading").size(), picture.toString());
        assertEquals(picture, picture(inMemory(), rebuilt, 1));
        assertEquals(picture, picture(inMemory(), backFilled, 2));
    }

    @Test
    void anErasureNeverMovesBack() {
        List<TableRecord> told = List.of(
                new TableRecord.Erased("M1", T0.plusSeconds(1_800)),
                new TableRecord.Erased("M1", T0),
                reading("M1", T0.plusSeconds(900)));
        assertEquals(List.of(), picture(inMemory(), told, 1).get("reading"));
    }

    @Test
    void ofADayTheNewestReadingsAreKeptInAnyCut() {
        int tooMany = ReadingRows.MOST_READINGS + 50;
        List<TableRecord> told = new ArrayList<>();
        for (int i = 0; i < tooMany; i++) {
            told.add(reading("M1", T0.plusSeconds(1 + (7L * i) % tooMany)));
        }
        try (Database whole = Database.open(inMemory(), "sa", "");
                Database cut = Database.open(inMemory(), "sa", "")) {
            for (Database database : List.of(whole, cut)) {
                TableStore store = new SqlTableStore(database);
                store.follow(Map.of(SLICE, "id"));
                int atOnce = database.equals(whole) ? tooMany : 4_000;
                for (int from = 0; from < tooMany; from += atOnce) {
                    store.write(batch(told.subList(from, Math.min(tooMany, from + atOnce)), from), ENDLESS);
                }
            }
            assertEquals(Picture.of(whole), Picture.of(cut));
            assertEquals(ReadingRows.MOST_READINGS, rows(cut, "reading"));
            assertEquals(ReadingRows.MOST_READINGS, intervals(cut));
            assertTrue(Picture.of(cut).get("reading").getFirst().contains("captureTime=" + T0.plusSeconds(51)));
        }
    }

    @Test
    void pagesOfReadingsAreThoseOfOneLongListNewestFirst() {
        try (Database database = Database.open(inMemory(), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            store.follow(Map.of(SLICE, "id"));
            Random random = new Random(7);
            List<TableRecord> told = new ArrayList<>();
            SortedMap<String, List<Object>> newestFirst = new TreeMap<>();
            for (int i = 0; i < 400; i++) {
                Instant capture = T0.plusSeconds(21_600L * random.nextInt(160));
                TableRecord.Reading reading = (TableRecord.Reading) anyReading(random, "M1", capture);
                told.add(reading);
                told.add(reading("M2", capture));
                TableRecord.Register register = reading.registers().getFirst();
                newestFirst.put(
                        "%020d".formatted(Long.MAX_VALUE - capture.toEpochMilli()) + reading.source(),
                        Arrays.asList(
                                "M1",
                                capture,
                                reading.source(),
                                reading.sessionTime(),
                                reading.statusBits(),
                                reading.calibrationEpoch(),
                                reading.clockOffsetMillis(),
                                "1.0.1.8.0.255=" + register.raw() + "*10^" + register.scaler() + ":30"));
            }
            store.write(batch(told, 0), ENDLESS);
            List<List<Object>> wanted = List.copyOf(newestFirst.values());
            for (int limit : new int[] {1, 7, wanted.size() - 1, wanted.size(), 1_000}) {
                assertEquals(wanted, pages(new SqlTableReader(database), limit), "in pages of " + limit);
            }
        }
    }

    @Test
    void outcomeTellsItsStepsALineEach() {
        try (Database database = Database.open(inMemory(), "sa", "")) {
            TableStore store = new SqlTableStore(database);
            store.follow(Map.of(SLICE, "id"));
            Outcome outcome = new Outcome(
                    "o1",
                    "M1",
                    1,
                    "c1",
                    "M1|MET-02|1",
                    "APPLIED",
                    "",
                    "",
                    false,
                    "0a",
                    "0b",
                    2,
                    1,
                    T0,
                    T0,
                    List.of(
                            new Outcome.Step("READ", T0, "block 0a,\nas expected"),
                            new Outcome.Step("WRITTEN", T0.plusSeconds(1), "block 0b")));
            store.write(batch(List.of(new TableRecord.Of(outcome)), 0), ENDLESS);
            TablePage page = new SqlTableReader(database)
                    .page(new TableQuery(
                            TableShape.OUTCOMES, Map.of("campaignId", "c1"), "recent", Optional.empty(), 10));
            List<String> columns = TableShape.OUTCOMES.columns().stream()
                    .map(TableShape.Column::name)
                    .toList();
            List<Object> row = page.rows().getFirst();
            assertEquals("0a", row.get(columns.indexOf("asFoundBlock")));
            assertEquals("0b", row.get(columns.indexOf("asLeftBlock")));
            assertEquals(
                    T0 + " READ block 0a, as expected\n" + T0.plusSeconds(1) + " WRITTEN block 0b",
                    row.get(columns.indexOf("steps")));
        }
    }

    private static List<List<Object>> pages(TableReader reader, int limit) {
        List<List<Object>> rows = new ArrayList<>();
        Optional<TableQuery> query = Optional.of(
                new TableQuery(TableShape.READINGS, Map.of("meterId", "M1"), "recent", Optional.empty(), limit));
        while (query.isPresent()) {
            TablePage page = reader.page(query.get());
            assertTrue(page.rows().size() <= limit);
            rows.addAll(page.rows());
            query = page.next().map(query.get()::behind);
        }
        return rows;
    }

    @Test
    void tablesWithOneRowByReadingAreBuiltAgain() throws SQLException {
        String url = inMemory() + ";DB_CLOSE_DELAY=-1";
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations("classpath:db/readmodel")
                .placeholders(Map.of("text", "VARCHAR"))
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            Sql.update(connection, "INSERT INTO followed VALUES (?, ?, ?, ?)", List.of("told", 0, "id", 5L));
            Sql.update(connection, "INSERT INTO fleet_day VALUES (?, ?, ?)", List.of(1L, 2L, 3L));
        }
        try (Database database = Database.open(url, "sa", "")) {
            assertEquals(Map.of(SLICE, 0L), new SqlTableStore(database).follow(Map.of(SLICE, "id")));
            assertEquals(0, rows(database, "fleet_day"));
        }
    }

    private static long rows(Database database, String table) {
        return Picture.of(database).get(table).size();
    }

    private static String inMemory() {
        return "jdbc:h2:mem:" + UUID.randomUUID();
    }

    /** What the tables hold after these records, in batches of so many; counts agree with the rows they count. */
    private static SortedMap<String, List<String>> picture(String url, List<TableRecord> told, int atOnce) {
        try (Database database = Database.open(url, "plumbline", "")) {
            TableStore store = new SqlTableStore(database);
            store.follow(Map.of(SLICE, UUID.randomUUID().toString()));
            for (int from = 0; from < told.size(); from += atOnce) {
                store.write(batch(told.subList(from, Math.min(told.size(), from + atOnce)), from), ENDLESS);
            }
            countAgain(database);
            return Picture.of(database);
        }
    }

    private static void countAgain(Database database) {
        String active = " WHERE state = 'ACTIVE' AND worst_key IS NOT NULL ";
        same(database, "VERDICT", "SELECT verdict, '', COUNT(*) FROM meter" + active + "GROUP BY verdict");
        same(
                database,
                "TYPE_DISTRICT",
                "SELECT meter_type, district, COUNT(*) FROM meter" + active + "GROUP BY meter_type, district");
        same(
                database,
                "DRIFT",
                "SELECT '1.000', FLOOR(error_percent * 10), COUNT(*) FROM meter" + active
                        + "AND error_percent IS NOT NULL GROUP BY FLOOR(error_percent * 10)");
        same(database, "ROLE", "SELECT role, '', COUNT(*) FROM meter" + active + "GROUP BY role");
        String pairs = "SELECT m.role, 'x', COUNT(*) FROM meter m WHERE m.role <> CASE"
                + " WHEN EXISTS (SELECT 1 FROM reference_profile p WHERE p.tested_meter_id = m.meter_id) THEN 'TESTED'"
                + " WHEN EXISTS (SELECT 1 FROM reference_profile p WHERE p.reference_meter_id = m.meter_id)"
                + " THEN 'REFERENCE' ELSE 'UNPAIRED' END GROUP BY m.role";
        assertEquals(List.of(), counts(database, pairs), "roles that the profiles do not give");
        String open = "SELECT m.meter_id, m.open_case, COUNT(*) FROM meter m WHERE m.open_case <> COALESCE((SELECT"
                + " MAX(c.case_id) FROM accuracy_case c WHERE c.meter_id = m.meter_id AND c.state NOT IN"
                + " ('CLOSED', 'DISMISSED')), '') GROUP BY m.meter_id, m.open_case";
        assertEquals(List.of(), counts(database, open), "open cases that are not");
        same(database, "CASE", "SELECT kind, state, COUNT(*) FROM accuracy_case GROUP BY kind, state");
        long intervals = intervals(database)
                - Picture.of(database).get("reading").stream()
                        .filter(row -> row.contains("source=PROFILE"))
                        .count();
        assertTrue(intervals >= 0, "intervals counted that are not there: " + intervals);
    }

    private static long intervals(Database database) {
        return database.transaction(connection -> Sql.query(
                        connection, "SELECT SUM(intervals) FROM fleet_day", List.of(), row -> row.getLong(1))
                .getFirst());
    }

    private static void same(Database database, String dimension, String recount) {
        assertEquals(
                counts(database, recount),
                counts(
                        database,
                        "SELECT row_name, column_name, members FROM fleet_count WHERE members <> 0 AND dimension = '"
                                + dimension + "'"),
                dimension);
    }

    private static List<String> counts(Database database, String sql) {
        return database
                .transaction(connection -> Sql.query(
                        connection,
                        sql,
                        List.of(),
                        row -> row.getString(1) + "|" + row.getString(2).replaceAll("\\.0+$|E0$", "") + "|"
                                + row.getLong(3)))
                .stream()
                .sorted()
                .toList();
    }

    private static List<TableRecord> told(Random random, int count) {
        List<TableRecord> told = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String meterId = "M" + random.nextInt(6);
            Instant capture = T0.plusSeconds(900L * random.nextInt(400));
            double error = (random.nextInt(41) - 20) / 8.0;
            told.add(
                    switch (random.nextInt(12)) {
                        case 0, 1 -> meter(meterId, "D" + random.nextInt(2));
                        case 2 -> gone(FleetRecord.Kind.REGISTRATION, meterId);
                        case 3 -> gone(FleetRecord.Kind.ESTIMATE, meterId);
                        case 4, 5 ->
                            new TableRecord.Of(FleetRecords.judgedBy(meterId, error, VERDICTS[random.nextInt(3)]));
                        case 6 -> new TableRecord.History(FleetRecords.estimate(meterId, error));
                        case 7 ->
                            random.nextInt(4) == 0
                                    ? gone(FleetRecord.Kind.CASE, meterId + "|MET-02|1")
                                    : new TableRecord.Of(FleetRecords.caseOf(meterId, random.nextBoolean()));
                        case 8 ->
                            new TableRecord.Of(new MeterEvent(
                                    "E" + random.nextInt(20),
                                    meterId,
                                    "COMM-09",
                                    capture,
                                    capture,
                                    "no\0answer",
                                    List.of()));
                        case 9 -> anyReading(random, meterId, capture);
                        case 10 ->
                            random.nextInt(4) == 0
                                    ? new TableRecord.Erased(meterId, capture)
                                    : anyReading(random, meterId, capture);
                        default -> pairing(random, meterId);
                    });
        }
        return told;
    }

    private static TableRecord meter(String meterId, String district) {
        return new TableRecord.Registered(meterId, "ACTIVE", "SN", "T1", "1", district, 2019, 900, 3_600, 1);
    }

    /** One of a few profiles, which change hands, end and are taken away. */
    private static TableRecord pairing(Random random, String meterId) {
        String profileId = "P" + random.nextInt(5);
        return random.nextInt(4) == 0
                ? gone(FleetRecord.Kind.REFERENCE, profileId)
                : new TableRecord.Of(new ReferencePairing(
                        profileId,
                        "PAIRED",
                        random.nextInt(3) > 0,
                        meterId,
                        random.nextBoolean() ? "M" + random.nextInt(8) : "",
                        0,
                        0.03,
                        ""));
    }

    private static TableRecord gone(FleetRecord.Kind kind, String key) {
        return new TableRecord.Of(new FleetRecord.Removed(kind, key));
    }

    private static TableRecord reading(String meterId, Instant capture) {
        return new TableRecord.Reading(
                meterId,
                capture,
                "PROFILE",
                capture,
                0,
                1,
                null,
                List.of(new TableRecord.Register("1.0.1.8.0.255", 5, 1, 30)));
    }

    private static TableRecord anyReading(Random random, String meterId, Instant capture) {
        return new TableRecord.Reading(
                meterId,
                capture,
                random.nextInt(3) == 0 ? "POLL" : "PROFILE",
                capture.plusSeconds(random.nextInt(3_600)),
                random.nextInt(256),
                random.nextInt(3),
                random.nextBoolean() ? null : (Long) (long) random.nextInt(5),
                List.of(new TableRecord.Register("1.0.1.8.0.255", random.nextInt(9_000), random.nextInt(2), 30)));
    }

    private static TableStore.Batch batch(List<TableRecord> records, int from) {
        return new TableStore.Batch(
                records, new TreeMap<>(Map.of(SLICE, new TableStore.Advance(from, from + (long) records.size()))));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.FleetRecords;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.port.TableStore;
import org.plumbline.console.tables.DriftBin;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.Retention;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableRecord;
import org.plumbline.console.tables.TableShape;

/** Pages of a small fleet against lists that were filtered and sorted here. */
class TablePageTest {
    private static final Instant NOW = FleetRecords.T0;
    private static final int METERS = 300;
    private static final String[] VERDICTS = {"PASS", "FAIL", "CONDITIONAL_PASS"};
    private static Database database;
    private static TableReader reader;
    private static List<Map<String, Object>> meters;

    @BeforeAll
    static void fill() {
        database = Database.open("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
        reader = new SqlTableReader(database);
        Random random = new Random(3);
        List<TableRecord> told = new ArrayList<>();
        for (int i = 0; i < METERS; i++) {
            meter(random, "M%03d".formatted(i), i, told);
        }
        TableStore store = new SqlTableStore(database);
        TableStore.Slice slice = new TableStore.Slice("told", 0);
        store.follow(Map.of(slice, "id"));
        store.write(
                new TableStore.Batch(told, new TreeMap<>(Map.of(slice, new TableStore.Advance(0, told.size())))),
                new Retention(Duration.ofDays(10), Duration.ofDays(20), Duration.ofDays(30)).at(null));
        meters = all(TableShape.METERS, Map.of(), "meterId", 1_000);
    }

    private static void meter(Random random, String meterId, int i, List<TableRecord> told) {
        told.add(new TableRecord.Registered(
                meterId,
                random.nextInt(8) == 0 ? "SUSPENDED" : "ACTIVE",
                "Serial-" + (METERS - i),
                "T" + random.nextInt(3),
                random.nextBoolean() ? "1" : "2",
                "D" + random.nextInt(4),
                2015 + random.nextInt(3),
                900,
                random.nextInt(9) == 0 ? 0 : 86_400,
                1));
        switch (random.nextInt(6)) {
            case 0 -> told.add(new TableRecord.Of(FleetRecords.refused(meterId, "TOO_FEW_DAYS")));
            case 1 -> {}
            default ->
                told.add(new TableRecord.Of(FleetRecords.moving(
                        meterId,
                        random.nextInt(41) / 10.0 - 2,
                        random.nextInt(5) == 0 ? null : (Double) (random.nextInt(41) / 100.0 - 0.2),
                        VERDICTS[random.nextInt(3)])));
        }
        if (random.nextInt(4) > 0) {
            Instant session = NOW.minus(Duration.ofHours(random.nextInt(24 * 12)));
            told.add(new TableRecord.Reading(meterId, session, "PROFILE", session, 0, 1, null, List.of()));
        }
        if (i % 5 == 0) {
            told.add(new TableRecord.Of(
                    new ReferencePairing("P" + i, "PAIRED", true, meterId, "M%03d".formatted(i + 1), 0, 0.03, "")));
        }
        for (int n = 1; n <= random.nextInt(3); n++) {
            told.add(new TableRecord.Of(
                    FleetRecords.found(meterId, n, AccuracyCase.State.values()[1 + random.nextInt(7)])));
        }
        told.add(new TableRecord.Of(new CampaignMember(
                "C" + i % 3, meterId, "", 1, i % 7 == 0 ? "DONE" : "WAITING", "", "", 0, null, NOW)));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void eachOrderAndAnyFiltersGiveTheRowsThatAListGives() {
        Random random = new Random(4);
        List<String> names = List.of(
                "verdict",
                "district",
                "meterType",
                "state",
                "accuracyClass",
                "refusal",
                "role",
                "yearOfManufacture",
                "errorClass");
        for (int round = 0; round < 300; round++) {
            Map<String, String> filters = new TreeMap<>();
            Map<String, Object> like = meters.get(random.nextInt(METERS));
            for (int n = random.nextInt(4); n > 0; n--) {
                String name = names.get(random.nextInt(names.size()));
                filters.put(name, filtered(like, name));
            }
            filters.remove("errorClass", "");
            List<Map<String, Object>> left = meters.stream()
                    .filter(row -> filters.entrySet().stream()
                            .allMatch(filter -> filtered(row, filter.getKey()).equals(filter.getValue())))
                    .toList();
            for (String order : TableShape.METERS.orders()) {
                List<Map<String, Object>> wanted =
                        left.stream().sorted(meterOrder(order)).toList();
                int limit = 1 + random.nextInt(60);
                assertEquals(ids(wanted), ids(all(TableShape.METERS, filters, order, limit)), order + filters);
            }
            assertEquals(
                    OptionalLong.of(left.size()),
                    reader.total(new TableQuery(TableShape.METERS, filters, "worst", Optional.empty(), 1)),
                    "total " + filters);
        }
    }

    private static String filtered(Map<String, Object> row, String filter) {
        if (!filter.equals("errorClass")) {
            return row.get(filter).toString();
        }
        Object error = row.get("errorPercent");
        return error == null ? "" : Integer.toString(DriftBin.index((double) error));
    }

    private static Comparator<Map<String, Object>> meterOrder(String order) {
        Comparator<Map<String, Object>> byId = Comparator.comparing(row -> (String) row.get("meterId"));
        ToDoubleFunction<Map<String, Object>> figure = switch (order) {
            case "meterId" -> row -> 0;
            case "error" -> row -> descending(row, "errorPercent", error -> error);
            case "rate" -> row -> descending(row, "ratePercentPerYear", Math::abs);
            default ->
                row -> descending(
                        row,
                        "errorPercent",
                        error -> Math.abs(error) - 1.645 * (double) row.get("combinedUncertaintyPercent"));
        };
        return Comparator.comparingDouble(figure).thenComparing(byId);
    }

    private static double descending(
            Map<String, Object> row, String column, java.util.function.DoubleUnaryOperator measure) {
        return row.get(column) == null ? Double.POSITIVE_INFINITY : -measure.applyAsDouble((double) row.get(column));
    }

    @Test
    void aSearchFindsTheBeginningOfIdAndSerialNumberInAnyCase() {
        for (String find : List.of("m01", "M299", "SERIAL-1", "serial-29", "nobody", "", "m%")) {
            String folded = find.toLowerCase(java.util.Locale.ROOT);
            List<Map<String, Object>> wanted = meters.stream()
                    .filter(row -> List.of("meterId", "serialNumber").stream()
                            .anyMatch(name -> ((String) row.get(name))
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .startsWith(folded)))
                    .sorted(meterOrder("rate"))
                    .toList();
            assertEquals(ids(wanted), ids(all(TableShape.METERS, Map.of("find", find), "rate", 7)), find);
        }
        assertEquals(
                ids(meters.stream()
                        .filter(row -> ((String) row.get("meterId")).startsWith("M1")
                                && row.get("district").equals("D1"))
                        .toList()),
                ids(all(TableShape.METERS, Map.of("find", "m1", "district", "D1"), "meterId", 9)));
    }

    @Test
    void aSearchThatLooksAtASomeOfManySaysSo() {
        try (Database many = Database.open("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "")) {
            List<TableRecord> told = new ArrayList<>();
            for (int i = 0; i <= MeterSearch.MOST; i++) {
                told.add(new TableRecord.Registered(
                        "N%05d".formatted(i), "ACTIVE", "", "T", "1", "D", 2019, 900, 3_600, 1));
            }
            TableStore store = new SqlTableStore(many);
            TableStore.Slice slice = new TableStore.Slice("told", 0);
            store.follow(Map.of(slice, "id"));
            store.write(
                    new TableStore.Batch(told, new TreeMap<>(Map.of(slice, new TableStore.Advance(0, told.size())))),
                    new Retention(Duration.ofDays(10), Duration.ofDays(20), Duration.ofDays(30)).at(null));
            TableReader manyReader = new SqlTableReader(many);
            assertTrue(search(manyReader, "n").cut());
            TablePage one = search(manyReader, "n00007");
            assertFalse(one.cut());
            assertEquals(1, one.rows().size());
        }
    }

    private static TablePage search(TableReader from, String find) {
        return from.page(new TableQuery(TableShape.METERS, Map.of("find", find), "meterId", Optional.empty(), 10));
    }

    @Test
    void rolesAndOpenCasesStandInTheRowsOfMeters() {
        for (Map<String, Object> row : meters) {
            int number = Integer.parseInt(((String) row.get("meterId")).substring(1));
            String role = number % 5 == 0 ? "TESTED" : number % 5 == 1 ? "REFERENCE" : "UNPAIRED";
            assertEquals(role, row.get("role"));
            List<Map<String, Object>> open =
                    all(TableShape.CASES, Map.of("meterId", (String) row.get("meterId"), "open", "true"), "opened", 10);
            String last = open.stream()
                    .map(found -> (String) found.get("caseId"))
                    .max(Comparator.naturalOrder())
                    .orElse("");
            assertEquals(last, row.get("openCase"));
        }
    }

    @Test
    void casesAndMembersStandInTheirOrdersWithAnyFilter() {
        List<Map<String, Object>> cases = all(TableShape.CASES, Map.of(), "recent", 1_000);
        assertFalse(cases.isEmpty());
        for (String order : TableShape.CASES.orders()) {
            for (Map<String, String> filters : List.of(
                    Map.of("state", "OPENED"),
                    Map.of("open", "false"),
                    Map.of("open", "true", "kind", "MET-02"),
                    Map.of("action", "ADJUST_GAIN", "assignee", ""),
                    Map.of("kind", "nothing"))) {
                List<String> wanted = cases.stream()
                        .filter(row -> filters.entrySet().stream()
                                .allMatch(filter -> filter.getKey().equals("open")
                                        ? isOpen(row) == Boolean.parseBoolean(filter.getValue())
                                        : row.get(filter.getKey()).equals(filter.getValue())))
                        .map(row -> (String) row.get("caseId"))
                        .sorted()
                        .toList();
                List<String> given = all(TableShape.CASES, filters, order, 6).stream()
                        .map(row -> (String) row.get("caseId"))
                        .toList();
                assertEquals(wanted, given, "all alike but for the id: " + order + filters);
            }
        }
        List<Map<String, Object>> members = all(TableShape.MEMBERS, Map.of("campaignId", "C1"), "member", 11);
        assertEquals(METERS / 3, members.size());
        assertEquals(
                ids(members.stream()
                        .sorted(Comparator.comparing((Map<String, Object> row) -> (String) row.get("state"))
                                .thenComparing(row -> (String) row.get("meterId")))
                        .toList()),
                ids(all(TableShape.MEMBERS, Map.of("campaignId", "C1"), "state", 11)));
        assertEquals(
                ids(members.stream()
                        .filter(row -> row.get("state").equals("DONE"))
                        .toList()),
                ids(all(TableShape.MEMBERS, Map.of("campaignId", "C1", "state", "DONE"), "state", 2)));
    }

    private static boolean isOpen(Map<String, Object> row) {
        return !row.get("state").equals("CLOSED") && !row.get("state").equals("DISMISSED");
    }

    @Test
    void freshnessIsTheAgeOfTheLastSessionAgainstThePollPeriod() {
        FleetPicture picture = reader.fleet(new FleetPicture.Moment(NOW, true, 0));
        Map<String, Long> counted = picture.freshness().stream()
                .collect(Collectors.toMap(FleetPicture.Count::name, FleetPicture.Count::number));
        assertEquals(
                picture.meters(), counted.values().stream().mapToLong(n -> n).sum());
        assertEquals(
                meters.stream().filter(row -> row.get("state").equals("ACTIVE")).count(), picture.meters());
        assertEquals(
                meters.stream()
                        .filter(row -> row.get("state").equals("ACTIVE") && row.get("lastSession") == null)
                        .count(),
                counted.get("NEVER"));
        // To a slot of a quarter of the period.
        long surelyFresh = younger(Duration.ofHours(48));
        long perhapsFresh = younger(Duration.ofHours(54));
        long withoutPeriod = counted.get("UNSCHEDULED");
        assertTrue(withoutPeriod > 0);
        assertTrue(counted.get("FRESH") <= perhapsFresh, counted + " against " + perhapsFresh);
        assertTrue(counted.get("FRESH") + withoutPeriod >= surelyFresh, counted + " against " + surelyFresh);
        assertTrue(counted.get("LATE") > 0 && counted.get("STALE") > 0, counted.toString());
        FleetPicture later = reader.fleet(new FleetPicture.Moment(NOW.plus(Duration.ofDays(30)), true, 0));
        assertEquals(
                picture.meters() - counted.get("NEVER") - withoutPeriod,
                later.freshness().stream()
                        .filter(count -> count.name().equals("STALE"))
                        .mapToLong(FleetPicture.Count::number)
                        .sum(),
                "with time all are stale without a record");
    }

    private static long younger(Duration age) {
        return meters.stream()
                .filter(row -> row.get("state").equals("ACTIVE")
                        && row.get("lastSession") != null
                        && !((Instant) row.get("lastSession")).isBefore(NOW.minus(age)))
                .count();
    }

    @Test
    void whatCameInStandsAgainstWhatWasDue() {
        FleetPicture picture = reader.fleet(new FleetPicture.Moment(NOW.plus(Duration.ofHours(6)), true, 5));
        FleetPicture.Day today = picture.days().getFirst();
        assertEquals(0.25, today.delivery().days());
        assertEquals(picture.intervalsPerDay() / 4.0, today.delivery().intervalsDue(), 1e-9);
        FleetPicture.Day yesterday = picture.days().get(1);
        assertEquals(
                yesterday.sessions() / picture.readsPerDay(),
                yesterday.delivery().readSuccess(),
                1e-9);
        FleetPicture.Delivery together = picture.lastDays();
        assertEquals(7, together.days());
        assertEquals(
                picture.days().subList(1, 8).stream()
                        .mapToLong(FleetPicture.Day::sessions)
                        .sum(),
                together.sessions());
        assertEquals(5, picture.lagRecords());
    }

    private static List<Map<String, Object>> all(
            TableShape shape, Map<String, String> filters, String order, int limit) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Optional<TableQuery> query = Optional.of(new TableQuery(shape, filters, order, Optional.empty(), limit));
        while (query.isPresent()) {
            TablePage page = reader.page(query.get());
            for (List<Object> values : page.rows()) {
                Map<String, Object> row = new TreeMap<>();
                for (int i = 0; i < values.size(); i++) {
                    row.put(shape.columns().get(i).name(), values.get(i));
                }
                rows.add(row);
            }
            query = page.next().map(query.get()::behind);
        }
        return rows;
    }

    private static List<Object> ids(List<Map<String, Object>> rows) {
        return rows.stream().map(row -> row.get("meterId")).toList();
    }
}

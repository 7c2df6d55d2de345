// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.FleetDay;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.Freshness;

/** Makes the picture of the fleet from the sums. */
final class FleetCounting {
    private static final int DAYS_SHOWN = 14;
    private static final int DAYS_TOGETHER = 7;
    private static final double MILLIREADS = 1e3;
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final Connection connection;
    private final FleetPicture.Moment moment;

    FleetCounting(Connection connection, FleetPicture.Moment moment) {
        this.connection = connection;
        this.moment = moment;
    }

    FleetPicture picture() throws SQLException {
        List<FleetPicture.Count> standings = counts(CountKey.Dimension.VERDICT);
        long intervalsPerDay = due("intervals_per_day");
        double readsPerDay = due("millireads_per_day") / MILLIREADS;
        NavigableMap<Long, FleetDay> days = days();
        return new FleetPicture(
                standings.stream().mapToLong(FleetPicture.Count::number).sum(),
                counts(CountKey.Dimension.ROLE).stream()
                        .filter(count -> count.name().equals("REFERENCE"))
                        .mapToLong(FleetPicture.Count::number)
                        .sum(),
                moment.fieldTime(),
                moment.caughtUp(),
                moment.lagRecords(),
                standings,
                freshness(),
                counts(CountKey.Dimension.DRIFT).stream()
                        .map(count -> new FleetPicture.DriftClass(
                                count.name().isEmpty() ? 0 : Double.parseDouble(count.name()),
                                Integer.parseInt(count.part()),
                                count.number()))
                        .toList(),
                counts(CountKey.Dimension.CASE),
                Sql.query(
                        connection,
                        "SELECT state, COUNT(*) FROM campaign GROUP BY state ORDER BY state",
                        List.of(),
                        row -> new FleetPicture.Count(row.getString(1), "", row.getLong(2))),
                days.descendingMap().values().stream()
                        .limit(DAYS_SHOWN)
                        .map(day -> day(day, intervalsPerDay, readsPerDay))
                        .toList(),
                together(days, intervalsPerDay, readsPerDay),
                intervalsPerDay,
                readsPerDay);
    }

    private List<FleetPicture.Count> counts(CountKey.Dimension dimension) throws SQLException {
        return Sql.query(
                connection,
                "SELECT row_name, column_name, members FROM fleet_count WHERE dimension = ? AND members > 0"
                        + " ORDER BY row_name, column_name",
                List.of(dimension.name()),
                row -> new FleetPicture.Count(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /** Over all active meters: each has one verdict. */
    private long due(String column) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT COALESCE(SUM(" + column + "), 0) FROM fleet_count WHERE dimension = ?",
                        List.of(CountKey.Dimension.VERDICT.name()),
                        row -> row.getLong(1))
                .getFirst();
    }

    private List<FleetPicture.Count> freshness() throws SQLException {
        Instant now = moment.fieldTime();
        if (now == null) {
            return List.of();
        }
        Map<Freshness, Long> meters = new EnumMap<>(Freshness.class);
        for (FleetPicture.Count period : counts(CountKey.Dimension.PERIOD)) {
            long never = sessions("column_name = ?", period.name(), Freshness.NEVER_SLOT);
            meters.merge(Freshness.NEVER, never, Long::sum);
            if (period.name().isEmpty()) {
                meters.merge(Freshness.UNSCHEDULED, period.number() - never, Long::sum);
                continue;
            }
            int seconds = Integer.parseInt(period.name());
            long fresh = since(seconds, Freshness.FRESH_PERIODS, now);
            long late = since(seconds, Freshness.LATE_PERIODS, now);
            meters.merge(Freshness.FRESH, fresh, Long::sum);
            meters.merge(Freshness.LATE, late - fresh, Long::sum);
            meters.merge(Freshness.STALE, period.number() - never - late, Long::sum);
        }
        return meters.entrySet().stream()
                .map(count -> new FleetPicture.Count(count.getKey().name(), "", count.getValue()))
                .toList();
    }

    private long since(int pollPeriodSeconds, int periods, Instant now) throws SQLException {
        return sessions(
                "column_name >= ?",
                Integer.toString(pollPeriodSeconds),
                Freshness.oldestSlot(pollPeriodSeconds, periods, now));
    }

    private long sessions(String where, String period, String slot) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT COALESCE(SUM(members), 0) FROM fleet_count WHERE dimension = ? AND row_name = ? AND "
                                + where,
                        List.of(CountKey.Dimension.SESSION.name(), period, slot),
                        row -> row.getLong(1))
                .getFirst();
    }

    /** The newest days and today without a gap; nothing came in of those that are not counted. */
    private NavigableMap<Long, FleetDay> days() throws SQLException {
        NavigableMap<Long, FleetDay> days = new TreeMap<>();
        Sql.query(
                        connection,
                        "SELECT day_number, intervals, sessions FROM fleet_day ORDER BY day_number DESC LIMIT ?",
                        List.of(DAYS_SHOWN),
                        row -> new FleetDay(row.getLong(1), row.getLong(2), row.getLong(3)))
                .forEach(day -> days.put(day.dayNumber(), day));
        if (days.isEmpty()) {
            return days;
        }
        long last = Math.max(days.lastKey(), moment.fieldTime() == null ? 0 : FleetDay.of(moment.fieldTime()));
        for (long day = Math.max(days.firstKey(), last - DAYS_SHOWN + 1); day <= last; day++) {
            days.putIfAbsent(day, new FleetDay(day, 0, 0));
        }
        return days;
    }

    private FleetPicture.Day day(FleetDay day, long intervalsPerDay, double readsPerDay) {
        return new FleetPicture.Day(
                LocalDate.ofEpochDay(day.dayNumber()),
                day.intervals(),
                day.sessions(),
                FleetPicture.Delivery.of(
                        elapsed(day.dayNumber()), day.intervals(), intervalsPerDay, day.sessions(), readsPerDay));
    }

    /** How much of a day is over, 0..1; all of it while field time is not known. */
    private double elapsed(long dayNumber) {
        Instant now = moment.fieldTime();
        if (now == null) {
            return 1;
        }
        Instant begin = Instant.ofEpochSecond(dayNumber * (long) SECONDS_PER_DAY);
        return Math.clamp(Duration.between(begin, now).toSeconds() / SECONDS_PER_DAY, 0.0, 1.0);
    }

    private FleetPicture.@Nullable Delivery together(
            NavigableMap<Long, FleetDay> days, long intervalsPerDay, double readsPerDay) {
        List<FleetDay> whole = new ArrayList<>(days.descendingMap().values().stream()
                .filter(day -> elapsed(day.dayNumber()) == 1)
                .limit(DAYS_TOGETHER)
                .toList());
        return whole.isEmpty()
                ? null
                : FleetPicture.Delivery.of(
                        whole.size(),
                        whole.stream().mapToLong(FleetDay::intervals).sum(),
                        intervalsPerDay,
                        whole.stream().mapToLong(FleetDay::sessions).sum(),
                        readsPerDay);
    }
}

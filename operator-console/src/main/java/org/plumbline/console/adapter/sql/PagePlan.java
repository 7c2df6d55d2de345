// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableShape;

/**
 * How a page is found: in an index that begins with one of the filters, the lead, and stands in the order of the page
 * behind it. The other filters are looked at row by row, in the index itself where its name is known here.
 *
 * @param table name of the table
 * @param key column whose order the page stands in
 * @param lead column of the filter that the index begins with; empty = none
 * @param index name of the index; empty where the database may choose
 */
record PagePlan(String table, String key, Optional<String> lead, Optional<String> index) {
    /** Filters of meters that each order has an index for. */
    private static final List<String> METER_LEADS = List.of("district", "meterType", "verdict");
    /** Filters of meters that only the usual order has an index for, besides. */
    private static final List<String> WORST_LEADS =
            List.of("refusal", "role", "yearOfManufacture", "state", "accuracyClass");
    /** Filters of cases, the narrowest first by experience. */
    private static final List<String> CASE_LEADS = List.of("state", "action", "kind", "open", "assignee");

    /** @param rows about how many rows a filter of meters leaves */
    static PagePlan of(TableQuery query, ToLongFunction<Map.Entry<String, String>> rows) {
        return switch (query.shape()) {
            case METERS -> meters(query, rows);
            case CASES -> cases(query);
            case DRIFT, READINGS, EVENTS, CAMPAIGNS, MEMBERS, OUTCOMES, AUDIT, DEAD_LETTERS ->
                new PagePlan(
                        table(query.shape()),
                        query.order() + "_key",
                        query.shape().filters().stream()
                                .filter(query.filters()::containsKey)
                                // The limits of a time are no column.
                                .filter(filter -> query.shape().column(filter).isPresent())
                                .map(filter -> column(query.shape(), filter))
                                .findFirst(),
                        Optional.empty());
        };
    }

    private static PagePlan meters(TableQuery query, ToLongFunction<Map.Entry<String, String>> rows) {
        // Of refused meters there is no figure, and each order is that of the ids.
        boolean refused = !query.filters().getOrDefault("refusal", "").isEmpty();
        String order = refused ? "worst" : query.order().equals("meterId") ? "id" : query.order();
        if (query.filters().containsKey(TableShape.ERROR_CLASS) && !order.equals("error")) {
            // The class is a stretch of one index; in another order its meters are sorted.
            return new PagePlan("meter", order + "_key", Optional.empty(), Optional.of("meter_error"));
        }
        Optional<String> lead = query.filters().entrySet().stream()
                .filter(filter -> METER_LEADS.contains(filter.getKey())
                        || (order.equals("worst") && WORST_LEADS.contains(filter.getKey())))
                .min(Comparator.comparingLong(rows).thenComparing(Map.Entry::getKey))
                .map(filter -> column(query.shape(), filter.getKey()));
        return named("meter", order, lead);
    }

    private static PagePlan cases(TableQuery query) {
        if (query.filters().containsKey("meterId")) {
            return new PagePlan(
                    "accuracy_case", query.order() + "_key", Optional.empty(), Optional.of("accuracy_case_meter"));
        }
        return named(
                "accuracy_case",
                query.order(),
                CASE_LEADS.stream()
                        .filter(query.filters()::containsKey)
                        .findFirst()
                        .map(filter -> column(query.shape(), filter)));
    }

    private static PagePlan named(String table, String order, Optional<String> lead) {
        return new PagePlan(
                table,
                order + "_key",
                lead,
                Optional.of(table + lead.map(column -> "_" + column).orElse("") + "_" + order));
    }

    static String table(TableShape shape) {
        return switch (shape) {
            case METERS -> "meter";
            case DRIFT -> "drift_point";
            case READINGS -> throw new IllegalArgumentException("readings are packed by day");
            case EVENTS -> "meter_event";
            case CASES -> "accuracy_case";
            case CAMPAIGNS -> "campaign";
            case MEMBERS -> "campaign_member";
            case OUTCOMES -> "outcome";
            case AUDIT -> "audit_entry";
            case DEAD_LETTERS -> "dead_letter";
        };
    }

    /** The column that a filter compares. */
    static String column(TableShape shape, String filter) {
        return filter.equals(TableShape.OPEN)
                ? "is_open"
                : column(shape.column(filter).orElseThrow());
    }

    static String column(TableShape.Column column) {
        String name = column.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return column.kind() == TableShape.Column.Kind.INSTANT ? name + "_millis" : name;
    }
}

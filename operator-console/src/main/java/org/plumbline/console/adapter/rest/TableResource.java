// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.Csv;
import org.plumbline.console.tables.DriftBin;
import org.plumbline.console.tables.FleetPicture;
import org.plumbline.console.tables.TablePage;
import org.plumbline.console.tables.TableQuery;
import org.plumbline.console.tables.TableShape;

/** The tables of the read model by page or as CSV, and the counts over them. */
@Path("/api/tables")
@RolesAllowed(Person.VIEWER)
public class TableResource {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_CSV_PAGES = 1_000;
    private static final int MOST_CELLS = 2_000;
    private static final List<String> OWN = List.of("order", "after", "limit", "format", "count");
    private static final List<CountKey.Dimension> MAPS =
            List.of(CountKey.Dimension.TYPE_DISTRICT, CountKey.Dimension.TYPE_AGE, CountKey.Dimension.AGE_DISTRICT);

    /**
     * A page.
     *
     * @param rows values by column
     * @param next give this as {@code after} for the next page; null after the last
     * @param total with {@code count=true}: how many rows the filters leave; null where that is not known exactly
     * @param cut true where {@code find} found more than is looked at: rows may be missing, the text should be longer
     */
    public record PageAnswer(
            List<Map<String, @Nullable Object>> rows,
            @Nullable String next,
            @Nullable Long total,
            boolean cut) {}

    /** How far the tables have been brought. */
    public interface Progress {
        boolean caughtUp();

        /** Records on the topics that are not in the tables yet. */
        long lagRecords();
    }

    private final TableReader tables;
    private final Progress progress;
    private final FleetFeed.FieldClock fieldTime;
    private final SecurityIdentity identity;

    TableResource(TableReader tables, Progress progress, FleetFeed.FieldClock fieldTime, SecurityIdentity identity) {
        this.tables = tables;
        this.progress = progress;
        this.fieldTime = fieldTime;
        this.identity = identity;
    }

    @GET
    @Path("/fleet")
    @Produces(MediaType.APPLICATION_JSON)
    public FleetPicture fleet() {
        return tables.fleet(new FleetPicture.Moment(now(), progress.caughtUp(), progress.lagRecords()));
    }

    private @Nullable Instant now() {
        try {
            return fieldTime.now();
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** @param by TYPE_DISTRICT, TYPE_AGE or AGE_DISTRICT */
    @GET
    @Path("/heat")
    @Produces(MediaType.APPLICATION_JSON)
    public List<FleetPicture.Cell> heat(@QueryParam("by") @Nullable String by) {
        CountKey.Dimension dimension = MAPS.stream()
                .filter(map -> map.name().equals(by))
                .findFirst()
                .orElseThrow(() -> refused("by", String.valueOf(by), "Give one of " + MAPS + "."));
        return tables.heat(dimension, MOST_CELLS);
    }

    /** A page as JSON, or with {@code format=csv} everything from there on. */
    @GET
    @Path("/{table}")
    @Described(
            answer = PageAnswer.class,
            query = {"order", "after", "limit", "format"},
            files = "text/csv")
    public Response table(String table, @Context UriInfo asked) {
        TableShape shape = TableShape.named(table).orElseThrow(() -> Problem.unknown("table", table));
        Rights.requireForPersonalData(shape, identity);
        TableQuery query = query(shape, asked.getQueryParameters());
        String format = asked.getQueryParameters().getFirst("format");
        if (format == null || format.equals("json")) {
            OptionalLong total = isCounted(asked.getQueryParameters().getFirst("count"))
                    ? tables.total(query)
                    : OptionalLong.empty();
            return Response.ok(answer(shape, tables.page(query), total), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }
        if (!format.equals("csv")) {
            throw refused("format", format, "Give json or csv.");
        }
        return Response.ok(csv(query), "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"" + shape.path() + ".csv\"")
                .build();
    }

    private static TableQuery query(TableShape shape, MultivaluedMap<String, String> asked) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String name : asked.keySet()) {
            if (OWN.contains(name)) {
                continue;
            }
            if (!shape.filters().contains(name)) {
                throw refused(name, asked.getFirst(name), "Narrow " + shape.path() + " by " + shape.filters() + ".");
            }
            filters.put(name, checked(shape, name, asked.getFirst(name)));
        }
        shape.needs().filter(needed -> !filters.containsKey(needed)).ifPresent(needed -> {
            throw refused(needed, "", "Say of which one; " + shape.path() + " are given of one only.");
        });
        String order = Optional.ofNullable(asked.getFirst("order"))
                .orElse(shape.orders().getFirst());
        if (!shape.orders().contains(order)) {
            throw refused("order", order, "Give one of " + shape.orders() + ".");
        }
        return new TableQuery(shape, filters, order, after(asked.getFirst("after")), limit(asked.getFirst("limit")));
    }

    private static String checked(TableShape shape, String name, String value) {
        if (name.equals(TableShape.OPEN) && !value.equals("true") && !value.equals("false")) {
            throw refused(name, value, "Give true or false.");
        }
        if (name.equals(TableShape.ERROR_CLASS) && !isErrorClass(value)) {
            throw refused(
                    name,
                    value,
                    "Give the index of a class of 0.1 %, " + (-DriftBin.OUTERMOST - 1) + " to " + DriftBin.OUTERMOST
                            + ".");
        }
        if ((name.equals(TableShape.FROM) || name.equals(TableShape.TO)) && !isInstant(value)) {
            throw refused(name, value, "Give an instant in UTC, e.g. 2026-11-24T00:00:00Z.");
        }
        boolean number = shape.column(name)
                .filter(column -> column.kind() == TableShape.Column.Kind.NUMBER)
                .isPresent();
        if (number && !value.matches("[0-9]{1,9}")) {
            throw refused(name, value, "Give a whole number.");
        }
        return value;
    }

    private static boolean isErrorClass(String value) {
        return value.matches("-?[0-9]{1,2}")
                && Integer.parseInt(value) >= -DriftBin.OUTERMOST - 1
                && Integer.parseInt(value) <= DriftBin.OUTERMOST;
    }

    private static boolean isCounted(@Nullable String asked) {
        if (asked != null && !asked.equals("true") && !asked.equals("false")) {
            throw refused("count", asked, "Give true or false.");
        }
        return Boolean.parseBoolean(asked);
    }

    private static boolean isInstant(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static int limit(@Nullable String asked) {
        if (asked == null) {
            return USUAL_LIMIT;
        }
        try {
            int limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= MOST_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw refused("limit", asked, "Give 1 to " + MOST_ROWS + ".");
        }
        throw refused("limit", asked, "Give 1 to " + MOST_ROWS + ".");
    }

    private static Optional<String> after(@Nullable String asked) {
        try {
            return Optional.ofNullable(asked)
                    .map(key -> new String(Base64.getUrlDecoder().decode(key), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw refused("after", String.valueOf(asked), "Give what the page before gave as next.");
        }
    }

    private static ProblemException refused(String field, String given, String remedy) {
        return new Problem(field.toUpperCase(Locale.ROOT) + "_REFUSED", field + " is \"" + given + "\".", remedy)
                .of(field)
                .exception(400);
    }

    private static PageAnswer answer(TableShape shape, TablePage page, OptionalLong total) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> values : page.rows()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                row.put(shape.columns().get(i).name(), values.get(i));
            }
            rows.add(row);
        }
        return new PageAnswer(
                rows,
                page.next()
                        .map(key -> Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                        .orElse(null),
                total.isPresent() ? (Long) total.getAsLong() : null,
                page.cut());
    }

    /** Page by page, so that a large table is never held; at most a million rows. */
    private StreamingOutput csv(TableQuery asked) {
        return stream -> {
            PrintWriter out = new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            TableShape shape = asked.shape();
            Csv.line(out, shape.columns().stream().map(TableShape.Column::name).toList());
            Optional<TableQuery> query =
                    Optional.of(new TableQuery(shape, asked.filters(), asked.order(), asked.after(), MOST_ROWS));
            for (int i = 0; i < MOST_CSV_PAGES && query.isPresent(); i++) {
                TablePage page = tables.page(query.get());
                page.rows().forEach(row -> Csv.line(out, texts(row)));
                query = page.next().map(query.get()::behind);
            }
            out.flush();
        };
    }

    private static List<String> texts(List<@Nullable Object> row) {
        return Arrays.stream(row.toArray())
                .map(value -> value == null ? "" : value.toString())
                .toList();
    }
}

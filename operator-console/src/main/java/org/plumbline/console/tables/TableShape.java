// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import static org.plumbline.console.tables.TableShape.Column.instant;
import static org.plumbline.console.tables.TableShape.Column.number;
import static org.plumbline.console.tables.TableShape.Column.text;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tables that can be asked for: their columns, what they can be narrowed to, and the orders they stand in. */
public enum TableShape {
    /** Registered meters; the worst first, or by error, by speed of drift, or by id. */
    METERS(
            "meters",
            List.of(
                    text("meterId"),
                    text("state"),
                    text("serialNumber"),
                    text("meterType"),
                    text("accuracyClass"),
                    text("district"),
                    number("yearOfManufacture"),
                    number("limitPercent"),
                    text("verdict"),
                    text("refusal"),
                    number("errorPercent"),
                    number("combinedUncertaintyPercent"),
                    number("intervalLowPercent"),
                    number("intervalHighPercent"),
                    number("ratePercentPerYear"),
                    number("calibrationEpoch"),
                    number("closedDays"),
                    instant("windowTo"),
                    instant("lastCapture"),
                    instant("lastSession"),
                    text("openCase"),
                    text("role")),
            List.of(
                    "verdict",
                    "district",
                    "meterType",
                    "state",
                    "accuracyClass",
                    "refusal",
                    "role",
                    "yearOfManufacture",
                    TableShape.ERROR_CLASS,
                    TableShape.FIND),
            List.of("worst", "error", "rate", "meterId"),
            Optional.empty()),
    /** Estimates of one meter, the newest first. */
    DRIFT(
            "drift",
            List.of(
                    text("meterId"),
                    instant("windowTo"),
                    number("calibrationEpoch"),
                    instant("windowFrom"),
                    number("closedDays"),
                    text("verdict"),
                    text("refusal"),
                    number("errorPercent"),
                    number("combinedUncertaintyPercent"),
                    number("intervalLowPercent"),
                    number("intervalHighPercent"),
                    number("limitPercent")),
            List.of("meterId"),
            List.of("recent"),
            Optional.of("meterId")),
    /** Readings of one meter, the newest first. Personal data. */
    READINGS(
            "readings",
            List.of(
                    text("meterId"),
                    instant("capture"),
                    text("source"),
                    instant("session"),
                    number("statusBits"),
                    number("calibrationEpoch"),
                    number("clockOffsetMillis"),
                    text("registers")),
            List.of("meterId"),
            List.of("recent"),
            Optional.of("meterId")),
    /** Events, the newest in field time first. */
    EVENTS(
            "events",
            List.of(
                    text("eventId"),
                    text("meterId"),
                    text("code"),
                    instant("field"),
                    instant("wall"),
                    text("sentence")),
            List.of("meterId", "code"),
            List.of("recent"),
            Optional.empty()),
    /** Cases, the last touched first, or the last opened, or by the size of the error. */
    CASES(
            "cases",
            List.of(
                    text("caseId"),
                    text("meterId"),
                    text("kind"),
                    text("state"),
                    text("stateReason"),
                    instant("opened"),
                    instant("updated"),
                    text("action"),
                    text("assignee"),
                    text("campaignId"),
                    text("orderId"),
                    number("errorPercent")),
            List.of("meterId", "kind", "state", "assignee", "action", TableShape.OPEN),
            List.of("recent", "opened", "error"),
            Optional.empty()),
    /** Campaigns, the last changed first. */
    CAMPAIGNS(
            "campaigns",
            List.of(
                    text("campaignId"),
                    text("title"),
                    text("state"),
                    text("stateReason"),
                    text("author"),
                    text("approver"),
                    number("memberCount"),
                    instant("created"),
                    instant("updated")),
            List.of("state"),
            List.of("recent"),
            Optional.empty()),
    /** Members of campaigns by campaign and meter, or by state. */
    MEMBERS(
            "members",
            List.of(
                    text("campaignId"),
                    text("meterId"),
                    text("caseId"),
                    number("wave"),
                    text("state"),
                    text("stateReason"),
                    text("orderId"),
                    number("correctionFactor"),
                    instant("updated")),
            List.of("campaignId", "meterId", "state"),
            List.of("member", "state"),
            Optional.empty()),
    /** Outcomes of orders, the newest in wall-clock time first. */
    OUTCOMES(
            "outcomes",
            List.of(
                    text("orderId"),
                    text("meterId"),
                    text("campaignId"),
                    text("caseId"),
                    text("result"),
                    text("reasonCode"),
                    text("reasonText"),
                    number("attempts"),
                    number("newEpoch"),
                    text("asFoundBlock"),
                    text("asLeftBlock"),
                    text("steps"),
                    instant("field"),
                    instant("wall")),
            List.of("meterId", "campaignId", "result"),
            List.of("recent"),
            Optional.empty()),
    /** Entries of the audit chain, the newest in wall-clock time first. */
    AUDIT(
            "audit",
            List.of(
                    text("subjectId"),
                    number("entryNumber"),
                    text("kind"),
                    text("actor"),
                    instant("wall"),
                    instant("field"),
                    text("caseId"),
                    text("campaignId"),
                    text("sentence"),
                    text("details")),
            List.of("subjectId", "kind", "actor", "caseId", "campaignId", TableShape.FROM, TableShape.TO),
            List.of("recent"),
            Optional.empty()),
    /** Records that a service could not read or use, the last put aside first. */
    DEAD_LETTERS(
            "dead-letters",
            List.of(
                    text("letterId"),
                    instant("written"),
                    text("service"),
                    text("sourceTopic"),
                    number("sourcePartition"),
                    number("sourceOffset"),
                    text("reason"),
                    text("message"),
                    text("culprit"),
                    text("remedy"),
                    text("keyText"),
                    number("keyOctets"),
                    number("valueOctets"),
                    text("replayRefusal"),
                    number("replays"),
                    text("replayedBy"),
                    instant("replayed")),
            List.of("service", "sourceTopic", "reason", TableShape.FROM, TableShape.TO),
            List.of("recent"),
            Optional.empty());

    /** Filter of meters: the beginning of the meterId or the serial number, in upper or lower case. */
    public static final String FIND = "find";
    /** Filter of meters: a class of the drift histogram by its index, -51..50, see {@link DriftBin}. */
    public static final String ERROR_CLASS = "errorClass";
    /** Filter of cases, true or false: those that have not ended. */
    public static final String OPEN = "open";
    /** Narrows to what is not older than this, an ISO-8601 instant. */
    public static final String FROM = "from";

    /** Narrows to what is not newer than this, an ISO-8601 instant. */
    public static final String TO = "to";

    private final String path;
    private final List<Column> columns;
    private final List<String> filters;
    private final List<String> orders;
    private final Optional<String> needs;

    TableShape(String path, List<Column> columns, List<String> filters, List<String> orders, Optional<String> needs) {
        this.path = path;
        this.columns = columns;
        this.filters = filters;
        this.orders = orders;
        this.needs = needs;
    }

    /** A column by its name for programs. */
    public record Column(String name, Kind kind) {
        /** What its values are. */
        public enum Kind {
            TEXT,
            NUMBER,
            /** Given as ISO-8601 in UTC. */
            INSTANT
        }

        static Column text(String name) {
            return new Column(name, Kind.TEXT);
        }

        static Column number(String name) {
            return new Column(name, Kind.NUMBER);
        }

        static Column instant(String name) {
            return new Column(name, Kind.INSTANT);
        }
    }

    /** The table with this name, if there is one. */
    public static Optional<TableShape> named(String path) {
        return Arrays.stream(values()).filter(shape -> shape.path.equals(path)).findFirst();
    }

    public String path() {
        return path;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The column with this name, if there is one. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Columns it can be narrowed to one value of, and {@link #FIND}, {@link #ERROR_CLASS} or {@link #OPEN}. */
    public List<String> filters() {
        return filters;
    }

    /** The first is the one nobody asked for. */
    public List<String> orders() {
        return orders;
    }

    /** A filter without which it is not given. */
    public Optional<String> needs() {
        return needs;
    }
}

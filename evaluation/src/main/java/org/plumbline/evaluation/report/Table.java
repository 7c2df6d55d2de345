// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All lines of one run.
 *
 * @param seed of all fleets
 * @param rows in order
 */
public record Table(long seed, List<Row> rows) {
    private static final List<String> HEADINGS =
            List.of("", "fleet", "figure", "target", "reached", "bound", "x bound", "");

    /** Copies the list. */
    public Table {
        rows = List.copyOf(rows);
    }

    /** True when no line misses its target. */
    public boolean passes() {
        return missed().isEmpty();
    }

    /** The lines that miss their target. */
    public List<Row> missed() {
        return rows.stream().filter(row -> row.verdict() == Row.Verdict.FAIL).toList();
    }

    /** The table in columns, for people. */
    public String text() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADINGS);
        rows.forEach(row -> cells.add(cells(row)));
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : cells) {
            for (int k = 0; k < widths.length; k++) {
                widths[k] = Math.max(widths[k], line.get(k).length());
            }
        }
        StringBuilder text = new StringBuilder("seed " + seed + "\n\n");
        String id = "";
        for (List<String> line : cells) {
            boolean same = line.getFirst().equals(id);
            id = line.getFirst();
            StringBuilder out = new StringBuilder();
            for (int k = 0; k < widths.length; k++) {
                String cell = k == 0 && same ? "" : line.get(k);
                String form = isNumber(k) ? "%" + widths[k] + "s" : "%-" + Math.max(1, widths[k]) + "s";
                out.append(String.format(Locale.ROOT, form, cell)).append("  ");
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
        int missed = missed().size();
        return text.append(missed == 0 ? "\nEvery target is met.\n" : "\nTargets missed: " + missed + "\n")
                .toString();
    }

    /** The table for programs; numbers that could not be measured are null. */
    public String json() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    {\"id\": %s, \"fleet\": %s, \"figure\": %s, \"target\": %s, \"reached\": %s, \"bound\": %s,"
                            + " \"verdict\": \"%s\"}",
                    quoted(row.id()),
                    quoted(row.condition()),
                    quoted(row.quantity()),
                    row.target() instanceof Target.None
                            ? "null"
                            : quoted(row.target().inWords(row.decimals())),
                    number(row.reached()),
                    row.bound().isPresent() ? number(row.bound().getAsDouble()) : "null",
                    row.verdict()));
        }
        return "{\n  \"seed\": %d,\n  \"passes\": %s,\n  \"rows\": [\n%s\n  ]\n}\n"
                .formatted(seed, passes(), String.join(",\n", lines));
    }

    private static boolean isNumber(int column) {
        return column >= 3 && column <= 6;
    }

    private static List<String> cells(Row row) {
        String bound = "";
        String ratio = "";
        if (row.bound().isPresent()) {
            bound = Row.fixed(row.bound().getAsDouble(), row.decimals());
            ratio = Row.fixed(row.reached() / row.bound().getAsDouble(), 2);
        }
        return List.of(
                row.id(),
                row.condition(),
                row.quantity(),
                row.target().inWords(row.decimals()),
                Row.fixed(row.reached(), row.decimals()),
                bound,
                ratio,
                row.verdict() == Row.Verdict.SHOWN ? "" : row.verdict().name());
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

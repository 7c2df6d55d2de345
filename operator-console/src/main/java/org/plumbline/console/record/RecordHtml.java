// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The record as one HTML page that needs nothing else: the statement for people, and the whole canonical text in a
 * {@code <script type="application/json">} for machines. Well-formed XML as well. Equal records give equal octets. Pure.
 */
public final class RecordHtml {

    /** What stands before the canonical text. */
    public static final String JSON_BEGINS = "<script type=\"application/json\" id=\"calibration-record\">";

    /** What stands behind it. */
    public static final String JSON_ENDS = "</script>";

    private static final int DEEPEST_HEADING = 6;
    private static final String STYLE =
            "body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;"
                    + "color:#111;background:#fff}h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:1px solid #999}"
                    + "h3{font-size:1.05rem}h4,h5,h6{font-size:1rem}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
                    + "th,td{border:1px solid #bbb;padding:.2rem .4rem;text-align:left;vertical-align:top;"
                    + "overflow-wrap:anywhere}th{background:#eee}table.fields th{width:16rem;font-weight:normal}"
                    + ".digest{font-family:monospace;overflow-wrap:anywhere}";

    private RecordHtml() {}

    /** The page in UTF-8. */
    public static byte[] octets(CalibrationRecord record) {
        StringBuilder out = new StringBuilder();
        String title = "Calibration record of meter " + record.meterId();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .append("style-src 'unsafe-inline'\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n<p>Made at ")
                .append(record.madeAt())
                .append(" (UTC). SHA-256 of the canonical record:</p>\n<p class=\"digest\">")
                .append(record.digest())
                .append("</p>\n");
        parts(record.statement().parts(), 2, out);
        out.append(JSON_BEGINS)
                .append(inScript(new String(record.json(), StandardCharsets.UTF_8)))
                .append(JSON_ENDS)
                .append("\n</body>\n</html>\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void parts(List<Part> parts, int level, StringBuilder out) {
        boolean open = false;
        for (Part part : parts) {
            boolean field = part instanceof Part.Field;
            if (field != open) {
                out.append(open ? "</table>\n" : "<table class=\"fields\">\n");
                open = field;
            }
            part(part, level, out);
        }
        out.append(open ? "</table>\n" : "");
    }

    private static void part(Part part, int level, StringBuilder out) {
        switch (part) {
            case Part.Field field -> row(List.of(field.label()), List.of(field.text()), out);
            case Part.Section section -> {
                heading(section.label(), level, out);
                parts(section.parts(), level + 1, out);
            }
            case Part.Sections sections -> {
                heading(sections.label(), level, out);
                sections.items().forEach(item -> part(item, level + 1, out));
                none(sections.items().isEmpty(), out);
            }
            case Part.Rows rows -> {
                heading(rows.label(), level, out);
                none(rows.rows().isEmpty(), out);
                if (!rows.rows().isEmpty()) {
                    out.append("<table>\n");
                    row(rows.columns().stream().map(Part.Column::label).toList(), List.of(), out);
                    rows.rows().forEach(cells -> row(List.of(), cells, out));
                    out.append("</table>\n");
                }
            }
        }
    }

    private static void heading(String label, int level, StringBuilder out) {
        String tag = "h" + Math.min(level, DEEPEST_HEADING);
        out.append('<')
                .append(tag)
                .append('>')
                .append(escaped(label))
                .append("</")
                .append(tag)
                .append(">\n");
    }

    private static void none(boolean empty, StringBuilder out) {
        out.append(empty ? "<p>None.</p>\n" : "");
    }

    private static void row(List<String> headings, List<String> cells, StringBuilder out) {
        out.append("<tr>");
        headings.forEach(text -> out.append("<th>").append(escaped(text)).append("</th>"));
        cells.forEach(text -> out.append("<td>").append(escaped(text)).append("</td>"));
        out.append("</tr>\n");
    }

    private static String escaped(String text) {
        return VisibleText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The same JSON, without a sign that could end the element or mean something in XML. */
    private static String inScript(String json) {
        return json.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\uFFFE", "\\ufffe")
                .replace("\uFFFF", "\\uffff");
    }
}

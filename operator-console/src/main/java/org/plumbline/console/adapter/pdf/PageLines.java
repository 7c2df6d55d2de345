// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.record.CalibrationRecord;
import org.plumbline.console.record.Part;

/** Breaks a record into lines and pages. Lengths in points of 1/72 inch. Confined to one record. */
final class PageLines {

    private static final float BODY = 9;
    private static final float HEADING = 16;
    private static final float HEADING_STEP = 2;
    private static final float LEADING = 1.3f;
    private static final float VALUE_AT = 150;
    private static final float INDENT = 12;
    private static final int MOST_PAGES = 1_000;

    /** A line of text. @param y distance of its base from the top of the page's text */
    record Line(float x, float y, float size, String text) {}

    /** Width of a text in a font of size 1. */
    @FunctionalInterface
    interface Widths {
        float of(String text) throws IOException;
    }

    private final UnaryOperator<String> visible;
    private final Widths widths;
    private final float width;
    private final float height;
    private final List<List<Line>> pages = new ArrayList<>();
    private float y;

    /** @param visible gives the text as the font can show it */
    PageLines(UnaryOperator<String> visible, Widths widths, float width, float height) {
        this.visible = visible;
        this.widths = widths;
        this.width = width;
        this.height = height;
        pages.add(new ArrayList<>());
    }

    List<List<Line>> pages(CalibrationRecord record) throws IOException {
        heading("Calibration record of meter " + record.meterId(), 1);
        text(0, "Made at " + record.madeAt() + " (UTC). SHA-256 of the canonical record:");
        text(0, record.digest());
        parts(record.statement().parts(), 2);
        return pages;
    }

    private void parts(List<Part> parts, int level) throws IOException {
        for (Part part : parts) {
            switch (part) {
                case Part.Field field -> field(field);
                case Part.Section section -> {
                    heading(section.label(), level);
                    parts(section.parts(), level + 1);
                }
                case Part.Sections sections -> {
                    heading(sections.label(), level);
                    for (Part.Section item : sections.items()) {
                        parts(List.of(item), level + 1);
                    }
                    none(sections.items().isEmpty());
                }
                case Part.Rows rows -> {
                    heading(rows.label(), level);
                    rows(rows);
                    none(rows.rows().isEmpty());
                }
            }
        }
    }

    private void heading(String label, int level) throws IOException {
        float size = Math.max(BODY, HEADING - HEADING_STEP * (level - 1));
        y += size / 2;
        for (String line : wrapped(label, size, width)) {
            line(0, size, line);
        }
    }

    private void none(boolean empty) throws IOException {
        if (empty) {
            text(0, "None.");
        }
    }

    private void field(Part.Field field) throws IOException {
        List<String> labels = wrapped(field.label(), BODY, VALUE_AT - INDENT);
        List<String> values = wrapped(field.text(), BODY, width - VALUE_AT);
        for (int i = 0; i < Math.max(labels.size(), values.size()); i++) {
            room(BODY);
            if (i < labels.size()) {
                put(0, BODY, labels.get(i));
            }
            if (i < values.size()) {
                put(VALUE_AT, BODY, values.get(i));
            }
        }
    }

    /** Columns of people's tables are too many for a page: a row is a paragraph that names them. */
    private void rows(Part.Rows rows) throws IOException {
        for (int number = 0; number < rows.rows().size(); number++) {
            List<String> row = rows.rows().get(number);
            StringBuilder paragraph = new StringBuilder().append(number + 1).append(".");
            for (int i = 0; i < row.size(); i++) {
                paragraph
                        .append(i == 0 ? " " : "; ")
                        .append(rows.columns().get(i).label())
                        .append(": ")
                        .append(row.get(i));
            }
            text(INDENT, paragraph.toString());
        }
    }

    private void text(float x, String text) throws IOException {
        for (String line : wrapped(text, BODY, width - x)) {
            line(x, BODY, line);
        }
    }

    private void line(float x, float size, String text) {
        room(size);
        put(x, size, text);
    }

    private void room(float size) {
        y += size * LEADING;
        if (y > height) {
            if (pages.size() == MOST_PAGES) {
                throw new ConsoleException("the record has more than " + MOST_PAGES + " pages; ask for json or html");
            }
            pages.add(new ArrayList<>());
            y = size * LEADING;
        }
    }

    private void put(float x, float size, String text) {
        pages.getLast().add(new Line(x, y, size, text));
    }

    /** Breaks at spaces, and inside words that are too long. */
    private List<String> wrapped(String text, float size, float room) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        float used = 0;
        int lastSpace = -1;
        int[] signs = visible.apply(text).codePoints().toArray();
        for (int sign : signs) {
            String next = Character.toString(sign);
            float wide = widths.of(next) * size;
            if (used + wide > room && !line.isEmpty()) {
                int end = lastSpace > 0 ? lastSpace + 1 : line.length();
                String rest = line.substring(end);
                lines.add(line.substring(0, end).stripTrailing());
                line = new StringBuilder(rest);
                used = rest.isEmpty() ? 0 : widths.of(rest) * size;
                lastSpace = rest.lastIndexOf(' ');
            }
            if (sign == ' ') {
                lastSpace = line.length();
            }
            line.append(next);
            used += wide;
        }
        lines.add(line.toString());
        return lines;
    }
}

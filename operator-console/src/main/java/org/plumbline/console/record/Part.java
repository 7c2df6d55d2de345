// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A part of what a record states. Every value is text, so that no reader rounds a figure; units are in the names.
 *
 * <p>{@code name} is for machines and unique among the parts of a section; {@code label} is for people.
 */
public sealed interface Part {

    /** Name in the canonical text. */
    String name();

    /** Heading on the page. */
    String label();

    /** The part in the canonical text: a text, a map by name, or a list of maps. */
    Object tree();

    /** One value. */
    record Field(String name, String label, String text) implements Part {
        @Override
        public Object tree() {
            return text;
        }
    }

    /** Parts that belong together. */
    record Section(String name, String label, List<Part> parts) implements Part {
        /** Copies the parts. */
        public Section {
            parts = List.copyOf(parts);
        }

        @Override
        public Object tree() {
            TreeMap<String, Object> tree = new TreeMap<>();
            for (Part part : parts) {
                if (tree.put(part.name(), part.tree()) != null) {
                    throw new IllegalArgumentException("two parts of " + name + " are called " + part.name());
                }
            }
            return tree;
        }
    }

    /** Sections of one kind, each with its own heading. */
    record Sections(String name, String label, List<Section> items) implements Part {
        /** Copies the sections. */
        public Sections {
            items = List.copyOf(items);
        }

        @Override
        public Object tree() {
            return items.stream().map(Section::tree).toList();
        }
    }

    /** A table; every row has one text for each column. */
    record Rows(String name, String label, List<Column> columns, List<List<String>> rows) implements Part {
        /** Copies columns and rows. */
        public Rows {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row of " + name + " has not " + width + " texts");
            }
        }

        @Override
        public Object tree() {
            List<Object> tree = new ArrayList<>();
            for (List<String> row : rows) {
                TreeMap<String, Object> cells = new TreeMap<>();
                for (int i = 0; i < row.size(); i++) {
                    cells.put(columns.get(i).name(), row.get(i));
                }
                tree.add(cells);
            }
            return tree;
        }
    }

    /** A column of a table. */
    record Column(String name, String label) {}

    /** Fields from names, labels and texts in turn. */
    static List<Part> fields(String... namesLabelsAndTexts) {
        List<Part> fields = new ArrayList<>();
        for (int i = 0; i + 2 < namesLabelsAndTexts.length; i += 3) {
            fields.add(new Field(namesLabelsAndTexts[i], namesLabelsAndTexts[i + 1], namesLabelsAndTexts[i + 2]));
        }
        return fields;
    }

    /** Columns from names and labels in turn. */
    static List<Column> columns(String... namesAndLabels) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndLabels.length; i += 2) {
            columns.add(new Column(namesAndLabels[i], namesAndLabels[i + 1]));
        }
        return columns;
    }

    /** A section from its parts. */
    static Section section(String name, String label, List<Part> fields, Part... more) {
        List<Part> parts = new ArrayList<>(fields);
        parts.addAll(Arrays.asList(more));
        return new Section(name, label, parts);
    }
}

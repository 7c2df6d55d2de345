// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.List;

/** A column of a file: its name, what may stand in it, and what counts when nothing does. Immutable. */
public final class FileColumn {

    /** How a value is written in JSON. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** Texts. */
        LIST,
        /** Objects. */
        ENTRIES
    }

    private final String name;
    private final Form form;
    private final Kind kind;
    private final List<String> parts;
    private final boolean required;
    private final boolean derived;
    private final String fallback;
    private final String example;
    private final String meaning;

    private FileColumn(
            String name,
            Form form,
            Kind kind,
            List<String> parts,
            boolean required,
            boolean derived,
            String fallback,
            String example,
            String meaning) {
        this.name = name;
        this.form = form;
        this.kind = kind;
        this.parts = parts;
        this.required = required;
        this.derived = derived;
        this.fallback = fallback;
        this.example = example;
        this.meaning = meaning;
    }

    static FileColumn text(String name, Form form, String example, String meaning) {
        return new FileColumn(name, form, Kind.TEXT, List.of(), false, false, "", example, meaning);
    }

    static FileColumn number(String name, Form form, String example, String meaning) {
        return new FileColumn(name, form, Kind.NUMBER, List.of(), false, false, "0", example, meaning);
    }

    static FileColumn list(String name, Form form, String example, String meaning) {
        return new FileColumn(name, form, Kind.LIST, List.of(), false, false, "", example, meaning);
    }

    /** @param parts names of what an entry consists of */
    static FileColumn entries(
            String name, int most, List<String> parts, List<Form> forms, String example, String meaning) {
        return new FileColumn(
                name,
                Form.entries(most, parts, forms),
                Kind.ENTRIES,
                List.copyOf(parts),
                false,
                false,
                "",
                example,
                meaning);
    }

    /** The same, needed of everything new. */
    FileColumn needed() {
        return new FileColumn(name, form, kind, parts, true, derived, fallback, example, meaning);
    }

    /** The same with another value for what is left out. */
    FileColumn otherwise(String value) {
        return new FileColumn(name, form, kind, parts, required, derived, value, example, meaning);
    }

    /** The same, from which others are worked out: it is read, and never given. */
    FileColumn forReadingOnly() {
        return new FileColumn(name, form, kind, parts, required, true, fallback, example, meaning);
    }

    public String name() {
        return name;
    }

    Form form() {
        return form;
    }

    public Kind kind() {
        return kind;
    }

    /** Names of what an entry consists of; empty unless it is {@link Kind#ENTRIES}. */
    public List<String> parts() {
        return parts;
    }

    /** True when everything new needs a value. */
    public boolean isRequired() {
        return required;
    }

    /** True when it is read only. */
    public boolean isForReadingOnly() {
        return derived;
    }

    /** What counts for something new when the column or the cell is empty. */
    public String fallback() {
        return fallback;
    }

    /** For the template. */
    public String example() {
        return example;
    }

    /** For the documentation, with its unit. */
    public String meaning() {
        return meaning;
    }
}

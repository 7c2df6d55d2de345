// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.time.Instant;
import java.util.Arrays;

/** The values of one meter or reference, each in its one form, by the columns of a layout. Immutable. */
public final class Values {
    private final FileLayout layout;
    private final String[] texts;

    private Values(FileLayout layout, String[] texts) {
        this.layout = layout;
        this.texts = texts;
    }

    /** @param texts by the layout's columns */
    public static Values of(FileLayout layout, String[] texts) {
        if (texts.length != layout.size()) {
            throw new IllegalArgumentException(texts.length + " values for " + layout.size() + " columns");
        }
        return new Values(layout, texts.clone());
    }

    /** @throws IllegalArgumentException when there is no such column */
    public String text(String column) {
        int index = layout.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column);
        }
        return texts[index];
    }

    /** By the place of the column. */
    public String text(int index) {
        return texts[index];
    }

    /** @throws NumberFormatException when the column holds none */
    double number(String column) {
        String text = text(column);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    boolean isEmpty(String column) {
        return text(column).isEmpty();
    }

    /** The shortest decimal that stands for this number, without an exponent. */
    public static String decimalText(double number) {
        return Form.decimalText(number);
    }

    /** A time in its one form. */
    static Instant instant(String text) {
        return Instant.parse(text);
    }

    /** The same with another value in one column. */
    Values with(String column, String text) {
        String[] changed = texts.clone();
        changed[layout.indexOf(column)] = text;
        return new Values(layout, changed);
    }

    String[] texts() {
        return texts.clone();
    }

    FileLayout layout() {
        return layout;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values values && layout.equals(values.layout) && Arrays.equals(texts, values.texts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(texts);
    }

    /** Which one it is; values are not for logs. */
    @Override
    public String toString() {
        return layout.subject() + " " + texts[0];
    }
}

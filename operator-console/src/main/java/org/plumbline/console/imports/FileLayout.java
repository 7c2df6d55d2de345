// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a kind of file; the first one names what a row is about.
 *
 * @param subject what a row is about, e.g. meter
 */
public record FileLayout(String subject, List<FileColumn> columns, Map<String, Integer> indices) {

    public FileLayout {
        columns = List.copyOf(columns);
        indices = Map.copyOf(indices);
    }

    static FileLayout of(String subject, List<FileColumn> columns) {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            indices.put(columns.get(i).name(), i);
        }
        return new FileLayout(subject, columns, indices);
    }

    /** Number of columns. */
    public int size() {
        return columns.size();
    }

    /** Place of a column from 0; negative when there is none of that name. */
    public int indexOf(String name) {
        return indices.getOrDefault(name, -1);
    }

    /** Columns as they are given: without those for reading only. */
    public List<FileColumn> given() {
        return columns.stream().filter(column -> !column.isForReadingOnly()).toList();
    }

    /** Name of the column that says which one a row is about. */
    public String idColumn() {
        return columns.getFirst().name();
    }
}

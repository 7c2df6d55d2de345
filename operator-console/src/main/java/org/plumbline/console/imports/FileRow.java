// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import org.jspecify.annotations.Nullable;

/**
 * A row as it stands in a file, unchecked.
 *
 * @param line where it begins, from 1
 * @param cells by the layout's columns; null where the file has no such column
 */
public record FileRow(int line, @Nullable String[] cells) {

    /** What it is about, as written; empty when it does not say. */
    String id() {
        String id = cells[0];
        return id == null ? "" : id;
    }
}

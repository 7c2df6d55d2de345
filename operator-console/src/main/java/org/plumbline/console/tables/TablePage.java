// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a table.
 *
 * @param rows values in the order of the columns: text, number or instant; null where there is none
 * @param next key of the last row when there may be more behind it
 * @param cut true where a search found more than it looks at: rows may be missing, the search should be narrowed
 */
public record TablePage(List<List<@Nullable Object>> rows, Optional<String> next, boolean cut) {
    public TablePage(List<List<@Nullable Object>> rows, Optional<String> next) {
        this(rows, next, false);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.util.Map;
import java.util.Optional;

/**
 * Asks for a page of a table.
 *
 * @param filters value by filter of the shape
 * @param order one of the shape
 * @param after the page begins behind this key; empty = at the first row
 * @param limit most rows of the page, at least 1
 */
public record TableQuery(
        TableShape shape, Map<String, String> filters, String order, Optional<String> after, int limit) {
    public TableQuery {
        filters = Map.copyOf(filters);
    }

    /** The same from another key on. */
    public TableQuery behind(String key) {
        return new TableQuery(shape, filters, order, Optional.of(key), limit);
    }
}

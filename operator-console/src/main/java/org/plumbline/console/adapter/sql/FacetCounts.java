// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.plumbline.console.tables.CountKey;
import org.plumbline.console.tables.Facets;

/** How many meters there are by facets; read again when what was read is older than a second. Safe for many threads. */
final class FacetCounts {
    private static final long OLDEST_NANOS = Duration.ofSeconds(1).toNanos();
    /** Share of the fleet that a filter is taken to leave where that is not counted. */
    private static final int PARTS_OF_UNKNOWN = 10;

    private record Part(Facets facets, long meters) {}

    private record Read(List<Part> parts, long atNanos) {}

    private volatile Read read = new Read(List.of(), System.nanoTime() - OLDEST_NANOS);

    /** How many meters the filters leave that facets answer; the others are passed over. */
    long meters(Connection connection, Map<String, String> filters) throws SQLException {
        long meters = 0;
        for (Part part : parts(connection)) {
            meters += part.facets().match(filters) ? part.meters() : 0;
        }
        return meters;
    }

    /** About how many meters one filter leaves. */
    long about(Connection connection, String filter, String value) throws SQLException {
        return Facets.NAMES.contains(filter)
                ? meters(connection, Map.of(filter, value))
                : meters(connection, Map.of()) / PARTS_OF_UNKNOWN;
    }

    private List<Part> parts(Connection connection) throws SQLException {
        Read known = read;
        if (System.nanoTime() - known.atNanos() < OLDEST_NANOS) {
            return known.parts();
        }
        List<Part> parts = Sql.query(
                connection,
                "SELECT row_name, column_name, members FROM fleet_count WHERE dimension = ? AND members > 0",
                List.of(CountKey.Dimension.FACETS.name()),
                row -> new Part(Facets.of(row.getString(1), row.getString(2)), row.getLong(3)));
        read = new Read(parts, System.nanoTime());
        return parts;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Meters whose id or serial number begins with a text, in upper or lower case.
 *
 * @param meterIds at most {@link #MOST} by each
 * @param cut true where there may be more
 */
record MeterSearch(SortedSet<String> meterIds, boolean cut) {
    static final int MOST = 500;

    /** Behind every text that begins alike. */
    private static final String END = "\uffff";

    static MeterSearch of(Connection connection, String beginning) throws SQLException {
        List<String> byId = found(connection, "id_folded", MeterRows.folded(beginning));
        List<String> bySerial = found(connection, "serial_folded", MeterRows.folded(beginning));
        SortedSet<String> meterIds = new TreeSet<>(byId);
        meterIds.addAll(bySerial);
        return new MeterSearch(meterIds, byId.size() == MOST || bySerial.size() == MOST);
    }

    private static List<String> found(Connection connection, String column, String beginning) throws SQLException {
        return Sql.query(
                connection,
                "SELECT meter_id FROM meter WHERE " + column + " >= ? AND " + column + " < ? ORDER BY " + column
                        + " LIMIT ?",
                List.of(beginning, beginning + END, MOST),
                row -> row.getString(1));
    }
}

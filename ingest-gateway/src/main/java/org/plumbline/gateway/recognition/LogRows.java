// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.Octets;

/** Rows of a log (class 7) of which the first column is the clock. */
final class LogRows {

    /** A longer log is not read: its octets would be too many for one session. */
    static final long MOST = 128;

    private LogRows() {}

    /**
     * One row.
     *
     * @param code the first number in it; -1 when there is none
     */
    record Row(Instant at, long code) {}

    /** In the meter's order; rows without a usable time are left out, and all of a buffer that is none. */
    static List<Row> of(AccessOutcome buffer) {
        List<Row> rows = new ArrayList<>();
        if (buffer instanceof AccessOutcome.Done(CosemValue.Array(List<CosemValue> entries))) {
            for (CosemValue entry : entries) {
                if (entry instanceof CosemValue.Structure(List<CosemValue> cells) && !cells.isEmpty()) {
                    Instant at = instantOf(cells.getFirst());
                    if (at != null) {
                        rows.add(new Row(at, codeOf(cells)));
                    }
                }
            }
        }
        return rows;
    }

    private static long codeOf(List<CosemValue> cells) {
        for (CosemValue cell : cells) {
            if (cell instanceof CosemValue.IntegerValue(CosemValue.IntegerType type, long number)) {
                return number;
            }
        }
        return -1;
    }

    /** Null when the value is no date-time, or names no instant. */
    static @Nullable Instant instantOf(CosemValue value) {
        Octets octets = switch (value) {
            case CosemValue.OctetString(Octets content) -> content;
            case CosemValue.TemporalValue(int tag, Octets content) -> content;
            default -> Octets.empty();
        };
        return octets.length() == CosemDateTime.LENGTH
                ? CosemDateTime.decode(octets.toArray()).instant()
                : null;
    }
}

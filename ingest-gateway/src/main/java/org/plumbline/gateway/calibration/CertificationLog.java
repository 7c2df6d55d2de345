// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.schema.model.MeterModel;

/**
 * What the meter's certification data log says of changes of its coefficients: each row has the time, the change counter
 * afterwards, what changed (1 = coefficients), and the block's checksum before and after. Log and counter must agree
 * before a write and after it. A model without such a log is judged by its counter alone.
 */
final class CertificationLog {

    /** A longer log is not read: its octets would be too many for one session. */
    private static final long MOST_ROWS = 128;

    private static final int PROFILE_GENERIC = 7;
    private static final int BUFFER = 2;
    private static final int ENTRIES_IN_USE = 7;
    private static final int COLUMNS = 5;
    private static final int COEFFICIENTS = 1;

    private CertificationLog() {}

    private record Row(long counter, long what, long before, long after) {}

    /** The log as read, or why it is none. */
    private sealed interface Reading {
        record Rows(List<Row> rows) implements Reading {}

        record None(String why) implements Reading {}
    }

    /** Why the log contradicts what was found before a write; empty when it does not. */
    static String disagreementBefore(CosemAccess access, MeterModel model, BlockState found) {
        String obis = model.certificationLog();
        if (obis == null) {
            return "";
        }
        return switch (read(access, obis)) {
            case Reading.None(String why) -> why;
            case Reading.Rows(List<Row> rows) -> {
                long highest = rows.stream().mapToLong(Row::counter).max().orElse(0);
                yield highest <= found.changeCounter()
                        ? ""
                        : "the certification log has change " + highest + ", the change counter stands at "
                                + found.changeCounter();
            }
        };
    }

    /** Why the log does not bear out a write; empty when it has exactly this change. */
    static String disagreementAfter(CosemAccess access, MeterModel model, BlockState before, BlockState left) {
        String obis = model.certificationLog();
        if (obis == null) {
            return "";
        }
        return switch (read(access, obis)) {
            case Reading.None(String why) -> why;
            case Reading.Rows(List<Row> rows) -> {
                Row wanted = new Row(left.changeCounter(), COEFFICIENTS, before.checksum(), left.checksum());
                List<Row> ofThisChange = rows.stream()
                        .filter(row -> row.counter() == left.changeCounter() && row.what() == COEFFICIENTS)
                        .toList();
                yield ofThisChange.equals(List.of(wanted))
                        ? ""
                        : "the certification log has " + ofThisChange + " of change " + left.changeCounter()
                                + ", expected " + wanted;
            }
        };
    }

    private static Reading read(CosemAccess access, String obis) {
        ObisCode log = ObisCode.parse(obis);
        AccessOutcome entries = access.get(new CosemAttribute(PROFILE_GENERIC, log, ENTRIES_IN_USE));
        if (!(entries instanceof AccessOutcome.Done(CosemValue.IntegerValue(var type, long number)))
                || number < 0
                || number > MOST_ROWS) {
            return new Reading.None("the certification log does not say how many rows it has: " + entries);
        }
        return access.get(new CosemAttribute(PROFILE_GENERIC, log, BUFFER))
                        instanceof AccessOutcome.Done(CosemValue.Array(List<CosemValue> elements))
                ? rows(elements)
                : new Reading.None("the certification log cannot be read");
    }

    private static Reading rows(List<CosemValue> elements) {
        List<Row> rows = new ArrayList<>();
        for (CosemValue element : elements) {
            if (!(element instanceof CosemValue.Structure(List<CosemValue> cells))
                    || cells.size() != COLUMNS
                    || !(cells.get(1) instanceof CosemValue.IntegerValue(var first, long counter))
                    || !(cells.get(2) instanceof CosemValue.IntegerValue(var second, long what))
                    || !(cells.get(3) instanceof CosemValue.IntegerValue(var third, long before))
                    || !(cells.get(4) instanceof CosemValue.IntegerValue(var fourth, long after))) {
                return new Reading.None("a row of the certification log is not as the model says");
            }
            rows.add(new Row(counter, what, before, after));
        }
        return new Reading.Rows(rows);
    }
}

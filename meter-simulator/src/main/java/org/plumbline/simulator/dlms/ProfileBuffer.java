// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger.Level;

/** The load profile's buffer: rows encoded when asked for, by range of the clock or by entry numbers. */
final class ProfileBuffer implements CosemObject.Reader {
    private static final int BY_RANGE = 1;
    private static final int BY_ENTRY = 2;
    private static final int ROW_OCTETS = 31;
    private static final int COLUMNS = 5;

    private final SimulatedMeter meter;
    private final List<CosemData> captureObjects;

    ProfileBuffer(SimulatedMeter meter, List<CosemData> captureObjects) {
        this.meter = meter;
        this.captureObjects = captureObjects;
    }

    @Override
    public byte[] read(CosemObject.Selection selection) {
        int[] all = IntStream.range(0, COLUMNS).toArray();
        return switch (selection.selector()) {
            case 0 -> encode(meter.rowsByTime(Long.MIN_VALUE / 2, Long.MAX_VALUE), all);
            case BY_RANGE -> byRange(elements(selection.parameters(), 4));
            case BY_ENTRY -> byEntry(elements(selection.parameters(), 4));
            default -> throw new DlmsFormatException("access selector " + selection.selector());
        };
    }

    private byte[] byRange(List<CosemData> range) {
        long from = CosemDateTime.decode(octets(range.get(1)), Long.MIN_VALUE / 2);
        long to = CosemDateTime.decode(octets(range.get(2)), Long.MAX_VALUE);
        if (!(range.get(3) instanceof Compound columns)) {
            throw new DlmsFormatException("selected columns are no array");
        }
        int[] selected = columns.elements().isEmpty()
                ? IntStream.range(0, COLUMNS).toArray()
                : columns.elements().stream().mapToInt(this::columnOf).toArray();
        return encode(meter.rowsByTime(from, to), selected);
    }

    private byte[] byEntry(List<CosemData> entries) {
        long fromEntry = number(entries.get(0));
        long toEntry = number(entries.get(1));
        int fromColumn = (int) Math.max(1, number(entries.get(2)));
        int toColumn = (int) number(entries.get(3));
        int lastColumn = toColumn == 0 ? COLUMNS : Math.min(toColumn, COLUMNS);
        long lastEntry = toEntry == 0 ? Integer.MAX_VALUE : toEntry;
        return encode(
                meter.rowsByEntry(fromEntry, lastEntry),
                IntStream.range(fromColumn - 1, lastColumn).toArray());
    }

    private int columnOf(CosemData wanted) {
        List<CosemData> want = elements(wanted, 4);
        for (int column = 0; column < captureObjects.size(); column++) {
            List<CosemData> have = elements(captureObjects.get(column), 4);
            if (number(want.get(0)) == number(have.get(0))
                    && want.get(1).equals(have.get(1))
                    && number(want.get(2)) == number(have.get(2))) {
                return column;
            }
        }
        throw new DlmsFormatException("the profile has no such column");
    }

    private static byte[] encode(List<Level> rows, int[] columns) {
        OctetWriter out = new OctetWriter(8 + rows.size() * ROW_OCTETS);
        out.u8(CosemData.ARRAY).length(rows.size());
        for (Level row : rows) {
            out.u8(CosemData.STRUCTURE).length(columns.length);
            for (int column : columns) {
                encodeColumn(row, column, out);
            }
        }
        return out.toByteArray();
    }

    private static void encodeColumn(Level row, int column, OctetWriter out) {
        switch (column) {
            case 0 -> {
                out.u8(CosemData.OCTET_STRING).u8(CosemDateTime.LENGTH);
                CosemDateTime.encode(row.captureEpochSecond(), out);
            }
            case 1 -> out.u8(CosemData.UNSIGNED).u8(row.status());
            case 2 -> out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(row.registerRaw());
            case 3 -> out.u8(CosemData.LONG).u16(row.temperatureDecicelsius());
            case 4 -> out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(row.changeCounter());
            default -> throw new IllegalArgumentException("column " + column);
        }
    }

    private static List<CosemData> elements(CosemData data, int count) {
        if (data instanceof Compound compound && compound.elements().size() == count) {
            return compound.elements();
        }
        throw new DlmsFormatException("a structure of " + count + " elements expected");
    }

    private static byte[] octets(CosemData data) {
        if (data instanceof Octets(byte[] octets)) {
            return octets;
        }
        throw new DlmsFormatException("an octet-string expected");
    }

    private static long number(CosemData data) {
        if (data instanceof Number number) {
            return number.value();
        }
        throw new DlmsFormatException("a number expected");
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.SimulatedMeter;

/**
 * The buffer of a class 7 object: all of it, by range of the clock or by entry numbers.
 *
 * @param <R> what a row is made from
 */
final class BufferReader<R> implements CosemObject.Reader {
    private static final int BY_RANGE = 1;
    private static final int BY_ENTRY = 2;
    private static final int EXPECTED_ROW_OCTETS = 32;

    private final Rows<R> rows;
    private final List<BufferColumn<R>> columns;
    private final List<CosemData> captureObjects;

    /** Gives rows, oldest first; bounds are inclusive, entries count from 1. */
    interface Rows<R> {
        List<R> byTime(SimulatedMeter meter, long fromEpochSecond, long toEpochSecond);

        List<R> byEntry(SimulatedMeter meter, long fromEntry, long toEntry);
    }

    BufferReader(Rows<R> rows, List<BufferColumn<R>> columns) {
        this.rows = rows;
        this.columns = List.copyOf(columns);
        this.captureObjects = columns.stream().map(BufferColumn::captureObject).toList();
    }

    List<CosemData> captureObjects() {
        return captureObjects;
    }

    @Override
    public byte[] read(SimulatedMeter meter, CosemObject.Selection selection) {
        return switch (selection.selector()) {
            case 0 -> encode(meter, rows.byTime(meter, Long.MIN_VALUE / 2, Long.MAX_VALUE), columns);
            case BY_RANGE -> byRange(meter, elements(selection.parameters(), 4));
            case BY_ENTRY -> byEntry(meter, elements(selection.parameters(), 4));
            default -> throw new DlmsFormatException("access selector " + selection.selector());
        };
    }

    private byte[] byRange(SimulatedMeter meter, List<CosemData> range) {
        var clock = meter.plan().features().clock();
        long from = CosemDateTime.decode(octets(range.get(1)), Long.MIN_VALUE / 2, clock.zone());
        long to = CosemDateTime.decode(octets(range.get(2)), Long.MAX_VALUE, clock.zone());
        if (!(range.get(3) instanceof Compound selected)) {
            throw new DlmsFormatException("selected columns are no array");
        }
        List<BufferColumn<R>> chosen = selected.elements().isEmpty()
                ? columns
                : selected.elements().stream().map(this::columnOf).toList();
        return encode(meter, rows.byTime(meter, from, to), chosen);
    }

    private byte[] byEntry(SimulatedMeter meter, List<CosemData> entries) {
        long fromEntry = number(entries.get(0));
        long toEntry = number(entries.get(1));
        int fromColumn = (int) Math.max(1, number(entries.get(2)));
        int toColumn = (int) number(entries.get(3));
        int lastColumn = toColumn == 0 ? columns.size() : Math.min(toColumn, columns.size());
        long lastEntry = toEntry == 0 ? Integer.MAX_VALUE : toEntry;
        return encode(
                meter,
                rows.byEntry(meter, fromEntry, lastEntry),
                columns.subList(Math.min(fromColumn - 1, lastColumn), lastColumn));
    }

    private BufferColumn<R> columnOf(CosemData wanted) {
        List<CosemData> want = elements(wanted, 4);
        return IntStream.range(0, captureObjects.size())
                .filter(column -> {
                    List<CosemData> have = elements(captureObjects.get(column), 4);
                    return number(want.get(0)) == number(have.get(0))
                            && want.get(1).equals(have.get(1))
                            && number(want.get(2)) == number(have.get(2));
                })
                .mapToObj(columns::get)
                .findFirst()
                .orElseThrow(() -> new DlmsFormatException("the profile has no such column"));
    }

    private byte[] encode(SimulatedMeter meter, List<R> found, List<BufferColumn<R>> chosen) {
        OctetWriter out = new OctetWriter(8 + found.size() * EXPECTED_ROW_OCTETS);
        out.u8(CosemData.ARRAY).length(found.size());
        for (R row : found) {
            out.u8(CosemData.STRUCTURE).length(chosen.size());
            for (BufferColumn<R> column : chosen) {
                column.encoder().encode(meter, row, out);
            }
        }
        return out.toByteArray();
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

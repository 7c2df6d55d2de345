// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The load profile of one meter in compact arrays: 15 octets per row and four per extra column. Not thread-safe.
 *
 * <p>Times need not rise: a clock that was set back gives them twice.
 */
final class RegisterHistory {
    private static final int INITIAL_ROWS = 96;

    private final int capacity;
    private final int[][] extras;
    private int first;
    private int end;
    private int[] times = new int[INITIAL_ROWS];
    private int[] registers = new int[INITIAL_ROWS];
    private int[] changeCounters = new int[INITIAL_ROWS];
    private byte[] statuses = new byte[INITIAL_ROWS];
    private short[] temperatures = new short[INITIAL_ROWS];
    private boolean timesRise = true;

    RegisterHistory(int capacity, int extraColumns) {
        this.capacity = capacity;
        this.extras = new int[extraColumns][INITIAL_ROWS];
    }

    /** Rows kept. */
    int size() {
        return end - first;
    }

    void append(ProfileRow row) {
        if (end == times.length) {
            makeRoom();
        }
        timesRise &= size() == 0 || row.captureEpochSecond() > time(end - 1);
        times[end] = (int) row.captureEpochSecond();
        registers[end] = (int) row.registerRaw();
        changeCounters[end] = (int) row.changeCounter();
        statuses[end] = (byte) row.status();
        temperatures[end] = (short) row.temperatureDecicelsius();
        for (int column = 0; column < extras.length; column++) {
            extras[column][end] = (int) row.extraRaw()[column];
        }
        end++;
        first = Math.max(first, end - capacity);
    }

    void clear() {
        first = 0;
        end = 0;
        timesRise = true;
    }

    /** Rows with a time in {@code from..to}, both inclusive, oldest first. */
    List<ProfileRow> byTime(long from, long to) {
        List<ProfileRow> rows = new ArrayList<>();
        for (int row = timesRise ? firstAtOrAfter(from) : first; row < end; row++) {
            long time = time(row);
            if (time >= from && time <= to) {
                rows.add(row(row));
            } else if (timesRise && time > to) {
                break;
            }
        }
        return rows;
    }

    /** Rows by number, 1 is the oldest kept, both inclusive. */
    List<ProfileRow> byEntry(long fromEntry, long toEntry) {
        List<ProfileRow> rows = new ArrayList<>();
        long last = Math.min(toEntry, size());
        for (long entry = Math.max(1, fromEntry); entry <= last; entry++) {
            rows.add(row(first + (int) entry - 1));
        }
        return rows;
    }

    private ProfileRow row(int row) {
        long[] extra = new long[extras.length];
        for (int column = 0; column < extra.length; column++) {
            extra[column] = extras[column][row] & 0xFFFF_FFFFL;
        }
        return new ProfileRow(
                time(row),
                statuses[row] & 0xFF,
                registers[row] & 0xFFFF_FFFFL,
                temperatures[row],
                changeCounters[row] & 0xFFFF_FFFFL,
                extra);
    }

    /** Times are kept in 32 bits without sign, which lasts until 2106. */
    private long time(int row) {
        return times[row] & 0xFFFF_FFFFL;
    }

    private int firstAtOrAfter(long from) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void makeRoom() {
        int kept = size();
        boolean halfIsFree = kept <= times.length / 2;
        int length = halfIsFree ? times.length : times.length + Math.max(INITIAL_ROWS, times.length / 2);
        times = moved(times, length);
        registers = moved(registers, length);
        changeCounters = moved(changeCounters, length);
        for (int column = 0; column < extras.length; column++) {
            extras[column] = moved(extras[column], length);
        }
        byte[] movedStatuses = new byte[length];
        System.arraycopy(statuses, first, movedStatuses, 0, kept);
        statuses = movedStatuses;
        temperatures = Arrays.copyOf(Arrays.copyOfRange(temperatures, first, end), length);
        first = 0;
        end = kept;
    }

    private int[] moved(int[] column, int length) {
        int[] moved = new int[length];
        System.arraycopy(column, first, moved, 0, size());
        return moved;
    }
}

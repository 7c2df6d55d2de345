// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.Arrays;
import org.plumbline.simulator.port.TruthLedger.Level;

/**
 * The captured levels of one meter in compact arrays, one entry per capture, without gaps. About 27 octets per row.
 * Not thread-safe.
 */
final class RegisterHistory {
    private static final int INITIAL_ROWS = 96;

    private final long firstCaptureEpochSecond;
    private final MeterPlan.Rating rating;
    private int size;
    private long[] trueMilliwattHours = new long[INITIAL_ROWS];
    private long[] registeredMilliwattHours = new long[INITIAL_ROWS];
    private int[] changeCounters = new int[INITIAL_ROWS];
    private byte[] statuses = new byte[INITIAL_ROWS];
    private short[] temperatures = new short[INITIAL_ROWS];

    RegisterHistory(long firstCaptureEpochSecond, MeterPlan.Rating rating) {
        this.firstCaptureEpochSecond = firstCaptureEpochSecond;
        this.rating = rating;
    }

    int size() {
        return size;
    }

    /** Capture time (meter clock) of the next row. */
    long nextCaptureEpochSecond() {
        return captureEpochSecond(size);
    }

    void append(long trueEnergy, long registeredEnergy, long changeCounter, int status, int temperatureDecicelsius) {
        if (size == trueMilliwattHours.length) {
            grow(size * 2);
        }
        trueMilliwattHours[size] = trueEnergy;
        registeredMilliwattHours[size] = registeredEnergy;
        changeCounters[size] = (int) changeCounter;
        statuses[size] = (byte) status;
        temperatures[size] = (short) temperatureDecicelsius;
        size++;
    }

    Level level(int row) {
        return new Level(
                captureEpochSecond(row),
                EnergyRegister.registerRaw(registeredMilliwattHours[row], rating.registerScaler()),
                trueMilliwattHours[row],
                registeredMilliwattHours[row],
                changeCounters[row] & 0xFFFF_FFFFL,
                statuses[row] & 0xFF,
                temperatures[row]);
    }

    /** Index of the first row captured at or after a time, 0..size. */
    int firstRowFrom(long epochSecond) {
        long offset = epochSecond - firstCaptureEpochSecond;
        return (int) Math.clamp(Math.ceilDiv(offset, (long) MeterPlan.CAPTURE_PERIOD_SECONDS), 0L, (long) size);
    }

    private long captureEpochSecond(int row) {
        return firstCaptureEpochSecond + (long) row * MeterPlan.CAPTURE_PERIOD_SECONDS;
    }

    private void grow(int rows) {
        trueMilliwattHours = Arrays.copyOf(trueMilliwattHours, rows);
        registeredMilliwattHours = Arrays.copyOf(registeredMilliwattHours, rows);
        changeCounters = Arrays.copyOf(changeCounters, rows);
        statuses = Arrays.copyOf(statuses, rows);
        temperatures = Arrays.copyOf(temperatures, rows);
    }
}

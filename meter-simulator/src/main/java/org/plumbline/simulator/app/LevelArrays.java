// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.util.Arrays;
import java.util.function.Consumer;
import org.plumbline.simulator.port.TruthLedger.Level;

/** The captured rows of one meter in 35 octets each. Not thread-safe. */
final class LevelArrays {
    private static final int INITIAL_ROWS = 32;

    private int size;
    private long[] times = new long[INITIAL_ROWS];
    private int[] registers = new int[INITIAL_ROWS];
    private long[] trueEnergies = new long[INITIAL_ROWS];
    private long[] countedEnergies = new long[INITIAL_ROWS];
    private int[] changeCounters = new int[INITIAL_ROWS];
    private byte[] statuses = new byte[INITIAL_ROWS];
    private short[] temperatures = new short[INITIAL_ROWS];

    int size() {
        return size;
    }

    void add(Level level) {
        if (size == times.length) {
            grow(size + Math.max(INITIAL_ROWS, size / 2));
        }
        times[size] = level.captureEpochSecond();
        registers[size] = (int) level.registerRaw();
        trueEnergies[size] = level.trueMilliwattHours();
        countedEnergies[size] = level.registeredMilliwattHours();
        changeCounters[size] = (int) level.changeCounter();
        statuses[size] = (byte) level.status();
        temperatures[size] = (short) level.temperatureDecicelsius();
        size++;
    }

    void forEach(Consumer<Level> consumer) {
        for (int row = 0; row < size; row++) {
            consumer.accept(new Level(
                    times[row],
                    registers[row] & 0xFFFF_FFFFL,
                    trueEnergies[row],
                    countedEnergies[row],
                    changeCounters[row] & 0xFFFF_FFFFL,
                    statuses[row] & 0xFF,
                    temperatures[row]));
        }
    }

    private void grow(int rows) {
        times = Arrays.copyOf(times, rows);
        registers = Arrays.copyOf(registers, rows);
        trueEnergies = Arrays.copyOf(trueEnergies, rows);
        countedEnergies = Arrays.copyOf(countedEnergies, rows);
        changeCounters = Arrays.copyOf(changeCounters, rows);
        statuses = Arrays.copyOf(statuses, rows);
        temperatures = Arrays.copyOf(temperatures, rows);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.ReactiveLevels;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;

/**
 * What the head-end reads of both meters on one UTC day, 00:00 to 24:00, and what is true of it.
 *
 * @param epochDay days since 1970-01-01
 * @param tested levels of the tested meter with the temperature at it; empty on a day that was not read
 * @param reference levels of the reference
 * @param format of both registers
 * @param truth of the day
 */
public record DayReadings(
        long epochDay, List<Level> tested, List<Level> reference, RegisterFormat format, DayTruth truth) {

    /** True when neither meter was read. */
    public boolean isMissing() {
        return tested.isEmpty() && reference.isEmpty();
    }

    /** The day as the estimator takes it. */
    public PairedDay paired() {
        SortedMap<Long, Double> temperatures = new TreeMap<>();
        for (Level level : tested) {
            temperatures.put(
                    level.register().captureEpochSecond(),
                    level.temperatureTenths().orElseThrow() / 10.0);
        }
        SortedMap<Long, ReactiveLevel> reactive = new TreeMap<>();
        for (Level level : reference) {
            level.reactive().ifPresent(net -> reactive.put(level.register().captureEpochSecond(), net));
        }
        return new PairedDay(
                epochDay,
                registers(tested),
                registers(reference),
                format,
                format,
                temperatures,
                new ReactiveLevels(false, reactive));
    }

    private static List<RegisterLevel> registers(List<Level> levels) {
        List<RegisterLevel> registers = new ArrayList<>(levels.size());
        for (Level level : levels) {
            registers.add(level.register());
        }
        return registers;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/** Levels of two meters of a point of 36 kW over one day and the twenty minutes before it; registers of 1 Wh. */
final class WatchedDay {
    static final long DAY = 20_000;
    static final double NOMINAL_WATTS = 36_000;
    /** Energy of an interval at the nominal power, Wh. */
    static final long FULL = 6_000;

    static final RegisterFormat FORMAT = new RegisterFormat(32, 60_000);
    private static final int INTERVALS = 146;

    final List<RegisterLevel> tested = new ArrayList<>();
    final List<RegisterLevel> reference = new ArrayList<>();

    /** Energies in Wh by interval; 0 is the first of the day, -2 and -1 come before it. */
    WatchedDay(IntToLongFunction testedWattHours, IntToLongFunction referenceWattHours) {
        this(testedWattHours, referenceWattHours, 0);
    }

    /** Energies in steps of 10^scaler Wh. */
    WatchedDay(IntToLongFunction testedSteps, IntToLongFunction referenceSteps, int scaler) {
        long raw = 4_294_000_000L;
        long other = 77;
        for (int k = 0; k <= INTERVALS; k++) {
            long second = DAY * 86_400 - 1_200 + 600L * k;
            tested.add(new RegisterLevel(second, raw % (1L << 32), scaler, 0, 1));
            reference.add(new RegisterLevel(second, other, scaler, 0, 1));
            if (k < INTERVALS) {
                raw += testedSteps.applyAsLong(k - 2);
                other += referenceSteps.applyAsLong(k - 2);
            }
        }
    }

    /** Removes the levels of the meter under test at the ends of these intervals of the day, last exclusive. */
    WatchedDay withoutTested(int from, int to) {
        tested.removeIf(level -> {
            long interval = (level.captureEpochSecond() - DAY * 86_400) / 600 - 1;
            return interval >= from && interval < to;
        });
        return this;
    }

    DualMeterDay analysed() {
        return DualMeterAnalysis.analyse(DAY, NOMINAL_WATTS, tested, reference, FORMAT, FORMAT);
    }
}

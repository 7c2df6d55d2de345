// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * Mean powers of one meter over consecutive intervals, from the levels of its energy register at their ends. A level
 * with a forbidding status, two levels that disagree about one time, and a step that the meter's maximum power does not
 * allow leave the power of their intervals open. Immutable.
 */
final class MeanPowers {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double POWER_MARGIN = 1.2;

    private final double[] watts;
    private final double quantumWattHours;

    private MeanPowers(double[] watts, double quantumWattHours) {
        this.watts = watts;
        this.quantumWattHours = quantumWattHours;
    }

    /**
     * @param levels of the meter, any order; those off the instants are not looked at
     * @param firstSecond begin of the first interval
     * @param intervals how many
     */
    static MeanPowers of(List<RegisterLevel> levels, RegisterFormat format, long firstSecond, int intervals) {
        Map<Long, RegisterLevel> usable = usable(levels);
        double[] watts = new double[intervals];
        double quantum = 0;
        RegisterLevel from = usable.get(firstSecond);
        for (int k = 0; k < intervals; k++) {
            RegisterLevel to = usable.get(firstSecond + (k + 1L) * DualMeterRule.INTERVAL_SECONDS);
            watts[k] = watts(from, to, format);
            if (!Double.isNaN(watts[k]) && to != null) {
                quantum = Math.max(quantum, quantum(to));
            }
            from = to;
        }
        return new MeanPowers(watts, quantum);
    }

    /** Mean power of an interval in W; NaN where it is not known. */
    double watts(int interval) {
        return watts[interval];
    }

    boolean isKnown(int interval) {
        return !Double.isNaN(watts[interval]);
    }

    /** The coarsest step of the register, Wh; 0 where no power is known. */
    double quantumWattHours() {
        return quantumWattHours;
    }

    private static Map<Long, RegisterLevel> usable(List<RegisterLevel> levels) {
        Map<Long, RegisterLevel> usable = new HashMap<>();
        Set<Long> unusable = new HashSet<>();
        for (RegisterLevel level : levels) {
            long second = level.captureEpochSecond();
            RegisterLevel other = usable.put(second, level);
            boolean disagree = other != null && (other.raw() != level.raw() || other.scaler() != level.scaler());
            if (disagree || level.hasForbiddingStatus()) {
                unusable.add(second);
            }
        }
        unusable.forEach(usable::remove);
        return usable;
    }

    private static double watts(@Nullable RegisterLevel from, @Nullable RegisterLevel to, RegisterFormat format) {
        long modulus = 1L << format.bits();
        if (from == null
                || to == null
                || from.scaler() != to.scaler()
                || Math.min(from.raw(), to.raw()) < 0
                || Math.max(from.raw(), to.raw()) >= modulus) {
            return Double.NaN;
        }
        double hours = DualMeterRule.INTERVAL_SECONDS / SECONDS_PER_HOUR;
        double mostCounts = POWER_MARGIN * format.maximumPowerWatts() * hours / quantum(to) + 1;
        long counts = Math.floorMod(to.raw() - from.raw(), modulus);
        return counts <= mostCounts ? counts * quantum(to) / hours : Double.NaN;
    }

    private static double quantum(RegisterLevel level) {
        return Math.pow(10, level.scaler());
    }
}

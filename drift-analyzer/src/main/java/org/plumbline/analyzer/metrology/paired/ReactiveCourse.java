// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Net reactive energy along the levels of one run, interpolated between the hours that it is known at. It enters the error
 * only times an angle of a few thousandths, so what an hour hides of it is below the resolution of any active register.
 * Arrays never change after construction.
 */
final class ReactiveCourse {
    /** Registers of 1 kvarh and coarser tell nothing of a day. */
    private static final int COARSE_SCALER = 3;

    private static final int FINEST_SCALER = -6;
    private static final long LARGEST_GAP_SECONDS = 7_200;
    private static final int HOUR_SECONDS = 3_600;

    /** A register may run faster than the meter's maximum power by this factor. */
    private static final double PLAUSIBLE = 1.2;

    /**
     * No load takes more reactive than this many times its active energy (power factor 0.2): where it seems so, active
     * energy was exported, and what the import register measured has another power factor than the whole.
     */
    private static final double LARGEST_TANGENT = 5;

    /** Q(t) - Q/E E(t) at each level, varh: zero at both ends. */
    final double[] centred;
    /** Q of the run, varh. */
    final double varHours;
    /** Sum over hours of tan(phi)^2 times energy, Wh. */
    final double tangentSquareEnergy;
    /** Variance of one centred level from quantisation alone, varh^2. */
    final double quantisationVariance;

    final boolean byTested;

    private ReactiveCourse(
            double[] net, long[] seconds, double[] energy, double reactiveStep, double activeStep, boolean byTested) {
        int n = net.length;
        varHours = net[n - 1] - net[0];
        double tangent = varHours / energy[n - 1];
        centred = new double[n];
        for (int k = 0; k < n; k++) {
            centred[k] = net[k] - net[0] - tangent * energy[k];
        }
        tangentSquareEnergy = tangentSquareEnergy(net, seconds, energy);
        quantisationVariance = (2 * reactiveStep * reactiveStep + tangent * tangent * activeStep * activeStep) / 12;
        this.byTested = byTested;
    }

    /**
     * The course; empty where the reactive levels do not cover the run, are coarse, jump, or go on without active energy.
     *
     * @param seconds capture times of the run
     * @param energy active energy of the reference since the first of them, Wh
     * @param activeStepWattHours resolution of that
     * @param maximumPowerWatts of the reference
     */
    static Optional<ReactiveCourse> of(
            ReactiveLevels reactive,
            long[] seconds,
            double[] energy,
            double activeStepWattHours,
            double maximumPowerWatts) {
        int n = seconds.length;
        SortedMap<Long, ReactiveLevel> around = bracket(reactive.levels(), seconds[0], seconds[n - 1]);
        if (around.isEmpty() || !(energy[n - 1] > 0)) {
            return Optional.empty();
        }
        int scaler = around.values().iterator().next().scaler();
        if (scaler >= COARSE_SCALER || scaler < FINEST_SCALER || !isPlausible(around, scaler, maximumPowerWatts)) {
            return Optional.empty();
        }
        double step = Continuity.wattHours(1, scaler);
        double[] net = interpolated(around, seconds, energy, scaler);
        if (goesOnWithoutImport(net, seconds, energy, Math.max(step, activeStepWattHours))) {
            return Optional.empty();
        }
        return Optional.of(new ReactiveCourse(net, seconds, energy, step, activeStepWattHours, reactive.byTested()));
    }

    /** The levels from the last one at or before the first second to the first one at or after the last. */
    private static SortedMap<Long, ReactiveLevel> bracket(
            SortedMap<Long, ReactiveLevel> levels, long first, long last) {
        TreeMap<Long, ReactiveLevel> all = new TreeMap<>(levels);
        Long from = all.floorKey(first);
        Long to = all.ceilingKey(last);
        return from == null || to == null ? new TreeMap<>() : all.subMap(from, true, to, true);
    }

    private static boolean isPlausible(SortedMap<Long, ReactiveLevel> levels, int scaler, double maximumPower) {
        long before = levels.firstKey();
        long raw = levels.values().iterator().next().raw();
        for (Map.Entry<Long, ReactiveLevel> each : levels.entrySet()) {
            long elapsed = each.getKey() - before;
            double most = PLAUSIBLE * maximumPower * elapsed / HOUR_SECONDS + 2 * Continuity.wattHours(1, scaler);
            boolean jumps = Math.abs(Continuity.wattHours(each.getValue().raw() - raw, scaler)) > most;
            if (each.getValue().scaler() != scaler || elapsed > LARGEST_GAP_SECONDS || jumps) {
                return false;
            }
            before = each.getKey();
            raw = each.getValue().raw();
        }
        return true;
    }

    /** Between two levels it goes with the active energy: the power factor of an hour is taken for constant. */
    private static double[] interpolated(
            SortedMap<Long, ReactiveLevel> levels, long[] seconds, double[] energy, int scaler) {
        long[] times = levels.keySet().stream().mapToLong(Long::longValue).toArray();
        long[] raw = levels.values().stream().mapToLong(ReactiveLevel::raw).toArray();
        double[] net = new double[seconds.length];
        int j = 0;
        for (int k = 0; k < net.length; k++) {
            while (j + 2 < times.length && times[j + 1] <= seconds[k]) {
                j++;
            }
            int next = Math.min(j + 1, times.length - 1);
            net[k] = Continuity.wattHours(raw[j] - raw[0], scaler)
                    + share(times[j], times[next], k, seconds, energy)
                            * Continuity.wattHours(raw[next] - raw[j], scaler);
        }
        return net;
    }

    /** Share of the energy between two times that is through at a level; of the time where the run does not hold both. */
    private static double share(long from, long to, int k, long[] seconds, double[] energy) {
        int first = Arrays.binarySearch(seconds, from);
        int last = Arrays.binarySearch(seconds, to);
        if (first >= 0 && last >= 0 && energy[last] > energy[first]) {
            return (energy[k] - energy[first]) / (energy[last] - energy[first]);
        }
        return to > from ? (double) (seconds[k] - from) / (to - from) : 0;
    }

    private static boolean goesOnWithoutImport(double[] net, long[] seconds, double[] energy, double step) {
        int from = 0;
        for (int k = 1; k < net.length; k++) {
            if (seconds[k] - seconds[from] >= HOUR_SECONDS) {
                if (Math.abs(net[k] - net[from]) > LARGEST_TANGENT * (energy[k] - energy[from] + step)) {
                    return true;
                }
                from = k;
            }
        }
        return false;
    }

    private static double tangentSquareEnergy(double[] net, long[] seconds, double[] energy) {
        double sum = 0;
        int from = 0;
        for (int k = 1; k < net.length; k++) {
            double active = energy[k] - energy[from];
            if (active > 0 && (seconds[k] - seconds[from] >= HOUR_SECONDS || k == net.length - 1)) {
                double reactive = net[k] - net[from];
                sum += reactive * reactive / active;
                from = k;
            }
        }
        return sum;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a meter was how warm: slots of equal length, counted by whole degrees. Sums of counts, so any order of adding
 * gives the same history. Immutable.
 *
 * @param slots number of slots by temperature in degrees Celsius, {@value #COLDEST}..{@value #HOTTEST}
 */
public record HeatHistory(SortedMap<Integer, Long> slots) {
    /** Slots of a day; each lasts three hours. */
    public static final int SLOTS_PER_DAY = 8;

    /** Sensors that say less are not believed, degrees Celsius. */
    public static final int COLDEST = -40;

    /** Sensors that say more are not believed, degrees Celsius. */
    public static final int HOTTEST = 100;

    /** Temperature at which drift priors hold, degrees Celsius: reference conditions of the IEC 62053 series. */
    public static final double REFERENCE_CELSIUS = 23;

    /** Activation energy unless the profile states another, eV. */
    public static final double DEFAULT_ACTIVATION_ENERGY = 0.7;

    private static final double BOLTZMANN_ELECTRONVOLTS_PER_KELVIN = 8.617333262e-5;
    private static final double ZERO_CELSIUS_KELVIN = 273.15;
    private static final int BELIEVED_FROM_DAYS = 30;

    /** Copies the map. */
    public HeatHistory {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    /** Nothing measured yet. */
    public static HeatHistory none() {
        return new HeatHistory(Collections.emptySortedMap());
    }

    /** True for a temperature that a sensor of a meter can mean. */
    public static boolean isBelievable(int tenthsCelsius) {
        return tenthsCelsius >= 10 * COLDEST && tenthsCelsius <= 10 * HOTTEST;
    }

    /** With more slots, each by the highest temperature in it, in tenths of a degree Celsius. */
    public HeatHistory plus(Iterable<Integer> slotTenths) {
        SortedMap<Integer, Long> next = new TreeMap<>(slots);
        for (int tenths : slotTenths) {
            next.merge(Math.floorDiv(tenths + 5, 10), 1L, Long::sum);
        }
        return new HeatHistory(next);
    }

    /** Measured days, whole ones. */
    public long days() {
        return count() / SLOTS_PER_DAY;
    }

    /** Mean temperature in degrees Celsius; the reference temperature where nothing was measured. */
    public double meanCelsius() {
        double sum = 0;
        for (var each : slots.entrySet()) {
            sum += (double) each.getKey() * each.getValue();
        }
        return count() == 0 ? REFERENCE_CELSIUS : sum / count();
    }

    /**
     * How many times faster than at {@value #REFERENCE_CELSIUS} degrees the meter ages: the mean of
     * AF = exp(Ea/k (1/T1 - 1/T2)) (Arrhenius) over its slots. Never below 1: cold earns no time. Exactly 1 before
     * {@value #BELIEVED_FROM_DAYS} days were measured.
     *
     * @param activationEnergyElectronvolts Ea, positive
     */
    public double acceleration(double activationEnergyElectronvolts) {
        if (days() < BELIEVED_FROM_DAYS) {
            return 1;
        }
        double sum = 0;
        for (var each : slots.entrySet()) {
            sum += each.getValue() * factor(each.getKey(), activationEnergyElectronvolts);
        }
        return Math.max(1, sum / count());
    }

    private static double factor(double celsius, double activationEnergyElectronvolts) {
        double from = REFERENCE_CELSIUS + ZERO_CELSIUS_KELVIN;
        double to = celsius + ZERO_CELSIUS_KELVIN;
        return StrictMath.exp(activationEnergyElectronvolts / BOLTZMANN_ELECTRONVOLTS_PER_KELVIN * (1 / from - 1 / to));
    }

    private long count() {
        return slots.values().stream().mapToLong(Long::longValue).sum();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.Arrays;
import org.plumbline.simulator.physics.EnergyIntegrator.Span;
import org.plumbline.simulator.physics.Wiring;

/**
 * What a meter has counted, in milliwatt-hours (millivar-hours, millivolt-ampere-hours), before rounding down. Not
 * thread-safe.
 *
 * <p>Apparent energy is vectorial over the capture interval: its square is the sum of the squares of active and
 * reactive energy of the interval.
 */
final class EnergyCounters {
    private static final int MILLI = 1000;
    private static final long FULL_RANGE = 1L << 32;

    private final double[] counted;
    /** Contents that stuck registers show, in milli-units; negative where a register is not stuck. */
    private final long[] stuckAt;

    private long activeImport;
    private double activeImportFraction;
    private double intervalActive;
    private double intervalReactive;

    /** Starts at a content; a part of it was counted in tariff 1, each phase has had its share. */
    EnergyCounters(long initialMilliwattHours, Wiring wiring) {
        counted = new double[EnergyQuantity.values().length];
        stuckAt = new long[counted.length];
        Arrays.fill(stuckAt, -1);
        activeImport = initialMilliwattHours;
        counted[EnergyQuantity.ACTIVE_IMPORT_TARIFF_1.ordinal()] = Math.floor(initialMilliwattHours * 0.7);
        for (int phase = 0; wiring.phases() > 1 && phase < wiring.phases(); phase++) {
            add(EnergyQuantity.importOf(phase), initialMilliwattHours * Math.abs(wiring.signedShare(phase)));
        }
    }

    private EnergyCounters(EnergyCounters other) {
        counted = other.counted.clone();
        stuckAt = other.stuckAt.clone();
        activeImport = other.activeImport;
        activeImportFraction = other.activeImportFraction;
        intervalActive = other.intervalActive;
        intervalReactive = other.intervalReactive;
    }

    EnergyCounters copy() {
        return new EnergyCounters(this);
    }

    /** Counts a span that lies in one capture interval, and so in one tariff. */
    void count(Span span, Wiring wiring, boolean tariffOne) {
        double seen = wiring.seenShare();
        countActive(span.measuredMilliwattHours() * seen, tariffOne);
        double reactive = span.reactiveMillivarHours() * seen;
        add(reactive < 0 ? EnergyQuantity.REACTIVE_EXPORT : EnergyQuantity.REACTIVE_IMPORT, Math.abs(reactive));
        if (seen >= 0) {
            intervalActive += span.measuredMilliwattHours() * seen;
            intervalReactive += reactive;
        }
        for (int phase = 0; wiring.phases() > 1 && phase < wiring.phases(); phase++) {
            double share = span.measuredMilliwattHours() * wiring.signedShare(phase);
            add(share < 0 ? EnergyQuantity.exportOf(phase) : EnergyQuantity.importOf(phase), Math.abs(share));
        }
    }

    /** Lets a register show what it holds now for good, or again what is counted. */
    void stick(EnergyQuantity quantity, boolean stuck) {
        stuckAt[quantity.ordinal()] = stuck ? shownMilliUnits(quantity) : -1;
    }

    /** Ends a capture interval. */
    void closeInterval() {
        add(EnergyQuantity.APPARENT_IMPORT, Math.hypot(intervalActive, intervalReactive));
        intervalActive = 0;
        intervalReactive = 0;
    }

    /** Whole milliwatt-hours counted as active import. */
    long activeImportMilliwattHours() {
        return activeImport;
    }

    /**
     * Content of a register: rounded down to 10^scaler units, modulo its width.
     *
     * @param digits width in decimal digits, 0 for 32 bits
     */
    long raw(EnergyQuantity quantity, int scaler, int digits) {
        return rawShifted(quantity, 0, scaler, digits);
    }

    /** The same, of a content that lies off the counted one. */
    long rawShifted(EnergyQuantity quantity, long shiftMilliUnits, int scaler, int digits) {
        return raw(shownMilliUnits(quantity) + shiftMilliUnits, scaler, digits);
    }

    static long raw(long milliUnits, int scaler, int digits) {
        return Math.floorMod(
                Math.floorDiv(milliUnits, powerOfTen(scaler) * MILLI), digits == 0 ? FULL_RANGE : powerOfTen(digits));
    }

    private long shownMilliUnits(EnergyQuantity quantity) {
        long stuck = stuckAt[quantity.ordinal()];
        return stuck >= 0 ? stuck : (long) milliUnits(quantity);
    }

    private double milliUnits(EnergyQuantity quantity) {
        return switch (quantity) {
            case ACTIVE_IMPORT -> activeImport;
            case ACTIVE_IMPORT_TARIFF_2 ->
                Math.max(0, activeImport + activeImportFraction - counted(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1));
            case APPARENT_IMPORT -> counted(quantity) + Math.hypot(intervalActive, intervalReactive);
            default -> counted(quantity);
        };
    }

    private void countActive(double milliwattHours, boolean tariffOne) {
        if (milliwattHours < 0) {
            add(EnergyQuantity.ACTIVE_EXPORT, -milliwattHours);
            return;
        }
        double withFraction = activeImportFraction + milliwattHours;
        long whole = (long) withFraction;
        activeImport += whole;
        activeImportFraction = withFraction - whole;
        if (tariffOne) {
            add(EnergyQuantity.ACTIVE_IMPORT_TARIFF_1, milliwattHours);
        }
    }

    private double counted(EnergyQuantity quantity) {
        return counted[quantity.ordinal()];
    }

    private void add(EnergyQuantity quantity, double milliUnits) {
        counted[quantity.ordinal()] += milliUnits;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}

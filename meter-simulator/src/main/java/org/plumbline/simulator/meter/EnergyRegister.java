// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.simulator.physics.ElectricalState;
import org.plumbline.simulator.physics.EnergyIntegrator;
import org.plumbline.simulator.physics.SeededStream;
import org.plumbline.simulator.physics.Supply;
import org.plumbline.simulator.physics.Wiring;
import org.plumbline.simulator.port.TruthLedger.Level;

/**
 * The measuring part of a meter: counts energy with the coefficients in force and captures the load profile on the
 * meter's clock. Counted energy is carried without rounding from span to span. Not thread-safe.
 */
final class EnergyRegister {
    private static final int STATUS_CRITICAL_ERROR = 0x01;
    private static final int STATUS_CLOCK_INVALID = 0x02;
    private static final int STATUS_CLOCK_ADJUSTED = 0x20;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int TARIFF_ONE_FROM_HOUR = 6;
    private static final int TARIFF_ONE_TO_HOUR = 22;

    private final MeterPlan plan;
    private final long capturePeriod;
    private final EnergyIntegrator integrator;
    private final MeterClock clock;
    private final RegisterHistory history;
    private final List<Level> captured = new ArrayList<>();
    private EnergyCounters counters;
    private Wiring wiring;
    private EnergyIntegrator.Coefficients coefficients = EnergyIntegrator.Coefficients.FACTORY;
    private long changeCounter;
    private long countedTo;
    private long nextCapture;
    private long trueMilliwattHours;
    private int statusOfNextRow;
    private double ratioFactor = 1;
    private boolean criticalError;
    private int rowsToMiss;
    private int rowsToDouble;
    private Sensing sensing = Sensing.right();
    private long profileShiftMilliwattHours;

    EnergyRegister(MeterPlan plan) {
        this.plan = plan;
        this.capturePeriod = plan.features().capturePeriodSeconds();
        this.integrator = new EnergyIntegrator(plan.load(), plan.errorCurve(), plan.climate());
        this.countedTo = plan.start().getEpochSecond();
        long shown = countedTo + plan.clockSkewSeconds();
        this.clock = new MeterClock(countedTo, shown, plan.features().clock());
        this.nextCapture = Math.ceilDiv(shown, capturePeriod) * capturePeriod;
        this.wiring = Wiring.of(plan.rating().phases(), SeededStream.label(plan.meterId()));
        this.counters = new EnergyCounters(plan.initialRegisterMilliwattHours(), wiring);
        this.history = new RegisterHistory(
                plan.features().profileCapacity(),
                plan.features().extraColumns().size());
    }

    /** Captures every row due up to an instant. */
    void captureUntil(long epochSecond) {
        long instant = clock.whenShowing(nextCapture);
        while (instant <= epochSecond) {
            capture(Math.max(instant, countedTo));
            nextCapture += capturePeriod;
            instant = clock.whenShowing(nextCapture);
        }
    }

    /** Rows captured since the last call, with the truth behind them. */
    List<Level> takeCaptured() {
        List<Level> taken = List.copyOf(captured);
        captured.clear();
        return taken;
    }

    /** Counts with other coefficients from an instant on; rows due before it must have been captured. */
    void changeCoefficients(long epochSecond, CoefficientBlock block, long newChangeCounter) {
        countUntil(Math.max(epochSecond, countedTo));
        CoefficientBlock factory = plan.factoryBlock();
        double ratio = block.gain() / factory.gain();
        coefficients = new EnergyIntegrator.Coefficients(
                plan.features().dividesByGain() ? 1 / ratio : ratio,
                block.phaseRadians() - factory.phaseRadians(),
                block.offsetMilliwatts() - factory.offsetMilliwatts());
        changeCounter = newChangeCounter;
    }

    /** Multiplies what is measured from an instant on. */
    void multiplyRatio(long epochSecond, double factor) {
        countUntil(Math.max(epochSecond, countedTo));
        ratioFactor *= factor;
    }

    /** Goes on from another content. */
    void restart(long epochSecond, long milliwattHours) {
        countUntil(Math.max(epochSecond, countedTo));
        counters = new EnergyCounters(milliwattHours, wiring);
    }

    /** Becomes the register of a new meter: from zero, without rows, with a true clock and nominal ratio. */
    void replace(long epochSecond) {
        restart(epochSecond, 0);
        history.clear();
        ratioFactor = 1;
        sensing = Sensing.right();
        profileShiftMilliwattHours = 0;
        statusOfNextRow = 0;
        criticalError = false;
        clock.invalid(false);
        moveClock(epochSecond, epochSecond);
    }

    /** Turns a current transformer (phase 0..2) round, or right again. */
    void reverse(long epochSecond, int phase, boolean reversed) {
        countUntil(Math.max(epochSecond, countedTo));
        wiring = wiring.withReversed(phase, reversed);
    }

    /** Works power and energy out in another way from an instant on. */
    void corruptEnergyPath(long epochSecond, Sensing.EnergyPath path) {
        countUntil(Math.max(epochSecond, countedTo));
        sensing = sensing.with(path);
    }

    /** Shows the same content of a register from an instant on, or again what is counted. */
    void stick(long epochSecond, EnergyQuantity quantity, boolean stuck) {
        countUntil(Math.max(epochSecond, countedTo));
        counters.stick(quantity, stuck);
    }

    void driftNeutral(long epochSecond, double sharePerDay) {
        sensing = sensing.withNeutralDrift(epochSecond, sharePerDay);
    }

    /** Captures the energy register shifted from an instant on. */
    void shiftProfile(long epochSecond, long milliwattHours) {
        countUntil(Math.max(epochSecond, countedTo));
        profileShiftMilliwattHours = milliwattHours;
    }

    void missRows(int count) {
        rowsToMiss += count;
    }

    void doubleRows(int count) {
        rowsToDouble += count;
    }

    void criticalError(boolean present) {
        criticalError = present;
    }

    MeterClock clock() {
        return clock;
    }

    /**
     * Sets the clock at an instant and marks the intervals it touches. A boundary that is jumped over ends the running
     * interval; rows of further ones are never captured.
     */
    void adjustClock(long epochSecond, long shown) {
        clock.invalid(false);
        if (shown == clock.at(epochSecond)) {
            return;
        }
        markNextRow(STATUS_CLOCK_ADJUSTED);
        if (shown >= nextCapture) {
            capture(Math.max(epochSecond, countedTo));
            markNextRow(STATUS_CLOCK_ADJUSTED);
        }
        moveClock(epochSecond, shown);
    }

    /** Moves the clock without a word about it. */
    void moveClock(long epochSecond, long shown) {
        countUntil(Math.max(epochSecond, countedTo));
        clock.set(epochSecond, shown);
        nextCapture = (Math.floorDiv(shown, capturePeriod) + 1) * capturePeriod;
    }

    /** Adds status bits to the next row. */
    void markNextRow(int statusBits) {
        statusOfNextRow |= statusBits;
    }

    RegisterHistory history() {
        return history;
    }

    SimulatedMeter.Snapshot at(long epochSecond) {
        long now = Math.max(epochSecond, countedTo);
        EnergyIntegrator.Span open = openSpan(now);
        EnergyCounters counted = countersWith(open);
        return new SimulatedMeter.Snapshot(
                clock.at(now),
                raw(counted, EnergyQuantity.ACTIVE_IMPORT),
                Math.round(integrator.measuredWattsAt(now, coefficients.behind(ratioFactor))),
                decicelsius(now),
                changeCounter,
                status(),
                trueMilliwattHours + open.trueMilliwattHours(),
                counted.activeImportMilliwattHours());
    }

    /** Content of a register at an instant. */
    long rawAt(long epochSecond, EnergyQuantity quantity) {
        return raw(countersWith(openSpan(Math.max(epochSecond, countedTo))), quantity);
    }

    ElectricalState electricalStateAt(long epochSecond) {
        return ElectricalState.at(
                epochSecond,
                new Supply(plan.climate().seed(), plan.rating().nominalVoltage()),
                wiring,
                integrator.measuredWattsAt(epochSecond, coefficients.behind(ratioFactor)),
                integrator.measuredVarsAt(epochSecond, coefficients.behind(ratioFactor)),
                sensing.energyPath()::wattsOf,
                sensing.neutralGainAt(epochSecond));
    }

    private EnergyIntegrator.Span openSpan(long now) {
        return sensing.energyPath()
                .of(integrator.integrate(countedTo, now, coefficients.behind(ratioFactor)), now - countedTo);
    }

    private EnergyCounters countersWith(EnergyIntegrator.Span open) {
        EnergyCounters counted = counters.copy();
        counted.count(open, wiring, tariffOneAt(countedTo));
        return counted;
    }

    private void capture(long instant) {
        countUntil(instant);
        counters.closeInterval();
        if (!plan.features().loadProfile()) {
            return;
        }
        if (rowsToMiss > 0) {
            rowsToMiss--;
            return;
        }
        List<EnergyQuantity> columns = plan.features().extraColumns();
        long[] extraRaw = new long[columns.size()];
        for (int column = 0; column < extraRaw.length; column++) {
            extraRaw[column] = raw(counters, columns.get(column));
        }
        ProfileRow row =
                new ProfileRow(nextCapture, status(), profileRaw(), decicelsius(instant), changeCounter, extraRaw);
        statusOfNextRow = 0;
        history.append(row);
        if (rowsToDouble > 0) {
            rowsToDouble--;
            history.append(row);
        }
        captured.add(new Level(
                row.captureEpochSecond(),
                row.registerRaw(),
                trueMilliwattHours,
                counters.activeImportMilliwattHours(),
                changeCounter,
                row.status(),
                row.temperatureDecicelsius()));
    }

    private void countUntil(long epochSecond) {
        EnergyIntegrator.Span span = openSpan(epochSecond);
        trueMilliwattHours += span.trueMilliwattHours();
        counters.count(span, wiring, tariffOneAt(countedTo));
        countedTo = epochSecond;
    }

    private long raw(EnergyCounters counted, EnergyQuantity quantity) {
        return counted.raw(
                quantity, plan.rating().registerScaler(), plan.features().registerDigits());
    }

    private long profileRaw() {
        return counters.rawShifted(
                EnergyQuantity.ACTIVE_IMPORT,
                profileShiftMilliwattHours,
                plan.rating().registerScaler(),
                plan.features().registerDigits());
    }

    private int status() {
        return statusOfNextRow
                | (clock.invalid() ? STATUS_CLOCK_INVALID : 0)
                | (criticalError ? STATUS_CRITICAL_ERROR : 0);
    }

    private boolean tariffOneAt(long epochSecond) {
        long hour = Math.floorMod(Math.floorDiv(clock.at(epochSecond), (long) SECONDS_PER_HOUR), 24L);
        return hour >= TARIFF_ONE_FROM_HOUR && hour < TARIFF_ONE_TO_HOUR;
    }

    private int decicelsius(long instant) {
        return (int) Math.round(integrator.celsiusAt(instant) * 10);
    }
}

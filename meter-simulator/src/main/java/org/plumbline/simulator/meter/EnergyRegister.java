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
    private static final int STATUS_CLOCK_INVALID = 0x02;
    private static final long PERIOD = MeterPlan.CAPTURE_PERIOD_SECONDS;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int TARIFF_ONE_FROM_HOUR = 6;
    private static final int TARIFF_ONE_TO_HOUR = 22;

    private final MeterPlan plan;
    private final EnergyIntegrator integrator;
    private final MeterClock clock;
    private final RegisterHistory history;
    private final EnergyCounters counters;
    private final Wiring wiring;
    private final List<Level> captured = new ArrayList<>();
    private double gainRatio = 1;
    private double offsetMilliwatts;
    private long changeCounter;
    private long countedTo;
    private long nextCapture;
    private long trueMilliwattHours;
    private int statusOfNextRow;

    EnergyRegister(MeterPlan plan) {
        this.plan = plan;
        this.integrator = new EnergyIntegrator(plan.load(), plan.errorCurve(), plan.climate());
        this.countedTo = plan.start().getEpochSecond();
        long shown = countedTo + plan.clockSkewSeconds();
        this.clock = new MeterClock(countedTo, shown, plan.features().clock());
        this.nextCapture = Math.ceilDiv(shown, PERIOD) * PERIOD;
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
            nextCapture += PERIOD;
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
        gainRatio = block.gain() / plan.factoryBlock().gain();
        offsetMilliwatts = block.offsetMilliwatts() - plan.factoryBlock().offsetMilliwatts();
        changeCounter = newChangeCounter;
    }

    /** Adds status bits to the next row. */
    void markNextRow(int statusBits) {
        statusOfNextRow |= statusBits;
    }

    boolean clockInvalid() {
        return clock.invalid();
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
                Math.round(integrator.measuredWattsAt(now, gainRatio, offsetMilliwatts)),
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
                integrator.measuredWattsAt(epochSecond, gainRatio, offsetMilliwatts),
                integrator.measuredVarsAt(epochSecond, gainRatio));
    }

    private EnergyIntegrator.Span openSpan(long now) {
        return integrator.integrate(countedTo, now, gainRatio, offsetMilliwatts);
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
        List<EnergyQuantity> columns = plan.features().extraColumns();
        long[] extraRaw = new long[columns.size()];
        for (int column = 0; column < extraRaw.length; column++) {
            extraRaw[column] = raw(counters, columns.get(column));
        }
        ProfileRow row = new ProfileRow(
                nextCapture,
                status(),
                raw(counters, EnergyQuantity.ACTIVE_IMPORT),
                decicelsius(instant),
                changeCounter,
                extraRaw);
        statusOfNextRow = 0;
        history.append(row);
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
        EnergyIntegrator.Span span = integrator.integrate(countedTo, epochSecond, gainRatio, offsetMilliwatts);
        trueMilliwattHours += span.trueMilliwattHours();
        counters.count(span, wiring, tariffOneAt(countedTo));
        countedTo = epochSecond;
    }

    private long raw(EnergyCounters counted, EnergyQuantity quantity) {
        return counted.raw(
                quantity, plan.rating().registerScaler(), plan.features().registerDigits());
    }

    private int status() {
        return statusOfNextRow | (clock.invalid() ? STATUS_CLOCK_INVALID : 0);
    }

    private boolean tariffOneAt(long epochSecond) {
        long hour = Math.floorMod(Math.floorDiv(clock.at(epochSecond), (long) SECONDS_PER_HOUR), 24L);
        return hour >= TARIFF_ONE_FROM_HOUR && hour < TARIFF_ONE_TO_HOUR;
    }

    private int decicelsius(long instant) {
        return (int) Math.round(integrator.celsiusAt(instant) * 10);
    }
}

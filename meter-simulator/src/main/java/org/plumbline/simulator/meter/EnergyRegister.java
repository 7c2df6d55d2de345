// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.simulator.physics.EnergyIntegrator;
import org.plumbline.simulator.port.TruthLedger.Level;

/**
 * The measuring part of a meter: counts energy with the coefficients in force and captures the load profile on the
 * meter's clock. Counted energy is carried without rounding from span to span. Not thread-safe.
 */
final class EnergyRegister {
    private static final int MILLIWATT_HOURS_PER_WATT_HOUR = 1000;

    private final MeterPlan plan;
    private final EnergyIntegrator integrator;
    private final RegisterHistory history;
    private double gainRatio = 1;
    private double offsetMilliwatts;
    private long changeCounter;
    private long countedTo;
    private long trueMilliwattHours;
    private long registeredMilliwattHours;
    private double fractionMilliwattHours;
    private int statusOfNextRow;

    EnergyRegister(MeterPlan plan) {
        this.plan = plan;
        this.integrator = new EnergyIntegrator(plan.load(), plan.errorCurve(), plan.climate());
        this.countedTo = plan.start().getEpochSecond();
        this.registeredMilliwattHours = plan.initialRegisterMilliwattHours();
        long period = MeterPlan.CAPTURE_PERIOD_SECONDS;
        long firstCapture = Math.ceilDiv(countedTo + plan.clockSkewSeconds(), period) * period;
        this.history = new RegisterHistory(firstCapture, plan.rating());
    }

    /** Register content for a counted energy: floor to 10^scaler Wh, modulo 2^32. */
    static long registerRaw(long registeredMilliwattHours, int scaler) {
        long unit = MILLIWATT_HOURS_PER_WATT_HOUR;
        for (int i = 0; i < scaler; i++) {
            unit *= 10;
        }
        return Math.floorDiv(registeredMilliwattHours, unit) & 0xFFFF_FFFFL;
    }

    /** Captures every row due up to an instant. */
    void captureUntil(long epochSecond) {
        long instant = nextCaptureInstant();
        while (instant <= epochSecond) {
            countUntil(instant);
            history.append(
                    trueMilliwattHours, registeredMilliwattHours, changeCounter, statusOfNextRow, decicelsius(instant));
            statusOfNextRow = 0;
            instant = nextCaptureInstant();
        }
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

    SimulatedMeter.Snapshot at(long epochSecond) {
        long now = Math.max(epochSecond, countedTo);
        EnergyIntegrator.Span open = integrator.integrate(countedTo, now, gainRatio, offsetMilliwatts);
        long registered = registeredMilliwattHours + (long) (fractionMilliwattHours + open.measuredMilliwattHours());
        return new SimulatedMeter.Snapshot(
                now + plan.clockSkewSeconds(),
                registerRaw(registered, plan.rating().registerScaler()),
                Math.round(integrator.measuredWattsAt(now, gainRatio, offsetMilliwatts)),
                decicelsius(now),
                changeCounter,
                statusOfNextRow,
                trueMilliwattHours + open.trueMilliwattHours(),
                registered);
    }

    /** Rows captured so far. */
    int size() {
        return history.size();
    }

    /** Index of the oldest row the profile still holds. */
    int firstKeptRow() {
        return Math.max(0, history.size() - SimulatedMeter.PROFILE_CAPACITY);
    }

    /** Index of the first row captured at or after a time of the meter's clock. */
    int firstRowFrom(long epochSecond) {
        return history.firstRowFrom(epochSecond);
    }

    List<Level> rows(int first, int end) {
        List<Level> rows = new ArrayList<>(Math.max(0, end - first));
        for (int row = first; row < end; row++) {
            rows.add(history.level(row));
        }
        return rows;
    }

    private long nextCaptureInstant() {
        return history.nextCaptureEpochSecond() - plan.clockSkewSeconds();
    }

    private void countUntil(long epochSecond) {
        EnergyIntegrator.Span span = integrator.integrate(countedTo, epochSecond, gainRatio, offsetMilliwatts);
        double counted = fractionMilliwattHours + span.measuredMilliwattHours();
        long whole = (long) counted;
        trueMilliwattHours += span.trueMilliwattHours();
        registeredMilliwattHours += whole;
        fractionMilliwattHours = counted - whole;
        countedTo = epochSecond;
    }

    private int decicelsius(long instant) {
        return (int) Math.round(integrator.celsiusAt(instant) * 10);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.util.function.DoubleUnaryOperator;

/**
 * What a meter measures at one instant. Voltage, current and power agree unless the energy path is corrupted: the sum of
 * U * I over the phases times the power factor is the active power. Power factor and angles come from the sensors, not
 * from the energy path. Immutable; phases count from 0.
 */
public final class ElectricalState {
    private static final double FULL_CIRCLE_DEGREES = 360;

    private final Wiring wiring;
    private final double[] volts;
    private final double loadWatts;
    private final double loadVars;
    private final double hertz;
    private final DoubleUnaryOperator energyPath;
    private final double neutralGain;

    private ElectricalState(
            Wiring wiring,
            double[] volts,
            double loadWatts,
            double loadVars,
            double hertz,
            DoubleUnaryOperator energyPath,
            double neutralGain) {
        this.wiring = wiring;
        this.volts = volts;
        this.loadWatts = loadWatts;
        this.loadVars = loadVars;
        this.hertz = hertz;
        this.energyPath = energyPath;
        this.neutralGain = neutralGain;
    }

    /**
     * The state at an instant.
     *
     * @param loadWatts active power of the load as measured, at least 0
     * @param loadVars reactive power of the load as measured; positive is inductive
     * @param energyPath from the active power of the sensors to the one that is shown and counted
     * @param neutralGain gain of the sensor in the neutral conductor
     */
    public static ElectricalState at(
            long epochSecond,
            Supply supply,
            Wiring wiring,
            double loadWatts,
            double loadVars,
            DoubleUnaryOperator energyPath,
            double neutralGain) {
        double[] volts = new double[wiring.phases()];
        for (int phase = 0; phase < volts.length; phase++) {
            volts[phase] = supply.voltsAt(phase, epochSecond);
        }
        return new ElectricalState(
                wiring, volts, loadWatts, loadVars, Supply.hertzAt(epochSecond), energyPath, neutralGain);
    }

    public double volts(int phase) {
        return volts[phase];
    }

    /** Current of a phase in amperes, at least 0. */
    public double amperes(int phase) {
        return Math.abs(wiring.signedShare(phase)) * Math.hypot(loadWatts, loadVars) / volts[phase];
    }

    /** Current that the sensor in the neutral conductor of a single-phase meter shows, in amperes. */
    public double neutralAmperes() {
        return amperes(0) * neutralGain;
    }

    /** Active power, negative where energy seems to be fed in. */
    public double watts() {
        return energyPath.applyAsDouble(loadWatts) * wiring.seenShare();
    }

    public double watts(int phase) {
        return energyPath.applyAsDouble(loadWatts) * wiring.signedShare(phase);
    }

    /** Reactive power; positive is inductive consumption. */
    public double vars() {
        return loadVars * wiring.seenShare();
    }

    /** Apparent power in VA, at least 0. */
    public double voltAmperes() {
        return Math.hypot(watts(), vars());
    }

    /** Active power over the sum of U * I, -1..1; 1 without current. */
    public double powerFactor() {
        double apparent = Math.hypot(loadWatts, loadVars);
        return apparent == 0 ? 1 : loadWatts * wiring.seenShare() / apparent;
    }

    /** Angle from the voltage to the current of a phase, 0..360 degrees; 0..90 is inductive consumption. */
    public double angleDegrees(int phase) {
        double angle = Math.toDegrees(Math.atan2(loadVars, loadWatts));
        double seen = wiring.signedShare(phase) < 0 ? angle + FULL_CIRCLE_DEGREES / 2 : angle;
        return (seen + FULL_CIRCLE_DEGREES) % FULL_CIRCLE_DEGREES;
    }

    public double hertz() {
        return hertz;
    }
}

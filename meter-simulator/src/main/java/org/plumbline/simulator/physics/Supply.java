// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/**
 * Voltage and frequency at a connection point. The same seed gives the same values at every call.
 *
 * @param seed chooses the voltages; meters of one place share it
 * @param nominalVoltage volts, phase to neutral
 */
public record Supply(long seed, double nominalVoltage) {
    private static final long PURPOSE_VOLTAGE = SeededStream.label("voltage");
    private static final long PURPOSE_FREQUENCY = SeededStream.label("frequency");
    private static final double NOMINAL_HERTZ = 50;
    private static final double FREQUENCY_SIGMA_HERTZ = 0.015;
    private static final double FREQUENCY_BOUND_HERTZ = 0.05;
    private static final int VOLTAGE_STEP_SECONDS = 600;
    private static final double VOLTAGE_SIGMA = 0.008;
    private static final double VOLTAGE_BOUND = 0.03;

    /** Volts of a phase (0..2) at an instant in seconds since 1970-01-01T00:00:00Z; within 3 % of the nominal ones. */
    public double voltsAt(int phase, long epochSecond) {
        long step = Math.floorDiv(epochSecond, (long) VOLTAGE_STEP_SECONDS);
        double deviation =
                SeededStream.of(seed, PURPOSE_VOLTAGE, phase, step).truncatedNormal(VOLTAGE_SIGMA, VOLTAGE_BOUND);
        return nominalVoltage * (1 + deviation);
    }

    /** Hertz at an instant; the grid has one frequency for all meters. */
    public static double hertzAt(long epochSecond) {
        long minute = Math.floorDiv(epochSecond, 60L);
        return NOMINAL_HERTZ
                + SeededStream.of(PURPOSE_FREQUENCY, minute)
                        .truncatedNormal(FREQUENCY_SIGMA_HERTZ, FREQUENCY_BOUND_HERTZ);
    }
}

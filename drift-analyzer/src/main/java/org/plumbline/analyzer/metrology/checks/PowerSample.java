// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Optional;

/**
 * Power by the energy path beside power by voltage, current and power factor, of one poll.
 *
 * @param shownWatts magnitude of the active power that the meter shows
 * @param sensedWatts magnitude of PF * sum(U I) over the phases
 * @param largestRounding half a step of every register that enters, added up, in W
 * @param variance of the difference when the errors of the registers are uniform and independent, in W^2
 */
record PowerSample(double shownWatts, double sensedWatts, double largestRounding, double variance) {
    private static final double HALF = 0.5;
    private static final double UNIFORM = 1.0 / 3;

    /** Empty where a register is missing; {@link #lacking} names it. */
    static Optional<PowerSample> of(PollSample poll) {
        if (lacking(poll).isPresent()) {
            return Optional.empty();
        }
        double factor = poll.value(Quantity.POWER_FACTOR);
        double apparent = 0;
        double step = HALF * poll.resolution(Quantity.POWER);
        double rounding = step;
        double squares = step * step;
        for (int phase = 0; phase < phases(poll); phase++) {
            Quantity voltage = Quantity.VOLTAGES.get(phase);
            Quantity current = Quantity.CURRENTS.get(phase);
            double volts = poll.value(voltage);
            double amperes = poll.value(current);
            apparent += volts * amperes;
            double byVoltage = HALF * Math.abs(factor * amperes) * poll.resolution(voltage);
            double byCurrent = HALF * Math.abs(factor * volts) * poll.resolution(current);
            rounding += byVoltage + byCurrent;
            squares += byVoltage * byVoltage + byCurrent * byCurrent;
        }
        double byFactor = HALF * Math.abs(apparent) * poll.resolution(Quantity.POWER_FACTOR);
        return Optional.of(new PowerSample(
                Math.abs(poll.value(Quantity.POWER)),
                Math.abs(factor * apparent),
                rounding + byFactor,
                (squares + byFactor * byFactor) * UNIFORM));
    }

    static Optional<DayFinding.Refusal> lacking(PollSample poll) {
        if (!poll.has(Quantity.POWER)) {
            return Optional.of(DayFinding.Refusal.NO_POWER);
        }
        for (int phase = 0; phase < phases(poll); phase++) {
            if (!poll.has(Quantity.VOLTAGES.get(phase)) || !poll.has(Quantity.CURRENTS.get(phase))) {
                return Optional.of(DayFinding.Refusal.NO_VOLTAGE_CURRENT);
            }
        }
        return poll.has(Quantity.POWER_FACTOR) ? Optional.empty() : Optional.of(DayFinding.Refusal.NO_POWER_FACTOR);
    }

    /** Three where anything of a second or third phase is there. */
    static int phases(PollSample poll) {
        for (int phase = 1; phase < Quantity.VOLTAGES.size(); phase++) {
            if (poll.has(Quantity.VOLTAGES.get(phase)) || poll.has(Quantity.CURRENTS.get(phase))) {
                return Quantity.VOLTAGES.size();
            }
        }
        return 1;
    }

    double difference() {
        return shownWatts - sensedWatts;
    }

    /** Whether the registers resolve the load to half a percent. */
    boolean isResolved() {
        return sensedWatts >= SMALLEST_LOAD_IN_ROUNDINGS * largestRounding;
    }

    private static final double SMALLEST_LOAD_IN_ROUNDINGS = 200;
}

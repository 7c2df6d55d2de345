// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.EnumMap;
import java.util.Map;
import org.plumbline.analyzer.metrology.checks.PollSample.Register;

/** Polls with the rounding that registers have: 1 W, 0.1 V, 1 mA, 0.001. */
public final class Polls {
    private Polls() {}

    /** Of a single-phase meter whose energy path shows the load times a factor. */
    public static PollSample of(long second, double watts, double powerFactor, double volts, double pathFactor) {
        return PollSample.of(second, 1, registers(watts, powerFactor, volts, pathFactor));
    }

    /** The same with energy registers of 1 Wh. */
    public static PollSample with(PollSample poll, Map<Quantity, Long> energies) {
        Map<Quantity, Register> all = poll.registers();
        energies.forEach((quantity, raw) -> all.put(quantity, new Register(raw, 0)));
        return PollSample.of(poll.second(), poll.epoch(), all);
    }

    private static Map<Quantity, Register> registers(
            double watts, double powerFactor, double volts, double pathFactor) {
        Map<Quantity, Register> registers = new EnumMap<>(Quantity.class);
        registers.put(Quantity.POWER, new Register(Math.round(watts * pathFactor), 0));
        registers.put(Quantity.VOLTAGE_L1, new Register(Math.round(volts * 10), -1));
        registers.put(Quantity.CURRENT_L1, new Register(Math.round(watts / powerFactor / volts * 1000), -3));
        registers.put(Quantity.POWER_FACTOR, new Register(Math.round(powerFactor * 1000), -3));
        return registers;
    }
}

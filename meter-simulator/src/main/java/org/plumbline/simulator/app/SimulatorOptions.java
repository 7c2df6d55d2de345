// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.time.Duration;
import java.util.List;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;

/**
 * How a simulator runs.
 *
 * @param port TCP port of all meters; 0 lets the system choose
 * @param fieldClock field time of all meters
 * @param ledger where the truth goes; closed with the server
 * @param faults scripted faults, each striking once
 * @param inactivityTimeout a connection without a request for so long is closed by the meter (wall time)
 * @param ledgerInterval how often rows that became due are captured without anybody asking (wall time)
 */
public record SimulatorOptions(
        int port,
        FieldClock fieldClock,
        TruthLedger ledger,
        List<FaultRule> faults,
        Duration inactivityTimeout,
        Duration ledgerInterval) {
    public SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be in 0..65535: " + port);
        }
        faults = List.copyOf(faults);
    }

    /** A free port, no faults, connections idle for 30 s are closed, rows captured every 50 ms. */
    public static SimulatorOptions of(FieldClock fieldClock, TruthLedger ledger) {
        return new SimulatorOptions(0, fieldClock, ledger, List.of(), Duration.ofSeconds(30), Duration.ofMillis(50));
    }

    public SimulatorOptions withPort(int otherPort) {
        return new SimulatorOptions(otherPort, fieldClock, ledger, faults, inactivityTimeout, ledgerInterval);
    }

    public SimulatorOptions withFaults(List<FaultRule> others) {
        return new SimulatorOptions(port, fieldClock, ledger, others, inactivityTimeout, ledgerInterval);
    }

    public SimulatorOptions withInactivityTimeout(Duration other) {
        return new SimulatorOptions(port, fieldClock, ledger, faults, other, ledgerInterval);
    }
}

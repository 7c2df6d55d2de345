// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.app;

import java.time.Duration;
import java.util.List;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.network.SegmentWatch;
import org.plumbline.simulator.port.FieldClock;
import org.plumbline.simulator.port.TruthLedger;

/**
 * How a simulator runs.
 *
 * @param port TCP port of all meters; 0 lets the system choose
 * @param fieldClock field time of all meters
 * @param ledger where the truth goes; closed with the server
 * @param faults scripted faults, each striking once
 * @param happenings what happens to meters, and when
 * @param linkFaults random faults on all links
 * @param segments watches the connections of the meters' network
 * @param inactivityTimeout a connection without a request for so long is closed by the meter (wall time)
 * @param ledgerInterval how often rows that became due are captured without anybody asking (wall time)
 */
public record SimulatorOptions(
        int port,
        FieldClock fieldClock,
        TruthLedger ledger,
        List<FaultRule> faults,
        List<Happening.Scheduled> happenings,
        LinkFaults.Settings linkFaults,
        SegmentWatch segments,
        Duration inactivityTimeout,
        Duration ledgerInterval) {
    public SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be in 0..65535: " + port);
        }
        faults = List.copyOf(faults);
        happenings = List.copyOf(happenings);
    }

    /** A free port, no faults, connections idle for 30 s are closed, rows captured every 50 ms. */
    public static SimulatorOptions of(FieldClock fieldClock, TruthLedger ledger) {
        return new SimulatorOptions(
                0,
                fieldClock,
                ledger,
                List.of(),
                List.of(),
                LinkFaults.Settings.none(),
                SegmentWatch.unlimited(),
                Duration.ofSeconds(30),
                Duration.ofMillis(50));
    }

    public SimulatorOptions withPort(int other) {
        return copy(other, faults, happenings, linkFaults, segments, inactivityTimeout);
    }

    public SimulatorOptions withFaults(List<FaultRule> others) {
        return copy(port, others, happenings, linkFaults, segments, inactivityTimeout);
    }

    public SimulatorOptions withHappenings(List<Happening.Scheduled> others) {
        return copy(port, faults, others, linkFaults, segments, inactivityTimeout);
    }

    public SimulatorOptions withLinkFaults(LinkFaults.Settings other) {
        return copy(port, faults, happenings, other, segments, inactivityTimeout);
    }

    public SimulatorOptions withSegments(SegmentWatch other) {
        return copy(port, faults, happenings, linkFaults, other, inactivityTimeout);
    }

    public SimulatorOptions withInactivityTimeout(Duration other) {
        return copy(port, faults, happenings, linkFaults, segments, other);
    }

    private SimulatorOptions copy(
            int newPort,
            List<FaultRule> newFaults,
            List<Happening.Scheduled> newHappenings,
            LinkFaults.Settings newLinkFaults,
            SegmentWatch newSegments,
            Duration newInactivityTimeout) {
        return new SimulatorOptions(
                newPort,
                fieldClock,
                ledger,
                newFaults,
                newHappenings,
                newLinkFaults,
                newSegments,
                newInactivityTimeout,
                ledgerInterval);
    }
}

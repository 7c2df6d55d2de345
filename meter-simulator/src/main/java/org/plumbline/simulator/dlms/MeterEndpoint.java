// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.fault.MeterFaults;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.Connection;
import org.plumbline.simulator.port.TruthLedger.ConnectionEvent;

/**
 * What all connections to one meter share: the meter, its objects, its faults and the one association it allows. Safe
 * for concurrent use.
 */
public final class MeterEndpoint {
    private final SimulatedMeter meter;
    private final ObjectModel objects;
    private final MeterFaults faults;
    private final TruthLedger ledger;
    private final IntFunction<byte[]> randomOctets;
    private @Nullable MeterSession associated;

    /** @param randomOctets gives unpredictable octets for challenges */
    public MeterEndpoint(
            SimulatedMeter meter,
            ObjectModels models,
            MeterFaults faults,
            TruthLedger ledger,
            IntFunction<byte[]> randomOctets) {
        this.meter = meter;
        this.objects = models.of(meter.plan());
        this.faults = faults;
        this.ledger = ledger;
        this.randomOctets = randomOctets;
    }

    public SimulatedMeter meter() {
        return meter;
    }

    public MeterFaults faults() {
        return faults;
    }

    ObjectModel objects() {
        return objects;
    }

    byte[] randomOctets(int count) {
        return randomOctets.apply(count);
    }

    /** A session for a new connection. */
    public MeterSession open() {
        report(ConnectionEvent.OPENED);
        return new MeterSession(this);
    }

    /** Takes the association; false while another session holds it. Taking it twice is fine. */
    synchronized boolean acquire(MeterSession session) {
        if (associated != null && !associated.equals(session)) {
            return false;
        }
        associated = session;
        return true;
    }

    synchronized void release(MeterSession session) {
        if (session.equals(associated)) {
            associated = null;
        }
    }

    synchronized void report(ConnectionEvent event) {
        ledger.connection(new Connection(meter.plan().meterId(), event, associated == null ? 0 : 1));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import org.plumbline.simulator.port.TruthLedger;
import org.plumbline.simulator.port.TruthLedger.Counter;
import org.plumbline.simulator.port.TruthLedger.CounterUse;

/** The invocation counters of both directions; they last as long as the meter's keys. Not thread-safe. */
final class InvocationCounters {
    private final String meterId;
    private final String keyFingerprint;
    private final TruthLedger ledger;
    private long highestClientCounter;
    private long serverCounter;

    InvocationCounters(MeterPlan plan, TruthLedger ledger) {
        this.meterId = plan.meterId();
        this.keyFingerprint = plan.keys().fingerprint();
        this.ledger = ledger;
        this.highestClientCounter = plan.initialInvocationCounter();
    }

    long highestClientCounter() {
        return highestClientCounter;
    }

    boolean acceptFrame(long counter) {
        boolean accepted = counter > highestClientCounter;
        if (accepted) {
            highestClientCounter = counter;
        }
        report(counter, CounterUse.FRAME, accepted ? "" : "not above " + highestClientCounter);
        return accepted;
    }

    void noteChallenge(long counter) {
        highestClientCounter = Math.max(highestClientCounter, counter);
        report(counter, CounterUse.CHALLENGE, "");
    }

    long nextServerCounter() {
        serverCounter++;
        return serverCounter;
    }

    private void report(long counter, CounterUse use, String refusal) {
        ledger.counter(new Counter(meterId, keyFingerprint, counter, use, refusal));
    }
}

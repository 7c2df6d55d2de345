// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fault;

import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** When a fault strikes; {@code nth} counts from 1 over the meter's life. */
public sealed interface FaultTrigger {

    /** The nth accepted TCP connection. */
    record OnConnection(int nth) implements FaultTrigger {
        public OnConnection {
            requirePositive(nth);
        }
    }

    /** The nth request on any connection (every APDU counts, association requests too). */
    record OnRequest(int nth) implements FaultTrigger {
        public OnRequest {
            requirePositive(nth);
        }
    }

    /** The first request after the fault was added. */
    record OnNextRequest() implements FaultTrigger {}

    /** The nth request of one kind of changing access. */
    record OnWriteStep(WriteKind step, int nth) implements FaultTrigger {
        public OnWriteStep {
            requirePositive(nth);
        }
    }

    private static void requirePositive(int nth) {
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1: " + nth);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/** Result of a changing access. */
public sealed interface WriteOutcome {
    record Accepted() implements WriteOutcome {}

    /** Refused with a COSEM data-access-result (action-result has the same numbers) and a reason for the ledger. */
    record Refused(int dataAccessResult, String reason) implements WriteOutcome {
        public static Refused other(String reason) {
            return new Refused(250, reason);
        }

        public static Refused typeUnmatched(String reason) {
            return new Refused(12, reason);
        }
    }
}

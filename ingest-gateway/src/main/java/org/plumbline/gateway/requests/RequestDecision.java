// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import java.time.Instant;
import java.util.List;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.fleet.Admission;

/** What is to be done about a request. */
public sealed interface RequestDecision {

    /** It was answered before: nothing more is said. */
    record Answered() implements RequestDecision {}

    /**
     * @param cause stable name
     * @param text one sentence with the remedy
     */
    record Refuse(String cause, String text) implements RequestDecision {}

    record CarryOut(Admission.Admitted meter, Task task) implements RequestDecision {}

    /** What to do on the meter. */
    sealed interface Task {

        /** @param registers empty = those that are to be read of the meter in any case */
        record Registers(List<ObisCode> registers) implements Task {
            public Registers {
                registers = List.copyOf(registers);
            }
        }

        /** Both ends inclusive, by the meter's clock. */
        record Rows(Instant from, Instant to) implements Task {}

        record ClockSync() implements Task {}
    }
}

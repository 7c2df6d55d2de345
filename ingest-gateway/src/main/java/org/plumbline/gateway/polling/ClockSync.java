// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.util.Map;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.MeterSession;

/** Measures a meter's clock and sets it as far as the gateway's policy allows. Runs on the meter's session. */
public interface ClockSync {

    /**
     * What was found and done.
     *
     * @param done false when the clock could not be measured
     * @param text one sentence: what was found, and what was done about it
     */
    record Answer(boolean done, String text, Map<String, String> evidence) {
        public Answer {
            evidence = Map.copyOf(evidence);
        }
    }

    /** @throws org.plumbline.gateway.dlms.MeterFaultException when the meter fails */
    Answer synchronise(MeterSession session, Admission.Admitted meter);
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import java.util.function.Function;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;

/** Opens a session with one meter, within the bound on sessions of the instance. */
public interface MeterSessions {

    /**
     * Associates, works, releases.
     *
     * @throws org.plumbline.gateway.dlms.MeterFaultException when the meter cannot be served
     */
    <T> T with(Admission.Admitted meter, FrameGate gate, Function<MeterSession, T> work);
}

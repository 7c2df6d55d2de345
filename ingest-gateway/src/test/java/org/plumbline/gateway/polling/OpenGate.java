// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

/** A gate that lets changes out until the test shuts it, at once or after a number of questions. */
final class OpenGate implements FrameGate {

    @Nullable
    MeterFault shutBy;

    int changesLeft = Integer.MAX_VALUE;

    @Override
    public GateDecision beforeFrame() {
        return new GateDecision.Open();
    }

    @Override
    public GateDecision beforeChange() {
        return shutBy != null && changesLeft-- <= 0 ? new GateDecision.Shut(shutBy) : new GateDecision.Open();
    }
}

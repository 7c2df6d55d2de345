// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.holds.HoldDecision;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

/** The gate of a clock change: lease, and the holds on everything or on clocks. */
public final class ClockGate implements FrameGate {

    /** Scope of a hold on clock changes alone. */
    public static final String SCOPE = "clock";

    private final FrameGate lease;
    private final HoldsView holds;

    /** @param lease asked before every frame */
    public ClockGate(FrameGate lease, HoldsView holds) {
        this.lease = lease;
        this.holds = holds;
    }

    @Override
    public GateDecision beforeFrame() {
        return lease.beforeFrame();
    }

    @Override
    public GateDecision beforeChange() {
        if (lease.beforeFrame() instanceof GateDecision.Shut shut) {
            return shut;
        }
        return switch (holds.decide(SCOPE)) {
            case HoldDecision.Free free -> new GateDecision.Open();
            case HoldDecision.Held(String scope, String reason) ->
                new GateDecision.Shut(new MeterFault.HoldActive("scope " + scope + ": " + reason));
            case HoldDecision.Unknown unknown ->
                new GateDecision.Shut(new MeterFault.HoldActive("view of the holds is older than one second"));
        };
    }
}

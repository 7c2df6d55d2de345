// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.time.Instant;
import java.time.InstantSource;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.holds.HoldDecision;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

/** The gate of one order: lease, holds of its campaign, expiry. */
public final class OrderGate implements FrameGate {

    private final FrameGate lease;
    private final HoldsView holds;
    private final String campaignId;
    private final String orderId;
    private final Instant expiresAt;
    private final InstantSource wallTime;

    /** @param lease asked before every frame */
    public OrderGate(FrameGate lease, HoldsView holds, ReceivedOrder order, InstantSource wallTime) {
        this.lease = lease;
        this.holds = holds;
        this.campaignId = order.campaignId();
        this.orderId = order.orderId();
        this.expiresAt = order.expiresAt();
        this.wallTime = wallTime;
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
        if (!wallTime.instant().isBefore(expiresAt)) {
            return new GateDecision.Shut(new MeterFault.OrderExpired(orderId));
        }
        return switch (holds.decide(campaignId)) {
            case HoldDecision.Free free -> new GateDecision.Open();
            case HoldDecision.Held(String scope, String reason) ->
                new GateDecision.Shut(new MeterFault.HoldActive("scope " + scope + ": " + reason));
            case HoldDecision.Unknown unknown ->
                new GateDecision.Shut(new MeterFault.HoldActive("view of the holds is older than one second"));
        };
    }
}

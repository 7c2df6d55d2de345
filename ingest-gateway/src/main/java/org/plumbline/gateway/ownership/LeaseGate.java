// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

/** Lets frames out while the lease is held and the partition is not being given back; never lets a change out. */
public final class LeaseGate implements FrameGate {

    private final Lease lease;
    private final OwnerLink owner;

    public LeaseGate(Lease lease, OwnerLink owner) {
        this.lease = lease;
        this.owner = owner;
    }

    @Override
    public GateDecision beforeFrame() {
        return lease.held() && owner.running()
                ? new GateDecision.Open()
                : new GateDecision.Shut(new MeterFault.LeaseLost());
    }

    @Override
    public GateDecision beforeChange() {
        return new GateDecision.Shut(new MeterFault.HoldActive("a reading session changes nothing"));
    }
}

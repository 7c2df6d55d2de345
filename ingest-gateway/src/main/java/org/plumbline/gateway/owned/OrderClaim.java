// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.pacing.Claim;
import org.plumbline.gateway.pacing.Lane;
import org.plumbline.gateway.pacing.Pacer;
import org.plumbline.gateway.pacing.SessionPermit;

/** The wait of an order or an on-demand read for a session. */
final class OrderClaim implements Claim {

    private final String segment;
    private final OwnerLink owner;
    private final CompletableFuture<SessionPermit> answer = new CompletableFuture<>();

    private OrderClaim(String segment, OwnerLink owner) {
        this.segment = segment;
        this.owner = owner;
    }

    /**
     * Waits for a session; ends at once when the owner ends.
     *
     * @throws org.plumbline.gateway.dlms.MeterFaultException SegmentUnavailable after the deadline, LeaseLost when the
     *     owner has ended
     */
    static SessionPermit await(Pacer pacer, String segment, OwnerLink owner, Duration deadline) {
        OrderClaim claim = new OrderClaim(segment, owner);
        pacer.claim(claim);
        if (!owner.running()) {
            claim.withdrawn();
        }
        boolean granted = false;
        try {
            SessionPermit permit = SegmentUse.await(owner, claim.answer, deadline, segment, "has no session free");
            granted = true;
            return permit;
        } finally {
            if (!granted && !claim.answer.cancel(false)) {
                claim.answer.join().close(); // it came at the last moment
            }
            if (!granted) {
                pacer.giveUp(claim);
            }
        }
    }

    @Override
    public String segment() {
        return segment;
    }

    @Override
    public Lane lane() {
        return Lane.ORDER;
    }

    @Override
    public boolean retry() {
        return false; // an order has bounds of its own
    }

    @Override
    public Object holder() {
        return owner;
    }

    @Override
    public boolean granted(SessionPermit permit) {
        return answer.complete(permit);
    }

    @Override
    public void withdrawn() {
        answer.cancel(false);
    }
}

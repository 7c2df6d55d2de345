// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.pacing.SessionPermit;
import org.plumbline.gateway.port.NetworkUse;

/** What one session takes of its segment, on a permit. Waits on the session's thread. */
final class SegmentUse implements NetworkUse {

    /** Beyond what the limits make a connection wait for. */
    private static final Duration CONNECT_GRACE = Duration.ofSeconds(30);

    private final SessionPermit permit;
    private final OwnerLink owner;
    private int framesSent;
    private int framesLost;

    SegmentUse(SessionPermit permit, OwnerLink owner) {
        this.permit = permit;
        this.owner = owner;
    }

    @Override
    public void awaitConnect() {
        SessionPermit.Connect connect = permit.connect();
        boolean allowed = false;
        try {
            await(
                    owner,
                    connect.allowed(),
                    connect.expected().plus(CONNECT_GRACE),
                    permit.segment(),
                    "has no connection free");
            allowed = true;
        } finally {
            if (!allowed) {
                permit.giveUpConnect();
            }
        }
    }

    @Override
    public void answered(boolean handshake) {
        permit.answered();
        framesSent += handshake ? 0 : 1;
    }

    @Override
    public void lost() {
        framesSent++;
        framesLost++;
    }

    /** Frames of the session on connections that had been answered on before, lost ones included. */
    int framesSent() {
        return framesSent;
    }

    int framesLost() {
        return framesLost;
    }

    /**
     * @return what was answered
     * @throws MeterFaultException SegmentUnavailable after the deadline, LeaseLost when the owner has ended
     */
    static <T> T await(OwnerLink owner, CompletableFuture<T> answer, Duration deadline, String segment, String reason) {
        owner.await(answer, deadline);
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow();
            case RUNNING -> {
                if (!owner.running()) {
                    throw new MeterFaultException(new MeterFault.LeaseLost());
                }
                String waited = reason + " after " + deadline.toMillis() + " ms";
                throw new MeterFaultException(new MeterFault.SegmentUnavailable(segment, waited));
            }
            case FAILED, CANCELLED -> throw new MeterFaultException(new MeterFault.LeaseLost());
        };
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.guard.ApduCipher;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.FrameTap;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.InvocationCounters;
import org.plumbline.gateway.port.NetworkUse;

/** The last stop before the wire: no frame without the gate's consent, no counter but from the reserved block. */
final class FrameLine implements AutoCloseable {

    private final DlmsLink link;
    private final InvocationCounters counters;
    private final FrameGate gate;
    private final LongSupplier nanoTime;
    private final NetworkUse use;
    private final SessionSettings settings;
    private final FrameTap tap;
    private boolean answeredBefore;

    FrameLine(
            DlmsLink link,
            InvocationCounters counters,
            FrameGate gate,
            LongSupplier nanoTime,
            NetworkUse use,
            SessionSettings settings) {
        this(link, counters, gate, nanoTime, use, settings, FrameTap.NONE);
    }

    FrameLine(
            DlmsLink link,
            InvocationCounters counters,
            FrameGate gate,
            LongSupplier nanoTime,
            NetworkUse use,
            SessionSettings settings,
            FrameTap tap) {
        this.link = link;
        this.counters = counters;
        this.gate = gate;
        this.nanoTime = nanoTime;
        this.use = use;
        this.settings = settings;
        this.tap = tap;
    }

    FrameTap tap() {
        return tap;
    }

    /** A counter for one frame or token; never near the wrap. */
    long nextCounter() {
        long counter = counters.next();
        if (counter > ApduCipher.COUNTER_LIMIT - settings.counterMargin()) {
            throw new MeterFaultException(new MeterFault.CounterExhausted(counter));
        }
        return counter;
    }

    /** An exchange that a meter must answer; whether it did is told. */
    byte[] exchange(byte[] apdu, String phase) {
        try {
            byte[] reply = exchange(apdu, phase, settings.exchangeTimeout());
            use.answered(!answeredBefore);
            answeredBefore = true;
            return reply;
        } catch (MeterFaultException failed) {
            if (answeredBefore && failed.fault() instanceof MeterFault.ExchangeTimeout) {
                use.lost();
            }
            throw failed;
        }
    }

    /** When a transfer that begins now must be complete, in ns of the monotonic clock. */
    long transferEnd() {
        return nanoTime.getAsLong() + settings.limits().time().toNanos();
    }

    /**
     * One exchange of a transfer.
     *
     * @param transferEnd as {@link #transferEnd()} gave it when the transfer began
     */
    byte[] exchangeWithin(long transferEnd, byte[] apdu, String phase) {
        Duration left = Duration.ofNanos(transferEnd - nanoTime.getAsLong());
        if (left.compareTo(settings.exchangeTimeout()) >= 0) {
            return exchange(apdu, phase);
        }
        MeterFault tooSlow =
                new MeterFault.TransferTimeout(phase, settings.limits().time());
        if (!left.isPositive()) {
            throw new MeterFaultException(tooSlow);
        }
        try {
            return exchange(apdu, phase, left);
        } catch (MeterFaultException failed) {
            throw failed.fault() instanceof MeterFault.ExchangeTimeout
                    ? new MeterFaultException(tooSlow, failed)
                    : failed;
        }
    }

    byte[] exchange(byte[] apdu, String phase, Duration deadline) {
        if (gate.beforeFrame() instanceof GateDecision.Shut(MeterFault fault)) {
            throw new MeterFaultException(fault);
        }
        tap.frame(true, phase, apdu);
        byte[] reply = link.exchange(apdu, phase, deadline);
        tap.frame(false, phase, reply);
        return reply;
    }

    @Override
    public void close() {
        link.close();
    }
}

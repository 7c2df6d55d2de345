// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.port.WorkObserver;

/** Tells how long each exchange took. */
public final class TimedTransport implements DlmsTransport {

    private final DlmsTransport transport;
    private final LongSupplier nanoTime;
    private final WorkObserver observer;

    /** @param nanoTime monotonic clock */
    public TimedTransport(DlmsTransport transport, LongSupplier nanoTime, WorkObserver observer) {
        this.transport = transport;
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    @Override
    public DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout, NetworkUse use) {
        return new TimedLink(transport.connect(endpoint, clientSap, timeout, use));
    }

    private final class TimedLink implements DlmsLink {
        private final DlmsLink link;

        TimedLink(DlmsLink link) {
            this.link = link;
        }

        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            long sent = nanoTime.getAsLong();
            boolean answered = false;
            try {
                byte[] reply = link.exchange(apdu, phase, deadline);
                answered = true;
                return reply;
            } finally {
                observer.exchanged(phase, nanoTime.getAsLong() - sent, answered);
            }
        }

        @Override
        public void close() {
            link.close();
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Duration;

/** One connection to one meter, request by request. Used by one thread at a time. */
public interface DlmsLink extends AutoCloseable {

    /**
     * Sends one APDU and waits for the whole reply APDU. The wrapper header is added, and checked in the reply.
     *
     * @param phase what is being asked, for the evidence of a fault
     * @param deadline time for the complete reply, however slowly its octets arrive
     * @throws org.plumbline.gateway.dlms.MeterFaultException ExchangeTimeout, ConnectionLost or GuardViolated(WRAPPER);
     *     the link is closed then
     */
    byte[] exchange(byte[] apdu, String phase, Duration deadline);

    /** Closes at once; a second call does nothing. Never throws. */
    @Override
    void close();
}

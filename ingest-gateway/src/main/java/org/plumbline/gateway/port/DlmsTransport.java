// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Duration;
import org.plumbline.gateway.dlms.MeterEndpoint;

/** Opens connections to meters. Safe for many threads. */
public interface DlmsTransport {

    /**
     * @param clientSap wrapper source port of this connection
     * @param timeout of the connect itself; the wait for permission does not count
     * @param use asked for permission when the address is known and allowed
     * @throws org.plumbline.gateway.dlms.MeterFaultException AddressNotAllowed, ConnectionRefused or ConnectTimeout
     */
    DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout, NetworkUse use);
}

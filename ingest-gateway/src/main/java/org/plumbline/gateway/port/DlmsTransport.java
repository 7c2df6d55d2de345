// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Duration;
import org.plumbline.gateway.dlms.MeterEndpoint;

/** Opens connections to meters. Safe for many threads. */
public interface DlmsTransport {

    /**
     * @param clientSap wrapper source port of this connection
     * @throws org.plumbline.gateway.dlms.MeterFaultException AddressNotAllowed, ConnectionRefused or ConnectTimeout
     */
    DlmsLink connect(MeterEndpoint endpoint, int clientSap, Duration timeout);
}

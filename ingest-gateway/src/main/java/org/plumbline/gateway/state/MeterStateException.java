// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import org.plumbline.gateway.GatewayException;

/** Stored octets are not a meter state of a known version. The meter must not be spoken to: its counters are unknown. */
public final class MeterStateException extends GatewayException {
    private static final long serialVersionUID = 1L;

    public MeterStateException(String message) {
        super(message);
    }

    public MeterStateException(String message, Throwable cause) {
        super(message, cause);
    }
}

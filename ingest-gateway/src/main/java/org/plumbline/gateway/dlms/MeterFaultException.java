// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import org.plumbline.gateway.GatewayException;

/** A meter could not be served; {@link #fault()} says why. */
public final class MeterFaultException extends GatewayException {
    private static final long serialVersionUID = 1L;

    private final transient MeterFault fault;

    public MeterFaultException(MeterFault fault) {
        super(fault.evidence());
        this.fault = fault;
    }

    public MeterFaultException(MeterFault fault, Throwable cause) {
        super(fault.evidence(), cause);
        this.fault = fault;
    }

    public MeterFault fault() {
        return fault;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import org.plumbline.schema.EventCodes;

/** Codes that a fault carries to the meter-events topic. */
public enum EventCode {
    /** No usable answer within the time allowed, split by layer in the evidence. */
    COMMUNICATION(EventCodes.COMMUNICATION),
    /** Authentication, ciphering or invocation counters. */
    SECURITY(EventCodes.SECURITY),
    /** The meter answers something that is not DLMS/COSEM as agreed. */
    PROTOCOL(EventCodes.PROTOCOL),
    /** The stored calibration block and its checksum disagree. */
    METER_ERROR(EventCodes.METER_ERROR),
    /** The registration does not fit: address not allowed, another meter answers. */
    REGISTRATION(EventCodes.REGISTRATION),
    /** The gateway itself stopped: lease, hold, expiry, no reserved counter. Says nothing about the meter; never published. */
    GATEWAY_STOP("");

    private final String code;

    EventCode(String code) {
        this.code = code;
    }

    /** The code as published; empty for {@link #GATEWAY_STOP}. */
    public String code() {
        return code;
    }
}

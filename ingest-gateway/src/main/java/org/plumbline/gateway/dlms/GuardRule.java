// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/** The rules of the frame guard; a violation names exactly one. */
public enum GuardRule {
    /** The wrapper header: version, length bound, source and destination address. */
    WRAPPER(EventCode.PROTOCOL),
    /** The APDU tag is not one that the outstanding request can be answered with. */
    APDU_TAG(EventCode.SECURITY),
    /** Security control is not 0x30 on a ciphered association. */
    SECURITY_CONTROL(EventCode.SECURITY),
    /** The server's invocation counter is not strictly greater than the last one. */
    INVOCATION_COUNTER(EventCode.SECURITY),
    /** A system title other than the AARE's. */
    SYSTEM_TITLE(EventCode.SECURITY),
    /** The GCM tag does not verify. */
    AUTHENTICATION_TAG(EventCode.SECURITY),
    /** The reply carries another invoke id or priority than the request. */
    INVOKE_ID(EventCode.PROTOCOL),
    /** The reply's service or response type does not match the request. */
    RESPONSE_TYPE(EventCode.PROTOCOL),
    /** A length or count says more than the frame holds, or octets are left over. */
    LENGTH(EventCode.PROTOCOL),
    /** Constructed data nested deeper than allowed. */
    NESTING(EventCode.PROTOCOL),
    /** A data type tag outside IEC 62056-6-2. */
    DATA_TYPE(EventCode.PROTOCOL),
    /** Data blocks out of sequence. */
    BLOCK_NUMBER(EventCode.PROTOCOL),
    /** A transfer with more blocks or octets than allowed. */
    TRANSFER_SIZE(EventCode.PROTOCOL);

    private final EventCode eventCode;

    GuardRule(EventCode eventCode) {
        this.eventCode = eventCode;
    }

    /** Security for rules that protect keys and counters, protocol for the rest. */
    public EventCode eventCode() {
        return eventCode;
    }
}

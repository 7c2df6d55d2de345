// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;

/**
 * Association response (AARE, IEC 62056-5-3 clause 7.2), read field by field with every length checked.
 *
 * @param contextName last arc of the application context: 1 = logical names, 3 = with ciphering; -1 when absent
 * @param result 0 = accepted, 1 = rejected-permanent, 2 = rejected-transient
 * @param diagnostic acse-service-user or -provider diagnostic; -1 when absent
 * @param respondingTitle the meter's system title; empty when absent
 * @param challenge StoC; empty when absent
 * @param userInformation ciphered or plain initiate-response; empty when absent
 */
public record Aare(
        int contextName, int result, int diagnostic, Octets respondingTitle, Octets challenge, Octets userInformation) {

    public static final int ACCEPTED = 0;
    public static final int CONTEXT_LOGICAL_NAMES = 1;
    public static final int CONTEXT_LOGICAL_NAMES_CIPHERED = 3;

    private static final int TAG = 0x61;
    private static final int EXCEPTION_RESPONSE = 0xD8;
    private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
    private static final int CONTEXT_NAME = 0xA1;
    private static final int RESULT = 0xA2;
    private static final int DIAGNOSTIC = 0xA3;
    private static final int RESPONDING_TITLE = 0xA4;
    private static final int RESPONDING_AUTHENTICATION = 0xAA;
    private static final int USER_INFORMATION = 0xBE;
    private static final int OCTET_STRING = 0x04;
    private static final int INTEGER = 0x02;
    private static final int CHAR_STRING = 0x80;
    private static final int OBJECT_IDENTIFIER = 0x06;

    /**
     * Any octets give an AARE or a {@link MeterFaultException} (GuardViolated, or ServiceRefused for an
     * exception-response).
     */
    public static Aare decode(byte[] apdu) {
        ByteBuffer in = ByteBuffer.wrap(apdu);
        FrameGuard.require(in.hasRemaining(), GuardRule.LENGTH, "empty APDU");
        int tag = in.get() & 0xFF;
        if (tag == EXCEPTION_RESPONSE || tag == CONFIRMED_SERVICE_ERROR) {
            throw FrameGuard.serviceRefused(apdu);
        }
        FrameGuard.require(tag == TAG, GuardRule.APDU_TAG, String.format("tag 0x%02X where an AARE is due", tag));
        int length = CosemValueDecoder.length(in);
        FrameGuard.require(length == in.remaining(), GuardRule.LENGTH, "octets after the AARE");
        Map<Integer, byte[]> fields = new HashMap<>();
        while (in.hasRemaining()) {
            int field = in.get() & 0xFF;
            byte[] content = take(in);
            FrameGuard.require(
                    fields.put(field, content) == null, GuardRule.LENGTH, String.format("field 0x%02X twice", field));
        }
        return of(fields);
    }

    private static Aare of(Map<Integer, byte[]> fields) {
        byte[] none = new byte[0];
        byte[] context = inner(fields.getOrDefault(CONTEXT_NAME, none), OBJECT_IDENTIFIER);
        byte[] result = inner(fields.getOrDefault(RESULT, none), INTEGER);
        FrameGuard.require(result.length == 1, GuardRule.LENGTH, "AARE without a result");
        byte[] diagnostic = inner(diagnosticChoice(fields.getOrDefault(DIAGNOSTIC, none)), INTEGER);
        return new Aare(
                context.length == 0 ? -1 : context[context.length - 1],
                result[0] & 0xFF,
                diagnostic.length == 0 ? -1 : diagnostic[0] & 0xFF,
                Octets.of(inner(fields.getOrDefault(RESPONDING_TITLE, none), OCTET_STRING)),
                Octets.of(inner(fields.getOrDefault(RESPONDING_AUTHENTICATION, none), CHAR_STRING)),
                Octets.of(inner(fields.getOrDefault(USER_INFORMATION, none), OCTET_STRING)));
    }

    // acse-service-user is [1], acse-service-provider is [2]
    private static byte[] diagnosticChoice(byte[] content) {
        if (content.length == 0) {
            return content;
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        int choice = in.get() & 0xFF;
        FrameGuard.require(choice == 0xA1 || choice == 0xA2, GuardRule.DATA_TYPE, "malformed diagnostic");
        return take(in);
    }

    private static byte[] inner(byte[] content, int tag) {
        if (content.length == 0) {
            return content;
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        FrameGuard.require((in.get() & 0xFF) == tag, GuardRule.DATA_TYPE, "AARE field of another type");
        byte[] value = take(in);
        FrameGuard.require(!in.hasRemaining(), GuardRule.LENGTH, "octets after an AARE field");
        return value;
    }

    private static byte[] take(ByteBuffer in) {
        byte[] content = new byte[CosemValueDecoder.length(in)];
        in.get(content);
        return content;
    }
}

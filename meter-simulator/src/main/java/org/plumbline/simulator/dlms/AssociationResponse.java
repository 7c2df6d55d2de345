// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** Builds A-ASSOCIATE.responses (AARE). */
final class AssociationResponse {
    static final int REJECTED_PERMANENT = 1;
    static final int REJECTED_TRANSIENT = 2;
    static final int DIAGNOSTIC_NULL = 0;
    static final int DIAGNOSTIC_NO_REASON = 1;
    static final int DIAGNOSTIC_CONTEXT_NOT_SUPPORTED = 2;
    static final int DIAGNOSTIC_MECHANISM_NOT_RECOGNISED = 11;
    static final int DIAGNOSTIC_AUTHENTICATION_FAILURE = 13;
    static final int DIAGNOSTIC_AUTHENTICATION_REQUIRED = 14;

    private static final int TAG = 0x61;

    private AssociationResponse() {}

    static byte[] accepted(byte[] initiateResponse) {
        OctetWriter body = head(false, 0, DIAGNOSTIC_NULL);
        return finish(body.tagged(0xBE, octetString(initiateResponse)));
    }

    /** Accepted so far; the client must prove its key next. */
    static byte[] authenticationPending(byte[] serverTitle, byte[] challenge, byte[] protectedInitiateResponse) {
        OctetWriter body = head(true, 0, DIAGNOSTIC_AUTHENTICATION_REQUIRED);
        body.tagged(0xA4, octetString(serverTitle));
        body.tagged(0x88, (byte) 0x07, (byte) 0x80);
        body.tagged(0x89, (byte) 0x60, (byte) 0x85, (byte) 0x74, (byte) 5, (byte) 8, (byte) 2, (byte)
                AssociationRequest.MECHANISM_GMAC);
        body.tagged(0xAA, new OctetWriter().tagged(0x80, challenge).toByteArray());
        return finish(body.tagged(0xBE, octetString(protectedInitiateResponse)));
    }

    static byte[] rejected(boolean ciphered, int result, int diagnostic) {
        return finish(head(ciphered, result, diagnostic));
    }

    private static OctetWriter head(boolean ciphered, int result, int diagnostic) {
        OctetWriter body = new OctetWriter();
        body.tagged(
                0xA1, (byte) 6, (byte) 7, (byte) 0x60, (byte) 0x85, (byte) 0x74, (byte) 5, (byte) 8, (byte) 1, (byte)
                        (ciphered ? 3 : 1));
        body.tagged(0xA2, (byte) 2, (byte) 1, (byte) result);
        return body.tagged(0xA3, (byte) 0xA1, (byte) 3, (byte) 2, (byte) 1, (byte) diagnostic);
    }

    private static byte[] octetString(byte[] content) {
        return new OctetWriter().tagged(0x04, content).toByteArray();
    }

    private static byte[] finish(OctetWriter body) {
        return new OctetWriter().tagged(TAG, body.toByteArray()).toByteArray();
    }
}

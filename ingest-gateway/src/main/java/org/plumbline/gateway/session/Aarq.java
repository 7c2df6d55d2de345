// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.plumbline.gateway.guard.ApduCipher;

/** Association request (AARQ, IEC 62056-5-3 clause 7.2). All parts are shorter than 128 octets. */
final class Aarq {

    /** Conformance bits of the standard: 0 is the highest of 24. */
    static final int MULTIPLE_REFERENCES = 14;

    static final int GET = 19;

    static final int SET = 20;
    static final int ACTION = 23;

    // block-transfer-with-get, multiple-references, get, set, selective-access, action
    private static final int PROPOSED_CONFORMANCE =
            bit(11) | bit(MULTIPLE_REFERENCES) | bit(GET) | bit(SET) | bit(21) | bit(ACTION);

    private static final byte[] CONTEXT_PREFIX = {0x06, 0x07, 0x60, (byte) 0x85, 0x74, 0x05, 0x08, 0x01};
    private static final byte[] MECHANISM_HLS_GMAC = {0x60, (byte) 0x85, 0x74, 0x05, 0x08, 0x02, 0x05};
    private static final int GLO_INITIATE_REQUEST = 0x21;

    private Aarq() {}

    /** Public client: no authentication, nothing ciphered. */
    static byte[] publicClient(int maxReceivePdu) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        put(fields, 0xA1, context(1));
        put(fields, 0xBE, tagged(0x04, initiateRequest(maxReceivePdu)));
        return tagged(0x60, fields.toByteArray());
    }

    /**
     * HLS5-GMAC with ciphering.
     *
     * @param counter invocation counter for the initiate-request
     * @param challenge CtoS, 8..64 octets
     */
    static byte[] ciphered(ApduCipher cipher, long counter, byte[] challenge, int maxReceivePdu) {
        byte[] initiate = cipher.protect(counter, initiateRequest(maxReceivePdu));
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        put(fields, 0xA1, context(3));
        put(fields, 0xA6, tagged(0x04, cipher.clientTitle()));
        put(fields, 0x8A, new byte[] {0x07, (byte) 0x80});
        put(fields, 0x8B, MECHANISM_HLS_GMAC);
        put(fields, 0xAC, tagged(0x80, challenge));
        put(fields, 0xBE, tagged(0x04, tagged(GLO_INITIATE_REQUEST, initiate)));
        return tagged(0x60, fields.toByteArray());
    }

    // xDLMS version 6; no dedicated key, response allowed, no quality of service.
    private static byte[] initiateRequest(int maxReceivePdu) {
        return ByteBuffer.allocate(14)
                .put(new byte[] {0x01, 0x00, 0x00, 0x00, 0x06, 0x5F, 0x1F, 0x04, 0x00})
                .put((byte) (PROPOSED_CONFORMANCE >> 16))
                .putShort((short) PROPOSED_CONFORMANCE)
                .putShort((short) maxReceivePdu)
                .array();
    }

    private static byte[] context(int name) {
        return ByteBuffer.allocate(CONTEXT_PREFIX.length + 1)
                .put(CONTEXT_PREFIX)
                .put((byte) name)
                .array();
    }

    private static int bit(int conformanceBit) {
        return 1 << (23 - conformanceBit);
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, tag, content);
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, int tag, byte[] content) {
        if (content.length > 255) {
            throw new IllegalArgumentException("AARQ part of " + content.length + " octets");
        }
        out.write(tag);
        if (content.length > 127) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
    }
}

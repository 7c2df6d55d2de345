// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.Arrays;

/**
 * An A-ASSOCIATE.request (AARQ) as far as a meter looks at it. Missing parts are empty arrays.
 *
 * @param ciphered whether the application context is logical names with ciphering
 * @param callingTitle system title of the client
 * @param mechanism authentication mechanism number; 0 is none, 5 is GMAC
 * @param challenge calling authentication value
 * @param userInformation the initiate request, plain or ciphered
 */
record AssociationRequest(
        boolean ciphered, byte[] callingTitle, int mechanism, byte[] challenge, byte[] userInformation) {
    static final int TAG = 0x60;
    static final int MECHANISM_GMAC = 5;
    private static final byte[] CONTEXT_PREFIX = {0x60, (byte) 0x85, 0x74, 0x05, 0x08, 0x01};
    private static final byte[] MECHANISM_PREFIX = {0x60, (byte) 0x85, 0x74, 0x05, 0x08, 0x02};
    private static final int LOGICAL_NAMES = 1;
    private static final int LOGICAL_NAMES_CIPHERED = 3;

    static AssociationRequest decode(byte[] apdu) {
        OctetReader all = new OctetReader(apdu);
        if (all.u8() != TAG) {
            throw new DlmsFormatException("not an AARQ");
        }
        OctetReader in = all.section(all.length());
        int context = 0;
        byte[] title = {};
        int mechanism = 0;
        byte[] challenge = {};
        byte[] user = {};
        while (in.remaining() > 0) {
            int tag = in.u8();
            OctetReader field = in.section(in.length());
            switch (tag) {
                case 0xA1 -> context = lastArc(inner(field, 0x06), CONTEXT_PREFIX);
                case 0xA6 -> title = inner(field, 0x04);
                case 0x8B -> mechanism = lastArc(field.takeRest(), MECHANISM_PREFIX);
                case 0xAC -> challenge = inner(field, 0x80);
                case 0xBE -> user = inner(field, 0x04);
                default -> {
                    // Titles, qualifiers and requirements that change nothing here.
                }
            }
        }
        if (context != LOGICAL_NAMES && context != LOGICAL_NAMES_CIPHERED) {
            throw new DlmsFormatException("application context " + context);
        }
        return new AssociationRequest(context == LOGICAL_NAMES_CIPHERED, title, mechanism, challenge, user);
    }

    private static byte[] inner(OctetReader field, int expectedTag) {
        if (field.u8() != expectedTag) {
            throw new DlmsFormatException("unexpected tag inside an AARQ field");
        }
        return field.take(field.length());
    }

    private static int lastArc(byte[] oid, byte[] prefix) {
        boolean known = oid.length == prefix.length + 1 && Arrays.mismatch(oid, prefix) == prefix.length;
        return known ? oid[prefix.length] & 0xFF : -1;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

/** The xDLMS initiate request and response inside an association. */
final class Initiate {
    static final int GLO_REQUEST = 0x21;
    static final int GLO_RESPONSE = 0x28;
    /** get, set, selective access, action, block transfer with get, multiple references. */
    static final int CONFORMANCE = 0x00121D;

    static final int MULTIPLE_REFERENCES = 0x000200;

    private static final int REQUEST = 0x01;
    private static final int RESPONSE = 0x08;
    private static final int VERSION = 6;
    private static final int LOGICAL_NAME_VAA = 0x0007;
    private static final int SERVER_MAX_PDU = 0xFFFF;
    private static final int SMALLEST_CLIENT_PDU = 64;

    private Initiate() {}

    /**
     * What the client proposes.
     *
     * @param conformance 24 bits
     * @param maximumPdu greatest APDU the client takes, 64..65535
     */
    record Proposal(int conformance, int maximumPdu) {}

    static Proposal decode(byte[] apdu) {
        OctetReader in = new OctetReader(apdu);
        if (in.u8() != REQUEST) {
            throw new DlmsFormatException("not an initiate request");
        }
        if (in.u8() != 0) {
            throw new DlmsFormatException("dedicated keys are not supported");
        }
        if (in.u8() != 0) {
            in.u8(); // response-allowed
        }
        if (in.u8() != 0) {
            in.u8(); // quality of service
        }
        if (in.u8() != VERSION) {
            throw new DlmsFormatException("DLMS version is not 6");
        }
        if (in.u8() != 0x5F) {
            throw new DlmsFormatException("no conformance block");
        }
        int length = in.u8();
        if (length == 0x1F) {
            length = in.u8();
        }
        if (length != 4) {
            throw new DlmsFormatException("conformance block of " + length + " octets");
        }
        in.u8(); // unused bits
        int conformance = (int) in.unsigned(3);
        int maximumPdu = in.u16();
        return new Proposal(conformance, maximumPdu == 0 ? SERVER_MAX_PDU : Math.max(maximumPdu, SMALLEST_CLIENT_PDU));
    }

    static byte[] response(int negotiatedConformance) {
        return new OctetWriter()
                .u8(RESPONSE)
                .u8(0)
                .u8(VERSION)
                .u8(0x5F)
                .u8(0x1F)
                .u8(4)
                .u8(0)
                .u8(negotiatedConformance >> 16)
                .u16(negotiatedConformance)
                .u16(SERVER_MAX_PDU)
                .u16(LOGICAL_NAME_VAA)
                .toByteArray();
    }
}

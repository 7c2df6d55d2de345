// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.nio.ByteBuffer;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFaultException;

/**
 * xDLMS initiate-response (IEC 62056-5-3 clause 7.3).
 *
 * @param conformance negotiated conformance, 24 bits, bit 0 of the standard is the highest
 * @param maxPduOctets largest APDU the meter accepts; 0 = no limit stated
 * @param serverCounter the meter's invocation counter of the ciphered response; -1 when it came in plain
 */
public record InitiateResponse(int conformance, int maxPduOctets, long serverCounter) {

    private static final int TAG = 0x08;
    private static final int GLO_TAG = 0x28;
    private static final int DLMS_VERSION = 6;
    private static final byte[] CONFORMANCE_HEADER = {0x5F, 0x1F, 0x04, 0x00};

    /** True when the standard's conformance bit (0..23) is negotiated. */
    public boolean supports(int conformanceBit) {
        return (conformance >> (23 - conformanceBit) & 1) == 1;
    }

    /** @throws MeterFaultException GuardViolated */
    public static InitiateResponse plain(byte[] userInformation) {
        return decode(userInformation, -1);
    }

    /** Opens and decodes; a response that is not ciphered is refused. */
    public static InitiateResponse ciphered(byte[] userInformation, ApduCipher cipher, byte[] serverTitle) {
        ByteBuffer in = ByteBuffer.wrap(userInformation);
        FrameGuard.require(
                in.hasRemaining() && (in.get() & 0xFF) == GLO_TAG,
                GuardRule.APDU_TAG,
                "initiate-response is not ciphered");
        int length = CosemValueDecoder.length(in);
        FrameGuard.require(length == in.remaining(), GuardRule.LENGTH, "octets after the initiate-response");
        ServerProtection protection = ServerProtection.read(in, -1);
        return decode(cipher.open(serverTitle, protection.counter(), protection.sealed()), protection.counter());
    }

    private static InitiateResponse decode(byte[] plain, long serverCounter) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        FrameGuard.require(in.remaining() >= 14, GuardRule.LENGTH, "initiate-response of " + plain.length + " octets");
        FrameGuard.require((in.get() & 0xFF) == TAG, GuardRule.APDU_TAG, "no initiate-response");
        if (in.get() != 0) {
            in.get(); // quality of service, not used
        }
        FrameGuard.require(in.remaining() == 12, GuardRule.LENGTH, "initiate-response of " + plain.length + " octets");
        FrameGuard.require(in.get() == DLMS_VERSION, GuardRule.RESPONSE_TYPE, "another DLMS version than 6");
        for (byte expected : CONFORMANCE_HEADER) {
            FrameGuard.require(in.get() == expected, GuardRule.DATA_TYPE, "malformed conformance");
        }
        int conformance = (in.get() & 0xFF) << 16 | (in.get() & 0xFF) << 8 | in.get() & 0xFF;
        return new InitiateResponse(conformance, in.getShort() & 0xFFFF, serverCounter);
    }
}

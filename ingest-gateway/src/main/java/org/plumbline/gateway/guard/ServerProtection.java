// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.nio.ByteBuffer;
import org.plumbline.gateway.dlms.GuardRule;

/**
 * Security header of a ciphered APDU from the meter.
 *
 * @param counter the meter's invocation counter, 0..2^32-1
 * @param sealed cipher text and tag
 */
record ServerProtection(long counter, byte[] sealed) {

    /** Reads all that remains; the control octet must be 0x30, the counter strictly above {@code lastCounter}. */
    static ServerProtection read(ByteBuffer in, long lastCounter) {
        FrameGuard.require(
                in.remaining() >= ApduCipher.HEADER_OCTETS + ApduCipher.TAG_OCTETS,
                GuardRule.LENGTH,
                "ciphered APDU of " + in.remaining() + " octets");
        int control = in.get() & 0xFF;
        FrameGuard.require(
                control == ApduCipher.AUTHENTICATED_ENCRYPTION,
                GuardRule.SECURITY_CONTROL,
                String.format("security control 0x%02X", control));
        long counter = Integer.toUnsignedLong(in.getInt());
        FrameGuard.require(
                counter > lastCounter,
                GuardRule.INVOCATION_COUNTER,
                "server counter " + counter + " after " + lastCounter);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        return new ServerProtection(counter, sealed);
    }
}

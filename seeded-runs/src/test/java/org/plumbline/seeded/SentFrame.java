// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.plumbline.simulator.meter.MeterKeys;

/** The invocation counters in a frame of the client, read from its octets alone and with code of its own. */
final class SentFrame {

    private static final int AARQ = 0x60;
    private static final int USER_INFORMATION = 0xBE;
    private static final int GLO_INITIATE_REQUEST = 0x21;
    private static final int GLO_ACTION_REQUEST = 0xCB;
    private static final int TAG_OCTETS = 12;
    private static final int TOKEN_OCTETS = 17;
    private static final int OCTET_STRING = 0x09;

    private SentFrame() {}

    /** Counter of the frame; empty where nothing of it is ciphered. */
    static OptionalLong counter(byte[] apdu) {
        ByteBuffer in = ByteBuffer.wrap(apdu);
        int tag = in.get() & 0xFF;
        if (tag == AARQ) {
            return ofAssociation(in);
        }
        return (tag & 0xF8) == 0xC8 ? OptionalLong.of(ofCiphered(in)) : OptionalLong.empty();
    }

    /** Counter of the challenge reply that a frame carries. */
    static OptionalLong tokenCounter(byte[] apdu, byte[] clientTitle, MeterKeys keys) {
        if ((apdu[0] & 0xFF) != GLO_ACTION_REQUEST) {
            return OptionalLong.empty();
        }
        byte[] plain = opened(apdu, clientTitle, keys);
        int token = plain.length - TOKEN_OCTETS;
        boolean carriesOne = token >= 2 && plain[token - 2] == OCTET_STRING && plain[token - 1] == TOKEN_OCTETS;
        return carriesOne
                ? OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(plain).getInt(token + 1)))
                : OptionalLong.empty();
    }

    private static OptionalLong ofAssociation(ByteBuffer in) {
        length(in);
        while (in.hasRemaining()) {
            int field = in.get() & 0xFF;
            int octets = length(in);
            if (field == USER_INFORMATION) {
                in.get();
                length(in);
                return (in.get() & 0xFF) == GLO_INITIATE_REQUEST
                        ? OptionalLong.of(ofCiphered(in))
                        : OptionalLong.empty();
            }
            in.position(in.position() + octets);
        }
        return OptionalLong.empty();
    }

    private static long ofCiphered(ByteBuffer in) {
        length(in);
        in.get();
        return Integer.toUnsignedLong(in.getInt());
    }

    private static byte[] opened(byte[] apdu, byte[] clientTitle, MeterKeys keys) {
        ByteBuffer in = ByteBuffer.wrap(apdu);
        in.get();
        length(in);
        byte control = in.get();
        byte[] iv = ByteBuffer.allocate(12).put(clientTitle).putInt(in.getInt()).array();
        byte[] sealed = Arrays.copyOfRange(apdu, in.position(), apdu.length);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(keys.encryptionKey(), "AES"),
                    new GCMParameterSpec(TAG_OCTETS * 8, iv));
            cipher.updateAAD(new byte[] {control});
            cipher.updateAAD(keys.authenticationKey());
            return cipher.doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new BrokenPromise("a frame left that its own keys do not open: " + e);
        }
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & 0xFF;
        int octets = first < 0x80 ? 0 : first & 0x7F;
        int length = octets == 0 ? first : 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | in.get() & 0xFF;
        }
        return length;
    }
}

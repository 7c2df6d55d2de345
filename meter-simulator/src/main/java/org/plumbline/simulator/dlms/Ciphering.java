// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.meter.MeterKeys;

/**
 * Security suite 0 with the keys of one meter: AES-GCM-128 with a 12-octet tag, nonce = system title and invocation
 * counter. Not thread-safe: one per connection.
 */
final class Ciphering {
    /** Authenticated encryption, suite 0, unicast key. */
    static final int AUTHENTICATED_ENCRYPTION = 0x30;

    static final int TAG_LENGTH = 12;
    private static final int AUTHENTICATION_ONLY = 0x10;
    private static final int HEADER_LENGTH = 5;

    private final SecretKeySpec encryptionKey;
    private final byte[] authenticationKey;
    private final Cipher cipher;

    /** A frame whose tag holds. */
    record Opened(long counter, byte[] plaintext) {}

    Ciphering(MeterKeys keys) {
        this.encryptionKey = new SecretKeySpec(keys.encryptionKey(), "AES");
        this.authenticationKey = keys.authenticationKey();
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("this JDK has no AES-GCM", e);
        }
    }

    /** Security header, ciphertext and tag. */
    byte[] seal(byte[] systemTitle, long counter, byte[] plaintext) {
        byte[] sealed = run(Cipher.ENCRYPT_MODE, systemTitle, counter, associated(AUTHENTICATED_ENCRYPTION), plaintext);
        return new OctetWriter(HEADER_LENGTH + sealed.length)
                .u8(AUTHENTICATED_ENCRYPTION)
                .u32(counter)
                .bytes(sealed)
                .toByteArray();
    }

    /** Opens header, ciphertext and tag; null when the header is not ours or the tag does not hold. */
    @Nullable
    Opened open(byte[] systemTitle, byte[] sealed) {
        if (sealed.length < HEADER_LENGTH + TAG_LENGTH) {
            return null;
        }
        OctetReader in = new OctetReader(sealed);
        if (in.u8() != AUTHENTICATED_ENCRYPTION) {
            return null;
        }
        long counter = in.u32();
        byte[] associated = associated(AUTHENTICATED_ENCRYPTION);
        byte[] plaintext = tryDecrypt(systemTitle, counter, associated, in.takeRest());
        return plaintext == null ? null : new Opened(counter, plaintext);
    }

    /** The reply to a challenge: SC, counter and GMAC over SC, authentication key and challenge. */
    byte[] challengeReply(byte[] systemTitle, long counter, byte[] challenge) {
        byte[] gmac = run(Cipher.ENCRYPT_MODE, systemTitle, counter, associatedChallenge(challenge), new byte[0]);
        return new OctetWriter(HEADER_LENGTH + TAG_LENGTH)
                .u8(AUTHENTICATION_ONLY)
                .u32(counter)
                .bytes(gmac)
                .toByteArray();
    }

    /** The counter inside a challenge reply whose GMAC holds; -1 otherwise. */
    long verifyChallengeReply(byte[] systemTitle, byte[] challenge, byte[] reply) {
        if (reply.length != HEADER_LENGTH + TAG_LENGTH || reply[0] != AUTHENTICATION_ONLY) {
            return -1;
        }
        OctetReader in = new OctetReader(reply);
        in.u8();
        long counter = in.u32();
        return tryDecrypt(systemTitle, counter, associatedChallenge(challenge), in.takeRest()) == null ? -1 : counter;
    }

    private byte[] associatedChallenge(byte[] challenge) {
        return new OctetWriter()
                .bytes(associated(AUTHENTICATION_ONLY))
                .bytes(challenge)
                .toByteArray();
    }

    private byte[] associated(int securityControl) {
        return new OctetWriter(1 + authenticationKey.length)
                .u8(securityControl)
                .bytes(authenticationKey)
                .toByteArray();
    }

    private byte @Nullable [] tryDecrypt(byte[] systemTitle, long counter, byte[] associated, byte[] sealed) {
        try {
            init(Cipher.DECRYPT_MODE, systemTitle, counter);
            cipher.updateAAD(associated);
            return cipher.doFinal(sealed);
        } catch (AEADBadTagException forged) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("AES-GCM failed", e);
        }
    }

    private byte[] run(int mode, byte[] systemTitle, long counter, byte[] associated, byte[] input) {
        try {
            init(mode, systemTitle, counter);
            cipher.updateAAD(associated);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("AES-GCM failed", e);
        }
    }

    private void init(int mode, byte[] systemTitle, long counter) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(systemTitle, 12);
        for (int i = 0; i < 4; i++) {
            nonce[8 + i] = (byte) (counter >> (24 - 8 * i));
        }
        cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_LENGTH * 8, nonce));
    }
}

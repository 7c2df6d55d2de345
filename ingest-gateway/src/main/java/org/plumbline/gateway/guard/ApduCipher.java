// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.plumbline.gateway.dlms.GuardRule;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.SecurityContext;

/**
 * Security suite 0 (IEC 62056-5-3 clause 5.3, AES-128-GCM, 96-bit tag): IV = system title || invocation counter. Whoever
 * calls {@link #protect} or {@link #token} answers for never using a counter twice. Confined to one thread.
 */
public final class ApduCipher {

    /** Security control: suite 0, authenticated and encrypted, unicast key. */
    public static final int AUTHENTICATED_ENCRYPTION = 0x30;

    /** Security control: suite 0, authenticated only. */
    public static final int AUTHENTICATION_ONLY = 0x10;

    /** Largest invocation counter. */
    public static final long COUNTER_LIMIT = 0xFFFF_FFFFL;

    public static final int TAG_OCTETS = 12;
    static final int HEADER_OCTETS = 1 + Integer.BYTES;

    private final SecurityContext security;
    private final Cipher gcm;

    public ApduCipher(SecurityContext security) {
        this.security = security;
        try {
            this.gcm = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no AES-GCM", missing);
        }
    }

    public byte[] clientTitle() {
        return security.systemTitle();
    }

    /** Security control, counter, cipher text and tag of our own APDU. */
    public byte[] protect(long counter, byte[] plain) {
        byte[] sealed = run(
                Cipher.ENCRYPT_MODE,
                clientTitle(),
                counter,
                authenticated(AUTHENTICATED_ENCRYPTION, new byte[0]),
                plain);
        return header(AUTHENTICATED_ENCRYPTION, counter, sealed);
    }

    /**
     * Opens what the meter protected.
     *
     * @param sealed cipher text and tag, at least {@link #TAG_OCTETS} octets
     * @throws MeterFaultException GuardViolated(AUTHENTICATION_TAG)
     */
    byte[] open(byte[] serverTitle, long counter, byte[] sealed) {
        return run(
                Cipher.DECRYPT_MODE,
                serverTitle,
                counter,
                authenticated(AUTHENTICATED_ENCRYPTION, new byte[0]),
                sealed);
    }

    /** HLS5-GMAC f(challenge) of the client: security control, counter and GMAC. */
    public byte[] token(long counter, byte[] serverChallenge) {
        byte[] gmac = run(
                Cipher.ENCRYPT_MODE,
                clientTitle(),
                counter,
                authenticated(AUTHENTICATION_ONLY, serverChallenge),
                new byte[0]);
        return header(AUTHENTICATION_ONLY, counter, gmac);
    }

    /** True when {@code token} is the meter's f(challenge) over our challenge. Any octets may be given. */
    public boolean verifies(byte[] token, byte[] serverTitle, byte[] clientChallenge) {
        if (token.length != HEADER_OCTETS + TAG_OCTETS || token[0] != AUTHENTICATION_ONLY) {
            return false;
        }
        long counter = Integer.toUnsignedLong(ByteBuffer.wrap(token).getInt(1));
        byte[] tag = Arrays.copyOfRange(token, HEADER_OCTETS, token.length);
        try {
            run(Cipher.DECRYPT_MODE, serverTitle, counter, authenticated(AUTHENTICATION_ONLY, clientChallenge), tag);
            return true;
        } catch (MeterFaultException forged) {
            return false;
        }
    }

    private byte[] authenticated(int control, byte[] information) {
        byte[] key = security.authenticationKey().getEncoded();
        byte[] data = ByteBuffer.allocate(1 + key.length + information.length)
                .put((byte) control)
                .put(key)
                .put(information)
                .array();
        Arrays.fill(key, (byte) 0);
        return data;
    }

    private byte[] run(int mode, byte[] title, long counter, byte[] authenticated, byte[] input) {
        if (counter < 0 || counter > COUNTER_LIMIT) {
            throw new IllegalArgumentException("invocation counter outside 32 bits: " + counter);
        }
        byte[] iv = ByteBuffer.allocate(title.length + Integer.BYTES)
                .put(title)
                .putInt((int) counter)
                .array();
        try {
            gcm.init(mode, security.encryptionKey(), new GCMParameterSpec(TAG_OCTETS * 8, iv));
            gcm.updateAAD(authenticated);
            return gcm.doFinal(input);
        } catch (AEADBadTagException forged) {
            throw new MeterFaultException(
                    new MeterFault.GuardViolated(GuardRule.AUTHENTICATION_TAG, "GCM tag does not verify"), forged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed", impossible);
        }
    }

    private static byte[] header(int control, long counter, byte[] rest) {
        return ByteBuffer.allocate(HEADER_OCTETS + rest.length)
                .put((byte) control)
                .putInt((int) counter)
                .put(rest)
                .array();
    }
}

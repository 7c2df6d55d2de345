// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys and system title of the management client for one meter: security suite 0 (AES-128-GCM), authenticated
 * encryption. Never prints a key; compare by identity.
 */
public final class SecurityContext {

    public static final int SUITE = 0;
    public static final int SYSTEM_TITLE_OCTETS = 8;
    public static final int KEY_OCTETS = 16;

    private final byte[] systemTitle;
    private final SecretKey encryptionKey;
    private final SecretKey authenticationKey;

    /**
     * Copies its arguments.
     *
     * @param systemTitle the client's title, 8 octets
     * @param encryptionKey global unicast encryption key (EK), 16 octets
     * @param authenticationKey authentication key (AK), 16 octets
     * @throws IllegalArgumentException naming the part whose length is wrong
     */
    public SecurityContext(byte[] systemTitle, byte[] encryptionKey, byte[] authenticationKey) {
        requireLength(systemTitle, SYSTEM_TITLE_OCTETS, "system title");
        requireLength(encryptionKey, KEY_OCTETS, "encryption key");
        requireLength(authenticationKey, KEY_OCTETS, "authentication key");
        this.systemTitle = systemTitle.clone();
        this.encryptionKey = new SecretKeySpec(encryptionKey, "AES");
        this.authenticationKey = new SecretKeySpec(authenticationKey, "AES");
    }

    public byte[] systemTitle() {
        return systemTitle.clone();
    }

    public SecretKey encryptionKey() {
        return encryptionKey;
    }

    public SecretKey authenticationKey() {
        return authenticationKey;
    }

    @Override
    public String toString() {
        return "SecurityContext[suite=" + SUITE + ", keys withheld]";
    }

    private static void requireLength(byte[] octets, int length, String name) {
        if (octets.length != length) {
            throw new IllegalArgumentException(name + " needs " + length + " octets, got " + octets.length);
        }
    }
}

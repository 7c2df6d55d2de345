// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;

/** Tells keys apart without telling them: the first 8 octets of SHA-256 over a label and the encryption key. */
final class KeyFingerprint {

    private static final int OCTETS = 8;
    private static final byte[] LABEL = "plumbline key fingerprint 1".getBytes(StandardCharsets.US_ASCII);

    private KeyFingerprint() {}

    static Octets of(SecurityContext security) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(LABEL);
            digest.update(security.encryptionKey().getEncoded());
            return Octets.of(Arrays.copyOf(digest.digest(), OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

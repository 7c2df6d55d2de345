// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Global unicast encryption key and authentication key of one meter, 16 octets each. Never printed. */
public final class MeterKeys {
    private static final int LENGTH = 16;
    private final byte[] encryptionKey;
    private final byte[] authenticationKey;

    public MeterKeys(byte[] encryptionKey, byte[] authenticationKey) {
        if (encryptionKey.length != LENGTH || authenticationKey.length != LENGTH) {
            throw new IllegalArgumentException("keys must have 16 octets");
        }
        this.encryptionKey = encryptionKey.clone();
        this.authenticationKey = authenticationKey.clone();
    }

    public byte[] encryptionKey() {
        return encryptionKey.clone();
    }

    public byte[] authenticationKey() {
        return authenticationKey.clone();
    }

    /** First eight octets of SHA-256 over the encryption key, as hex: names the key without telling it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encryptionKey);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeterKeys that
                && MessageDigest.isEqual(encryptionKey, that.encryptionKey)
                && MessageDigest.isEqual(authenticationKey, that.authenticationKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encryptionKey) * 31 + Arrays.hashCode(authenticationKey);
    }

    @Override
    public String toString() {
        return "MeterKeys[" + fingerprint() + "]";
    }
}

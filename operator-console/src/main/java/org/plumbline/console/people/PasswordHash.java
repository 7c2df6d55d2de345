// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A salted password hash, PBKDF2 with HMAC-SHA-256 (RFC 8018).
 *
 * @param salt Base64, at least 16 octets
 * @param iterations at least {@link #MINIMUM_ITERATIONS}
 * @param hash Base64, 32 octets
 */
public record PasswordHash(String salt, int iterations, String hash) {

    /** Fewest iterations accepted (OWASP's figure of 2021). */
    public static final int MINIMUM_ITERATIONS = 310_000;

    private static final int MAXIMUM_ITERATIONS = 10_000_000;
    private static final int SALT_OCTETS = 16;
    private static final int HASH_OCTETS = 32;

    /** @throws IllegalArgumentException when it is weaker than the bounds above */
    public PasswordHash {
        if (iterations < MINIMUM_ITERATIONS || iterations > MAXIMUM_ITERATIONS) {
            throw new IllegalArgumentException(
                    "iterations must be in " + MINIMUM_ITERATIONS + ".." + MAXIMUM_ITERATIONS + ": " + iterations);
        }
        if (Base64.getDecoder().decode(salt).length < SALT_OCTETS
                || Base64.getDecoder().decode(hash).length != HASH_OCTETS) {
            throw new IllegalArgumentException(
                    "salt must hold at least " + SALT_OCTETS + " octets and hash " + HASH_OCTETS);
        }
    }

    /** Hashes a password with a fresh salt. */
    public static PasswordHash of(String password, RandomGenerator random) {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        return new PasswordHash(
                Base64.getEncoder().encodeToString(salt),
                MINIMUM_ITERATIONS,
                Base64.getEncoder().encodeToString(derive(password, salt, MINIMUM_ITERATIONS)));
    }

    /** A hash that no known password has; checking against it costs what any check costs. */
    static PasswordHash ofNothing(RandomGenerator random) {
        byte[] salt = new byte[SALT_OCTETS];
        byte[] hash = new byte[HASH_OCTETS];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(
                Base64.getEncoder().encodeToString(salt),
                MINIMUM_ITERATIONS,
                Base64.getEncoder().encodeToString(hash));
    }

    /** True when the password is the one hashed; takes about the same time for any password. */
    public boolean matches(String password) {
        byte[] derived = derive(password, Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(derived, Base64.getDecoder().decode(hash));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_OCTETS * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[" + iterations + " iterations]";
    }
}

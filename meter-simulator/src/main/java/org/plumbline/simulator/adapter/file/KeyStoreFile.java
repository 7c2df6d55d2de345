// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * The keys of all meters for the head-end: a PKCS#12 store with entries {@code <keyref>.ek} and {@code <keyref>.ak},
 * where keyref is the meter id in lower case, and its password in a second file. Both readable by the owner only.
 */
public final class KeyStoreFile {
    public static final String STORE = "meter-keys.p12";
    public static final String PASSWORD = "meter-keys.password";

    /** The password is random and long; slow hashing of 400 entries would add seconds and no strength. */
    private static final int ITERATIONS = 1000;

    private static final String PROTECTION = "PBEWithHmacSHA256AndAES_256";
    private static final int PASSWORD_OCTETS = 24;
    private static final int SALT_OCTETS = 20;
    private static final int IV_OCTETS = 16;

    private KeyStoreFile() {}

    static String keyReference(MeterPlan plan) {
        return plan.meterId().toLowerCase(Locale.ROOT);
    }

    static void write(Path directory, List<MeterPlan> meters, SecureRandom random) {
        write(directory, meters, random, ITERATIONS);
    }

    /**
     * Writes both files.
     *
     * @param directory that exists
     * @param iterations of the hashing of the password, for each of two entries of a meter, when written and when read
     * @throws SimulatorException when they cannot be written
     */
    public static void write(Path directory, List<MeterPlan> meters, SecureRandom random, int iterations) {
        String password = HexFormat.of().formatHex(octets(random, PASSWORD_OCTETS));
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (MeterPlan plan : meters) {
                String reference = keyReference(plan);
                put(store, reference + ".ek", plan.keys().encryptionKey(), password, random, iterations);
                put(store, reference + ".ak", plan.keys().authenticationKey(), password, random, iterations);
            }
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            store.store(stored, password.toCharArray());
            OwnerOnly.write(directory.resolve(STORE), stored.toByteArray());
            OwnerOnly.write(directory.resolve(PASSWORD), password.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException e) {
            throw new SimulatorException("cannot write the key store in " + directory, e);
        }
    }

    private static void put(
            KeyStore store, String alias, byte[] key, String password, SecureRandom random, int iterations)
            throws GeneralSecurityException {
        PBEParameterSpec parameters = new PBEParameterSpec(
                octets(random, SALT_OCTETS), iterations, new IvParameterSpec(octets(random, IV_OCTETS)));
        store.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")),
                new KeyStore.PasswordProtection(password.toCharArray(), PROTECTION, parameters));
    }

    private static byte[] octets(SecureRandom random, int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}

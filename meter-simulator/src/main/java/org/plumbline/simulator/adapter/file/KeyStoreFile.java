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
final class KeyStoreFile {
    static final String STORE = "meter-keys.p12";
    static final String PASSWORD = "meter-keys.password";

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
        String password = HexFormat.of().formatHex(octets(random, PASSWORD_OCTETS));
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (MeterPlan plan : meters) {
                String reference = keyReference(plan);
                put(store, reference + ".ek", plan.keys().encryptionKey(), password, random);
                put(store, reference + ".ak", plan.keys().authenticationKey(), password, random);
            }
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            store.store(stored, password.toCharArray());
            OwnerOnly.write(directory.resolve(STORE), stored.toByteArray());
            OwnerOnly.write(directory.resolve(PASSWORD), password.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException | IOException e) {
            throw new SimulatorException("cannot write the key store in " + directory, e);
        }
    }

    private static void put(KeyStore store, String alias, byte[] key, String password, SecureRandom random)
            throws GeneralSecurityException {
        PBEParameterSpec parameters = new PBEParameterSpec(
                octets(random, SALT_OCTETS), ITERATIONS, new IvParameterSpec(octets(random, IV_OCTETS)));
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

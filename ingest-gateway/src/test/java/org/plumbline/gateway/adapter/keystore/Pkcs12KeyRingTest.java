// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.gateway.dlms.SecurityContext;

class Pkcs12KeyRingTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir
    private Path folder;

    private Path keystore;
    private Path passwordFile;

    @BeforeEach
    void writeKeystore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        put(store, "m-1.ek", 16, 1);
        put(store, "m-1.ak", 16, 2);
        put(store, "m-2.ek", 16, 3);
        put(store, "m-3.ek", 32, 4);
        put(store, "m-3.ak", 16, 5);
        keystore = folder.resolve("keys.p12");
        try (OutputStream out = Files.newOutputStream(keystore)) {
            store.store(out, PASSWORD);
        }
        passwordFile = Files.writeString(folder.resolve("password"), "correct horse\n");
    }

    @Test
    void aPairOfKeysIsFoundByItsReference() {
        SecurityContext found = Pkcs12KeyRing.load(keystore, passwordFile, new byte[8])
                .find("m-1")
                .orElseThrow();
        assertArrayEquals(filled(16, 1), found.encryptionKey().getEncoded());
        assertArrayEquals(filled(16, 2), found.authenticationKey().getEncoded());
    }

    @Test
    void halfAPairOrAKeyOfAnotherLengthIsNoPair() {
        Pkcs12KeyRing ring = Pkcs12KeyRing.load(keystore, passwordFile, new byte[8]);
        assertTrue(ring.find("m-2").isEmpty());
        assertTrue(ring.find("m-3").isEmpty());
        assertTrue(ring.find("nobody").isEmpty());
    }

    @Test
    void aReferenceDoesNotTellUpperFromLowerCase() {
        assertTrue(Pkcs12KeyRing.load(keystore, passwordFile, new byte[8])
                .find("M-1")
                .isPresent());
    }

    @Test
    void twoReferencesToTheSameEncryptionKeyStopTheStartAndAreNamed() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        put(store, "m-7.ek", 16, 1);
        put(store, "m-7.ak", 16, 2);
        put(store, "m-8.ek", 16, 1);
        put(store, "m-8.ak", 16, 3);
        try (OutputStream out = Files.newOutputStream(keystore)) {
            store.store(out, PASSWORD);
        }
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Pkcs12KeyRing.load(keystore, passwordFile, new byte[8]));
        assertTrue(refused.getMessage().contains("'m-7' and as 'm-8'"), refused::getMessage);
    }

    @Test
    void aWrongPasswordStopsTheStartAndNamesTheFiles() throws Exception {
        Files.writeString(passwordFile, "wrong");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Pkcs12KeyRing.load(keystore, passwordFile, new byte[8]));
        assertTrue(refused.getMessage().contains("keys.p12"), refused::getMessage);
    }

    private static void put(KeyStore store, String alias, int octets, int filling) throws Exception {
        store.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(filled(octets, filling), "AES")),
                new KeyStore.PasswordProtection(PASSWORD));
    }

    private static byte[] filled(int octets, int filling) {
        byte[] key = new byte[octets];
        Arrays.fill(key, (byte) filling);
        return key;
    }
}

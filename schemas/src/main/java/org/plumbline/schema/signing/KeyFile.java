// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a private key is found; the file says which of the three it is.
 *
 * @param key the key, or a handle of a key that never leaves its token
 * @param provider that must be used with it; null = any
 */
record KeyFile(PrivateKey key, @Nullable Provider provider) {
    static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    static final String END = "-----END PRIVATE KEY-----";

    /** First octet of a PKCS#12 file: an ASN.1 sequence. No text begins with it and a control character after it. */
    private static final byte DER_SEQUENCE = 0x30;

    /**
     * Reads the file: PKCS#8 PEM, a PKCS#12 key store, or settings of SunPKCS11 that name a token's library.
     *
     * @param alias of the key in a key store or token
     * @param passwordFile password or PIN on its first line; needed for the latter two
     * @throws IllegalArgumentException naming the file and what is wrong, never its content
     */
    static KeyFile read(Path file, String alias, Optional<Path> passwordFile) {
        try {
            byte[] octets = Files.readAllBytes(file);
            if (octets.length > 1 && octets[0] == DER_SEQUENCE && octets[1] < 0x20) {
                return store(octets, file, alias, passwordFile);
            }
            String text = new String(octets, StandardCharsets.UTF_8);
            if (text.contains(BEGIN)) {
                return new KeyFile(pem(text, file), null);
            }
            if (text.lines().anyMatch(line -> line.strip().startsWith("library"))) {
                return token(file, alias, passwordFile);
            }
            throw new IllegalArgumentException(
                    file + " is neither PKCS#8 PEM nor a PKCS#12 key store nor settings of SunPKCS11 with a library");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no private key of " + alias + " can be had from " + file + ": " + e, e);
        }
    }

    private static PrivateKey pem(String text, Path file) throws GeneralSecurityException {
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (to < from) {
            throw new IllegalArgumentException("no PKCS#8 PEM in key file " + file);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.substring(from + BEGIN.length(), to)));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            try {
                return KeyFactory.getInstance(algorithm.keyType()).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        throw new IllegalArgumentException("the key in " + file + " is neither Ed25519 nor EC");
    }

    private static KeyFile store(byte[] octets, Path file, String alias, Optional<Path> passwordFile)
            throws GeneralSecurityException, IOException {
        char[] password = password(file, passwordFile);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(octets), password);
        return new KeyFile(key(store, alias, password, file), null);
    }

    private static KeyFile token(Path file, String alias, Optional<Path> passwordFile)
            throws GeneralSecurityException, IOException {
        char[] pin = password(file, passwordFile);
        Provider sun = Security.getProvider("SunPKCS11");
        if (sun == null) {
            throw new IllegalArgumentException("this Java runtime has no SunPKCS11; " + file + " cannot be used");
        }
        try {
            Provider token = sun.configure(file.toString());
            KeyStore store = KeyStore.getInstance("PKCS11", token);
            store.load(null, pin);
            return new KeyFile(key(store, alias, null, file), token);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the token of " + file + " cannot be used: " + e, e);
        }
    }

    private static PrivateKey key(KeyStore store, String alias, char @Nullable [] password, Path file)
            throws GeneralSecurityException {
        Key key = store.getKey(alias, password);
        if (key instanceof PrivateKey found) {
            return found;
        }
        throw new IllegalArgumentException("no private key with the alias " + alias + " in " + file
                + " (a token shows a key only beside a certificate of the same id)");
    }

    private static char[] password(Path file, Optional<Path> passwordFile) throws IOException {
        Path given = passwordFile.orElseThrow(
                () -> new IllegalArgumentException(file + " needs a password; name the file that holds it"));
        return Files.readString(given).lines().findFirst().orElse("").toCharArray();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.plumbline.schema.avro.Signature;

/**
 * An Ed25519 private key from a PKCS#8 PEM file. Never printed: {@link #toString()} gives the key id only. Safe for use
 * by many threads.
 */
public final class SigningKey {

    /** JCA name of the signature algorithm. */
    public static final String ALGORITHM = "Ed25519";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final String keyId;
    private final PrivateKey privateKey;

    private SigningKey(String keyId, PrivateKey privateKey) {
        this.keyId = keyId;
        this.privateKey = privateKey;
    }

    /**
     * Makes a key pair: the private key in {@code privateKeyFile} (mode 0600), the public key as the value returned, for
     * the verifiers' file of trusted signers. An existing file is never overwritten.
     *
     * @return the public key, X.509 in Base64
     * @throws UncheckedIOException when the file exists or cannot be written
     */
    public static String generate(Path privateKeyFile) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            String pem = BEGIN + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n" + END + "\n";
            Files.createFile(
                    privateKeyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(privateKeyFile, pem, StandardOpenOption.WRITE);
            return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the key file " + privateKeyFile, e);
        }
    }

    /**
     * @param keyId name under which verifiers know the key
     * @throws IllegalArgumentException when the file is missing or holds no Ed25519 key; names the file, not its content
     */
    public static SigningKey load(String keyId, Path privateKeyFile) {
        try {
            String pem = Files.readString(privateKeyFile);
            int from = pem.indexOf(BEGIN);
            int to = pem.indexOf(END);
            if (from < 0 || to < from) {
                throw new IllegalArgumentException("no PKCS#8 PEM in key file " + privateKeyFile);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(from + BEGIN.length(), to));
            return new SigningKey(
                    keyId, KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("no Ed25519 private key in " + privateKeyFile, e);
        }
    }

    /** Signs the octets. */
    public Signature sign(byte[] octets) {
        try {
            java.security.Signature engine = java.security.Signature.getInstance(ALGORITHM);
            engine.initSign(privateKey);
            engine.update(octets);
            return new Signature(ALGORITHM, keyId, ByteBuffer.wrap(engine.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with key " + keyId + " failed", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}

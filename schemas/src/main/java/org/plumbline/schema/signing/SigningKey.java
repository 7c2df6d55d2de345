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
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.util.Base64;
import java.util.Optional;
import org.plumbline.schema.avro.Signature;

/**
 * A private key that signs, Ed25519 or ES256: from a PKCS#8 PEM file, a PKCS#12 key store, or in a PKCS#11 token that it
 * never leaves. Never printed: {@link #toString()} gives the key id only. Safe for use by many threads.
 */
public final class SigningKey {

    /** JCA name of the signature algorithm of the keys that {@link #generate} makes. */
    public static final String ALGORITHM = SignatureAlgorithm.ED25519.jcaName();

    private final String keyId;
    private final SignatureAlgorithm algorithm;
    private final KeyFile key;

    private SigningKey(String keyId, SignatureAlgorithm algorithm, KeyFile key) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.key = key;
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
            String pem = KeyFile.BEGIN + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n" + KeyFile.END + "\n";
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

    /** A key from a PEM file; see the other. */
    public static SigningKey load(String keyId, Path privateKeyFile) {
        return load(keyId, privateKeyFile, Optional.empty());
    }

    /**
     * A key from a file that says itself what it is: PKCS#8 PEM, a PKCS#12 key store, or settings of SunPKCS11.
     *
     * @param keyId name under which verifiers know the key; its alias in a key store or token
     * @param passwordFile with the key store's password or the token's PIN on its first line
     * @throws IllegalArgumentException when there is no such key, or one that is neither Ed25519 nor EC on P-256; names
     *     the file, not its content
     */
    public static SigningKey load(String keyId, Path privateKeyFile, Optional<Path> passwordFile) {
        KeyFile key = KeyFile.read(privateKeyFile, keyId, passwordFile);
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(key.key())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the key in " + privateKeyFile + " is neither Ed25519 nor EC on P-256"));
        return new SigningKey(keyId, algorithm, key);
    }

    /** Signs the octets. */
    public Signature sign(byte[] octets) {
        try {
            Provider provider = key.provider();
            java.security.Signature engine = provider == null
                    ? java.security.Signature.getInstance(algorithm.jcaName())
                    : java.security.Signature.getInstance(algorithm.jcaName(), provider);
            engine.initSign(key.key());
            engine.update(octets);
            return new Signature(algorithm.jcaName(), keyId, ByteBuffer.wrap(engine.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with key " + keyId + " failed", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}

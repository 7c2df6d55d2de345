// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.Signature;

/**
 * Who may sign, from a JSON file: a list of {@code {"keyId", "algorithm" (Ed25519 or SHA256withECDSAinP1363Format),
 * "publicKey" (X.509, Base64), "purpose", "validFrom", "validUntil", "revoked"}}. Immutable; safe for use by many threads.
 */
public final class TrustedSigners {

    /** What a key may sign. A key for one purpose is worth nothing for another. */
    public enum Purpose {
        /** Calibration orders: the calibrator. */
        ORDERS,
        /** Campaign commands and holds: the console. */
        COMMANDS,
        /** Checkpoints of the audit: the auditor, a part of the calibrator. */
        CHECKPOINTS
    }

    /** Result of a check. */
    public sealed interface Check {
        /** The signature is good. */
        record Trusted(String keyId) implements Check {}

        /**
         * The signature is worth nothing.
         *
         * @param reason one of SIGNATURE_MISSING, SIGNER_UNKNOWN, SIGNER_REVOKED, SIGNER_NOT_VALID_NOW, ALGORITHM_MISMATCH,
         *     SIGNATURE_WRONG
         */
        record Refused(String reason) implements Check {}
    }

    private record Entry(
            String keyId,
            String algorithm,
            String publicKey,
            Purpose purpose,
            String validFrom,
            String validUntil,
            boolean revoked) {}

    private record Signer(String algorithm, PublicKey key, Instant validFrom, Instant validUntil, boolean revoked) {}

    private final Map<String, Signer> signers;

    private TrustedSigners(Map<String, Signer> signers) {
        this.signers = signers;
    }

    /**
     * Reads the signers for one purpose.
     *
     * @throws IllegalArgumentException when the file or an entry in it is malformed, or a keyId appears twice for the
     *     purpose; names the file and the entry
     */
    public static TrustedSigners load(Path file, Purpose purpose) {
        List<Entry> entries;
        try {
            entries = new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Entry>>() {});
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "trusted signers file " + file + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, Signer> signers = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.purpose() == purpose && signers.put(entry.keyId(), signer(file, entry)) != null) {
                throw new IllegalArgumentException(
                        "trusted signers file " + file + " names " + entry.keyId() + " twice");
            }
        }
        return new TrustedSigners(Map.copyOf(signers));
    }

    private static Signer signer(Path file, Entry entry) {
        try {
            SignatureAlgorithm algorithm = SignatureAlgorithm.named(entry.algorithm())
                    .orElseThrow(() -> new IllegalArgumentException("no such algorithm: " + entry.algorithm()));
            PublicKey key = KeyFactory.getInstance(algorithm.keyType())
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(entry.publicKey())));
            if (!SignatureAlgorithm.of(key).equals(Optional.of(algorithm))) {
                throw new IllegalArgumentException("the key is on another curve than P-256");
            }
            return new Signer(
                    entry.algorithm(),
                    key,
                    Instant.parse(entry.validFrom()),
                    Instant.parse(entry.validUntil()),
                    entry.revoked());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "trusted signers file " + file + ": entry " + entry.keyId() + " is malformed: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Checks a signature.
     *
     * @param octets what was signed
     * @param now wall-clock time
     */
    public Check check(byte[] octets, @Nullable Signature signature, Instant now) {
        if (signature == null) {
            return new Check.Refused("SIGNATURE_MISSING");
        }
        Signer signer = signers.get(signature.getKeyId());
        if (signer == null) {
            return new Check.Refused("SIGNER_UNKNOWN");
        }
        if (signer.revoked()) {
            return new Check.Refused("SIGNER_REVOKED");
        }
        if (now.isBefore(signer.validFrom()) || !now.isBefore(signer.validUntil())) {
            return new Check.Refused("SIGNER_NOT_VALID_NOW");
        }
        if (!signer.algorithm().equals(signature.getAlgorithm())) {
            return new Check.Refused("ALGORITHM_MISMATCH");
        }
        return verifies(signer, octets, signature.getOctets())
                ? new Check.Trusted(signature.getKeyId())
                : new Check.Refused("SIGNATURE_WRONG");
    }

    private static boolean verifies(Signer signer, byte[] octets, ByteBuffer signature) {
        byte[] signatureOctets = new byte[signature.remaining()];
        signature.duplicate().get(signatureOctets);
        try {
            java.security.Signature engine = java.security.Signature.getInstance(signer.algorithm());
            engine.initVerify(signer.key());
            engine.update(octets);
            return engine.verify(signatureOctets);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

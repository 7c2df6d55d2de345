// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * The signing keys of the services of one run, made anew for it, and the file that says who may sign what.
 *
 * @param calibrator private key that signs orders, PKCS#8 PEM
 * @param auditor private key that signs checkpoints of the audit, PKCS#8 PEM
 * @param console private key that signs commands, PKCS#8 PEM
 * @param trustedSigners public keys with their purpose
 */
public record ServiceKeys(Path calibrator, Path auditor, Path console, Path trustedSigners) {
    public static final String CALIBRATOR_KEY_ID = "calibrator";
    public static final String AUDITOR_KEY_ID = "auditor";
    public static final String CONSOLE_KEY_ID = "console";
    private static final Duration VALIDITY = Duration.ofDays(30);
    private static final Duration CLOCK_TOLERANCE = Duration.ofHours(1);

    /**
     * Makes keys and file.
     *
     * @param now wall-clock time
     * @throws PlatformException when they cannot be written
     */
    public static ServiceKeys create(Path directory, Instant now) {
        try {
            Files.createDirectories(directory);
            ServiceKeys keys = new ServiceKeys(
                    directory.resolve("calibrator.pem"),
                    directory.resolve("auditor.pem"),
                    directory.resolve("console.pem"),
                    trustedSigners(directory));
            List<Map<String, Object>> signers = List.of(
                    signer(
                            CALIBRATOR_KEY_ID,
                            SigningKey.generate(keys.calibrator()),
                            TrustedSigners.Purpose.ORDERS,
                            now),
                    signer(
                            AUDITOR_KEY_ID,
                            SigningKey.generate(keys.auditor()),
                            TrustedSigners.Purpose.CHECKPOINTS,
                            now),
                    signer(CONSOLE_KEY_ID, SigningKey.generate(keys.console()), TrustedSigners.Purpose.COMMANDS, now));
            new ObjectMapper().writeValue(keys.trustedSigners().toFile(), signers);
            return keys;
        } catch (IOException e) {
            throw new PlatformException("cannot make the signing keys in " + directory, e);
        }
    }

    /** The file that says who may sign what, in the folder of the keys. */
    public static Path trustedSigners(Path directory) {
        return directory.resolve("trusted-signers.json");
    }

    private static Map<String, Object> signer(
            String keyId, String publicKey, TrustedSigners.Purpose purpose, Instant now) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("keyId", keyId);
        entry.put("algorithm", SigningKey.ALGORITHM);
        entry.put("publicKey", publicKey);
        entry.put("purpose", purpose.name());
        entry.put("validFrom", now.minus(CLOCK_TOLERANCE).toString());
        entry.put("validUntil", now.plus(VALIDITY).toString());
        entry.put("revoked", false);
        return entry;
    }
}

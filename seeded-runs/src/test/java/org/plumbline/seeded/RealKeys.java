// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.plumbline.schema.signing.SigningKey;

/** The keys of calibrator, auditor and console, and the file of those who may sign. */
record RealKeys(Path calibratorKey, Path auditorKey, SigningKey console, Path trustedSigners) {

    static RealKeys create(Path directory) throws IOException {
        Path calibrator = directory.resolve("calibrator.pem");
        Path auditor = directory.resolve("auditor.pem");
        Path console = directory.resolve("console.pem");
        String signers = "[" + entry("calibrator", SigningKey.generate(calibrator), "ORDERS") + ","
                + entry("auditor", SigningKey.generate(auditor), "CHECKPOINTS") + ","
                + entry("console", SigningKey.generate(console), "COMMANDS") + "]";
        return new RealKeys(
                calibrator,
                auditor,
                SigningKey.load("console", console),
                Files.writeString(directory.resolve("signers.json"), signers));
    }

    private static String entry(String keyId, String publicKey, String purpose) {
        return """
                {"keyId":"%s","algorithm":"Ed25519","publicKey":"%s","purpose":"%s",
                 "validFrom":"2020-01-01T00:00:00Z","validUntil":"2100-01-01T00:00:00Z","revoked":false}""".formatted(keyId, publicKey, purpose);
    }
}

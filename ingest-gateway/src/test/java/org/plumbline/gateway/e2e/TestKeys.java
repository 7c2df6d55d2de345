// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.port.KeyRing;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.simulator.meter.MeterPlan;

/** Signing keys of calibrator and console with the file of trusted signers, and the meters' keys. */
public record TestKeys(SigningKey calibrator, SigningKey console, Path trustedSigners) {

    static final String SPARE = "spare-";
    static final byte[] CLIENT_TITLE = {0x50, 0x4C, 0x42, 0, 0, 0, 0, 9};

    public static TestKeys create() {
        try {
            Path folder = TestFolders.create("keys");
            String calibrator = SigningKey.generate(folder.resolve("calibrator.pem"));
            String console = SigningKey.generate(folder.resolve("console.pem"));
            Path trusted = Files.writeString(
                    folder.resolve("trusted.json"),
                    "[" + entry("calibrator", calibrator, "ORDERS") + "," + entry("console", console, "COMMANDS")
                            + "]");
            return new TestKeys(
                    SigningKey.load("calibrator", folder.resolve("calibrator.pem")),
                    SigningKey.load("console", folder.resolve("console.pem")),
                    trusted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(String keyId, String publicKey, String purpose) {
        return """
                {"keyId":"%s","algorithm":"Ed25519","publicKey":"%s","purpose":"%s",
                 "validFrom":"2020-01-01T00:00:00Z","validUntil":"2100-01-01T00:00:00Z","revoked":false}""".formatted(keyId, publicKey, purpose);
    }

    TrustedSigners orderSigners() {
        return TrustedSigners.load(trustedSigners, TrustedSigners.Purpose.ORDERS);
    }

    public TrustedSigners commandSigners() {
        return TrustedSigners.load(trustedSigners, TrustedSigners.Purpose.COMMANDS);
    }

    private static byte[] spare(String reference) {
        return java.util.Arrays.copyOf(reference.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 16);
    }

    /** Every meter's keys under its own id; keys that no meter has under names that begin with {@link #SPARE}. */
    static KeyRing keyRing(List<MeterPlan> plans) {
        Map<String, MeterPlan> byId = plans.stream().collect(Collectors.toMap(MeterPlan::meterId, Function.identity()));
        return reference -> reference.startsWith(SPARE)
                ? Optional.of(new SecurityContext(CLIENT_TITLE, spare(reference), spare(reference)))
                : Optional.ofNullable(byId.get(reference))
                        .map(plan -> new SecurityContext(
                                CLIENT_TITLE,
                                plan.keys().encryptionKey(),
                                plan.keys().authenticationKey()));
    }
}

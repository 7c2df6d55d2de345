// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.Signature;
import org.plumbline.schema.signing.TrustedSigners.Check;
import org.plumbline.schema.signing.TrustedSigners.Purpose;

class SignaturesTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    private SigningKey key;
    private String publicKey;

    @BeforeEach
    void makeKey() {
        Path file = folder.resolve("orders.pem");
        publicKey = SigningKey.generate(file);
        key = SigningKey.load("calibrator-1", file);
    }

    private TrustedSigners trusted(String purpose, String validUntil, boolean revoked) throws Exception {
        Path file = folder.resolve("trusted.json");
        Files.writeString(file, """
                [{"keyId":"calibrator-1","algorithm":"Ed25519","publicKey":"%s","purpose":"%s",
                  "validFrom":"2026-01-01T00:00:00Z","validUntil":"%s","revoked":%s}]
                """.formatted(publicKey, purpose, validUntil, revoked));
        return TrustedSigners.load(file, Purpose.ORDERS);
    }

    private static CalibrationOrder order(long sequence) {
        CalibrationOrder order = CalibrationOrder.newBuilder()
                .setMeterId("SM-0001")
                .setSequence(sequence)
                .setIssuedAt(NOW)
                .build();
        return CalibrationOrder.newBuilder(order)
                .setOrderId(Canonical.orderId(order))
                .build();
    }

    private static String reason(Check check) {
        return assertInstanceOf(Check.Refused.class, check).reason();
    }

    @Test
    void aGoodSignatureIsTrustedAndAChangedOrderIsNot() throws Exception {
        TrustedSigners signers = trusted("ORDERS", "2027-01-01T00:00:00Z", false);
        CalibrationOrder order = order(1);
        Signature signature = key.sign(Canonical.signedPart(order));
        assertEquals(new Check.Trusted("calibrator-1"), signers.check(Canonical.signedPart(order), signature, NOW));
        assertEquals("SIGNATURE_WRONG", reason(signers.check(Canonical.signedPart(order(2)), signature, NOW)));
    }

    @Test
    void theSignatureItselfIsNotPartOfWhatIsSigned() {
        CalibrationOrder order = order(1);
        CalibrationOrder signed = CalibrationOrder.newBuilder(order)
                .setSignature(key.sign(Canonical.signedPart(order)))
                .build();
        assertEquals(order.getOrderId(), Canonical.orderId(signed));
        assertEquals(
                Canonical.sha256Hex(Canonical.signedPart(order)), Canonical.sha256Hex(Canonical.signedPart(signed)));
    }

    @Test
    void missingUnknownRevokedExpiredAndWrongPurposeAreToldApart() throws Exception {
        byte[] octets = {1, 2, 3};
        Signature signature = key.sign(octets);
        assertEquals(
                "SIGNATURE_MISSING",
                reason(trusted("ORDERS", "2027-01-01T00:00:00Z", false).check(octets, null, NOW)));
        assertEquals(
                "SIGNER_REVOKED",
                reason(trusted("ORDERS", "2027-01-01T00:00:00Z", true).check(octets, signature, NOW)));
        assertEquals(
                "SIGNER_NOT_VALID_NOW",
                reason(trusted("ORDERS", "2026-02-01T00:00:00Z", false).check(octets, signature, NOW)));
        assertEquals(
                "SIGNER_UNKNOWN",
                reason(trusted("COMMANDS", "2027-01-01T00:00:00Z", false).check(octets, signature, NOW)));
        assertEquals(
                "ALGORITHM_MISMATCH",
                reason(trusted("ORDERS", "2027-01-01T00:00:00Z", false)
                        .check(octets, new Signature("none", "calibrator-1", signature.getOctets()), NOW)));
    }

    @Test
    void aMalformedEntryStopsTheStartAndIsNamed() throws Exception {
        Path file = folder.resolve("broken.json");
        Files.writeString(file, """
                [{"keyId":"k","algorithm":"Ed25519","publicKey":"AAAA","purpose":"ORDERS",
                  "validFrom":"2026-01-01T00:00:00Z","validUntil":"2027-01-01T00:00:00Z","revoked":false}]
                """);
        String message = assertThrows(IllegalArgumentException.class, () -> TrustedSigners.load(file, Purpose.ORDERS))
                .getMessage();
        assertEquals(true, message.contains("broken.json") && message.contains("entry k"), message);
    }

    @Test
    void aKeyFileIsPrivateNeverOverwrittenAndNeverPrinted() throws Exception {
        Path file = folder.resolve("orders.pem");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertThrows(UncheckedIOException.class, () -> SigningKey.generate(file));
        assertFalse(key.toString()
                .contains(Files.readString(file).lines().skip(1).findFirst().orElseThrow()));
    }

    @Test
    void membersDigestDependsOnEveryMemberAndRefusesDisorder() {
        MemberTarget a = MemberTarget.newBuilder().setMeterId("A").setWave(1).build();
        MemberTarget b = MemberTarget.newBuilder().setMeterId("B").setWave(1).build();
        MemberTarget later = MemberTarget.newBuilder(b).setWave(2).build();
        assertNotEquals(Canonical.membersDigest(List.of(a, b)), Canonical.membersDigest(List.of(a, later)));
        assertThrows(IllegalArgumentException.class, () -> Canonical.membersDigest(List.of(b, a)));
        assertThrows(IllegalArgumentException.class, () -> Canonical.membersDigest(List.of(a, a)));
    }
}

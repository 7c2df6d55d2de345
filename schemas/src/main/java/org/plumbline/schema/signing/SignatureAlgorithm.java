// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.signing;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.Optional;

/** The two algorithms there are; no other, and no weaker variant of them, is accepted from anybody. */
enum SignatureAlgorithm {
    /** RFC 8032. The same octets and key give the same signature. */
    ED25519("Ed25519", "Ed25519"),
    /** ECDSA on P-256 with SHA-256, the signature as r and s of 32 octets each (RFC 7518 §3.4). */
    ES256("SHA256withECDSAinP1363Format", "EC");

    /** Order of the group of P-256, FIPS 186-4 D.1.2.3: no other curve has it. */
    private static final BigInteger P256_ORDER =
            new BigInteger("115792089210356248762697446949407573529996955224135760342422259061068512044369");

    private final String jcaName;
    private final String keyType;

    SignatureAlgorithm(String jcaName, String keyType) {
        this.jcaName = jcaName;
        this.keyType = keyType;
    }

    /** As {@code Signature.algorithm} says it. */
    String jcaName() {
        return jcaName;
    }

    /** Of its keys, for a key factory. */
    String keyType() {
        return keyType;
    }

    static Optional<SignatureAlgorithm> named(String jcaName) {
        return Arrays.stream(values())
                .filter(each -> each.jcaName.equals(jcaName))
                .findFirst();
    }

    /** The algorithm of a key; empty when there is none for it. A key in a token may not show its curve. */
    static Optional<SignatureAlgorithm> of(Key key) {
        return switch (key.getAlgorithm()) {
            case "Ed25519", "EdDSA" -> Optional.of(ED25519);
            case "EC" ->
                key instanceof ECKey onCurve && !onCurve.getParams().getOrder().equals(P256_ORDER)
                        ? Optional.empty()
                        : Optional.of(ES256);
            default -> Optional.empty();
        };
    }
}

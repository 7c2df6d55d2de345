// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search that vouches for the traces must itself find what it looks for. */
class KeySearchTest {

    private static final byte[] SECRET = "sixteen octets.!".getBytes(StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aSecretIsFoundInBase64AtAnyAlignment(int before) {
        byte[] around = new byte[before + SECRET.length + 5];
        System.arraycopy(SECRET, 0, around, before, SECRET.length);
        assertTrue(new KeySearch("x " + Base64.getEncoder().encodeToString(around)).finds(SECRET));
    }

    @Test
    void aSecretIsFoundInHexadecimalHoweverWritten() {
        String hex = HexFormat.of().formatHex(SECRET);
        assertTrue(new KeySearch("c401" + hex + "00").finds(SECRET));
        assertTrue(new KeySearch(HexFormat.ofDelimiter(":").withUpperCase().formatHex(SECRET)).finds(SECRET));
    }

    @Test
    void aSecretIsFoundAsTextAndInPart() {
        assertTrue(new KeySearch("it is SIXTEEN OCTETS.!").finds(SECRET));
        assertTrue(new KeySearch("xx" + HexFormat.of().formatHex(SECRET).substring(8, 22)).finds(SECRET));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertFalse(new KeySearch("{\"apdu\":\"c001c100080000010000ff0200\"}").finds(SECRET));
    }
}

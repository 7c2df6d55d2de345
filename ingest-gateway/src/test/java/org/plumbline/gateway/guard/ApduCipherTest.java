// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.guard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.SecurityContext;

/** Values of the Green Book (DLMS UA 1000-2, security suite 0 examples). */
class ApduCipherTest {

    private static final byte[] TITLE = HexFormat.of().parseHex("4d4d4d0000bc614e");
    private static final ApduCipher CIPHER = new ApduCipher(new SecurityContext(
            TITLE,
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"),
            HexFormat.of().parseHex("d0d1d2d3d4d5d6d7d8d9dadbdcdddedf")));

    @Test
    void protectsTheGetRequestOfTheStandardsExample() {
        byte[] plain = HexFormat.of().parseHex("c0010000080000010000ff0200");

        byte[] sealed = CIPHER.protect(0x01234567, plain);

        assertEquals(
                "3001234567411312ff935a47566827c467bc7d825c3be4a77c3fcc056b6b",
                HexFormat.of().formatHex(sealed));
        assertArrayEquals(
                plain, CIPHER.open(TITLE, 0x01234567, java.util.Arrays.copyOfRange(sealed, 5, sealed.length)));
    }

    @Test
    void makesTheGmacTokenOfTheStandardsExample() {
        byte[] challenge = "P6wRJ21F".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        ApduCipher client = new ApduCipher(new SecurityContext(
                HexFormat.of().parseHex("4d4d4d0000000001"),
                ServerFrames.ENCRYPTION_KEY,
                ServerFrames.AUTHENTICATION_KEY));

        byte[] token = client.token(1, challenge);

        assertEquals("10000000011a52fe7dd3e72748973c1e28", HexFormat.of().formatHex(token));
        assertTrue(CIPHER.verifies(token, client.clientTitle(), challenge));
    }

    @Test
    void tokenOverAnotherChallengeTitleOrLengthDoesNotVerify() {
        byte[] challenge = new byte[16];
        byte[] token = CIPHER.token(9, challenge);
        byte[] otherTitle = TITLE.clone();
        otherTitle[0] ^= 1;
        byte[] flipped = token.clone();
        flipped[16] ^= 1;

        assertFalse(CIPHER.verifies(token, TITLE, new byte[17]));
        assertFalse(CIPHER.verifies(token, otherTitle, challenge));
        assertFalse(CIPHER.verifies(flipped, TITLE, challenge));
        assertFalse(CIPHER.verifies(java.util.Arrays.copyOf(token, 16), TITLE, challenge));
        assertFalse(CIPHER.verifies(new byte[0], TITLE, challenge));
    }

    @Test
    void counterOutside32BitsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CIPHER.protect(0x1_0000_0000L, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> CIPHER.protect(-1, new byte[1]));
    }

    @Test
    void keysNeverShowInText() {
        assertEquals(
                "SecurityContext[suite=0, keys withheld]",
                ServerFrames.security().toString());
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Looks for a secret in a text: in hexadecimal, base64 or as it is, in any case, also a part of it. */
final class KeySearch {

    /** Octets in a row that are no accident. */
    private static final int PART = 6;

    private final String text;
    private final String joined;

    KeySearch(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
        this.joined = this.text.replaceAll("[^0-9a-f]", "");
    }

    boolean finds(byte[] secret) {
        for (int from = 0; from + PART <= secret.length; from++) {
            byte[] part = Arrays.copyOfRange(secret, from, from + PART);
            if (joined.contains(HexFormat.of().formatHex(part))
                    || text.contains(new String(part, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT))
                    || text.contains(base64(part))) {
                return true;
            }
        }
        return false;
    }

    /** Windows at every place of the secret meet any alignment: one of them begins where a group of three octets does. */
    private static String base64(byte[] part) {
        return Base64.getEncoder().encodeToString(part).toLowerCase(Locale.ROOT);
    }
}

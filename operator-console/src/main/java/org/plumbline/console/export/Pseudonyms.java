// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Pseudonyms by a keyed hash: the first 128 bits of HMAC-SHA-256 (RFC 2104) over the name, in hexadecimal. Who has the key
 * can tell whose rows they are; who has it not can only tell which rows are of the same meter. Not thread-safe.
 */
public final class Pseudonyms {
    /** A shorter key could be found by trying. */
    public static final int LEAST_KEY_OCTETS = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OCTETS = 16;
    private static final char PART = '|';

    private final Mac mac;

    /**
     * @param key at least {@value #LEAST_KEY_OCTETS} octets
     * @throws IllegalArgumentException when it is shorter
     */
    public Pseudonyms(byte[] key) {
        if (key.length < LEAST_KEY_OCTETS) {
            throw new IllegalArgumentException(
                    "a key for pseudonyms needs at least " + LEAST_KEY_OCTETS + " octets, this has " + key.length);
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Tells keys apart without telling them. */
    public String fingerprint() {
        return hash("fingerprint\0").substring(0, OCTETS);
    }

    /** Of a name made of parts, meterId|kind|n, the first is replaced; an empty name stays empty. */
    public String of(String name) {
        int end = name.indexOf(PART);
        String whole = end < 0 ? name : name.substring(0, end);
        return whole.isEmpty() ? name : hash("name\0" + whole) + (end < 0 ? "" : name.substring(end));
    }

    /** The row without names and without what may tell of a meter. */
    public ExportRow of(Dataset dataset, ExportRow row) {
        List<@Nullable Object> values = new ArrayList<>(row.values());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            Object instead = switch (dataset.columns().get(i).care()) {
                case OPEN -> value;
                case IDENTITY -> value == null ? null : of(value.toString());
                case WITHHELD -> null;
            };
            values.set(i, instead);
        }
        return new ExportRow(row.time(), values);
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, OCTETS);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Texts whose order by code point is the order of a table, unique by the id at their end. One indexed text carries a page
 * of a table to the next without counting rows, also where many rows are equal in figure.
 */
public final class SortKey {
    private static final HexFormat HEX = HexFormat.of();

    private SortKey() {}

    /** Newest first; among equals by id. */
    public static String newestFirst(Instant instant, String id) {
        return HEX.toHexDigits(~ordered(instant.toEpochMilli())) + id;
    }

    /** The instant of a key that stands newest first; empty where it is none. */
    public static Optional<Instant> instantOf(String key) {
        if (key.length() < Long.BYTES * 2) {
            return Optional.empty();
        }
        try {
            long digits = HexFormat.fromHexDigitsToLong(key, 0, Long.BYTES * 2);
            return Optional.of(Instant.ofEpochMilli(ordered(~digits)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Largest figure first; among equals by id. */
    public static String largestFirst(double figure, String id) {
        long bits = Double.doubleToLongBits(figure + 0.0);
        long rising = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return HEX.toHexDigits(~rising) + id;
    }

    /** Signed order as unsigned order. */
    private static long ordered(long signed) {
        return signed ^ Long.MIN_VALUE;
    }
}

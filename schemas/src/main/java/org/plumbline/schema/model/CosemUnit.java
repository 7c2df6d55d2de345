// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import java.util.Map;

/** Symbols of the COSEM unit codes (IEC 62056-6-2, table of enumerated values for physical units). */
public final class CosemUnit {

    private static final Map<Integer, String> SYMBOLS = Map.ofEntries(
            Map.entry(6, "h"),
            Map.entry(7, "min"),
            Map.entry(8, "°"),
            Map.entry(9, "°C"),
            Map.entry(27, "W"),
            Map.entry(28, "VA"),
            Map.entry(29, "var"),
            Map.entry(30, "Wh"),
            Map.entry(31, "VAh"),
            Map.entry(32, "varh"),
            Map.entry(33, "A"),
            Map.entry(35, "V"),
            Map.entry(44, "Hz"),
            Map.entry(56, "%"),
            Map.entry(255, ""));

    private CosemUnit() {}

    /** The symbol of a unit code 0..255; empty for a count, {@code unit <code>} where the symbol is not known here. */
    public static String symbol(int code) {
        return SYMBOLS.getOrDefault(code, "unit " + code);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.util.regex.Pattern;

/**
 * Logical name of a COSEM object (IEC 62056-6-1): six value groups, each 0..255.
 */
public record ObisCode(int a, int b, int c, int d, int e, int f) {

    public static final int LENGTH = 6;

    private static final Pattern DOT = Pattern.compile(".", Pattern.LITERAL);

    public ObisCode {
        int[] groups = {a, b, c, d, e, f};
        for (int group : groups) {
            if (group < 0 || group > 255) {
                throw new IllegalArgumentException("OBIS value group outside 0..255: " + group);
            }
        }
    }

    /** Parses the reduced notation {@code a.b.c.d.e.f}; throws IllegalArgumentException on anything else. */
    public static ObisCode parse(String text) {
        String[] groups = DOT.split(text, -1);
        if (groups.length != LENGTH) {
            throw new IllegalArgumentException("OBIS code needs six groups: " + text);
        }
        try {
            return new ObisCode(
                    Integer.parseInt(groups[0]),
                    Integer.parseInt(groups[1]),
                    Integer.parseInt(groups[2]),
                    Integer.parseInt(groups[3]),
                    Integer.parseInt(groups[4]),
                    Integer.parseInt(groups[5]));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("OBIS code is not numeric: " + text, notANumber);
        }
    }

    /** Six octets as they travel; throws IllegalArgumentException for any other length. */
    public static ObisCode of(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("OBIS code needs 6 octets, got " + octets.length);
        }
        return new ObisCode(
                octets[0] & 0xFF,
                octets[1] & 0xFF,
                octets[2] & 0xFF,
                octets[3] & 0xFF,
                octets[4] & 0xFF,
                octets[5] & 0xFF);
    }

    public byte[] octets() {
        return new byte[] {(byte) a, (byte) b, (byte) c, (byte) d, (byte) e, (byte) f};
    }

    @Override
    public String toString() {
        return a + "." + b + "." + c + "." + d + "." + e + "." + f;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/** Numbers in as many octets as they are worth: more would enlarge the state of a meter and tell nothing. */
final class Rounded {
    private static final int THREE_OCTETS = 0xFFFF_FF00;
    private static final int TWO_OCTETS = 0xFFFF_0000;

    private Rounded() {}

    /** The upper three octets of the single precision number, five significant digits. */
    static double fiveDigits(double value) {
        return upper(value, THREE_OCTETS);
    }

    /** The upper two octets of it, two significant digits and a half. */
    static double twoDigits(double value) {
        return upper(value, TWO_OCTETS);
    }

    private static double upper(double value, int kept) {
        int halfStep = -kept >>> 1;
        return Float.intBitsToFloat(Float.floatToIntBits((float) value) + halfStep & kept);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

/** Powers of ten that are the same on every machine. */
final class Decimal {
    private static final double[] POSITIVE = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private Decimal() {}

    /** @param exponent -9..9 */
    static double power(int exponent) {
        return exponent < 0 ? 1 / POSITIVE[-exponent] : POSITIVE[exponent];
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/** Algebra of gain corrections. */
public final class CorrectionFactor {
    private CorrectionFactor() {}

    /** K = 1 / (1 + e/100), the factor on the gain that takes the error e (percent, above -100) to zero. */
    public static double of(double errorPercent) {
        if (!(errorPercent > -100) || Double.isInfinite(errorPercent)) {
            throw new IllegalArgumentException("error must be above -100 %: " + errorPercent);
        }
        return 1 / (1 + errorPercent / 100);
    }

    /** Error, in percent, of a meter with error e (percent) once its gain is multiplied by the factor. */
    public static double errorAfter(double errorPercent, double factor) {
        return ((1 + errorPercent / 100) * factor - 1) * 100;
    }
}

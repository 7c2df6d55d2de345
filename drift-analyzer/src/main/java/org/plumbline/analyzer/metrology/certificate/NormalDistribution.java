// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

/** The standard normal distribution; the same bits on every platform. */
public final class NormalDistribution {
    private static final double SERIES_BELOW = 2.5;
    private static final int MOST_TERMS = 200;
    private static final double TINY = 1e-300;

    private NormalDistribution() {}

    /** P(Z &gt; z), absolute error below 1e-14; 1 and 0 at the infinities. */
    public static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double x = z / StrictMath.sqrt(2);
        return x < SERIES_BELOW ? 0.5 * (1 - erfBySeries(x)) : 0.5 * erfcByFraction(x);
    }

    /** erf x = 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!! (Abramowitz and Stegun 7.1.6). */
    private static double erfBySeries(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < MOST_TERMS && term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / StrictMath.sqrt(StrictMath.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** erfc x = exp(-x^2)/sqrt(pi) 1/(x+ (1/2)/(x+ 1/(x+ (3/2)/(x+ ... (A&amp;S 7.1.14), by modified Lentz. */
    private static double erfcByFraction(double x) {
        double f = x;
        double c = x;
        double d = 0;
        for (int n = 1; n < MOST_TERMS; n++) {
            double a = n / 2.0;
            d = 1 / Math.max(TINY, x + a * d);
            c = x + a / c;
            f *= c * d;
            if (Math.abs(c * d - 1) < 1e-16) {
                break;
            }
        }
        return Double.isInfinite(x) ? 0 : StrictMath.exp(-x * x) / (StrictMath.sqrt(StrictMath.PI) * f);
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

/**
 * Weighted sums of a line through the origin, y = g x + noise, with forgetting: one day back counts half after
 * {@value #HALF_LIFE_DAYS} days. Immutable. Same samples in the same order: same bits.
 *
 * <pre>
 * w = 1/var(y);  g = S(w x y) / S(w x^2);  u^2(g) = S(f^2 w x^2) / S(f w x^2)^2 * max(1, chi^2_red)
 * </pre>
 *
 * f is the factor of forgetting; chi^2_red = (S(w y^2) - g S(w x y)) / (n - 1) widens u when readings scatter more than
 * their registers' resolution explains (Birge ratio). {@code bias} bounds what rounding can do to g when it does not
 * average because the same load comes again and again: S(w x b) / S(w x^2) with b the largest rounding error of y.
 *
 * @param xx sum of w x^2, dimensionless
 * @param xxSquared the same with the squares of the factors of forgetting
 * @param xy sum of w x y
 * @param yy sum of w y^2
 * @param xb sum of w x b
 * @param n sum of the factors of forgetting
 */
public record RatioSums(double xx, double xxSquared, double xy, double yy, double xb, double n) {
    static final int HALF_LIFE_DAYS = 7;

    private static final double KEPT_PER_DAY = 0.905_723_664_263_906_6; // 2^(-1/7)
    private static final int FORGOTTEN_AFTER_DAYS = 400;

    public static final RatioSums NONE = new RatioSums(0, 0, 0, 0, 0, 0);

    /** @param variance of y, above 0 */
    RatioSums plus(double x, double y, double variance, double largestRounding) {
        double w = 1 / variance;
        return new RatioSums(
                xx + w * x * x,
                xxSquared + w * x * x,
                xy + w * x * y,
                yy + w * y * y,
                xb + w * x * largestRounding,
                n + 1);
    }

    /** The same some days later. */
    RatioSums after(long days) {
        double kept = kept(days);
        return new RatioSums(kept * xx, kept * kept * xxSquared, kept * xy, kept * yy, kept * xb, kept * n);
    }

    static double kept(long days) {
        double kept = 1;
        for (long day = 0; day < Math.min(days, FORGOTTEN_AFTER_DAYS); day++) {
            kept *= KEPT_PER_DAY;
        }
        return kept;
    }

    boolean isEmpty() {
        return !(xx > 0);
    }

    double ratio() {
        return xy / xx;
    }

    /** Standard uncertainty of the ratio, k = 1. */
    double uncertainty() {
        return Math.sqrt(xxSquared * scatter()) / xx;
    }

    /** Largest error of the ratio by rounding that does not average, at least 0. */
    double bias() {
        return xb / xx;
    }

    /** max(1, reduced chi^2). */
    double scatter() {
        return n > 2 ? Math.max(1, (yy - ratio() * xy) / (n - 1)) : 1;
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.util.Locale;

/**
 * Exact 95 % confidence interval of a loss rate: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404. Each end leaves
 * 2.5 % of the binomial distribution beyond what was seen.
 *
 * @param lower of the rate, 0..1
 * @param upper of the rate, 0..1
 */
public record LossBounds(double lower, double upper) {

    private static final double BEYOND = 0.025;
    private static final int BISECTIONS = 50;

    /**
     * @param sent frames, at least 1
     * @param lost of them, 0..sent
     */
    static LossBounds of(int sent, int lost) {
        if (sent < 1 || lost < 0 || lost > sent) {
            throw new IllegalArgumentException(lost + " lost of " + sent);
        }
        return new LossBounds(lower(sent, lost), 1 - lower(sent, sent - lost));
    }

    /** As {@code 1.0..3.6}. */
    String percent() {
        return String.format(Locale.ROOT, "%.1f..%.1f", 100 * lower, 100 * upper);
    }

    /** The rate at which as many or more are lost with a probability of 2.5 %. */
    private static double lower(int sent, int lost) {
        if (lost == 0) {
            return 0;
        }
        double low = 0;
        double high = (double) lost / sent;
        for (int i = 0; i < BISECTIONS; i++) {
            double rate = (low + high) / 2;
            if (atLeast(sent, lost, rate) < BEYOND) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return low;
    }

    /** Probability that at least so many are lost, at a rate not above lost / sent: the terms fall from the first on. */
    private static double atLeast(int sent, int lost, double rate) {
        double odds = rate / (1 - rate);
        double term = Math.exp(logOfTerm(sent, lost, rate));
        double sum = 0;
        for (int i = lost; i <= sent && term > sum * 1e-17; i++) {
            sum += term;
            term *= odds * (sent - i) / (i + 1);
        }
        return sum;
    }

    private static double logOfTerm(int sent, int lost, double rate) {
        double log = lost * Math.log(rate) + (sent - lost) * Math.log1p(-rate);
        for (int i = 1; i <= lost; i++) {
            log += Math.log((double) (sent - lost + i) / i);
        }
        return log;
    }
}

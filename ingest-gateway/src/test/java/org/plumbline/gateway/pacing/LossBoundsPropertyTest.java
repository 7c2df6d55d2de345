// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Against the definition, worked out term by term in decimals. */
class LossBoundsPropertyTest {

    private static final MathContext DIGITS = new MathContext(40);

    @Property(tries = 80)
    void eachEndLeavesTwoAndAHalfPercentBeyondWhatWasSeen(
            @ForAll @IntRange(min = 1, max = 600) int sent, @ForAll @DoubleRange(min = 0, max = 1) double part) {
        int lost = (int) Math.round(sent * part * part); // small rates more often
        LossBounds bounds = LossBounds.of(sent, lost);
        if (lost > 0) {
            assertEquals(0.025, 1 - below(sent, lost, bounds.lower()), 1e-9);
        }
        if (lost < sent) {
            assertEquals(0.025, below(sent, lost + 1, bounds.upper()), 1e-9);
        }
        assertTrue(bounds.lower() <= (double) lost / sent && (double) lost / sent <= bounds.upper());
    }

    /** Whatever the true rate, at least 95 % of all outcomes have it within their bounds. */
    @Property(tries = 20)
    void theTrueRateIsWithinTheBoundsInNinetyFiveOfAHundredCases(
            @ForAll @IntRange(min = 20, max = 100) int sent,
            @ForAll @Scale(4) @DoubleRange(min = 0.002, max = 0.5) double rate) {
        double covered = 0;
        for (int lost = 0; lost <= sent; lost++) {
            LossBounds bounds = LossBounds.of(sent, lost);
            if (bounds.lower() <= rate && rate <= bounds.upper()) {
                covered += below(sent, lost + 1, rate) - below(sent, lost, rate);
            }
        }
        assertTrue(covered >= 0.95 - 1e-9, sent + " frames at " + rate + ": " + covered);
    }

    @Property
    void moreLostRaisesBothEnds(
            @ForAll @IntRange(min = 2, max = 3_000) int sent, @ForAll @DoubleRange(min = 0, max = 1) double part) {
        int lost = (int) ((sent - 1) * part);
        LossBounds fewer = LossBounds.of(sent, lost);
        LossBounds more = LossBounds.of(sent, lost + 1);
        assertTrue(fewer.lower() < more.lower() && fewer.upper() < more.upper());
    }

    /** Probability of less than so many. */
    private static double below(int sent, int lost, double rate) {
        BigDecimal p = new BigDecimal(rate);
        BigDecimal q = BigDecimal.ONE.subtract(p);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal choices = BigDecimal.ONE;
        for (int i = 0; i < lost; i++) {
            BigDecimal term = choices.multiply(p.pow(i, DIGITS), DIGITS).multiply(q.pow(sent - i, DIGITS), DIGITS);
            sum = sum.add(term, DIGITS);
            choices = choices.multiply(BigDecimal.valueOf(sent - i)).divide(BigDecimal.valueOf(i + 1), DIGITS);
        }
        return sum.doubleValue();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossBoundsTest {

    private static final double FINE = 1e-9;

    /** Ends that have a closed form: nothing lost, all lost. */
    @ParameterizedTest
    @CsvSource({"1", "20", "500", "100000"})
    void theEndsAreThoseOfTheGeometricCase(int sent) {
        double closed = Math.exp(Math.log(0.025) / sent);
        assertEquals(
                new LossBounds(0, 1 - closed).upper(), LossBounds.of(sent, 0).upper(), FINE);
        assertEquals(0, LossBounds.of(sent, 0).lower());
        assertEquals(closed, LossBounds.of(sent, sent).lower(), FINE);
        assertEquals(1, LossBounds.of(sent, sent).upper());
    }

    /** One lost: (1 - p)^n + n p (1 - p)^(n-1) = 0.025 at the upper end, 1 - (1 - p)^n = 0.025 at the lower. */
    @Test
    void oneLostOfAHundred() {
        LossBounds bounds = LossBounds.of(100, 1);
        assertEquals(1 - Math.pow(0.975, 0.01), bounds.lower(), FINE);
        double p = bounds.upper();
        assertEquals(0.025, Math.pow(1 - p, 100) + 100 * p * Math.pow(1 - p, 99), 1e-8);
    }

    /** Five hundred frames are too few to tell 2 % from more: one per cent to almost four. */
    @Test
    void tenOfFiveHundredShowNothingAboutTwoPercent() {
        assertEquals("1.0..3.6", LossBounds.of(500, 10).percent());
    }

    @Test
    void moreLostThanSentIsNoRate() {
        assertThrows(IllegalArgumentException.class, () -> LossBounds.of(10, 11));
        assertThrows(IllegalArgumentException.class, () -> LossBounds.of(0, 0));
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.paired.CurveShape;

class CurveFitTest {
    private static final double PMAX_WATTS = 69_000;

    private static CurveFit fit(double curvatureInformation, double curvaturePercent) {
        return CurveFit.of(
                new CurveShape(0, 0, curvatureInformation, 0, curvatureInformation * curvaturePercent, 0, 0, 0),
                PMAX_WATTS,
                0);
    }

    /**
     * Sixty days of a healthy meter with a 10 Wh register that rarely saw half of its maximum load: the information on
     * the curvature is 58 /percent^2, its noise pulls to -0.55 %. Followed in full it kept a gain from being corrected.
     */
    @Test
    void noiseAtLoadsThatWereHardlySeenIsNotTakenForACurvature() {
        CurveFit fit = fit(58, -0.55);

        assertTrue(fit.curvaturePercent() > -0.35 && fit.curvaturePercent() < -0.2, () -> fit.toString());
        assertTrue(Math.sqrt(fit.curvatureVariance()) > 0.25, () -> fit.toString());
    }

    @Test
    void aCurvatureThatWasSeenAtEveryLoadIsTakenAsItIs() {
        CurveFit fit = fit(100_000, -0.55);

        assertEquals(-0.55, fit.curvaturePercent(), 0.001);
        assertTrue(Math.sqrt(fit.curvatureVariance()) < 0.02, () -> fit.toString());
    }
}

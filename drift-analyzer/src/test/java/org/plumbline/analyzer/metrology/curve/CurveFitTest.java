// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.LoadDistribution.Share;

class CurveFitTest {
    @Test
    void levelThatRestsOnOtherLoadsThanTheUsualIsToldByHowMuch() {
        LoadDistribution load =
                new LoadDistribution(new Share(9_000, 80_000, 0), new Share(1_000, 6_400, 0), new Share(0, 0, 0));
        CurveFit fit = new CurveFit(0.4, 0.2, 0.01, -0.002, 0.04);
        FormLeverage mean = FormLeverage.ofMean(load, 500);
        assertEquals(0.24, mean.offset(), 1e-6);
        assertEquals(0.05, mean.curvature(), 1e-6);
        assertEquals(new CurveFit.LoadMix(0, 0), fit.loadMix(mean, load, 500));
        CurveFit.LoadMix mix = fit.loadMix(new FormLeverage(0.14, 0.25), load, 500);
        assertEquals(-0.1 * 0.4 + 0.2 * 0.2, mix.percent(), 1e-6);
        assertEquals(
                Math.sqrt(0.01 * 0.01 + 2 * -0.1 * 0.2 * -0.002 + 0.04 * 0.04), mix.standardUncertaintyPercent(), 1e-6);
    }

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

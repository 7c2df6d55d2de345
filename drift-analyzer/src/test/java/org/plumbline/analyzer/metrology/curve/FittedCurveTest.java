// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.paired.LoadDistribution.Share;

class FittedCurveTest {
    private static final double MAXIMUM_WATTS = 14_000;
    private static final double LEVEL = 0.6;
    private static final double U = 0.05;
    private static final CurveFit FIT = new CurveFit(1.5, -0.2, 0.0025, 0.0004, 0.0016);
    /** 10 kWh in 24 h: mean 400 W at low load, half an hour above 30 %. */
    private static final LoadDistribution LOAD =
            new LoadDistribution(new Share(9_400, 84_600, 9_000), new Share(600, 1_800, 1_800), new Share(0, 0, 0));

    private static final double SQUARE_LOAD_ENERGY = 300;

    private static FittedCurve curve(CurveFit fit, LoadDistribution load) {
        return new FittedCurve(fit, LEVEL, U, load, SQUARE_LOAD_ENERGY, MAXIMUM_WATTS);
    }

    private static double[] row(double fraction) {
        double hoursOverEnergy = LOAD.seconds() / 3600 / LOAD.energyWattHours();
        return new double[] {
            1,
            100 * (1 / (fraction * MAXIMUM_WATTS) - hoursOverEnergy),
            fraction * fraction - SQUARE_LOAD_ENERGY / LOAD.energyWattHours()
        };
    }

    /** Oracle: the full matrix of (level, b, s), written out. */
    private static double covariance(double[] one, double[] other) {
        double[][] c = {{U * U, 0, 0}, {0, 0.0025, 0.0004}, {0, 0.0004, 0.0016}};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += one[i] * c[i][j] * other[j];
            }
        }
        return sum;
    }

    private static double expected(double[] row) {
        return row[0] * LEVEL + row[1] * 1.5 + row[2] * -0.2;
    }

    @Test
    void averageCarriesTheCovarianceOfItsPoints() {
        double[] full = row(0.1);
        double[] light = row(0.03);
        FittedCurve.Value average = curve(FIT, LOAD).average(new double[] {0.1, 0.03}, new double[] {4, 1});
        assertEquals((4 * expected(full) + expected(light)) / 5, average.errorPercent(), 1e-12);
        double variance = (16 * covariance(full, full) + 8 * covariance(full, light) + covariance(light, light)) / 25;
        assertEquals(Math.sqrt(variance), average.standardUncertaintyPercent(), 1e-12);
        assertEquals(Coverage.COVERED, average.coverage());
    }

    @Test
    void pointsOfTheCurveAreTheSameAsThoseOfTheFit() {
        CurveFit fit = CurveFit.of(new CurveShape(2_000, 30, 400, 900, -20, 0, 0, 300), MAXIMUM_WATTS, 0);
        ErrorCurve stated = fit.curve(LEVEL, U, LOAD, SQUARE_LOAD_ENERGY, MAXIMUM_WATTS);
        for (ErrorCurve.Point point : stated.points()) {
            FittedCurve.Value at = curve(fit, LOAD).at(point.loadFraction());
            assertEquals(point.errorPercent(), at.errorPercent(), 1e-12);
            assertEquals(point.standardUncertaintyPercent(), at.standardUncertaintyPercent(), 1e-12);
            assertEquals(point.coverage(), at.coverage());
        }
    }

    /** Loads were seen down to half the mean of the low band (200 W, 1.43 %) and up to 10 % for an hour, not above. */
    @Test
    void onlyLoadsThatWereSeenAreCovered() {
        CurveFit sure = new CurveFit(0, 0, 1e-6, 0, 1e-6);
        assertEquals(Coverage.EXTRAPOLATED, curve(sure, LOAD).at(0.014).coverage());
        assertEquals(Coverage.COVERED, curve(sure, LOAD).at(0.015).coverage());
        assertEquals(Coverage.COVERED, curve(sure, LOAD).at(0.1).coverage());
        assertEquals(Coverage.EXTRAPOLATED, curve(sure, LOAD).at(0.2).coverage());
        LoadDistribution evenings =
                new LoadDistribution(LOAD.low(), new Share(10_000, 7_200, 7_200), new Share(0, 0, 0));
        assertEquals(Coverage.COVERED, curve(sure, evenings).at(0.2).coverage());
        assertEquals(Coverage.COVERED, curve(sure, evenings).at(0.5).coverage());
        assertEquals(Coverage.EXTRAPOLATED, curve(sure, evenings).at(0.6).coverage());
    }

    @Test
    void formThatIsNotKnownIsExtrapolatedWhereverLoadsWere() {
        assertEquals(
                Coverage.EXTRAPOLATED,
                curve(new CurveFit(0, 0, 1, 0, 0.09), LOAD).at(0.015).coverage());
    }

    @Test
    void sharesOfTheLevelAreWhatEachCauseAddsAtTheMetersOwnLoad() {
        FittedCurve curve = curve(FIT, LOAD);
        assertEquals(100 * 1.5 * 24 / 10_000, curve.offsetShare().errorPercent(), 1e-12);
        assertEquals(100 * 0.05 * 24 / 10_000, curve.offsetShare().standardUncertaintyPercent(), 1e-12);
        assertEquals(-0.2 * 0.03, curve.curvatureShare().errorPercent(), 1e-12);
        assertEquals(0.04 * 0.03, curve.curvatureShare().standardUncertaintyPercent(), 1e-12);
    }
}

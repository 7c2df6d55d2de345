// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;

/**
 * The error curve of one meter at any load. With H the hours, E the energy and Z the integral of (P/Pmax)^2 dE of the
 * load seen, the error at a load is h'x, x = (level, b, s), h = (1, 100 (1/P - H/E), (P/Pmax)^2 - Z/E); so errors at
 * several loads are correlated, and the uncertainty of a weighted sum of them is that of the weighted sum of their h.
 *
 * @param fit offset power and curvature
 * @param levelPercent error at the meter's own load, percent
 * @param levelStandardUncertaintyPercent combined standard uncertainty of it, percent
 * @param load what was seen, with energy above zero
 * @param squareLoadEnergy Z, Wh
 * @param maximumPowerWatts Pmax, W
 */
public record FittedCurve(
        CurveFit fit,
        double levelPercent,
        double levelStandardUncertaintyPercent,
        LoadDistribution load,
        double squareLoadEnergy,
        double maximumPowerWatts) {
    /** What a curve of this form leaves out where it is extrapolated, and the most its form may be unsure of elsewhere. */
    private static final double MODEL_UNCERTAINTY_PERCENT = 0.1;

    /** Loads near a point must have been seen this long, in s. */
    private static final double COVERED_SECONDS = 3600;

    private static final double NEAR_POINT = 2.0 / 3.0;

    /** Of the mean load in a band, loads down to this share of it count as seen. */
    private static final double BELOW_MEAN = 0.5;

    /** An error in percent with its standard uncertainty and what stands behind it. */
    public record Value(double errorPercent, double standardUncertaintyPercent, Coverage coverage) {}

    /** The error at one load, a fraction of maximum power above 0. */
    public Value at(double loadFraction) {
        return average(new double[] {loadFraction}, new double[] {1});
    }

    /**
     * A weighted average of errors; covered where every load in it is.
     *
     * @param loadFractions fractions of maximum power, above 0
     * @param weights of the same number, positive in sum
     */
    public Value average(double[] loadFractions, double[] weights) {
        double sum = 0;
        double offset = 0;
        double curvature = 0;
        boolean covered = true;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k];
            offset += weights[k] * offsetFactor(loadFractions[k]);
            curvature += weights[k] * curvatureFactor(loadFractions[k]);
            covered &= isCovered(loadFractions[k]);
        }
        offset /= sum;
        curvature /= sum;
        double model = covered ? 0 : MODEL_UNCERTAINTY_PERCENT;
        double variance = levelStandardUncertaintyPercent * levelStandardUncertaintyPercent
                + formVariance(offset, curvature)
                + model * model;
        return new Value(
                levelPercent + offset * fit.offsetWatts() + curvature * fit.curvaturePercent(),
                Math.sqrt(variance),
                covered ? Coverage.COVERED : Coverage.EXTRAPOLATED);
    }

    /** The offset power, with the loads that it is held against. */
    public OffsetPower offsetPower() {
        return new OffsetPower(
                fit.offsetWatts(), Math.sqrt(fit.offsetVariance()), 1 / hoursOverEnergy(), maximumPowerWatts);
    }

    /** What the offset power adds to the level at the meter's own load, percent. */
    public Value offsetShare() {
        double factor = 100 * hoursOverEnergy();
        return share(factor * fit.offsetWatts(), Math.abs(factor) * Math.sqrt(fit.offsetVariance()));
    }

    /** What the curvature (self-heating) adds to the level at the meter's own load, percent. */
    public Value curvatureShare() {
        double factor = meanSquareLoad();
        return share(factor * fit.curvaturePercent(), factor * Math.sqrt(fit.curvatureVariance()));
    }

    private Value share(double percent, double uncertainty) {
        return new Value(percent, uncertainty, Coverage.COVERED);
    }

    private boolean isCovered(double loadFraction) {
        return isSeen(loadFraction)
                && formVariance(offsetFactor(loadFraction), curvatureFactor(loadFraction))
                        <= MODEL_UNCERTAINTY_PERCENT * MODEL_UNCERTAINTY_PERCENT;
    }

    /** Loads from two thirds of this one up were seen for an hour, and loads down to it were seen as well. */
    private boolean isSeen(double loadFraction) {
        return load.secondsCertainlyAtLeast(NEAR_POINT * loadFraction) >= COVERED_SECONDS
                && loadFraction >= BELOW_MEAN * load.lowestMeanWatts(COVERED_SECONDS) / maximumPowerWatts;
    }

    private double formVariance(double offset, double curvature) {
        return offset * offset * fit.offsetVariance()
                + 2 * offset * curvature * fit.covariance()
                + curvature * curvature * fit.curvatureVariance();
    }

    private double offsetFactor(double loadFraction) {
        return 100 * (1 / (loadFraction * maximumPowerWatts) - hoursOverEnergy());
    }

    private double curvatureFactor(double loadFraction) {
        return loadFraction * loadFraction - meanSquareLoad();
    }

    private double hoursOverEnergy() {
        return load.seconds() / 3600 / load.energyWattHours();
    }

    private double meanSquareLoad() {
        return squareLoadEnergy / load.energyWattHours();
    }
}

// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.curve;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.metrology.curve.ErrorCurve.Coverage;
import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadBand;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;

/**
 * Offset power b and curvature s of a meter from the shape information of its days, with priors b ~ N(0, 0.5 W per
 * 14 kW of maximum power, at least 0.5 W) and s ~ N(0, 0.3 %). The curve passes through the level at the meter's own load:
 * e(P) = level + 100 b (1/P - H/E) + s ((P/Pmax)^2 - Z/E), with H the hours, E the energy and Z the integral of
 * (P/Pmax)^2 dE of the load seen.
 *
 * @param offsetWatts b in W
 * @param curvaturePercent s in percent at maximum power
 * @param offsetVariance variance of b, W^2
 * @param covariance of b and s, W percent
 * @param curvatureVariance variance of s, percent^2
 */
public record CurveFit(
        double offsetWatts,
        double curvaturePercent,
        double offsetVariance,
        double covariance,
        double curvatureVariance) {
    private static final double OFFSET_PRIOR_WATTS = 0.5;
    private static final double OFFSET_PRIOR_BASE_WATTS = 14_000;
    private static final double CURVATURE_PRIOR_PERCENT = 0.3;

    /**
     * Formal uncertainties of b and s come out three to five times too small: errors of form are not white. So the stated
     * uncertainty rests on this share of the information.
     */
    private static final double INFORMATION_SHARE = 1.0 / 16;

    /**
     * The values rest on this share. With all of it a meter that never saw high loads follows its own noise there: the
     * coarse register of a healthy meter then shows a curvature of half a percent that it does not have.
     */
    private static final double VALUE_SHARE = 1.0 / 4;

    /** Added in quadrature where the curve is extrapolated: what a curve of this form leaves out, percent. */
    private static final double MODEL_UNCERTAINTY_PERCENT = 0.1;

    /** Loads near a point must have been seen this long, in s. */
    private static final double COVERED_SECONDS = 3600;

    /**
     * Solves for b and s.
     *
     * @param percentPerKelvin temperature coefficient of the meter, as far as it is known
     */
    public static CurveFit of(CurveShape shape, double maximumPowerWatts, double percentPerKelvin) {
        double offsetInformation = offsetInformation(maximumPowerWatts);
        double curvatureInformation = curvatureInformation();
        double bb = VALUE_SHARE * shape.offsetOffset() + offsetInformation;
        double bs = VALUE_SHARE * shape.offsetCurvature();
        double ss = VALUE_SHARE * shape.curvatureCurvature() + curvatureInformation;
        double determinant = bb * ss - bs * bs;
        double offsetScore = VALUE_SHARE * (shape.offsetScore() - percentPerKelvin * shape.offsetTemperature());
        double curvatureScore =
                VALUE_SHARE * (shape.curvatureScore() - percentPerKelvin * shape.curvatureTemperature());
        double bbStated = INFORMATION_SHARE * shape.offsetOffset() + offsetInformation;
        double bsStated = INFORMATION_SHARE * shape.offsetCurvature();
        double ssStated = INFORMATION_SHARE * shape.curvatureCurvature() + curvatureInformation;
        double determinantStated = bbStated * ssStated - bsStated * bsStated;
        return new CurveFit(
                (ss * offsetScore - bs * curvatureScore) / determinant,
                (bb * curvatureScore - bs * offsetScore) / determinant,
                ssStated / determinantStated,
                -bsStated / determinantStated,
                bbStated / determinantStated);
    }

    /** Information of the prior of b, 1/W^2. */
    static double offsetInformation(double maximumPowerWatts) {
        double prior = OFFSET_PRIOR_WATTS * Math.max(1, maximumPowerWatts / OFFSET_PRIOR_BASE_WATTS);
        return 1 / (prior * prior);
    }

    /** Information of the prior of s, 1/percent^2. */
    static double curvatureInformation() {
        return 1 / (CURVATURE_PRIOR_PERCENT * CURVATURE_PRIOR_PERCENT);
    }

    /**
     * What offset and curvature add to a level beyond what they add under the load seen; to be taken off the level.
     *
     * @param leverage of the level
     * @param load what was seen, with energy above zero
     * @param squareLoadEnergy Z of what was seen, Wh
     */
    public LoadMix loadMix(FormLeverage leverage, LoadDistribution load, double squareLoadEnergy) {
        FormLeverage usual = FormLeverage.ofMean(load, squareLoadEnergy);
        double offset = leverage.offset() - usual.offset();
        double curvature = leverage.curvature() - usual.curvature();
        return new LoadMix(
                offset * offsetWatts + curvature * curvaturePercent,
                Math.sqrt(offset * offset * offsetVariance
                        + 2 * offset * curvature * covariance
                        + curvature * curvature * curvatureVariance));
    }

    /** An error in percent that comes from the loads a level rests on, with its standard uncertainty. */
    public record LoadMix(double percent, double standardUncertaintyPercent) {}

    /**
     * The curve at the point of every band.
     *
     * @param levelPercent error at the meter's own load, percent
     * @param levelStandardUncertaintyPercent combined standard uncertainty of it, percent
     * @param load what was seen, with energy above zero
     * @param squareLoadEnergy Z of what was seen, Wh
     * @param maximumPowerWatts Pmax, W
     */
    public ErrorCurve curve(
            double levelPercent,
            double levelStandardUncertaintyPercent,
            LoadDistribution load,
            double squareLoadEnergy,
            double maximumPowerWatts) {
        double energy = load.energyWattHours();
        double hoursOverEnergy = load.seconds() / 3600 / energy;
        double meanSquareLoad = squareLoadEnergy / energy;
        List<ErrorCurve.Point> points = new ArrayList<>();
        double covered = 0;
        for (LoadBand band : LoadBand.values()) {
            double fraction = band.pointFraction();
            double offsetFactor = 100 * (1 / (fraction * maximumPowerWatts) - hoursOverEnergy);
            double curvatureFactor = fraction * fraction - meanSquareLoad;
            double shapeVariance = offsetFactor * offsetFactor * offsetVariance
                    + 2 * offsetFactor * curvatureFactor * covariance
                    + curvatureFactor * curvatureFactor * curvatureVariance;
            boolean isCovered = load.of(band).secondsNearPoint() >= COVERED_SECONDS
                    && shapeVariance <= MODEL_UNCERTAINTY_PERCENT * MODEL_UNCERTAINTY_PERCENT;
            double modelVariance = isCovered ? 0 : MODEL_UNCERTAINTY_PERCENT * MODEL_UNCERTAINTY_PERCENT;
            double levelVariance = levelStandardUncertaintyPercent * levelStandardUncertaintyPercent;
            double energyFraction = load.of(band).energyWattHours() / energy;
            points.add(new ErrorCurve.Point(
                    band,
                    levelPercent + offsetFactor * offsetWatts + curvatureFactor * curvaturePercent,
                    Math.sqrt(levelVariance + shapeVariance + modelVariance),
                    isCovered ? Coverage.COVERED : Coverage.EXTRAPOLATED,
                    energyFraction));
            covered += isCovered ? energyFraction : 0;
        }
        return new ErrorCurve(points, covered);
    }
}

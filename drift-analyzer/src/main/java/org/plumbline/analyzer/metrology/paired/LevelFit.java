// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Optional;
import org.plumbline.analyzer.metrology.paired.NormalEquations.Scalar;

/**
 * Robust weighted least squares of y = a + g x + delta p (+ phi q) over the levels of one day, where x is the reference's
 * energy, y tested minus reference energy, p the power at the level, and q the reactive energy less its share of x where it
 * is known: g is the gain error at the day's own power factor, with or without. A clock that runs delta ahead captures
 * early, so the skew of the tested clock is -delta.
 *
 * <p>What a skewed clock counts too early or too late is at the power before or after the level, not at their mean; the
 * difference follows how loads begin and end, and so does the power factor. With reactive energy, half the step of the
 * power is one more regressor, with the prior of the skew: without it, 60 s of skew look like 0.04 % of phase error.
 *
 * <p>Noise of one level: quantisation of both registers plus a jitter of the capture instant times the power; the jitter
 * is estimated from the day's own residuals. Huber weights (c = 2.5) hold single bad levels down. Prior of delta:
 * N(0, (60 s)^2), of phi: N(0, (1 %)^2). The variance of g is inflated by the reduced chi-square where that exceeds 1.
 *
 * @param gainErrorPercent g in percent
 * @param gainVariance its variance in percent squared
 * @param clockSkewSeconds tested minus reference clock in s
 * @param clockSkewStandardUncertaintySeconds of the skew in s
 * @param chiSquareReduced weighted mean square residual
 * @param shape information on the form of the error curve
 * @param leverage what that form adds to the gain
 * @param phase information on the phase term; none where the reactive energy is not known
 * @param link what the levels say of the running difference of the registers; empty where it was not asked for
 */
record LevelFit(
        double gainErrorPercent,
        double gainVariance,
        double clockSkewSeconds,
        double clockSkewStandardUncertaintySeconds,
        double chiSquareReduced,
        CurveShape shape,
        FormLeverage leverage,
        PhaseShape phase,
        Optional<DayLink> link) {
    private static final int PASSES = 4;
    private static final double HUBER = 2.5;
    private static final double SKEW_PRIOR_HOURS = 60.0 / 3600;
    private static final double SMALLEST_JITTER_HOURS = 0.5 / 3600;
    private static final double INITIAL_JITTER_HOURS = 5.0 / 3600;
    private static final double LARGEST_JITTER_HOURS = 60.0 / 3600;

    private static final int ANCHOR = 0;
    private static final int GAIN = 1;
    private static final int SKEW = 2;
    private static final int STEP = 3;
    private static final int PHASE_OF_DAY = 4;
    private static final double PHASE_PRIOR = 0.01;

    /** @param linked whether the day is to be joined to its neighbours */
    static LevelFit of(LevelSeries series, boolean linked) {
        int n = series.size();
        double energyScale = series.energyWattHours();
        double powerScale = energyScale / series.hours[n - 1];
        double jitterVariance = INITIAL_JITTER_HOURS * INITIAL_JITTER_HOURS;
        double[] residuals = new double[n];
        double[] weights = new double[n];
        Optional<ReactiveCourse> reactive = linked ? Optional.empty() : series.reactiveCourse;
        double[][] rows = rows(series, reactive, energyScale, powerScale);
        int unknowns = rows[0].length;
        NormalEquations equations = new NormalEquations(unknowns);
        for (int pass = 0; pass < PASSES; pass++) {
            weigh(series, jitterVariance, residuals, weights);
            equations = new NormalEquations(unknowns);
            equations.addPrior(SKEW, 1 / square(SKEW_PRIOR_HOURS * powerScale));
            if (reactive.isPresent()) {
                equations.addPrior(STEP, 1 / square(SKEW_PRIOR_HOURS * powerScale));
                equations.addPrior(PHASE_OF_DAY, 1 / square(PHASE_PRIOR * energyScale));
            }
            for (int k = 0; k < n; k++) {
                equations.add(weights[k], rows[k], series.difference[k]);
            }
            fillResiduals(series, equations, rows, residuals);
            jitterVariance = jitterVariance(series, jitterVariance, residuals);
        }
        double chiSquare = chiSquare(residuals, weights, unknowns);
        double inflation = Math.max(1, chiSquare);
        Scalar gain = equations.solve(GAIN);
        Scalar skew = equations.solve(SKEW);
        Form form = form(series, reactive, weights, inflation, energyScale, powerScale);
        return new LevelFit(
                100 * gain.value() / energyScale,
                square(100 / energyScale) * gain.variance() * inflation,
                -3600 * skew.value() / powerScale,
                3600 * Math.sqrt(skew.variance() * inflation) / powerScale,
                chiSquare,
                form.shape(series),
                linked
                        ? FormLeverage.ofMean(series.load, series.squareLoad[n - 1])
                        : leverage(series, weights, rows, equations),
                reactive.map(course -> form.phase(course, series.energyWattHours(), weights, inflation))
                        .orElse(PhaseShape.NONE),
                linked ? Optional.of(link(series, weights, inflation, energyScale, powerScale)) : Optional.empty());
    }

    private static void fillResiduals(
            LevelSeries series, NormalEquations equations, double[][] rows, double[] residuals) {
        double anchor = equations.solve(ANCHOR).value();
        double gain = equations.solve(GAIN).value();
        double skew = equations.solve(SKEW).value();
        boolean reactive = rows[0].length > PHASE_OF_DAY;
        double step = reactive ? equations.solve(STEP).value() : 0;
        double phase = reactive ? equations.solve(PHASE_OF_DAY).value() : 0;
        for (int k = 0; k < residuals.length; k++) {
            residuals[k] = series.difference[k] - anchor - gain * rows[k][GAIN] - skew * rows[k][SKEW];
            if (reactive) {
                residuals[k] -= step * rows[k][STEP] + phase * rows[k][PHASE_OF_DAY];
            }
        }
    }

    private static double[][] rows(
            LevelSeries series, Optional<ReactiveCourse> reactive, double energyScale, double powerScale) {
        double[][] rows = new double[series.size()][];
        for (int k = 0; k < rows.length; k++) {
            double energy = series.reference[k] / energyScale;
            double power = series.power[k] / powerScale;
            rows[k] = reactive.isPresent()
                    ? new double[] {
                        1, energy, power, series.powerStep(k) / powerScale, reactive.get().centred[k] / energyScale
                    }
                    : new double[] {1, energy, power};
        }
        return rows;
    }

    /** Huber weights by the residuals of the pass before; zeros before the first. */
    private static void weigh(LevelSeries series, double jitterVariance, double[] residuals, double[] weights) {
        for (int k = 0; k < weights.length; k++) {
            double variance = variance(series, k, jitterVariance);
            double deviation = Math.abs(residuals[k]) / Math.sqrt(variance);
            weights[k] = (deviation > HUBER ? HUBER / deviation : 1) / variance;
        }
    }

    private static double variance(LevelSeries series, int k, double jitterVariance) {
        return series.quantisationVariance + jitterVariance * square(series.power[k]);
    }

    /** Least squares of (residual^2 - quantisation) on power^2, residuals cut at the Huber point. */
    private static double jitterVariance(LevelSeries series, double current, double[] residuals) {
        double above = 0;
        double below = 0;
        for (int k = 0; k < residuals.length; k++) {
            double variance = variance(series, k, current);
            double squarePower = square(series.power[k]);
            double squareResidual = Math.min(square(residuals[k]), HUBER * HUBER * variance);
            above += (squareResidual - series.quantisationVariance) * squarePower / square(variance);
            below += square(squarePower) / square(variance);
        }
        double estimate = below > 0 ? above / below : 0;
        return Math.clamp(estimate, square(SMALLEST_JITTER_HOURS), square(LARGEST_JITTER_HOURS));
    }

    private static double chiSquare(double[] residuals, double[] weights, int unknowns) {
        double sum = 0;
        for (int k = 0; k < residuals.length; k++) {
            sum += weights[k] * square(residuals[k]);
        }
        return sum / (residuals.length - unknowns);
    }

    /** Information on the form of the error that is left when anchor, gain and skew are eliminated. */
    private static Form form(
            LevelSeries series,
            Optional<ReactiveCourse> reactive,
            double[] weights,
            double inflation,
            double energyScale,
            double powerScale) {
        Form form = reactive.isPresent()
                ? new Form(new NormalEquations(STEP + 5), STEP + 1)
                : new Form(new NormalEquations(STEP + 3), STEP);
        double skewInformation = 1 / square(SKEW_PRIOR_HOURS * powerScale);
        form.equations.addPrior(SKEW, skewInformation);
        if (reactive.isPresent()) {
            form.equations.addPrior(STEP, skewInformation);
        }
        for (int k = 0; k < weights.length; k++) {
            double[] row = new double[reactive.isPresent() ? STEP + 5 : STEP + 3];
            row[ANCHOR] = 1;
            row[GAIN] = series.reference[k] / energyScale;
            row[SKEW] = series.power[k] / powerScale;
            row[form.offset()] = series.hours[k];
            row[form.curvature()] = series.squareLoad[k] / 100;
            row[form.temperature()] = series.warmth[k];
            if (reactive.isPresent()) {
                row[STEP] = series.powerStep(k) / powerScale;
                row[form.phase()] = reactive.get().centred[k] / 100;
            }
            form.equations.add(weights[k] / inflation, row, series.difference[k]);
        }
        form.equations.eliminate(form.eliminated);
        return form;
    }

    /** Normal equations of offset, curvature, temperature and, where the reactive energy is known, phase. */
    private record Form(NormalEquations equations, int eliminated) {
        int offset() {
            return eliminated;
        }

        int curvature() {
            return eliminated + 1;
        }

        int temperature() {
            return eliminated + 2;
        }

        int phase() {
            return eliminated + 3;
        }

        CurveShape shape(LevelSeries series) {
            return new CurveShape(
                    equations.matrix(offset(), offset()),
                    equations.matrix(offset(), curvature()),
                    equations.matrix(curvature(), curvature()),
                    equations.vector(offset()),
                    equations.vector(curvature()),
                    equations.matrix(offset(), temperature()),
                    equations.matrix(curvature(), temperature()),
                    series.squareLoad[series.size() - 1]);
        }

        PhaseShape phase(ReactiveCourse course, double energyWattHours, double[] weights, double inflation) {
            double weight = 0;
            for (double each : weights) {
                weight += each / inflation;
            }
            return new PhaseShape(
                    equations.matrix(phase(), offset()),
                    equations.matrix(phase(), curvature()),
                    equations.matrix(phase(), phase()),
                    equations.vector(phase()),
                    equations.matrix(phase(), temperature()),
                    weight * course.quantisationVariance / 1e4,
                    course.varHours,
                    course.tangentSquareEnergy,
                    energyWattHours,
                    course.byTested ? energyWattHours : 0);
        }
    }

    /** The gains of the same regression where the hours, or the square of the load, stand in place of the difference. */
    private static FormLeverage leverage(
            LevelSeries series, double[] weights, double[][] rows, NormalEquations equations) {
        double percent = 100 / series.energyWattHours();
        return new FormLeverage(
                percent * equations.of(weights, rows, series.hours).solve(GAIN).value(),
                percent
                        / 100
                        * equations
                                .of(weights, rows, series.squareLoad)
                                .solve(GAIN)
                                .value());
    }

    /** All levels but the first, with the clock skew eliminated; the gain in percent. */
    private static DayLink link(
            LevelSeries series, double[] weights, double inflation, double energyScale, double powerScale) {
        NormalEquations equations = new NormalEquations(3);
        equations.addPrior(0, 1 / square(SKEW_PRIOR_HOURS * powerScale));
        for (int k = 1; k < weights.length; k++) {
            double[] row = {series.power[k] / powerScale, 1, series.reference[k] / energyScale};
            equations.add(weights[k] / inflation, row, series.difference[k]);
        }
        equations.eliminate(1);
        double percent = energyScale / 100;
        return new DayLink(
                equations.matrix(1, 1),
                equations.matrix(1, 2) * percent,
                equations.matrix(2, 2) * percent * percent,
                equations.vector(1),
                equations.vector(2) * percent,
                series.difference[series.size() - 1],
                series.fromMidnight,
                series.toMidnight);
    }

    private static double square(double value) {
        return value * value;
    }
}

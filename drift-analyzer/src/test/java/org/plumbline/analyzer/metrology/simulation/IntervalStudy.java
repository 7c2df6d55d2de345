// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.simulation;

import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.AdjustableGain;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Simulates meters of class 1 with check meters, assesses them, and compares with the truth. */
final class IntervalStudy {
    static final double REFERENCE_UNCERTAINTY_PERCENT = 0.03;
    private static final long FIRST_DAY = 20_454;
    private static final int LONG_RUN_DAYS = 365;

    private IntervalStudy() {}

    /**
     * One meter.
     *
     * @param household household rather than commercial
     * @param truthPercent error under the long-run load at the operating temperature
     * @param referencePercent true error of the reference
     * @param dailyEnergyWattHours mean
     * @param scaler of the registers
     * @param judged the assessment
     */
    record Outcome(
            boolean household,
            double truthPercent,
            double referencePercent,
            double dailyEnergyWattHours,
            int scaler,
            Assessment.Judged judged,
            double[] pointErrors) {
        double deviationPercent() {
            return judged.errorPercent() - truthPercent;
        }

        boolean covered() {
            return judged.intervalLowPercent() <= truthPercent && truthPercent <= judged.intervalHighPercent();
        }

        double halfWidthPercent() {
            return (judged.intervalHighPercent() - judged.intervalLowPercent()) / 2;
        }
    }

    /** Simulates meter {@code index} of a seed over so many days of evidence. */
    static Outcome run(long seed, int index, int days) {
        SplittableRandom chance = new SplittableRandom(seed * 1_000_003 + index);
        boolean household = chance.nextBoolean();
        double maximumPower = household ? 14_000 : 3 * 230 * 60;
        LoadModel load = household
                ? LoadModel.Household.draw(chance, Math.exp(0.3 * chance.nextGaussian()))
                : LoadModel.Commercial.draw(chance, 9_000 * Math.exp(0.3 * chance.nextGaussian()));
        double referenceGain = REFERENCE_UNCERTAINTY_PERCENT * chance.nextGaussian();
        MeterPhysics tested = MeterPhysics.classOne(chance, 0.6 * chance.nextGaussian(), maximumPower);
        int scaler = chance.nextInt(2);
        double skew = 60 * (2 * chance.nextDouble() - 1);
        SimulatedPair pair = new SimulatedPair(
                new SimulatedPair.Setup(
                        load, tested, MeterPhysics.gainOnly(referenceGain), maximumPower, scaler, skew, 2),
                FIRST_DAY,
                chance.nextLong());
        MeterTrack track = MeterTrack.start();
        double energy = 0;
        double errorEnergy = 0;
        for (int day = 0; day < days; day++) {
            track = track.step(DayRegression.estimate(pair.next()));
            energy += pair.trueEnergy();
            errorEnergy += pair.trueErrorEnergy();
        }
        double dailyEnergy = energy / days;
        for (int day = days; day < LONG_RUN_DAYS; day++) {
            pair.next();
            energy += pair.trueEnergy();
            errorEnergy += pair.trueErrorEnergy();
        }
        double years = days / 365.25;
        double truth = 100 * errorEnergy / energy
                + tested.gainPercentPerYear() * years
                + tested.percentPerKelvin() * (track.operatingTemperatureCelsius() - 23);
        return new Outcome(
                household,
                truth,
                referenceGain,
                dailyEnergy,
                scaler,
                judge(track, maximumPower),
                points(tested, maximumPower, 100 * errorEnergy / energy));
    }

    private static double[] points(MeterPhysics tested, double maximumPower, double mean) {
        double[] points = new double[3];
        double[] loads = {0.1, 0.5, 1};
        for (int i = 0; i < 3; i++) {
            double watts = loads[i] * maximumPower;
            double tangent = 0.1 + 0.4 / (1 + loads[i] / 0.05);
            points[i] = 100 * (tested.registered(watts, loads[i], tangent, 0, 0) / watts - 1) - mean;
        }
        return points;
    }

    private static Assessment.Judged judge(MeterTrack track, double maximumPower) {
        AccuracyPolicy policy = new AccuracyPolicy(
                Authority.ADJUST_UNVERIFIED,
                Limit.byPolicy(1, "sub-meter policy"),
                Limit.byPolicy(1, "sub-meter policy"),
                DecisionRules.defaults());
        Assessment assessment = AccuracyAssessor.assess(
                track,
                new ReferenceCertificate(0, REFERENCE_UNCERTAINTY_PERCENT, 0, FIRST_DAY),
                policy,
                maximumPower,
                Optional.of(new AdjustableGain(1, 1e-4)));
        return switch (assessment) {
            case Assessment.Judged judged -> judged;
            case Assessment.Refused refused -> throw new AssertionError(refused.toString());
        };
    }
}

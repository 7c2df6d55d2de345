// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.simulation;

import java.util.ArrayList;
import java.util.List;
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
import org.plumbline.analyzer.metrology.paired.LoadBand;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/**
 * Simulates class 1 meters with check meters, assesses them from so many days of readings, and compares with the truth:
 * the error of the meter under its load of a whole year, at the operating temperature and age of the evidence.
 */
final class IntervalStudy {
    /** Written out here, so that a larger u_struct in the product widens the interval against this prediction. */
    private static final double FORESEEN_STRUCTURE_PERCENT = 0.04;

    static final double REFERENCE_UNCERTAINTY_PERCENT = 0.03;
    private static final long FIRST_DAY = 20_454;
    private static final int LONG_RUN_DAYS = 365;

    private IntervalStudy() {}

    /**
     * One meter.
     *
     * @param household household rather than commercial
     * @param truthPercent true error
     * @param pointTruthPercent true error at the points of the curve
     * @param referencePercent true error of the reference
     * @param dailyEnergyWattHours mean of the evidence
     * @param quantumWattHours resolution of the registers
     * @param judged the assessment
     */
    record Outcome(
            boolean household,
            double truthPercent,
            List<Double> pointTruthPercent,
            double referencePercent,
            double dailyEnergyWattHours,
            double quantumWattHours,
            Assessment.Judged judged) {
        boolean covered() {
            return judged.intervalLowPercent() <= truthPercent && truthPercent <= judged.intervalHighPercent();
        }

        double halfWidthPercent() {
            return (judged.intervalHighPercent() - judged.intervalLowPercent()) / 2;
        }

        /**
         * Half-width foreseen before any reading: 1.96 times the root of the sum of squares of (a) the Cramer-Rao bound
         * of a day, sqrt(12/N) sigma / E with sigma^2 = q^2/6, and the daily load mix of 0.03 %, both over the root of
         * the number of days, (b) the certificate, (c) the structure.
         */
        double foreseenHalfWidthPercent() {
            double sigma = quantumWattHours * Math.sqrt(2.0 / 12);
            double day = 100 * Math.sqrt(12.0 / 96) * sigma / dailyEnergyWattHours;
            double estimation = Math.hypot(day, 0.03) / Math.sqrt(judged.days());
            return AccuracyAssessor.COVERAGE_FACTOR
                    * Math.hypot(Math.hypot(estimation, REFERENCE_UNCERTAINTY_PERCENT), FORESEEN_STRUCTURE_PERCENT);
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
        double windowEnergy = 0;
        for (int day = 0; day < LONG_RUN_DAYS; day++) {
            if (day < days) {
                track = track.step(DayRegression.estimate(pair.next()));
                windowEnergy += pair.trueEnergy();
            } else {
                pair.skip();
            }
            energy += pair.trueEnergy();
            errorEnergy += pair.trueErrorEnergy();
        }
        double atReference = tested.gainPercentPerYear() * days / 365.25
                + tested.percentPerKelvin() * (track.operatingTemperatureCelsius() - 23);
        return new Outcome(
                household,
                100 * errorEnergy / energy + atReference,
                points(tested, maximumPower, atReference),
                referenceGain,
                windowEnergy / days,
                Math.pow(10, scaler),
                judge(track, maximumPower));
    }

    private static List<Double> points(MeterPhysics tested, double maximumPower, double atReference) {
        List<Double> points = new ArrayList<>();
        for (LoadBand band : LoadBand.values()) {
            double fraction = band.pointFraction();
            double watts = fraction * maximumPower;
            double registered = tested.registered(watts, fraction, SimulatedPair.tangent(fraction));
            points.add(100 * (registered / watts - 1) + atReference);
        }
        return points;
    }

    private static Assessment.Judged judge(MeterTrack track, double maximumPower) {
        Limit limit = Limit.byPolicy(1, "sub-meter policy");
        Assessment assessment = AccuracyAssessor.assess(
                track,
                new ReferenceCertificate(0, REFERENCE_UNCERTAINTY_PERCENT, 0, FIRST_DAY),
                new AccuracyPolicy(Authority.ADJUST_UNVERIFIED, limit, limit, DecisionRules.defaults()),
                maximumPower,
                Optional.of(new AdjustableGain(1, 1e-4)));
        return switch (assessment) {
            case Assessment.Judged judged -> judged;
            case Assessment.Refused refused -> throw new AssertionError(refused.toString());
        };
    }
}

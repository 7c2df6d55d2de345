// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.decision.AdjustableGain;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.OperatingPoint;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.LoadBand;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.DayTruth;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;

/**
 * Class 1 meters with check meters, assessed from some days of readings and held against the truth: the error of the
 * meter under its load of a whole year, at the operating temperature and age of the evidence.
 */
final class IntervalStudy {
    static final int EVIDENCE_DAYS = 60;
    static final double LIMIT_PERCENT = 1;

    /** Written out here, so that a larger u_struct in the product widens the interval against this prediction. */
    private static final double FORESEEN_STRUCTURE_PERCENT = 0.033;

    private static final double REFERENCE_UNCERTAINTY_PERCENT = 0.03;
    private static final long FIRST_DAY = 20_454;
    private static final int LONG_RUN_DAYS = 365;

    private IntervalStudy() {}

    /** Of a reference that is known not to drift, and in the usual fleet does not: of no account in 60 days. */
    private static final double STATED_DRIFT_PERCENT_PER_YEAR = 0.001;

    /** What makes a fleet harder than the usual one. */
    @FunctionalInterface
    interface Hardship {
        Hardship NONE = (setup, chance) -> setup;

        SimulatedPair.Setup on(SimulatedPair.Setup setup, RandomGenerator chance);

        /** Drift of the reference as its profile states it, percent per year; 0 = not stated. */
        default double statedDriftPercentPerYear() {
            return STATED_DRIFT_PERCENT_PER_YEAR;
        }

        /** The same where the profile states no drift of the reference. */
        default Hardship withoutStatedDrift() {
            Hardship stated = this;
            return new Hardship() {
                @Override
                public SimulatedPair.Setup on(SimulatedPair.Setup setup, RandomGenerator chance) {
                    return stated.on(setup, chance);
                }

                @Override
                public double statedDriftPercentPerYear() {
                    return StatedPairing.NO_DRIFT_STATED;
                }
            };
        }
    }

    /**
     * One meter.
     *
     * @param household household rather than commercial
     * @param truthPercent true error
     * @param pointTruthPercent true error at the points of the curve
     * @param dailyEnergyWattHours mean of the evidence
     * @param quantumWattHours resolution of the registers
     * @param days of the evidence that gave an estimate
     * @param refusedDays of the evidence that were refused
     * @param alarms change alarms
     * @param hasDrifted drift flag after the evidence
     * @param assessment after the evidence
     */
    record Outcome(
            boolean household,
            double truthPercent,
            List<Double> pointTruthPercent,
            double dailyEnergyWattHours,
            double quantumWattHours,
            int days,
            int refusedDays,
            int alarms,
            boolean hasDrifted,
            Assessment assessment) {
        Optional<Assessment.Judged> judged() {
            return assessment instanceof Assessment.Judged judged ? Optional.of(judged) : Optional.empty();
        }

        /**
         * Half-width foreseen before any reading: 1.96 times the root of the sum of squares of (a) the Cramer-Rao bound
         * of a day, sqrt(12/N) sigma / E with sigma^2 = q^2/6, and the daily load mix of 0.03 %, both over the root of
         * the number of days, (b) the certificate, (c) the structure.
         */
        double foreseenHalfWidthPercent() {
            double sigma = quantumWattHours * Math.sqrt(2.0 / 12);
            double day = 100 * Math.sqrt(12.0 / 96) * sigma / dailyEnergyWattHours;
            double estimation = Math.hypot(day, 0.03) / Math.sqrt(days);
            return AccuracyAssessor.COVERAGE_FACTOR
                    * Math.hypot(Math.hypot(estimation, REFERENCE_UNCERTAINTY_PERCENT), FORESEEN_STRUCTURE_PERCENT);
        }
    }

    static List<Outcome> run(Fleet fleet, int salt, int meters, Hardship hardship) {
        return fleet.run(salt, meters, seed -> meter(seed, hardship));
    }

    private static Outcome meter(long seed, Hardship hardship) {
        SplittableRandom chance = new SplittableRandom(seed);
        boolean household = chance.nextBoolean();
        SimulatedPair.Setup setup = hardship.on(usual(chance, household), chance);
        SimulatedPair pair = new SimulatedPair(setup, FIRST_DAY, chance.nextLong());
        MeterTrack track = MeterTrack.start();
        double energy = 0;
        double errorEnergy = 0;
        double windowEnergy = 0;
        int refused = 0;
        int alarms = 0;
        for (int day = 0; day < LONG_RUN_DAYS; day++) {
            DayTruth truth;
            if (day < EVIDENCE_DAYS) {
                DayReadings readings = pair.next();
                truth = readings.truth();
                if (!readings.isMissing()) {
                    DayResult result = DayRegression.estimate(readings.paired());
                    track = track.step(result);
                    refused += result instanceof DayResult.Refusal ? 1 : 0;
                    alarms += Alarms.isRaised(track) ? 1 : 0;
                }
                windowEnergy += truth.energyWattHours();
            } else {
                truth = pair.skip();
            }
            energy += truth.energyWattHours();
            errorEnergy += truth.errorWattHours();
        }
        double atEvidence = setup.tested().gainPercentPerYear() * EVIDENCE_DAYS / 365.25
                + (setup.step().day() < EVIDENCE_DAYS ? setup.step().percent() : 0)
                + setup.tested().percentPerKelvin() * (track.operatingTemperatureCelsius() - 23);
        return new Outcome(
                household,
                100 * errorEnergy / energy + atEvidence,
                points(setup, atEvidence),
                windowEnergy / EVIDENCE_DAYS,
                Math.pow(10, setup.scaler()),
                track.days(),
                refused,
                alarms,
                track.hasDrifted(),
                assessment(track, setup.maximumPowerWatts(), hardship.statedDriftPercentPerYear()));
    }

    private static SimulatedPair.Setup usual(SplittableRandom chance, boolean household) {
        double maximumPower = household ? 14_000 : 3 * 230 * 60;
        LoadModel load = household
                ? LoadModel.Household.draw(chance, Math.exp(0.3 * chance.nextGaussian()))
                : LoadModel.Commercial.draw(chance, 9_000 * Math.exp(0.3 * chance.nextGaussian()));
        double referenceGain = REFERENCE_UNCERTAINTY_PERCENT * chance.nextGaussian();
        MeterPhysics tested = MeterPhysics.classOne(chance, 0.6 * chance.nextGaussian(), maximumPower);
        int scaler = chance.nextInt(2);
        double skew = 60 * (2 * chance.nextDouble() - 1);
        return SimulatedPair.Setup.of(
                load, tested, MeterPhysics.gainOnly(referenceGain), maximumPower, scaler, Clock.steady(skew, 2));
    }

    private static List<Double> points(SimulatedPair.Setup setup, double atEvidence) {
        List<Double> points = new ArrayList<>();
        for (LoadBand band : LoadBand.values()) {
            double fraction = band.pointFraction();
            points.add(setup.tested().errorPercent(fraction * setup.maximumPowerWatts(), fraction) + atEvidence);
        }
        return points;
    }

    private static Assessment assessment(MeterTrack track, double maximumPower, double statedDriftPercentPerYear) {
        Pairing.Ready pairing = StatedPairing.of(
                maximumPower, LIMIT_PERCENT, REFERENCE_UNCERTAINTY_PERCENT, statedDriftPercentPerYear, FIRST_DAY);
        return AccuracyAssessor.assess(
                track,
                List.of(),
                pairing.certificate(),
                pairing.policy().at(OperatingPoint.of(track)),
                pairing.installation(),
                Optional.of(new AdjustableGain(1, 1e-4)));
    }

    /** What a fleet's intervals are worth; shares are 0..1, of the meters with an interval. */
    record Summary(
            int meters,
            int judged,
            double coverage,
            double medianHalfWidth,
            double medianForeseen,
            double rootMeanSquare,
            double bias,
            double refusedDayShare,
            double alarmShare,
            double driftShare,
            double falseMet02Share) {

        static Summary of(List<Outcome> outcomes) {
            List<Double> deviations = new ArrayList<>();
            List<Double> halfWidths = new ArrayList<>();
            List<Double> foreseen = new ArrayList<>();
            int covered = 0;
            int wronglyFailed = 0;
            double refused = 0;
            double alarmed = 0;
            double drifted = 0;
            for (Outcome outcome : outcomes) {
                refused += outcome.refusedDays() / (double) EVIDENCE_DAYS;
                alarmed += outcome.alarms() > 0 ? 1 : 0;
                drifted += outcome.hasDrifted() ? 1 : 0;
                if (outcome.assessment() instanceof Assessment.Judged judged) {
                    double truth = outcome.truthPercent();
                    deviations.add(judged.errorPercent() - truth);
                    halfWidths.add((judged.intervalHighPercent() - judged.intervalLowPercent()) / 2);
                    foreseen.add(outcome.foreseenHalfWidthPercent());
                    covered += judged.intervalLowPercent() <= truth && truth <= judged.intervalHighPercent() ? 1 : 0;
                    wronglyFailed += judged.met02() && Math.abs(truth) <= LIMIT_PERCENT ? 1 : 0;
                }
            }
            Deviations all = Deviations.of(deviations);
            double n = outcomes.size();
            return new Summary(
                    outcomes.size(),
                    all.count(),
                    covered / (double) all.count(),
                    Deviations.of(halfWidths).quantile(0.5),
                    Deviations.of(foreseen).quantile(0.5),
                    all.rootMeanSquare(),
                    all.mean(),
                    refused / n,
                    alarmed / n,
                    drifted / n,
                    wronglyFailed / n);
        }
    }
}
